"""What a clause names that has a grade of its own, and how many of them it counts. Pure."""

import re
from collections.abc import Sequence

from archive.matching.claims.facts import JOINT

_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7} | {str(number): number for number in range(2, 8)}
_NUMBER = "|".join(_NUMBERS)

# What grades are given to, in the words of reports and of articles. The first that matches counts.
AREAS: dict[str, re.Pattern[str]] = {
    area: re.compile(pattern, re.IGNORECASE)
    for area, pattern in {
        "overall_effectiveness": r"\boverall(?: effectiveness(?: of)?)?\b|\bheadline (?:judge?ment|grade|rating)\b",
        "safeguarding_board": r"\b(?:local )?safeguarding (?:children['’]?s?['’]? )?board(?: \(LSCB\))?|\bLSCB\b",
        "capacity_to_improve": r"\bcapacity (?:to|for) improve(?:ment)?\b",
        "outcomes": r"\boutcomes for (?:looked[- ]after children|children looked after|children in care)\b",
        "quality_of_provision": r"\bquality of provision\b",
        "leadership": r"\bimpact of leaders(?: on social work practice)?(?: with children and families)?\b"
        r"|\bleadership(?:,? management)?(?:,? (?:and|&) (?:governance|management))?\b|\bmanagement and governance\b"
        r"|\bleaders(?: and managers)?(?= (?:were|was|are|rated|judged|graded))",
        "help_and_protection": r"\bchildren(?: and young people)? (?:who need|in need of|needing) (?:help(?:,| and"
        r"|, care and)? )?protection\b"
        r"|\bhelp and protection\b|\bhelp (?:for|of|to) children who need protection\b|\bchild protection\b|\bchildren in need\b(?! of)"
        r"|\bservices to help and protect children\b|\bprotection of (?:vulnerable )?children\b",
        "children_in_care": r"\b(?:looked[- ]after children|children (?:who (?:are|were) )?looked after|children in (?:the )?(?:\S+ )?care"
        r"|children in public care)(?:,? (?:and |including |achieving )*permanence)?\b|\bachieving permanence\b",
        "care_leavers": r"\bcare[- ]leavers?\b['’]?|\bcare[- ]experienced (?:young )?(?:people|adults)\b"
        r"|\b(?:young people )?leaving care\b",
        "adoption": r"\badoption(?: performance| services?)?\b",
    }.items()
}
# What stands before the children it is about: "the capacity to improve services for looked after children".
HEADS = ("capacity_to_improve", "outcomes", "quality_of_provision")
PARTS = re.compile(r"\b(?:areas?|aspects?|elements?|parts?|categor(?:y|ies))\b", re.IGNORECASE)  # of a service: not all of it
_JOINS = re.compile(
    r"['’]?\s*(?:,|and|&)?\s*(?:and )?(?:the )?(?:experiences |progress |services )?(?:and progress )?(?:of |for )?", re.IGNORECASE
)
_ALL_AREAS = re.compile(
    rf"\b(?:all|every|each)(?: of)?(?: the| its)?(?: (?:{_NUMBER}))?(?: (?!of)\w+){{0,2}}? (?:areas?|categor(?:y|ies)|judge?ments?|fields?"
    r"|aspects?|measures?|respects?|headings?)\b|\bacross the board\b",
    re.IGNORECASE,
)
_SOME_AREAS = re.compile(
    rf"\b(?P<some>{_NUMBER}) (?:out )?of (?:the |its |all )?(?:{_NUMBER})(?: \w+){{0,3}}? (?:areas|categories|judge?ments"
    rf"|fields|aspects)\b",
    re.IGNORECASE,
)


def areas_in(clause: str) -> list[tuple[str, int, int]]:
    """What a clause names that has a grade, with its place: (area, start, end) in order, the two kinds of children in care joined."""
    found: list[tuple[str, int, int]] = []
    for area, pattern in AREAS.items():
        for match in pattern.finditer(clause):
            if not any(start < match.end() and match.start() < end for _, start, end in found):
                found.append((area, match.start(), match.end()))
    joined: list[tuple[str, int, int]] = []
    for area, start, end in sorted(found, key=lambda each: each[1]):
        last = joined[-1] if joined else None
        if last and (last[0], area) == ("children_in_care", "care_leavers") and _JOINS.fullmatch(clause[last[2] : start]):
            joined[-1] = (JOINT, last[1], end)
        elif last and last[0] == area == "children_in_care":
            joined[-1] = (area, last[1], end)
        else:
            joined.append((area, start, end))
    return joined


def areas_named(sentence: str) -> list[str]:
    """The areas that a line of a list names, in order."""
    return [area for area, _, _ in areas_in(sentence)]


def without(text: str, areas: Sequence[tuple[str, int, int]], offset: int) -> str:
    """A text without the words that name areas; `offset` is where it begins in the clause whose areas these are."""
    for _, start, end in areas:
        first, last = max(0, start - offset), max(0, end - offset)
        text = text[:first] + " " * (min(last, len(text)) - min(first, len(text))) + text[last:]
    return text


def areas_counted(clause: str) -> str | None:
    """How many areas a clause gives its grade to: "all", a number, or None where it counts none."""
    if some := _SOME_AREAS.search(clause):
        return str(_NUMBERS[some["some"].lower()])
    return "all" if _ALL_AREAS.search(clause) else None
