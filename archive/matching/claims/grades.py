"""The grades that a sentence gives, and to what: overall, to one area, to all of them. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from archive.matching.claims.areas import HEADS, PARTS, areas_counted, areas_in, without
from archive.matching.claims.clauses import foreign_years, is_of_earlier_inspection, is_of_others, is_past, is_unreal, split_clauses
from archive.matching.claims.facts import EARLIER, Said
from archive.matching.claims.grade_words import FROM, GRADE, PLAIN, RATED, certainty, grade_of, grades_in

_AFTER_PAST = re.compile(r"(?<!looked[ -])\b(?:after|following|despite)(?: [“”\"‘’'\w]+){0,3}\s*$", re.IGNORECASE)
_ALSO = re.compile(
    r"\bas (?:was|were|is|are|did|does)\b|\bso (?:was|were|too|did|does|do|is|are)\b|\balongside\b|\blikewise\b|\bthe same\b", re.IGNORECASE
)
_LINKED = re.compile(r",?(?: overall)? (?:for|in|at|on)\b|\s*[:–—]|\s*$", re.IGNORECASE)
_PRONOUN = re.compile(
    r"^\W*(?:and |but |while |although |though )?(?:it|they|this|that|these|those|which|both"
    r"|with an? (?:\w+ )?(?:grade|rating|judge?ment|verdict))\b",
    re.IGNORECASE,
)
# What has no grade of its own: the words may well be the report's, but they are no judgement.
_DETAIL = re.compile(
    r"\b(?:quality|plans?|planning|assessments?|supervision|records?|recording|caseloads?|audits?|thresholds?|practice|morale|response"
    r"|arrangements|oversight|meetings?|decisions?|decision-making|relationships?|training|education|health|attendance"
    r"|early help|front door"
    r"|partnership work\w*|foster\w*|relationships|outcomes|communication|data|systems?|process\w*|strategy|commissioning|sufficiency)\b",
    re.IGNORECASE,
)
_OUTCOMES = {
    "1": re.compile(r"\btypically\s+(?:lead to |have |having |experience |get )?(?:\w+ )?positive experiences\b", re.IGNORECASE),
    "2": re.compile(r"\binconsistent experiences\b", re.IGNORECASE),
    "3": re.compile(r"\bwidespread and\s*(?:/\s*)?(?:or )?[“”\"]?systemic failings\b|\bsystemic failings\b", re.IGNORECASE),
}


def grades_said(sentence: str, years: frozenset[str]) -> Iterator[Said]:
    """The grades that a sentence gives; `years` are those of the report, and another year is about another inspection."""
    clauses = split_clauses(sentence)
    before: list[str] = []
    elsewhere = foreign_years(sentence, years)
    for place, (start, clause) in enumerate(clauses):
        following = clauses[place + 1][1] if place + 1 < len(clauses) else ""
        events = areas_in(clause)
        if not is_of_others(clause):
            past = is_past(clause, following) or foreign_years(clause, years)
            earlier = is_of_earlier_inspection(clause)
            for said in _clause_says(start, clause, events, before, earlier=earlier):
                if said.subject == EARLIER or not past:
                    yield replace(said, sure=said.sure and not (past or elsewhere))
        before = [area for area, _, _ in events] or before


def _clause_says(
    offset: int, clause: str, areas: Sequence[tuple[str, int, int]], before: Sequence[str], *, earlier: bool
) -> Iterator[Said]:
    for outcome, pattern in _OUTCOMES.items():
        if (found := pattern.search(clause)) and not earlier and not is_unreal(clause[: found.start()]):
            yield Said("grade", "outcome", outcome, True, offset + found.start())
    end = 0
    for match in grades_in(clause):
        grade, certain = grade_of(match), certainty(clause, match)
        text, end = clause[end : match.start()], match.end()
        if certain is None or is_unreal(clause[: match.start()]) or _AFTER_PAST.search(clause[: match.start()]):
            continue
        if earlier or FROM.search(clause[: match.start()]):
            if not (areas and areas[0][0] != "overall_effectiveness") and not PARTS.search(clause):
                yield Said("grade", EARLIER, grade, True, offset + match.start())
            continue
        counted = areas_counted(clause)
        if counted:
            yield Said("grade", "areas", f"{counted} {grade}", certain, offset + match.start())
            continue
        subjects = _subjects(clause, match, areas, before)
        ahead = without(clause[: match.start()], areas, 0)
        detail = _DETAIL.search(ahead if subjects == ["overall_effectiveness"] else ahead[-len(text) :])
        for subject in subjects:
            if subject == "overall_effectiveness" and detail and "overall" not in clause.lower():
                continue
            yield Said("grade", subject, grade, certain and not detail, offset + match.start())


def grade_alone(sentence: str) -> str | None:
    """The grade that a sentence gives to the list it introduces: "These areas were rated inadequate:"; None where it does not."""
    if not sentence.rstrip().endswith((":", " in", " for")):
        return None
    found = list(grades_in(sentence))
    return grade_of(found[0]) if len(found) == 1 and (RATED.search(sentence) or found[0]["word"][0].isupper()) else None


def _subjects(clause: str, match: re.Match[str], areas: Sequence[tuple[str, int, int]], before: Sequence[str]) -> list[str]:
    """What a grade is given to: what stands before it since the last grade, else what follows, else all in all."""
    last = max((other.end() for other in GRADE.finditer(clause[: match.start()])), default=0)
    then = min((other.start() for other in GRADE.finditer(clause, match.end())), default=len(clause))
    ahead = [each for each in areas if last <= each[1] < match.start()]
    behind = [each for each in areas if match.end() <= each[1] < then]
    between = clause[match.end() : behind[0][1]] if behind else ""
    if ahead and not _ALSO.search(between):
        behind = [each for each in behind if each[0] == "overall_effectiveness" and each[1] - match.end() < 20]
    elif not ahead and behind and not (_is_linked(between) or _ALSO.search(between)):
        behind = []
    named = [*ahead, *behind]
    if any(area == "overall_effectiveness" and clause[start:end].lower().endswith(" of") for area, start, end in named):
        return ["overall_effectiveness"]
    if named and named[0][0] in HEADS:  # "the capacity to improve services for looked after children"
        return [named[0][0]]
    narrow = list(dict.fromkeys(area for area, _, _ in named if area != "overall_effectiveness"))
    if narrow or named:
        return narrow or ["overall_effectiveness"]
    if before and _PRONOUN.search(clause):
        return list(before)
    return [] if PARTS.search(clause) else ["overall_effectiveness"]


def _is_linked(between: str) -> bool:
    """Whether the words between a grade and an area behind it join them: "rated good for the progress of"."""
    return bool(_LINKED.match(between)) and {word.lower() for word in re.findall(r"\w+", between)} <= PLAIN
