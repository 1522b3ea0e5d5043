"""The words that readers see instead of codes and ISO dates, and the rules on empty grades."""

from collections.abc import Iterable
from functools import lru_cache
from sqlite3 import Row

from archive.authorities import is_invented
from archive.keeping.completeness import Completeness
from archive.search.marks import as_html
from archive.vocabulary import (
    ADDRESSEES,
    AREAS,
    AVAILABILITIES,
    BODIES,
    CLAIM_VERDICTS,
    FAMILIES,
    GRADE_LABELS,
    KIND_LABELS,
    MENTION_HOWS,
    OFFICIAL_KINDS,
    PROBLEM_KINDS,
    RECOMMENDATION_KINDS,
    RUN_OUTCOMES,
    SEND_OUTCOMES,
    SOURCE_KINDS,
    TOPICS,
    VERDICTS,
)

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")

_NO_GRADE = {
    "not_given": "No overall grade: inspections since April 2026 do not give one",
    "not_judged": "Not judged: the report says so",
    "not_applicable": "Not graded: visits and inspections of this type give no grades",
    "not_read": "Not read: there may be a grade, but we could not read it with certainty",
    "other_scale": "Graded on another inspectorate’s scale",
    "no_grades": "Not graded: this inspectorate gives no grades in reports of this kind",
}
_SHORT_VERDICTS = {
    "verbatim": "in the report’s words",
    "near": "in nearly the report’s words",
    "restated": "in other words than the report’s",
    "not_found": "not found",
    "facts": "compared by the facts in them",
}
_LABELS = {
    "addressee": ADDRESSEES.words,
    "area": AREAS.words,
    "availability": AVAILABILITIES.words,
    "body": BODIES.words,
    "claim": CLAIM_VERDICTS.words,
    "family": FAMILIES.words,
    "grade": GRADE_LABELS,
    "how": MENTION_HOWS.words,
    "kind": KIND_LABELS,
    "official": OFFICIAL_KINDS.words,
    "outcome": RUN_OUTCOMES.words,
    "problem": PROBLEM_KINDS.words,
    "recommendation": RECOMMENDATION_KINDS.words,
    "send": SEND_OUTCOMES.words,
    "source": SOURCE_KINDS.words,
    "topic": TOPICS.words,
    "verdict": VERDICTS.words,
}


@lru_cache(maxsize=20_000)  # pages show the same days again and again
def day(iso: str | None, missing: str = "no date") -> str:
    """ "2019-05-13" (or a longer ISO moment) as "13 May 2019"; what is no date stays as it is."""
    if not iso:
        return missing
    year, month, number = iso[:4], iso[5:7], iso[8:10]
    if not (year.isdigit() and month.isdigit() and number.isdigit() and 1 <= int(month) <= 12):
        return iso
    return f"{int(number)} {MONTHS[int(month) - 1]} {year}"


INVENTED = "Invented councils (the demo’s, not real)"


def days(first: str | None, last: str | None) -> str:
    """The dates of an inspection: "25 March to 5 April 2019", or "25 to 29 March 2019"."""
    if not first or not last or first == last:
        return day(first or last, "unknown")
    start = day(first)
    if first[:7] == last[:7]:
        return f"{start.partition(' ')[0]} to {day(last)}"
    return f"{start.removesuffix(f' {first[:4]}') if first[:4] == last[:4] else start} to {day(last)}"


def grade(value: str | None, status: str | None) -> str:
    """A grade, or in words why there is none: never a blank."""
    if value:
        return GRADE_LABELS[value]
    return _NO_GRADE[status or "not_read"]


def overall(value: str) -> str:
    """The `grade` of a row of listed_rows.REPORTS in words: "Overall: Good", or why there is none."""
    return _NO_GRADE[value] if value in _NO_GRADE else f"Overall: {GRADE_LABELS[value]}"


def listed_grade(row: Row) -> str:
    """The overall grade of a row of listed_rows.REPORTS: in words, as another inspectorate prints it, or why there is none."""
    if row["grade"] == "other_scale" and row["overall_printed"]:
        return f"“{row['overall_printed']}” on the inspectorate’s own scale"
    return overall(row["grade"]) if row["grade"] else "Not held"


def label(value: str | None, vocabulary: str) -> str:
    """A word of a vocabulary as readers see it; a word that is not in it as it is."""
    return _LABELS[vocabulary].get(value, value) if value else "unknown"


def family_words(family: str | None, author: str = "") -> str:
    """A type of report that gives recommendations: its family, else whose report it is, where the `author` is not Ofsted."""
    return label(family, "family") if family else f"Reports by {author}" if author else "Type of report unknown"


def short_verdict(verdict: str) -> str:
    """How a sentence of an article stands in the report, in a few words that can follow a number: "12 in the report’s words"."""
    return _SHORT_VERDICTS[verdict]


def count(number: int, one: str, many: str | None = None) -> str:
    """ "1 report", "1,200 reports"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def complete_words(completeness: Completeness) -> str:
    """How far the archive is complete, as a sentence."""
    if completeness.complete_to is None:
        return "We cannot say how complete the archive is, because no check against Ofsted’s full list has ended without gaps yet."
    return f"Complete up to {day(completeness.complete_to)}."


def capital(text: str) -> str:
    """`text` with a capital first letter, the rest as it is; an address stays one."""
    return text if text.startswith(("http://", "https://")) else text[:1].upper() + text[1:]


def apart(values: Iterable[tuple[str, str]]) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """(title, values) of what can be chosen in a box, (value, words) each: invented councils stand last, under a title of their own."""
    return _apart(tuple(values))


@lru_cache(maxsize=100)  # most boxes of a page are those of the page before: all councils, all regions
def _apart(values: tuple[tuple[str, str], ...]) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    groups: dict[str, list[tuple[str, str]]] = {"": [], INVENTED: []}
    for value, words in values:
        groups[INVENTED if is_invented(value) else ""].append((value, words))
    return tuple((title, tuple(group)) for title, group in groups.items() if group)


def report_title(row: Row) -> str:
    """What a report is called: authority and kind, or as published where the kind is not known. `row` as in listed_rows.REPORTS.

    One that is on no council begins with its provider: a home in a council's area is not the council.
    """
    kind = KIND_LABELS[row["kind"]] if row["kind"] != "not_known" else row["title"] or "Untitled report"
    about = subject_of(row)
    return f"{about}: {kind}" if about else kind


def subject_of(row: Row) -> str | None:
    """Whom a report is about, by the columns `other_provider` and `authority_name`; None where we may not say it, or do not know it."""
    return row["other_provider"] or row["authority_name"] or None


def wording(text: str, reference: str | None) -> str:
    """`text` without the brackets at its end that hold `reference` ("outcome 3, national framework"), of which "; " parts several."""
    left = set(reference.split("; ")) if reference else set()
    while left:
        before, bracket, behind = text.rpartition("(")
        words = " ".join(behind.rstrip(" .,;)").split())
        if not bracket or words not in left:
            break
        left.discard(words)
        stop = "." if behind.rstrip().endswith(".") and not before.rstrip().endswith((".", "?", "!")) else ""
        text = before.rstrip() + stop
    return text


FILTERS = {"day": day, "label": label, "marked": as_html, "capital": capital, "wording": wording, "subject_of": subject_of}
FUNCTIONS = {
    "apart": apart,
    "days": days,
    "grade_words": grade,
    "overall_words": overall,
    "count": count,
    "family_words": family_words,
    "complete_words": complete_words,
    "report_title": report_title,
    "subject_of": subject_of,
    "short_verdict": short_verdict,
}
