"""Whether the archive is well: the verdicts of archive.health_rules put together, for `archive status` and `/-/health`.

No rule needs to be told what is usual: it is taken from the archive's own past, so that a quiet source raises no alarm and a
broken one does. A rule that has too little past to judge by says nothing.
"""

import sqlite3
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from archive.health_rules import OF_SOURCE, Verdict, coverage, damage, freshness, unreadable

HELD = """
    select (select count(*) from reports where availability = 'held'), (select count(*) from articles), (select count(*) from documents)
"""


@dataclass(frozen=True, slots=True)
class Health:
    """All verdicts at `moment` (UTC, ISO) and how much is held; `problems` counts the open ones by kind: the known is no news."""

    moment: str
    verdicts: tuple[Verdict, ...]
    held: dict[str, int]
    problems: dict[str, int]

    @property
    def well(self) -> bool:
        """Whether no rule asks for attention."""
        return all(verdict.well for verdict in self.verdicts)


def health(connection: sqlite3.Connection, moment: datetime | None = None) -> Health:
    """Judge the archive at `moment` (UTC, default: now). Reads only; cheap enough for a request of its own."""
    moment = moment or datetime.now(UTC)
    verdicts: list[Verdict] = []
    sources = connection.execute("select distinct source from runs where source is not null and source != 'local' order by 1").fetchall()
    for (source,) in sources:
        for rule in OF_SOURCE:
            verdicts += rule(connection, source, moment)
    verdicts += [*unreadable(connection), *coverage(connection), *freshness(connection, moment), *damage(connection)]
    problems = connection.execute("select kind, count(*) from problems where resolved is null group by 1 order by 2 desc, 1")
    held = dict(zip(("reports", "articles", "documents"), connection.execute(HELD).fetchone(), strict=True))
    return Health(moment.isoformat(timespec="seconds"), tuple(verdicts), held, {row[0]: row[1] for row in problems})


def as_json(found: Health) -> dict[str, Any]:
    """The public JSON form, of `archive status --json` and of `/-/health`."""
    return {
        "well": found.well,
        "moment": found.moment,
        "held": found.held,
        "verdicts": [asdict(verdict) for verdict in found.verdicts],
        "open_problems": found.problems,
    }
