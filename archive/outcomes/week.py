"""A week in the archive: new reports, changed grades, priority actions, corrected reports (old beside new), and removed reports."""

import json
import sqlite3
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from archive.database.listed_rows import REPORTS
from archive.outcomes.grade_scale import Change
from archive.outcomes.graded_inspections import by_authority, placeholders, read_graded
from archive.outcomes.history import Told, read_told
from archive.outcomes.latest import Judged
from archive.outcomes.two_reports import Side, TwoReports, read_sides, read_two_reports

DAYS = 7
MOST_LATE = 20  # of the reports that came late, which after a first crawl are all


@dataclass(frozen=True, slots=True)
class Reissue:
    """A report whose file was changed under the same id: rows of report_changes with what tells of the report."""

    report: sqlite3.Row
    changes: list[sqlite3.Row]


@dataclass(frozen=True, slots=True)
class GradedNews:
    """A new graded inspection; `before` compares it with the graded inspection before, None where none is held."""

    side: Side
    before: TwoReports | None

    @property
    def overall(self) -> Change | None:
        """The change in the overall grade, where one may be stated."""
        return self.before.overall if self.before else None

    @property
    def areas(self) -> list[tuple[str, Judged, Judged | None, Change | None]]:
        """Each judgement of the authority: area, now, before and change; the last two only where the framework is the same."""
        changes = dict(self.before.areas) if self.before else {}
        held = self.before.first.judgements if self.before else {}
        return [
            (area, judged, held.get(area) if area in changes else None, changes.get(area))
            for area, judged in self.side.judgements.items()
            if area != "overall_effectiveness"
        ]


@dataclass(frozen=True, slots=True)
class Week:
    """The DAYS days to `until` (ISO, both days included). Reports are rows of listed_rows.REPORTS."""

    since: str
    until: str
    new: list[sqlite3.Row]
    graded: list[GradedNews]
    actions: dict[str, list[Told]]  # by family: they mean different things in each
    replaced: list[TwoReports]
    replaced_unread: list[sqlite3.Row]
    removed: list[sqlite3.Row]
    reissues: list[Reissue]
    late: int
    late_newest: list[sqlite3.Row]

    @property
    def changed(self) -> list[TwoReports]:
        """Replaced reports whose successor changed a grade or something it asks for."""
        return [two for two in self.replaced if is_changed(two)]


def read_week(
    connection: sqlite3.Connection,
    until: str,
    *,
    brief: bool = False,
    codes: Collection[str] | None = None,
    sources: Collection[str] | None = None,
) -> Week:
    """The week that ends with `until`; `brief` without graded inspections, priority actions and what came late, which a feed leaves out.

    `codes`: only what is on these authorities (ONS codes); `sources`: only what these publish (their names).
    """
    since = (date.fromisoformat(until) - timedelta(days=DAYS - 1)).isoformat()
    days = [since, until]
    moments = [since, (date.fromisoformat(until) + timedelta(days=1)).isoformat()]  # from the first on, before the second

    narrowing = {"local_authority": codes, "source": sources}
    chosen = {column: values for column, values in narrowing.items() if values is not None}
    within = "".join(f" and r.{column} in (select value from json_each(?))" for column in chosen)
    among = [json.dumps(sorted(values)) for values in chosen.values()]

    def reports(condition: str, parameters: Sequence[object]) -> list[sqlite3.Row]:
        """Those that meet `condition` (SQL over reports `r`). What their rows show is looked up for these only."""
        sql = f"""select v.*, r.off_page, r.replaced_by from (select * from reports r where {condition}{within}) r
            cross join ({REPORTS}) v on v.id = r.id order by v.published desc, v.id desc"""
        return connection.execute(sql, [*parameters, *among]).fetchall()

    off = reports("r.off_page >= ? and r.off_page < ?", moments)
    late = [] if brief else read_late(connection, since, moments, within, among)
    pairs = [(row, read_two_reports(connection, [row["key"], row["replaced_by"]])) for row in off if row["replaced_by"]]
    told = [] if brief else read_told(connection, f"r.published between ? and ? and c.kind = 'priority_action'{within}", [*days, *among])
    return Week(
        since=since,
        until=until,
        new=reports("r.published between ? and ? and r.replaced_by is null", days),
        graded=[] if brief else read_graded_news(connection, days, within, among),
        actions=_by_family(told),
        replaced=[two for _, two in pairs if two],
        replaced_unread=[row for row, two in pairs if two is None],
        removed=[row for row in off if not row["replaced_by"]],
        reissues=[
            one
            for one in read_reissues(connection, moments)
            if (codes is None or one.report["authority"] in codes) and (sources is None or one.report["source"] in sources)
        ],
        late=len(late),
        late_newest=reports(f"r.id in ({placeholders(late[:MOST_LATE])})", late[:MOST_LATE]) if late else [],
    )


def read_late(connection: sqlite3.Connection, since: str, moments: Sequence[str], within: str, among: Sequence[str]) -> list[int]:
    """Ids of the reports held that came in between two moments but were published before `since` (or on no known day), newest first.

    `within` is SQL that narrows reports `r`, and `among` its parameters.
    """
    rows = connection.execute(
        f"""select id from reports r where first_seen >= ? and first_seen < ? and coalesce(published, '') < ?
            and availability = 'held'{within}
        order by published desc, id desc""",
        [*moments, since, *among],
    )
    return [row[0] for row in rows]


def read_reissues(connection: sqlite3.Connection, moments: Sequence[str]) -> list[Reissue]:
    """Reports whose newer file, first fetched between two moments, changed something."""
    found: dict[int, list[sqlite3.Row]] = {}
    rows = connection.execute("select * from report_changes where seen >= ? and seen < ? order by seen desc, id", moments)
    for row in rows:
        found.setdefault(row["report_id"], []).append(row)
    sql = f"select * from ({REPORTS}) where id = ?"
    return [Reissue(connection.execute(sql, [report]).fetchone(), changes) for report, changes in found.items()]


def is_changed(two: TwoReports) -> bool:
    """Whether a report that took another's place differs in a grade or in what it asks for, word for word."""
    first, second = two.first, two.second
    return _grades(first) != _grades(second) or _texts(first.told) != _texts(second.told)


def _grades(side: Side) -> tuple[str | None, dict[str, str | None]]:
    return side.report["overall_effectiveness"], {area: judged.grade for area, judged in side.judgements.items()}


def _texts(told: Iterable[Told]) -> list[tuple[str, str]]:
    return sorted((one.kind, " ".join(one.text.split())) for one in told)


def _by_family(told: Iterable[Told]) -> dict[str, list[Told]]:
    found: dict[str, list[Told]] = {}
    for one in told:
        found.setdefault(one.family or "", []).append(one)
    return found


def read_graded_news(connection: sqlite3.Connection, days: list[str], within: str, among: Sequence[str]) -> list[GradedNews]:
    """The graded inspections published in these days, each against the one before it on the same authority; narrowed as late ones are."""
    rows = connection.execute(
        f"""select r.key, r.local_authority, coalesce(i.inspection_end, r.published) from reports r join inspections i on i.report_id = r.id
        where r.published between ? and ? and i.family in ('ilacs', 'sif') and r.replaced_by is null{within}
        order by r.published desc, r.key desc""",
        [*days, *among],
    ).fetchall()
    held = by_authority(read_graded(connection, list({code for _, code, _ in rows if code}))) if rows else {}
    news = []
    for key, code, day in rows:
        before = next((one.key for one in reversed(held.get(code, [])) if one.day < day), None)
        two = read_two_reports(connection, [before, key]) if before else None
        side = two.second if two else read_sides(connection, [key])[0]
        news.append(GradedNews(side, two))
    return news
