"""Whether what a sentence says of a report is right, wrong, or not stated there, fact by fact. Pure."""

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import date, timedelta
from math import ceil

from archive.matching.claims.facts import EARLIER, JOINT, Facts, Graded, Said

FAR = timedelta(days=120)  # an inspection further from this one is another
NOTICE = timedelta(days=14)  # inspectors announce themselves, and read files, up to two weeks before they come
SUCCESSIVE = timedelta(days=5 * 366)  # two graded inspections with no other between them are no further apart
SLACK = 1  # days between publication on the site and the day that a report or a publisher prints
_COUNTS_KNOWN = ("ilacs_inspection", "focused_visit", "monitoring_visit", "area_send_inspection", "sif_inspection", "sif_reinspection")
# An inspection of one service grades it overall.
_WHOLE = {"looked_after_children_inspection": ("children_in_care",), "child_protection_inspection": ("help_and_protection",)}
_OLD_GRADES = {"adequate": "2014", "satisfactory": "2014"}  # grades that ended with this year

Found = tuple[str, str | None, int | None]
"""Verdict, what the report states, and the page."""


def of_the_whole(said: Said, report: Facts) -> Said:
    """What is said of the one service that was inspected is said of the inspection overall."""
    whole = said.subject in _WHOLE.get(report.report_type or "", ()) and all(each.area != said.subject for each in report.judgements)
    return replace(said, subject="overall_effectiveness") if whole else said


def verdict_on(said: Said, report: Facts) -> Found | None:
    """Verdict, what the report states and where; None where what is said is no claim on this report or cannot be judged.

    Only what is surely said and surely known can be wrong.
    """
    found = _CHECKS[said.kind](said, report)
    if found is None or (not said.sure and found[0] != "right"):
        return None
    return found


def _check_grade(said: Said, report: Facts) -> Found | None:
    if said.subject == EARLIER:
        return _check_earlier(said, report)
    if said.subject == "outcome":
        if report.outcome is None:
            return None
        return _compared(said.value, str(report.outcome), report.outcome_page)
    ended = _OLD_GRADES.get(said.value)
    if ended and (report.published or "")[:4] > ended:
        return None
    if said.subject == "areas":
        return _check_areas(said.value, report)
    stated = _stated(said.subject, report)
    if any(each.status == "not_read" for each in stated):
        return None
    grades = [each for each in stated if each.grade]
    if not grades:
        return "not_stated", None, None
    if len({each.grade for each in grades}) > 1:
        return None
    return _compared(said.value, grades[0].grade, grades[0].page)


def _stated(subject: str, report: Facts) -> list[Graded]:
    """The judgements of a report that a subject is about: one of its own, or the one that covers it."""
    if subject == "overall_effectiveness":
        return [report.overall]
    covering = {"children_in_care": (subject, JOINT), "care_leavers": (subject, JOINT), JOINT: (JOINT, "children_in_care")}
    for area in covering.get(subject, (subject,)):
        found = [each for each in report.judgements if each.area == area]
        if found and area == "children_in_care" and subject == JOINT:
            found += [each for each in report.judgements if each.area == "care_leavers"]
        if found:
            return found
    return []


def _check_earlier(said: Said, report: Facts) -> Found | None:
    earlier = report.earlier
    if earlier is None or not report.published:
        return None
    if date.fromisoformat(report.published) - date.fromisoformat(earlier.published) > SUCCESSIVE:
        return None
    return _compared(said.value, earlier.grade, earlier.page)


def _check_areas(value: str, report: Facts) -> Found | None:
    """All, or so many, areas have a grade, whichever of them an article counts: with or without overall, the board and parts."""
    some, _, grade = value.partition(" ")
    own = [each for each in report.judgements if each.area != "overall_effectiveness" and each.body != "board"]
    if not own or any(each.grade is None for each in own):
        return None
    board = [each for each in report.judgements if each.body == "board" and each.grade]
    overall = [report.overall] if report.overall.grade else []
    parts = [each for each in own if not (report.report_type or "").startswith("sif") or each.area not in ("adoption", "care_leavers")]
    ways = [own, own + overall, own + board, own + overall + board, parts, parts + overall]
    counted = [sum(each.grade == grade for each in way) for way in ways]
    right = any(len(way) == number for way, number in zip(ways, counted, strict=True)) if some == "all" else int(some) in counted
    stated = f"{counted[0]} {grade}"
    return ("right" if right else "wrong"), (value if right else stated), own[0].page


def _check_day(said: Said, report: Facts) -> Found | None:
    if said.subject == "published":
        return _check_publication(said.value, report.published, report.printed_days)
    if not report.inspection_start or not report.inspection_end:
        return "not_stated", None, None
    first, last = _span(said.value)
    start, end = date.fromisoformat(report.inspection_start), date.fromisoformat(report.inspection_end)
    stated = report.inspection_start if start == end else f"{report.inspection_start}/{report.inspection_end}"
    found = "right", stated, report.dates_page
    wrong = "wrong", stated, report.dates_page
    months = len(said.value.partition("/")[0]) == 7
    if months or first == last:
        if start <= last and first <= end:
            return found
    elif (first, last) == (start, end):
        return found
    if (first.month, first.day, last.month, last.day) == (start.month, start.day, end.month, end.day):
        return wrong  # the very days, of another year
    published = date.fromisoformat(report.published) if report.published else None
    if (
        said.value in report.printed_days
        or abs(first - start) > FAR
        or (first <= start and end <= last)
        or (start <= first and last <= end)
    ):
        return None  # another inspection, or these days with some around them
    if first == start or last == end or (last < start and start - last <= NOTICE) or (months and start - last <= NOTICE and last < start):
        return None
    if published and first - timedelta(days=3) <= published <= last + timedelta(days=3):
        return None  # the day of publication, taken for that of the visit
    return wrong


def _check_publication(value: str, published: str | None, printed: Collection[str]) -> Found | None:
    if not published or "/" in value or len(value) != 10:
        return None
    apart = abs(date.fromisoformat(value) - date.fromisoformat(published))
    if not apart:
        return "right", published, None
    if value in printed:
        return None  # the site and the report give publication different days
    if value[4:] == published[4:] or timedelta(days=SLACK) < apart <= FAR / 2:
        return "wrong", published, None
    return None


def _span(value: str) -> tuple[date, date]:
    """The first and the last day of a day, a month, or of two of them."""
    first, _, last = value.partition("/")
    last = last or first
    if len(last) == 7:
        year, month = int(last[:4]), int(last[5:])
        ended = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    else:
        ended = date.fromisoformat(last)
    return date.fromisoformat(first if len(first) == 10 else f"{first}-01"), ended


def _check_number(said: Said, report: Facts) -> Found | None:
    if said.subject == "days":
        return _check_length(said.value, report)
    if said.subject == "inspectors":
        if report.inspectors is None:
            return "not_stated", None, None
        return ("right", said.value, None) if int(said.value) == report.inspectors else None
    if said.subject == "pages":
        if report.pages is None:
            return "not_stated", None, None
        return _compared(said.value, str(report.pages), None)
    counts = report.counts.get(said.subject, ())
    if not counts:
        return None
    if int(said.value) in counts:
        return "right", said.value, report.counts_page
    if report.report_type not in _COUNTS_KNOWN:
        return None
    return "wrong", str(counts[0]), report.counts_page


def _check_length(value: str, report: Facts) -> Found | None:
    if not report.inspection_start or not report.inspection_end:
        return "not_stated", None, None
    days = (date.fromisoformat(report.inspection_end) - date.fromisoformat(report.inspection_start)).days + 1
    if value.endswith(" weeks"):
        return ("right", value, report.dates_page) if int(value.split()[0]) == ceil(days / 7) else None
    if int(value) == days:
        return "right", value, report.dates_page
    return ("wrong", str(days), report.dates_page) if days <= 3 else None  # a longer one has days off between


def _compared(said: str, stated: str | None, page: int | None) -> Found:
    return ("right" if said == stated else "wrong"), stated, page


_CHECKS: dict[str, Callable[[Said, Facts], Found | None]] = {"grade": _check_grade, "date": _check_day, "number": _check_number}
