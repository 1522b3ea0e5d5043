"""Graded inspections (ILACS, SIF) of all authorities, and which was an authority's latest on a date."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Literal, NamedTuple

from archive.database.readonly import plain_rows

By = Literal["published", "inspected"]
KNOWN: Mapping[By, str] = {
    "published": "coalesce(r.published, i.inspection_end)",
    "inspected": "coalesce(i.inspection_start, i.inspection_end, r.published)",  # Ofsted's own file counts from the first day
}
"""From which day on an inspection counts: SQL of `reports` r and `inspections` i."""


class Graded(NamedTuple):
    """A graded inspection. Dates are ISO text; `overall` is None for the reason in `status`.

    `day` is the last day of the inspection, or the date of publication where that is not known; `known` decides whether the inspection
    counts as at a date. A tuple of what is compared and counted only, because the national table is made of thousands: a frozen
    dataclass takes three times as long to make.
    """

    report_id: int
    key: str
    authority: str
    family: str
    start: str | None
    end: str | None
    published: str | None
    overall: str | None
    status: str
    day: str
    known: str

    @property
    def days_to_publication(self) -> int | None:
        """Days from the last day of the inspection to publication; None where one of the two is not known."""
        return days_between(self.end, self.published) if self.end and self.published else None


class Particulars(NamedTuple):
    """What pages show about a graded inspection besides what they compare; `sha256` is None where no file is held."""

    length: str | None
    overall_page: int | None
    lead_inspector: str | None
    urn: str | None
    url: str
    sha256: str | None


def read_graded(connection: sqlite3.Connection, authorities: Sequence[str] | None = None, by: By = "published") -> list[Graded]:
    """Every graded inspection with a date and an authority (or of these ONS codes), oldest first; those that were replaced are left out.

    `by`: whether an inspection is known from when it was published or from when it began; the other date where that one is not held.
    """
    known = KNOWN[by]
    whose = "r.local_authority is not null" if authorities is None else f"r.local_authority in ({placeholders(authorities)})"
    rows = plain_rows(
        connection,
        f"""select r.id, r.key, r.local_authority, i.family, i.inspection_start, i.inspection_end, r.published,
            i.overall_effectiveness, i.grade_status, coalesce(i.inspection_end, r.published) as day, {known}
        from inspections i join reports r on r.id = i.report_id
        where i.family in ('ilacs', 'sif') and r.replaced_by is null and day is not null and {whose}
        order by day, r.key""",
        authorities or [],
    )
    return list(map(Graded._make, rows))


def read_particulars(connection: sqlite3.Connection, report_ids: Sequence[int]) -> dict[int, Particulars]:
    """The particulars of each of these reports."""
    rows = connection.execute(
        f"""select r.id, i.length, i.overall_page, i.lead_inspector, r.urn, r.url, d.sha256
        from reports r join inspections i on i.report_id = r.id left join documents d on d.id = r.file_document_id and d.kind = 'report'
        where r.id in ({placeholders(report_ids)})""",
        report_ids,
    )
    return {report_id: Particulars(*values) for report_id, *values in rows}


def placeholders(values: Sequence[object]) -> str:
    """The question marks of a list of SQL parameters."""
    return ", ".join("?" * len(values))


def by_authority(inspections: Iterable[Graded]) -> dict[str, list[Graded]]:
    """Inspections by the code of their authority, in the order given."""
    found: defaultdict[str, list[Graded]] = defaultdict(list)
    for one in inspections:
        found[one.authority].append(one)
    return dict(found)


def as_at(inspections: Iterable[Graded], day: str) -> list[Graded]:
    """Those that were known on or before `day`; the last of them is the latest."""
    return [one for one in inspections if one.known <= day]


def last_given(inspections: Iterable[Graded]) -> Graded | None:
    """The last inspection that gave an overall grade, which need not be the last inspection."""
    return next((one for one in reversed(list(inspections)) if one.overall), None)


def lived(authority: Mapping[str, str | None] | sqlite3.Row, day: str) -> bool:
    """Whether the authority (`started` and `ended` are ISO dates or None) was there on `day`."""
    return (authority["started"] or "") <= day and (authority["ended"] is None or authority["ended"] >= day)


def days_between(first: str, last: str) -> int:
    """Days from one ISO date to another."""
    return (date.fromisoformat(last) - date.fromisoformat(first)).days
