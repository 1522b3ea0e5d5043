"""The evidence that an article is about a report, each piece with its weight in points. Pure.

An article is tied to the report that collects the most points, if these are enough and clearly more than any other report's.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date as Date

from archive.matching import report_kinds
from archive.matching.facts import ArticleFacts, Evidence, ReportFacts
from archive.matching.grades_said import GradesSaid
from archive.matching.reading import Reading
from archive.matching.report_text import ReportText, quotes_found, sentences_found

# Points that tie an article to a report: a date alone is not enough, nor is a kind, nor one sentence. An article without a date
# lacks the strongest witness, so the rest must say as much.
ENOUGH = 5.0
LEAD_OVER_NEXT = 1.0
EARLY_DAYS = 3  # local papers may have a report before the date that its page prints
LATEST_DAYS = 400  # later articles are about something newer

# Days from the report's publication to the article's, and what they are worth. Councils and papers write within days, trade titles
# within weeks; what comes later must say by its dates, grades or words which report it means.
PUBLISHED = ((7, 4.0), (30, 3.0), (75, 2.0), (150, 0.0), (LATEST_DAYS, -1.0))
WEIGHTS = {
    "days": 4.0,  # the first or last day of the inspection is printed
    "month_and_year": 2.5,
    "month": 1.0,
    "other_days": -3.0,  # it says when inspectors came, and that was not this inspection
    "publication_day": 2.0,  # the day the report came out is printed
    "kind_in_title": 2.0,
    "kind": 1.5,
    "other_kind": -2.0,
    "monitoring": -3.0,  # a monitoring visit is the story, and the report is of a graded or joint inspection
    "follow_up": 1.0,  # called a follow-up, and the report is of a visit
    "send": -3.0,  # one of the two is about special educational needs, the other is not
    "overall": 2.0,
    "other_overall": -2.0,
    "no_grades": -1.5,  # a grade is told, and the report is of a visit, which gives none
    "area": 0.7,  # each grade of a single area, up to AREAS_MOST
    "other_area": -1.0,
    "sentence": 0.9,  # each sentence, up to SENTENCES_MOST sentences
    "share": 2.0,  # all of the sentences stand in the report
    "quote": 1.0,  # each short quotation, up to QUOTES_MOST quotations
    "findings": 1.5,  # it tells what inspectors found, soon after the report came out
    "undated_findings": 0.5,  # the same, where no date says that it was soon
    "no_findings": -2.0,  # it tells of something else, such as a meeting or a plan
    "past": -3.0,  # the article places an older inspection in the year of this one
    "after_past": 1.0,  # it names the inspection before this one
}
AREAS_MOST, AREAS_LEAST = 2.0, -3.0
SENTENCES_MOST, QUOTES_MOST = 8, 3
FINDINGS_DAYS = 45

TextOf = Callable[[ReportFacts], ReportText]


def may_be(article: ArticleFacts, report: ReportFacts) -> bool:
    """Whether the article's day allows the report: neither days before it came out, nor more than a year after."""
    age = age_in_days(article, report)
    return age is None or -EARLY_DAYS <= age <= LATEST_DAYS


def age_in_days(article: ArticleFacts, report: ReportFacts) -> int | None:
    """Days from the report's publication to the article's; None where either has no date."""
    if article.day is None or report.published is None:
        return None
    return (Date.fromisoformat(article.day) - Date.fromisoformat(report.published)).days


def points(evidence: Sequence[Evidence]) -> float:
    """The sum of the weights."""
    return sum(each.weight for each in evidence)


def weigh(
    reading: Reading, report: ReportFacts, others: Sequence[ReportFacts], text_of: TextOf | None, *, alone: bool = True
) -> tuple[Evidence, ...]:
    """All evidence for and against one report; `others` are the authority's other reports, `text_of` gives a report's words.

    Not `alone`: the article is about several authorities, so that a grade that is not this one's may be another's.
    """
    found = [*_published(reading, report), *_dates(reading, report), *_kind(reading, report), *_past(reading, report, others)]
    grades = [*_overall(reading.grades, report), *_areas(reading.grades, report)]
    found += grades if alone else [each for each in grades if each.weight > 0]
    words = list(_words(reading, text_of(report))) if text_of is not None else []
    if not reading.story.tells_findings and not any(each.kind == "sentences" for each in words):
        found.append(_of("no_findings", "does not open with what inspectors found"))
    return (*found, *words)


def _published(reading: Reading, report: ReportFacts) -> Iterator[Evidence]:
    age = age_in_days(reading.article, report)
    if age is not None:
        yield Evidence("published", f"published {_days(age)}", next(weight for most, weight in PUBLISHED if age <= most))
    if age is None and reading.story.tells_findings:
        yield _of("undated_findings", "tells what inspectors found")
    elif age is not None and age <= FINDINGS_DAYS and reading.story.tells_findings:
        yield _of("findings", "tells what inspectors found")


def _days(age: int) -> str:
    if age == 0:
        return "on the same day as the report"
    days = "one day" if abs(age) == 1 else f"{abs(age)} days"
    return f"{days} {'after' if age > 0 else 'before'} the report"


def _dates(reading: Reading, report: ReportFacts) -> Iterator[Evidence]:
    """The inspection's days or months as the article prints them, and the day of publication."""
    days = [Date.fromisoformat(day) for day in (report.inspection_start, report.inspection_end) if day]
    published = Date.fromisoformat(report.published) if report.published else None
    months = [each for each in reading.dates if not each.day and any(each.is_month(day) for day in days)]
    if any(each.is_day(day) for each in reading.dates for day in days):
        yield _of("days", "prints the inspection's days")
    elif any(each.year for each in months):
        yield _of("month_and_year", "prints the inspection's month and year")
    elif months:
        yield _of("month", "prints the inspection's month")
    elif days and _came_at_another_time(reading, published):
        yield _of("other_days", "says that inspectors came at another time")
    if published and any(each.is_day(published) for each in reading.dates):
        yield _of("publication_day", "prints the day the report came out")


def _came_at_another_time(reading: Reading, published: Date | None) -> bool:
    """Whether sentences about inspectors' coming print days or years, and none is when the report came out."""
    told = any(each.day or each.year for each in reading.inspected)
    return told and not any(published and each.is_month(published) for each in reading.inspected)


def _kind(reading: Reading, report: ReportFacts) -> Iterator[Evidence]:
    named, kind = reading.story_kinds, report.report_type
    if kind in reading.title_kinds:
        yield _of("kind_in_title", "names this kind of inspection in its title")
    elif kind in named or (not named and kind in reading.kinds):
        yield _of("kind", "names this kind of inspection")
    elif named and not any(kind in report_kinds.MAY_BE[each] for each in named):
        yield _of("other_kind", "names another kind of inspection")
    if reading.follow_up and kind in report_kinds.VISITS:
        yield _of("follow_up", "calls it a follow-up")
    if "monitoring_visit" in named and kind not in report_kinds.VISITS and kind not in named:
        yield _of("monitoring", "tells of a monitoring visit")
    if kind in report_kinds.SEND and not named & report_kinds.SEND:
        yield _of("send", "says nothing of special educational needs")
    elif kind not in report_kinds.SEND and named and named <= report_kinds.SEND:
        yield _of("send", "tells of special educational needs")


def _past(reading: Reading, report: ReportFacts, others: Sequence[ReportFacts]) -> Iterator[Evidence]:
    """An article that places an older inspection in a year is about none of that year or before."""
    year, past = report.year, reading.past_year
    if year is None or past is None:
        return
    if year < past or (year == past and report.report_type in report_kinds.GRADED_KINDS):
        yield _of("past", f"speaks of {past} as past")
    elif report.report_type in report_kinds.GRADED_KINDS and not any(_is_between(other, past, year) for other in others):
        yield _of("after_past", f"is the next graded inspection after {past}, which the article speaks of as past")


def _is_between(report: ReportFacts, past: int, year: int) -> bool:
    return report.report_type in report_kinds.GRADED_KINDS and report.year is not None and past < report.year < year


def _overall(said: GradesSaid, report: ReportFacts) -> Iterator[Evidence]:
    """The overall grade said of now, against the report's; a visit gives none."""
    grades = said.overall or said.everywhere
    if not grades:
        return
    if report.overall in grades:
        yield _of("overall", "gives the overall grade")
    elif report.overall:
        yield _of("other_overall", "gives another overall grade")
    elif report.report_type in report_kinds.VISITS:
        yield _of("no_grades", "gives a grade, and a visit gives none")


def _areas(said: GradesSaid, report: ReportFacts) -> Iterator[Evidence]:
    """The grades of single areas, against the report's."""
    grades: dict[str, set[str]] = {}
    for area, grade in report.judgements:
        for part in ("children_in_care", "care_leavers") if area == "children_in_care_and_care_leavers" else (area,):
            grades.setdefault(part, set()).add(grade)
    if not grades:
        return
    said_of = set(said.areas) | {(area, grade) for grade in said.everywhere for area in grades}
    right = sum(grade in grades[area] for area, grade in said_of if area in grades)
    wrong = sum(grade not in grades[area] for area, grade in said_of if area in grades)
    if right:
        yield Evidence(
            "areas", f"gives {_count(right, 'grade')} of single areas as the report does", min(AREAS_MOST, right * WEIGHTS["area"])
        )
    if wrong:
        yield Evidence(
            "other_areas", f"gives {_count(wrong, 'other grade')} of single areas", max(AREAS_LEAST, wrong * WEIGHTS["other_area"])
        )


def _words(reading: Reading, text: ReportText) -> Iterator[Evidence]:
    """Sentences and quotations that stand in the report."""
    sentences, quotes = sentences_found(reading.text, text), quotes_found(reading.text, text)
    if sentences:
        share = sentences / len(reading.text.sentences)
        weight = WEIGHTS["sentence"] * min(sentences, SENTENCES_MOST) + WEIGHTS["share"] * share
        yield Evidence("sentences", f"repeats {_count(sentences, 'sentence')} of the report", round(weight, 2))
    if quotes:
        yield Evidence("quotes", f"quotes {_count(quotes, 'phrase')} of the report", round(WEIGHTS["quote"] * min(quotes, QUOTES_MOST), 2))


def _of(kind: str, detail: str) -> Evidence:
    return Evidence(kind, detail, WEIGHTS[kind])


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
