"""One authority's judgements today: each with its grade, its page, and how it changed since the graded inspection before."""

import sqlite3
from dataclasses import dataclass

from archive.outcomes.grade_scale import HALVES, JOINED, LEADING, Change, compare
from archive.outcomes.latest import Asked, Judged, Outcome, read_judgements, read_outcomes


@dataclass(frozen=True, slots=True)
class Current:
    """A judgement of the latest graded inspection. `change` and `before` are None where the two inspections may not be compared."""

    area: str
    judged: Judged
    before: Judged | None
    change: Change | None


def read_current(connection: sqlite3.Connection, code: str, as_at: str) -> tuple[Outcome, list[Current]] | None:
    """The latest graded inspection of the authority with this ONS code that was published by the ISO day, and its judgements.

    None where none is held. A joined judgement is one, never two.
    """
    found = read_outcomes(connection, Asked(as_at, codes=(code,))).outcomes
    if not found:
        return None
    [outcome] = found
    comparable = outcome.before if outcome.before and outcome.before.family == outcome.latest.family else None
    earlier = read_judgements(connection, [comparable.report_id]).get(comparable.report_id, {}) if comparable else {}
    joined = outcome.judged(HALVES[0]).status == "joined"
    areas = [area for area in LEADING if not (joined and area in HALVES)] + ([JOINED] if joined else [])
    if JOINED in earlier:  # one judgement then, two now, or the other way round: no change is stated
        earlier = dict.fromkeys(HALVES, Judged(None, "joined", None)) | earlier
    return outcome, [_current(area, outcome.judged(area), earlier.get(area)) for area in areas]


def _current(area: str, judged: Judged, before: Judged | None) -> Current:
    return Current(area, judged, before, compare(before.grade, judged.grade) if before else None)
