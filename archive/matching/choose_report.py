"""Which of an authority's reports an article is about: by kind and date, or else by its sentences. Pure."""

import re
from collections.abc import Callable, Sequence
from datetime import date as Date

from archive.matching import report_kinds
from archive.matching import story as stories
from archive.matching.facts import ArticleFacts, ReportFacts

# Days from a report's publication to an article about it. Councils and papers write within days, trade titles within
# weeks; a later article is about that report only if it names the kind, or prints the days of the inspection.
NEWS_DAYS = 75
NAMED_DAYS = 120
DATED_DAYS = 400
# Share of an article's sentences found in a report that ties them without any date, and the lead over the next report.
SENTENCES_ENOUGH = 0.3
SENTENCES_LEAD = 0.15

SentencesScore = Callable[[ReportFacts], float]


def choose_report(article: ArticleFacts, reports: list[ReportFacts], score: SentencesScore | None) -> ReportFacts | None:
    """Of one authority's reports the one an article tells of: kind and nearest date on or before; else its sentences."""
    if article.published is None:
        return choose_by_sentences(reports, score)
    if stories.tells_findings(article.title, article.paragraphs[: stories.LEAD]) and stories.names_inspection(article.text):
        ranked = sorted((rank, report.key) for report in reports if (rank := _rank(article, report)) is not None)
        if ranked:
            return next(report for report in reports if report.key == ranked[0][1])
    return choose_by_sentences([report for report in reports if (age := age_in_days(article, report)) is None or age >= 0], score)


def choose_by_sentences(reports: Sequence[ReportFacts], score: SentencesScore | None) -> ReportFacts | None:
    """The one report that holds enough of the article's sentences, and clearly more than any other."""
    if score is None or not reports:
        return None
    ranked = sorted(((score(report), report.key) for report in reports), reverse=True)
    best, key = ranked[0]
    if best < SENTENCES_ENOUGH or (len(ranked) > 1 and best - ranked[1][0] < SENTENCES_LEAD):
        return None
    return next(report for report in reports if report.key == key)


def _rank(article: ArticleFacts, report: ReportFacts) -> tuple[int, int, int] | None:
    """How well kind and date fit, the lowest best: inspection days printed, kind, age in days; None: cannot be meant."""
    age, kind = age_in_days(article, report), _kind_rank(article, report.report_type)
    if age is None or age < 0 or kind is None:
        return None
    printed = _prints_days(article, report)
    named = report.report_type in report_kinds.kinds_named(article.text)
    limit = DATED_DAYS if printed else NAMED_DAYS if named else NEWS_DAYS
    return (0 if printed else 1, kind, age) if age <= limit else None


def _kind_rank(article: ArticleFacts, report_type: str | None) -> int | None:
    """0 for the kind the article names, more for kinds it may mislabel, None where the article must mean another kind."""
    lead = "\n".join((article.title, *article.paragraphs[: stories.LEAD]))
    named = report_kinds.kinds_named(lead) or report_kinds.kinds_named(article.text)
    if named:
        ranks = [report_kinds.MAY_BE[kind].index(report_type) for kind in named if report_type in report_kinds.MAY_BE[kind]]
        return min(ranks, default=None)
    if report_type in report_kinds.GRADED_KINDS:
        return 0
    graded = any(report_kinds.GRADED.search(sentence) and not stories.is_prior(sentence) for sentence in stories.sentences(lead))
    return 1 if report_type in report_kinds.VISITS and not graded else None


def age_in_days(article: ArticleFacts, report: ReportFacts) -> int | None:
    """Days from the report's publication to the article's; None where either has no date."""
    if article.day is None or report.published is None:
        return None
    return (Date.fromisoformat(article.day) - Date.fromisoformat(report.published)).days


def _prints_days(article: ArticleFacts, report: ReportFacts) -> bool:
    """Whether the text prints the first or last day of the inspection ("31 January", "on 21 and 22 January")."""
    days = [Date.fromisoformat(day) for day in (report.inspection_start, report.inspection_end) if day]
    return any(re.search(rf"\b{day.day}\b(?: (?:and|to|-) \d+)? {day:%B}\b", article.text) for day in days)
