"""Outcomes in words: judgements, overall grades and changes. Never a blank or a dash."""

from collections.abc import Sequence
from dataclasses import replace

from archive.outcomes.distributions import GRADES, NO_GRADES, Share, used
from archive.outcomes.grade_scale import FAMILY_NAMES, JOINED
from archive.outcomes.latest import Judged, Outcome
from archive.outcomes.visits import NO_EARLIER
from archive.vocabulary import GRADE_LABELS
from archive.web.words import day

_SHORT = GRADE_LABELS | {
    "requires_improvement": "Requires improvement",
    "not_given": "No overall grade given",
    "not_applicable": "Not graded",
    "no_grades": "Not graded",
    "other_scale": "On another scale",
    "joined": "Judged together",
    "no_such_judgement": "Not part of this inspection",
}
_COLUMNS = {
    "leadership": "Leaders",
    "help_and_protection": "Help and protection",
    "children_in_care": "Children in care",
    "care_leavers": "Care leavers",
    JOINED: "Children in care and care leavers (one judgement until 2023)",
}


def short_grade(value: str | None, status: str | None = None) -> str:
    """A grade, or in few words why there is none."""
    return _SHORT[value or status or "not_read"]


def judged_words(judged: Judged) -> str:
    """A judgement's grade, or in few words why there is none."""
    return short_grade(judged.grade, judged.status)


def area_name(area: str) -> str:
    """What the column of a judgement is called."""
    return _COLUMNS[area]


def framework(outcome: Outcome) -> str:
    """ "ILACS, short": the length is derived from the dates, which the page says."""
    name = FAMILY_NAMES[outcome.latest.family]
    length = outcome.particulars.length
    return f"{name}, {length}" if length else name


def last_given_words(outcome: Outcome) -> str:
    """ "Good, 10 May 2024": the last overall grade given, with its own date."""
    if outcome.last_given is None:
        return "None in the archive"
    return f"{short_grade(outcome.last_given.overall)}, {day(outcome.last_given.day)}"


def change_words(outcome: Outcome) -> str:
    """ "Worse: was Good in 2024", or why no change is stated."""
    if outcome.before is None:
        return "No earlier inspection in the archive"
    was = f"was {short_grade(outcome.before.overall, outcome.before.status).lower()} in {outcome.before.day[:4]}"
    framework_change = f" ({outcome.change_of_framework})" if outcome.change_of_framework else ""
    return f"{(outcome.change or '').capitalize()}: {was}{framework_change}"


def good_words(share: Share) -> str:
    """ "14 of 20 (70 %)": good or outstanding, with the denominator."""
    if share.per_cent is None:
        return "No grades"
    return f"{share.good_or_better} of {share.with_grade} ({share.per_cent} %)"


def grade_at_the_time(grade: str) -> str:
    """The overall grade that an authority had when it was visited, in words."""
    return "No earlier graded inspection in the archive" if grade == NO_EARLIER else short_grade(grade, grade)


def judgement_shares(shares: Sequence[Share]) -> list[Share]:
    """Shares of judgements under the names that readers see."""
    return [replace(share, name=area_name(share.name)) for share in shares]


def judgement_series(shares: Sequence[Share]) -> tuple[str, ...]:
    """The columns of a table of `shares`."""
    return used((*GRADES, *NO_GRADES), shares)


FUNCTIONS = {
    "grade_at_the_time": grade_at_the_time,
    "plain": str,
    "good_words": good_words,
    "judgement_shares": judgement_shares,
    "judgement_series": judgement_series,
    "short_grade": short_grade,
    "judged_words": judged_words,
    "area_name": area_name,
    "framework": framework,
    "last_given_words": last_given_words,
    "change_words": change_words,
}
