"""Which of an authority's reports an article is about: the one with the most evidence, if that is enough. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from archive.matching.evidence import ENOUGH, LEAD_OVER_NEXT, TextOf, may_be, points, weigh
from archive.matching.facts import Evidence, ReportFacts
from archive.matching.reading import Reading
from archive.matching.story import names_inspection


@dataclass(frozen=True, slots=True)
class Candidate:
    """A report that an article may be about, and all evidence for and against it."""

    report: ReportFacts
    evidence: tuple[Evidence, ...]

    @property
    def points(self) -> float:
        """The sum of the evidence."""
        return points(self.evidence)


def candidates(reading: Reading, reports: Sequence[ReportFacts], text_of: TextOf | None, *, alone: bool = True) -> list[Candidate]:
    """One authority's reports that the article's day allows, the likeliest first; none where the story is about no report."""
    if reading.story.no_report or not names_inspection(reading.article.text):
        return []
    found = [
        Candidate(report, weigh(reading, report, [other for other in reports if other is not report], text_of, alone=alone))
        for report in reports
        if may_be(reading.article, report)
    ]
    return sorted(found, key=lambda each: (-each.points, each.report.key))


def choose(ranked: Sequence[Candidate]) -> Candidate | None:
    """The first of the candidates, if its evidence is enough and clearly more than that for a report of another inspection."""
    if not ranked or ranked[0].points < ENOUGH:
        return None
    best = ranked[0]
    rivals = [each for each in ranked[1:] if not is_same_inspection(each.report, best.report)]
    return best if not rivals or best.points - rivals[0].points >= LEAD_OVER_NEXT else None


def is_same_inspection(one: ReportFacts, other: ReportFacts) -> bool:
    """Whether two reports are of one inspection: issued anew, or one for each council that shares a service."""
    days = (one.inspection_start, one.inspection_end)
    return one.report_type == other.report_type and None not in days and days == (other.inspection_start, other.inspection_end)
