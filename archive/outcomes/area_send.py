"""Area SEND inspections: the partnership's outcome in the report's own words, priority actions, and the next inspection."""

import re
import sqlite3
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from archive.outcomes.history import Told, read_told

# How the reports print when the partnership is inspected next, on the page of the outcome.
_NEXT = re.compile(r"(?:A monitoring inspection|The next full (?:area SEND )?(?:re)?inspection) will be [^.]{5,120}\.", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class AreaSend:
    """An inspection of a local area partnership. `outcome` (1, 2, 3) is a key only; `sentence` is what readers see, and `next` the printed

    sentences on the next inspection (empty where none was found on the page of the outcome).
    """

    key: str
    authority: str | None
    name: str | None
    kind: str
    start: str | None
    end: str | None
    published: str | None
    outcome: int | None
    sentence: str | None
    page: int | None
    sha256: str | None
    next: str
    actions: list[Told]


def read_area_send(connection: sqlite3.Connection) -> list[AreaSend]:
    """All that are held, newest first, each with its priority actions."""
    actions: dict[str, list[Told]] = {}
    for told in read_told(connection, "i.family = 'area_send' and c.kind = 'priority_action'", []):
        actions.setdefault(told.key, []).append(told)
    rows = connection.execute(
        """select r.key, r.local_authority, a.name, coalesce(i.report_type, 'not_known'), i.inspection_start, i.inspection_end, r.published,
            i.outcome, i.outcome_printed, i.outcome_page, d.sha256, p.text
        from inspections i join reports r on r.id = i.report_id left join local_authorities a on a.code = r.local_authority
            left join documents d on d.id = r.file_document_id and d.kind = 'report'
            left join report_pages p on p.id = r.id * 10000 + i.outcome_page
        where i.family = 'area_send' and r.replaced_by is null order by coalesce(r.published, '') desc, r.key desc"""
    )
    return [AreaSend(*(*values, next_inspection(text or ""), actions.get(values[0], []))) for *values, text in rows]


def next_inspection(text: str) -> str:
    """What a page prints about the next inspection; empty where it prints nothing."""
    return " ".join(_NEXT.findall(" ".join(text.split())))


@dataclass(frozen=True, slots=True)
class OutcomeCount:
    """How many inspections had an outcome (1, 2, 3; None where none was read), and the `wordings` in which reports print it, most first."""

    outcome: int | None
    number: int
    wordings: tuple[tuple[str, int], ...]


def by_outcome(inspections: Iterable[AreaSend]) -> list[OutcomeCount]:
    """The counts in the order of the framework, those that were not read last. Never an average."""
    found: dict[int | None, Counter[str]] = {}
    for one in inspections:
        found.setdefault(one.outcome, Counter())[one.sentence or ""] += 1
    order = sorted(found, key=lambda outcome: (outcome is None, outcome or 0))
    return [OutcomeCount(outcome, found[outcome].total(), tuple(found[outcome].most_common())) for outcome in order]
