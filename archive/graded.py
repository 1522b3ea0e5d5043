"""Graded inspections (ILACS, SIF) of all authorities, and which of them was an authority's latest as at a date."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Literal, NamedTuple

By = Literal["published", "inspected"]


class Graded(NamedTuple):
    """A graded inspection. Dates are ISO text; `overall` is None for the reason in `status`; `sha256` None where no file is held.

    A tuple, because the national table is made of thousands: a frozen dataclass takes three times as long to make.
    """

    report_id: int
    key: str
    authority: str
    family: str
    length: str | None
    start: str | None
    end: str | None
    published: str | None
    overall: str | None
    overall_page: int | None
    status: str
    lead_inspector: str | None
    urn: str | None
    url: str
    sha256: str | None

    @property
    def day(self) -> str:
        """The last day of the inspection, or the date of publication where that is not known; empty where neither is."""
        return self.end or self.published or ""

    @property
    def days_to_publication(self) -> int | None:
        """Days from the last day of the inspection to publication; None where one of the two is not known."""
        return days_between(self.end, self.published) if self.end and self.published else None

    def known_on(self, by: By) -> str:
        """The date that decides whether the inspection counts as at a date: when it was published, or when it ended."""
        return (self.published or self.end or "") if by == "published" else self.day


def read_graded(connection: sqlite3.Connection, authority: str | None = None) -> list[Graded]:
    """Every graded inspection with a date and an authority (or of one authority), oldest first; reports that were replaced are left out."""
    rows = connection.execute(
        f"""select r.id, r.key, r.local_authority, i.family, i.length, i.inspection_start, i.inspection_end, r.published,
            i.overall_effectiveness, i.overall_page, i.grade_status, i.lead_inspector, r.urn, r.url, d.sha256
        from inspections i join reports r on r.id = i.report_id left join documents d on d.id = r.file_document_id and d.kind = 'report'
        where i.family in ('ilacs', 'sif') and r.replaced_by is null and coalesce(i.inspection_end, r.published) is not null
            and {"r.local_authority is not null" if authority is None else "r.local_authority = ?"}
        order by coalesce(i.inspection_end, r.published), r.key""",
        [] if authority is None else [authority],
    )
    return [Graded._make(row) for row in rows]


def by_authority(inspections: Iterable[Graded]) -> dict[str, list[Graded]]:
    """Inspections by the code of their authority, in the order given."""
    found: defaultdict[str, list[Graded]] = defaultdict(list)
    for one in inspections:
        found[one.authority].append(one)
    return dict(found)


def as_at(inspections: Iterable[Graded], day: str, by: By = "published") -> list[Graded]:
    """Those that were published (or had ended) on or before `day`; the last of them is the latest."""
    return [one for one in inspections if one.known_on(by) <= day]


def last_given(inspections: Iterable[Graded]) -> Graded | None:
    """The last inspection that gave an overall grade, which need not be the last inspection."""
    return next((one for one in reversed(list(inspections)) if one.overall), None)


def lived(authority: Mapping[str, str | None] | sqlite3.Row, day: str) -> bool:
    """Whether the authority (`started` and `ended` are ISO dates or None) was there on `day`."""
    return (authority["started"] or "") <= day and (authority["ended"] is None or authority["ended"] >= day)


def days_between(first: str, last: str) -> int:
    """Days from one ISO date to another."""
    return (date.fromisoformat(last) - date.fromisoformat(first)).days
