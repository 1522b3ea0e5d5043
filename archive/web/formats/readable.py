"""Headings and codes as people read them, for Excel; CSV and JSON keep the codes, which programs and formulas rely on."""

from collections.abc import Mapping

from archive.outcomes.grade_scale import JOINED, LEADING
from archive.search.themes import THEMES
from archive.vocabulary import CLAIM_SUBJECTS, GRADE_STATUSES, GRADES
from archive.web.words import capital, label
from archive.web.words_of_outcomes import area_name, short_grade

_HEADINGS = {
    "url": "Address",
    "urn": "Ofsted URN",
    "as_at": "On",
    "key": "Report",
    "of": "All reports",
    "wrong": "Facts that differ",
    **{area: area_name(area) for area in (*LEADING, JOINED)},
    **{f"{area}_status": f"{area_name(area)}: status" for area in (*LEADING, JOINED)},
}
_GRADES = frozenset({"grade", "overall_grade", "overall_effectiveness", "overall_grade_at_the_time", "overall_before", "next_overall"}) | {
    "last_overall_given",
    *LEADING,
    JOINED,
}
_VOCABULARIES = {
    "family": "family",
    "next_family": "family",
    "report_type": "kind",
    "kind": "recommendation",
    "addressed_to": "addressee",
    "availability": "availability",
    "topics": "topic",
    "verdict": "verdict",
    "claim_verdict": "claim",
}


def heading(column: str) -> str:
    """What a column is called: "local_authority" is "Local authority"."""
    return _HEADINGS.get(column) or capital(column.replace("_", " "))


def readable(column: str, value: object, vocabularies: Mapping[str, str]) -> object:
    """`value` in words if it is a code of its column's vocabulary, of which `vocabularies` names those that are other than usual."""
    if not isinstance(value, str):
        return value
    if column in _GRADES:
        return _grade(value)
    if column.endswith("status"):
        return capital(GRADE_STATUSES.words[value]) if value in GRADE_STATUSES.words else _grade(value)
    if column == "claim":
        return capital(CLAIM_SUBJECTS.words.get(value, value))
    if column in ("article_says", "report_says"):
        return GRADES.words.get(value, value)
    if column in ("theme", "themes"):
        return "; ".join(THEMES[one].name if one in THEMES else one for one in value.split("; "))
    if vocabulary := vocabularies.get(column) or _VOCABULARIES.get(column):
        return "; ".join(capital(label(one, vocabulary)) for one in value.split("; ") if one)
    return capital(value) if column == "change" else value


def _grade(value: str) -> str:
    try:
        return short_grade(value)
    except KeyError:
        return capital(value.replace("_", " "))
