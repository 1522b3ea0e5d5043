"""Whether the archive is healthy: all verdicts of archive.keeping.health_rules, for `archive status` and `/-/health`.

No rule has a fixed baseline: each compares with the archive's own history, so that a quiet source raises no alarm and a broken one
does. A rule says nothing while there is too little history.
"""

import sqlite3
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from functools import partial
from typing import Any

from archive.keeping.health_dates import impossible_dates, put_off
from archive.keeping.health_rules import OF_SOURCE, Verdict, coverage, damage, freshness, unreadable

HELD = """
    select (select count(*) from reports where availability = 'held'), (select count(*) from articles), (select count(*) from documents)
"""


@dataclass(frozen=True, slots=True)
class Health:
    """All verdicts at `moment` (UTC, ISO) and how much is held; `problems` counts the open ones by kind: known problems raise no alarm."""

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
    strict, damaged = connection.text_factory, 0

    def decoded(text: bytes) -> str:
        """Text with invalid UTF-8 replaced, so that one damaged date fails its own rule and does not stop the others."""
        nonlocal damaged
        try:
            return text.decode()
        except UnicodeDecodeError:
            damaged += 1
            return text.decode(errors="replace")

    connection.text_factory = decoded
    try:
        found = _health(connection, moment or datetime.now(UTC))
    finally:
        connection.text_factory = strict
    if not damaged:
        return found
    note = "text that the rules read is damaged (it is not UTF-8); restore a backup, see docs/operations.md"
    return replace(found, verdicts=(*found.verdicts, Verdict("text", None, False, note, damaged, 0)))


def _health(connection: sqlite3.Connection, moment: datetime) -> Health:
    verdicts: list[Verdict] = []
    sources = connection.execute("select distinct source from runs where source is not null and source != 'local' order by 1").fetchall()
    for (source,) in sources:
        for name, rule in OF_SOURCE.items():
            verdicts += _judged(name, source, partial(rule, connection, source, moment))
    for name, whole in _OF_ALL.items():
        verdicts += _judged(name, None, partial(whole, connection, moment))
    problems = connection.execute("select kind, count(*) from problems where resolved is null group by 1 order by 2 desc, 1")
    held = dict(zip(("reports", "articles", "documents"), connection.execute(HELD).fetchone(), strict=True))
    return Health(moment.isoformat(timespec="seconds"), tuple(verdicts), held, {row[0]: row[1] for row in problems})


_OF_ALL: Mapping[str, Callable[[sqlite3.Connection, datetime], Iterable[Verdict]]] = {
    "unreadable": lambda connection, _: unreadable(connection),
    "fields": lambda connection, _: coverage(connection),
    "freshness": freshness,
    "damage": lambda connection, _: damage(connection),
    "dates": impossible_dates,
    "put off": put_off,
}


def _judged(name: str, about: str | None, rule: Callable[[], Iterable[Verdict]]) -> list[Verdict]:
    """The rule's verdicts, or one that says the rule could not be judged because its data cannot be read."""
    try:
        return list(rule())
    except (ValueError, TypeError, ArithmeticError, sqlite3.DataError) as error:
        return [Verdict(name, about, False, f"could not be checked: {error}")]


def as_json(found: Health) -> dict[str, Any]:
    """The public JSON form, of `archive status --json` and of `/-/health`."""
    return {
        "well": found.well,
        "moment": found.moment,
        "held": found.held,
        "verdicts": [asdict(verdict) for verdict in found.verdicts],
        "open_problems": found.problems,
    }
