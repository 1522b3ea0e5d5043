"""What articles claim, in words: "the article says good; the report says requires improvement"."""

from sqlite3 import Row

from archive.vocabulary import CLAIM_SUBJECTS
from archive.web.words import MONTHS, count, days
from archive.web.words_of_outcomes import short_grade

_OUTCOMES = {"1": "typically positive experiences", "2": "inconsistent experiences", "3": "widespread and/or systemic failings"}
_UNITS = {"inspectors": "inspector", "days": "day", "pages": "page"}


def claim_words(row: Row) -> str:
    """What an article says and what the report says, by a row of `claims`: one sentence that needs no colour to be understood."""
    subject = CLAIM_SUBJECTS.words[row["subject"]]
    said = claimed(row["kind"], row["subject"], row["said"])
    if row["verdict"] == "right":
        return f"{subject}: the article and the report say {said}."
    if row["stated"] is None:
        return f"{subject}: the article says {said}; the report does not state this."
    return f"{subject}: the article says {said}; the report says {claimed(row['kind'], row['subject'], row['stated'])}."


def claimed(kind: str, subject: str, value: str) -> str:
    """A value of `claims.said` or `claims.stated` in words."""
    if kind == "date":
        first, _, last = value.partition("/")
        return days(first, last or first) if len(first) == 10 else _months(first, last)
    if kind == "number":
        number, _, unit = value.partition(" ")
        if unit:
            return value
        return count(int(number), _UNITS[subject]) if subject in _UNITS else "none" if number == "0" else number
    if subject == "outcome":
        return f"“{_OUTCOMES[value]}”"
    if subject == "areas":
        some, _, grade = value.partition(" ")
        return (
            f"{short_grade(grade).lower()} in all areas" if some == "all" else f"{short_grade(grade).lower()} in {count(int(some), 'area')}"
        )
    return short_grade(value).lower()


def _months(first: str, last: str) -> str:
    """ "September 2018" or "February 2014 to March 2014" from ISO months."""
    return " to ".join(f"{MONTHS[int(month[5:]) - 1]} {month[:4]}" for month in (first, last) if month)


FUNCTIONS = {"claim_words": claim_words}
