"""A week of the archive: new reports, changed grades, priority actions, re-issues with old and new side by side, what was taken off."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from archive.filters import REPORTS
from archive.grades import Change
from archive.history import Told, read_told
from archive.outcomes import Judged
from archive.side_by_side import Side, TwoReports, read_sides, read_two_reports

DAYS = 7
MOST_LATE = 20  # of the reports that came late, which after a first crawl are all


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
class Reissue:
    """A report whose file was changed under the same id: rows of report_changes with what tells of the report."""

    report: sqlite3.Row
    changes: list[sqlite3.Row]


@dataclass(frozen=True, slots=True)
class Week:
    """The DAYS days to `until` (ISO, both days included). Reports are rows of filters.REPORTS."""

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


def read_week(connection: sqlite3.Connection, until: str) -> Week:
    """The week that ends with `until`."""
    since = (date.fromisoformat(until) - timedelta(days=DAYS - 1)).isoformat()
    days = [since, until]

    def reports(condition: str, *more: str) -> list[sqlite3.Row]:
        sql = f"select v.*, r.off_page, r.replaced_by from ({REPORTS}) v join reports r on r.id = v.id where {condition}"
        return connection.execute(f"{sql} order by v.published desc, v.id desc", [*days, *more]).fetchall()

    late = "substr(r.first_seen, 1, 10) between ? and ? and coalesce(r.published, '') < ?"
    off = reports("substr(r.off_page, 1, 10) between ? and ?")
    pairs = [(row, read_two_reports(connection, [row["key"], row["replaced_by"]])) for row in off if row["replaced_by"]]
    told = read_told(connection, "r.published between ? and ? and c.kind = 'priority_action'", days)
    late_reports = reports(late, since)
    return Week(
        since=since,
        until=until,
        new=reports("v.published between ? and ? and r.replaced_by is null"),
        graded=read_graded_news(connection, days),
        actions=_by_family(told),
        replaced=[two for _, two in pairs if two],
        replaced_unread=[row for row, two in pairs if two is None],
        removed=[row for row in off if not row["replaced_by"]],
        reissues=read_reissues(connection, days),
        late=len(late_reports),
        late_newest=late_reports[:MOST_LATE],
    )


def read_graded_news(connection: sqlite3.Connection, days: list[str]) -> list[GradedNews]:
    """The graded inspections published in these days, each against the one before it on the same authority."""
    rows = connection.execute(
        """select r.key, (select r2.key from inspections i2 join reports r2 on r2.id = i2.report_id
                where r2.local_authority = r.local_authority and i2.family in ('ilacs', 'sif') and r2.replaced_by is null
                    and coalesce(i2.inspection_end, r2.published) < coalesce(i.inspection_end, r.published)
                order by coalesce(i2.inspection_end, r2.published) desc, r2.key desc limit 1)
        from reports r join inspections i on i.report_id = r.id
        where r.published between ? and ? and i.family in ('ilacs', 'sif') and r.replaced_by is null
        order by r.published desc, r.key desc""",
        days,
    ).fetchall()
    news = []
    for key, before in rows:
        two = read_two_reports(connection, [before, key]) if before else None
        side = two.second if two else read_sides(connection, [key])[0]
        news.append(GradedNews(side, two))
    return news


def read_reissues(connection: sqlite3.Connection, days: list[str]) -> list[Reissue]:
    """Reports whose newer file, first fetched in these days, changed something."""
    found: dict[int, list[sqlite3.Row]] = {}
    rows = connection.execute("select * from report_changes where substr(seen, 1, 10) between ? and ? order by seen desc, id", days)
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
