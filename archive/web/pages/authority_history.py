"""The history on an authority's page: timeline, days since, recommendations, and its predecessors' reports, listed separately."""

from collections.abc import Sequence
from dataclasses import dataclass
from sqlite3 import Connection, Row

from archive.keeping.completeness import Completeness, read_completeness
from archive.outcomes.current_judgements import Current, read_current
from archive.outcomes.history import Event, History, read_events, read_history
from archive.outcomes.latest import Outcome
from archive.outcomes.monitoring_visits import NONE, Monitoring, read_monitoring
from archive.outcomes.succession import read_continued
from archive.search.themes import Theme, themes_of_authority
from archive.web.drawings.timeline import Timeline, draw_timeline


@dataclass(frozen=True, slots=True)
class Predecessor:
    """An authority that came before, with its events; `continued` where its grades are its successor's as well, as Ofsted counts."""

    name: str
    code: str
    ended: str | None
    events: list[Event]
    drawn: Timeline | None
    continued: bool


@dataclass(frozen=True, slots=True)
class HistoryView:
    """What the template shows; `passed_on` where a successor continues this authority, so that its grades are the successor's too.

    `themes` as of themes_of_authority. `current` are its judgements today, or on the day it ended; None where no graded inspection is held.
    """

    history: History
    current: tuple[Outcome, list[Current]] | None
    drawn: Timeline | None
    predecessors: list[Predecessor]
    completeness: Completeness
    monitoring: Monitoring
    passed_on: bool
    themes: list[tuple[Theme, int, str | None]]
    today: str


def read_history_view(connection: Connection, authority: Row, predecessors: Sequence[Row], today: str) -> HistoryView:
    """Read it for the authority, a row of local_authorities; `predecessors` are rows of the same table."""
    code = authority["code"]
    history = read_history(connection, code, today)
    before = {successor: one.code for successor, one in read_continued(connection).items()}
    return HistoryView(
        history=history,
        current=read_current(connection, code, authority["ended"] or today),
        drawn=draw_timeline(history.events, today, history.official),
        predecessors=[_predecessor(connection, row, before.get(code)) for row in predecessors],
        completeness=read_completeness(connection),
        monitoring=read_monitoring(connection, code).get(code, NONE),
        passed_on=code in before.values(),
        themes=themes_of_authority(connection, code),
        today=today,
    )


def _predecessor(connection: Connection, row: Row, continued: str | None) -> Predecessor:
    events = read_events(connection, row["code"])
    drawn = draw_timeline(events, row["ended"] or max((one.day for one in events), default=""))
    return Predecessor(row["name"], row["code"], row["ended"], events, drawn, row["code"] == continued)
