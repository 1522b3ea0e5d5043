"""New graded inspections, each against the one before it on the same authority."""

import sqlite3
from dataclasses import dataclass

from archive.graded import by_authority, read_graded
from archive.grades import Change
from archive.outcomes import Judged
from archive.side_by_side import Side, TwoReports, read_sides, read_two_reports


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


def read_graded_news(connection: sqlite3.Connection, days: list[str]) -> list[GradedNews]:
    """The graded inspections published in these days, each against the one before it on the same authority."""
    rows = connection.execute(
        """select r.key, r.local_authority, coalesce(i.inspection_end, r.published) from reports r join inspections i on i.report_id = r.id
        where r.published between ? and ? and i.family in ('ilacs', 'sif') and r.replaced_by is null
        order by r.published desc, r.key desc""",
        days,
    ).fetchall()
    held = by_authority(read_graded(connection, list({code for _, code, _ in rows if code})))
    news = []
    for key, code, day in rows:
        before = next((one.key for one in reversed(held.get(code, [])) if one.day < day), None)
        two = read_two_reports(connection, [before, key]) if before else None
        side = two.second if two else read_sides(connection, [key])[0]
        news.append(GradedNews(side, two))
    return news
