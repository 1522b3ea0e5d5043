"""How many recommendations, priority actions, inspectors, days and pages a sentence counts. Pure."""

import re
from collections.abc import Iterator

from archive.matching.claims.clauses import foreign_years, is_of_earlier_inspection, is_of_others, is_past, split_clauses
from archive.matching.claims.facts import Said

_WORDS = (
    "no|zero a|an|one|single two|couple three four five six seven eight nine ten eleven twelve|dozen thirteen fourteen fifteen sixteen"
    " seventeen eighteen nineteen twenty"
)
_NUMBERS = {word: number for number, words in enumerate(_WORDS.split()) for word in words.split("|")}
_NUMBER = rf"(?P<number>\d{{1,3}}|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})"
_ACTIONS = r"(?:priority actions?|areas? (?:for|of|requiring|needing) (?:immediate |urgent )?priority actions?)"
_COUNTED: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (subject, re.compile(pattern, re.IGNORECASE))
    for subject, pattern in (
        ("priority_actions", rf"(?<![\w-]){_NUMBER}(?: (?:immediate|urgent|new|separate|formal|such))*[ -]{_ACTIONS}\b"),
        (
            "recommendations",
            rf"(?<![\w-]){_NUMBER}(?: (?:formal|separate|new|specific|key))* (?:recommendations?\b|areas? (?:for|of) improvement\b)",
        ),
        ("inspectors", rf"(?<![\w-]){_NUMBER}(?: (?:Ofsted|social care|lead))* inspectors\b"),
        ("days", rf"(?<![\w-]){_NUMBER}[- ]day(?:s['’]?)? (?:(?:focused|monitoring|Ofsted) )?(?:visit|inspection)\b"),
        ("days", rf"\bspent {_NUMBER} days (?:in|at|with|inspecting|visiting)\b"),
        ("weeks", rf"(?<![\w-]){_NUMBER}[- ]week(?:s['’]?)? (?:(?:full|focused|Ofsted|long) )*inspection\b"),
        ("weeks", rf"\bover {_NUMBER} weeks\b"),
        ("fortnight", r"\bspent a (?P<number>fortnight)\b"),
        ("pages", rf"(?<![\w-]){_NUMBER}[- ]pages? (?:report|letter|document)\b"),
    )
)
# A number that is said to be about so many, or part of more, is no count.
_LOOSE = re.compile(
    r"\b(?:among|including|of the|of its|other|further|more|another|additional|least|than|over|nearly|almost|around|about|some"
    r"|up to|main|these|those|which"
    r"|first|second|third|both|all|these)\s*$",
    re.IGNORECASE,
)
_UNREAL = re.compile(r"\b(?:want|hope[sd]?|would|could|might|if|unless|expected|likely)\b", re.IGNORECASE)
_SPOKEN_OF = re.compile(
    r"\b(?:each|every|per|average|last year|addressed|implemented|acted on|completed|met|for the board|for the \w*SCB)\b", re.IGNORECASE
)


def counts_said(sentence: str, years: frozenset[str]) -> Iterator[Said]:
    """The numbers that a sentence counts of what a report has; `years` are the report's."""
    if foreign_years(sentence, years) or is_of_earlier_inspection(sentence):
        return
    for start, clause in split_clauses(sentence):
        if _UNREAL.search(clause) or is_past(clause) or (is_of_others(clause) and "CQC" not in clause and "Care Quality" not in clause):
            continue
        for subject, pattern in _COUNTED:
            for match in pattern.finditer(clause):
                sure = not (_LOOSE.search(clause[: match.start()]) or _SPOKEN_OF.search(clause))
                number = _number(match["number"])
                sure = sure and (number != 0 or subject == "priority_actions")
                if number is not None and not (match["number"].lower() in ("a", "an") and subject != "days"):
                    yield Said("number", *_in_days(subject, number), sure, start + match.start())


def _in_days(subject: str, number: int) -> tuple[str, str]:
    """Subject and value: weeks are days that are counted by the week."""
    return ("days", f"{number} weeks") if subject in ("weeks", "fortnight") else (subject, str(number))


def _number(word: str) -> int | None:
    if word.isdigit():
        return int(word)
    return 2 if word.lower() == "fortnight" else _NUMBERS.get(word.lower())
