"""The grades that an article gives a service now: overall and area by area; grades of the past and mere adjectives are left out. Pure.

Read to tell which report an article is about, where a grade is one hint among many. What an article claims of that report is read more
strictly, by archive.matching.claims.grades: over 91 real articles the two differ in 35, so one cannot stand for the other.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

GRADES = {
    "outstanding": r"outstanding",
    "requires_improvement": r"requir(?:es?|ed|ing) improvements?(?:['\"]? to be good)?|needs? improvement",
    "good": r"good",
    "inadequate": r"inadequate",
}
AREAS = {
    "leadership": r"impact of leaders|leaders(?:hip)?\b",
    "help_and_protection": r"help and protection|need (?:of )?(?:help|protection)",
    "children_in_care": r"(?:children|progress|services?|youngsters) in care\b(?! leavers)|looked[- ]after|children's? in care",
    "care_leavers": r"care leavers|leaving care|care[- ]experienced",
    "adoption": r"adoption",
    "safeguarding_board": r"safeguarding (?:children(?:'s)? )?board|LSCB",
}
_GRADE = re.compile("|".join(rf"(?P<{grade}>{words})" for grade, words in GRADES.items()), re.IGNORECASE)
_AREA = {area: re.compile(words, re.IGNORECASE) for area, words in AREAS.items()}
_OVERALL = re.compile(
    r"\b(?:overall|services?|social care|council|authority|department|trust|inspectors|Ofsted"
    r"|rat(?:ed|es|ings?)|judg(?:ed?|e?ments?)|graded?)\b",
    re.IGNORECASE,
)
_EVERYWHERE = re.compile(
    r"\b(?:in|across|for) (?:all|every)\b[^.]{0,30}\b(?:areas?|categor\w+|judge?ments?)\b|\ball (?:\w+ )?areas\b|across the board",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[;,]|\s(?:but|while|whilst|with|although|though|despite|having|after)\b", re.IGNORECASE)
# A grade right after one of these is the grade it had, or hopes for: "from inadequate to good", "shed its 'inadequate' tag".
_NOT_NOW = re.compile(
    r"\b(?:none|neither|never)\b.*"
    r"|\b(?:from|no longer|not|out of|after|follow(?:s|ed|ing)|shed\w*|shak\w+ off|escap\w+|los\w+|previous(?:ly)?|former(?:ly)?|had been"
    r"|since|despite|avoid\w*|towards?|becom\w+|aim\w*|next|rather than|years? of|remov\w+|be|journey to|path to|on|at|(?:20|19)\d\d)"
    r"(?: (?:it|its|an?|the|being|as|was|were|rated|judged|to|graded|be))*[\s\"']*$",
    re.IGNORECASE,
)
# An adjective before another noun is no grade ("good progress"), nor is one that stands for a council ("an 'inadequate' council").
_NO_GRADE_BEFORE = re.compile(r"[\"']?(?:-rated|[\s-]+(?:council|authority|local authority|department))\b", re.IGNORECASE)
_MAY_FOLLOW = re.compile(
    r"[\"']|\s*(?:$|[.:!?)-])|\s+(?:by|for|overall|in|after|rat\w+|grad\w+|judge?ments?|Ofsted|across|and|or|at|again|to|says?|following)\b"
)


@dataclass(frozen=True, slots=True)
class GradesSaid:
    """Grades (words of `vocabulary.GRADES`) that an article gives now: overall, and pairs (judgement area, grade)."""

    overall: frozenset[str]
    areas: frozenset[tuple[str, str]]
    everywhere: frozenset[str]


def grades_said(sentences: Iterable[str]) -> GradesSaid:
    """The grades in sentences with plain marks that speak of the inspection at hand."""
    overall: set[str] = set()
    areas: set[tuple[str, str]] = set()
    everywhere: set[str] = set()
    for sentence in sentences:
        waiting: list[str] = []  # areas of clauses before, whose grade comes later: "leadership, adoption, both are good"
        for clause in _CLAUSE.split(sentence):
            found = grades_of(clause)
            named = waiting + [area for area, words in _AREA.items() if words.search(clause)]
            waiting = [] if _GRADE.search(clause) else named
            if len(found) != 1:
                continue  # none, or two of which nobody can say which is whose
            if _EVERYWHERE.search(sentence):
                everywhere |= found
            elif named:
                areas |= {(area, grade) for area in named for grade in found}
            elif _OVERALL.search(clause):
                overall |= found
    return GradesSaid(frozenset(overall), frozenset(areas), frozenset(everywhere))


def grades_of(clause: str) -> set[str]:
    """The grades that a clause with plain marks gives now."""
    return {str(match.lastgroup) for match in _GRADE.finditer(clause) if _is_grade_now(clause, match)}


def _is_grade_now(clause: str, match: re.Match[str]) -> bool:
    before, after = clause[max(0, match.start() - 45) : match.start()], clause[match.end() :]
    if re.search(r"\w$", before) or re.match(r"\w", after) or _NOT_NOW.search(before) or _NO_GRADE_BEFORE.match(after):
        return False
    return match.lastgroup == "requires_improvement" or bool(_MAY_FOLLOW.match(after)) or match.group()[0].isupper()
