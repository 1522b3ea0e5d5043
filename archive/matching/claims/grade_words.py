"""Whether a word like "good" is a grade: given by a verb, in quotation marks, or said of an area and nothing else. Pure."""

import re
from itertools import pairwise

from archive.matching.claims.areas import areas_in, without

_MARK = "[“”\"‘’']"
GRADE = re.compile(
    rf"(?P<open>{_MARK})?(?<![\w-])(?P<word>requir(?:es?|ed|ing) improvements?(?: to be (?:rated |judged )?{_MARK}?good)?"
    rf"|outstanding|good|inadequate|adequate|satisfactory)(?![\w-])(?P<close>{_MARK})?",
    re.IGNORECASE,
)

# Verbs that give a grade, wherever in the clause it stands; and those that do so only with the grade right behind them.
RATED = re.compile(
    r"\b(?:rat(?:e|ed|ing)(?: of)?|rates(?! (?:are|is|were|was|of|for|in|have|remain))|judg(?:e|ed|es|ing)"
    r"|judge?ments?(?: (?:of|is|was|were|are))?|grad(?:e|ed|es|ing)(?: of)?|rank(?:ed|s)?"
    r"|deem(?:ed|s)?|brand(?:ed|s)?|dubbed|labelled|classed|classified|assessed|regarded|upgraded|downgraded|uprated|verdict|score[sd]?|marks?)\b",
    re.IGNORECASE,
)
_BETWEEN = (
    r"(?: (?:to|to be|as|an?|the|it|them|its|their|overall|up|back|again|now|just|another|service|services|be|children['’]s|department|from"
    rf"|{_MARK}?requir\w+ improvement(?: to be good)?{_MARK}?|{_MARK}?(?:inadequate|good|outstanding){_MARK}?))*,? ?$"
)
_BECAME = re.compile(
    r"\b(?:found|remain(?:s|ed)?|declared|ruled|became|slipped|fallen|fell|lifted|climbed|moved|jumped|raised|rose|risen|dropped|improved)"
    + _BETWEEN,
    re.IGNORECASE,
)
_GIVEN = re.compile(
    r"\b(?:given|gave|gives|awarded|awards|received|receives|got|gets|handed|hands|earned|achieved|keeps|kept|retain(?:s|ed)?"
    r"|named|promoted)" + _BETWEEN,
    re.IGNORECASE,
)
_RATING_NEXT = re.compile(r"\s*(?:overall )?(?:Ofsted )?(?:ratings?|grad(?:e|es|ing)|judge?ments?|verdicts?|status)\b", re.IGNORECASE)
_THAT_IS = re.compile(r"\s*[:,–—-]\s*(?:that|this|it) (?:is|was) the (?:\w+ )?(?:grade|rating|verdict|judge?ment|mark)\b", re.IGNORECASE)
_COPULA = re.compile(r"\b(?:is|are|was|were|remains?|remained|be|being|also|both|still|now|all|as|to|overall)[ :]*$", re.IGNORECASE)
_LABEL = re.compile(r"[:–—-]\s*$")
# A grade is followed by one of these, never by what it would describe ("good progress").
_FOLLOWED = re.compile(
    r"\s*(?:$|[.,;:!?)\]–—“”\"]|-(?!\w)|(?:and|or|but|by|overall|for|in|at|across|on|with|as|after|following|again|once|too"
    r"|also|both|last|this"
    r"|because|under|to|since|despite|when|while|throughout|yesterday|today|now|though|although|from|according|just|up|down"
    r"|where|whereas|all"
    r"|Ofsted|inspection|ratings?|grad(?:e|es|ing)|judge?ments?|verdicts?|status)\b)",
    re.IGNORECASE,
)
FROM = re.compile(
    r"\b(?:up |down |rise |step |move |moved |jump\w* )?(?:from|on from|down on)(?: (?:an?|the|its|their|being|previous|rated"
    r"|earlier))*\s*$",
    re.IGNORECASE,
)
_AGO = re.compile(r"\s+(?:\w+ ){1,3}(?:ago|earlier|before)\b|\s+at (?:its|the) last\b", re.IGNORECASE)
_EITHER = re.compile(r"\s*(?:or|/|and/or)\s*", re.IGNORECASE)
_OR_BETTER = re.compile(r"\s+or (?:better|above|worse|below)\b", re.IGNORECASE)
_LEGEND = re.compile(r"\d \($|\bat least $|\brang(?:e|ed|es|ing) from ")  # "grade 3 (adequate)", "at least good", "ranging from good to"
PLAIN = frozenset(
    re.findall(
        r"\w+",
        """although though while whereas meanwhile the a an its their of and for to in at with by on both all these those that they it
        still also now overall however but yet one area areas only who experiences experience progress services service
        support work help impact effectiveness social care children childrens young people families family council councils
        local authority department trust county city borough town said says say found finds concluded ruled told report
        inspectors inspector ofsted watchdog inspectorate was were is are be been being remain remains remained vulnerable
        judged rated""",
    )
)


def grades_in(clause: str) -> list[re.Match[str]]:
    """The grades of a clause that stand for one: "good or outstanding" gives neither."""
    found = list(GRADE.finditer(clause))
    either: set[int] = set()
    for place, (one, other) in enumerate(pairwise(found)):
        if _EITHER.fullmatch(clause[one.end() : other.start()]):
            either |= {place, place + 1}
    return [match for place, match in enumerate(found) if place not in either]


def grade_of(match: re.Match[str]) -> str:
    word = match["word"].lower()
    return "requires_improvement" if word.startswith("requir") else word


def certainty(clause: str, match: re.Match[str]) -> bool | None:
    """Whether a word that may be a grade surely is one (True), may be (False) or is not (None)."""
    before, after, word = clause[: match.start()], clause[match.end() :], match["word"]
    if _LEGEND.search(before):
        return None
    if FROM.search(before) and (_FOLLOWED.match(after) or _AGO.match(after)):
        return True
    if not _FOLLOWED.match(after) or _OR_BETTER.match(after):
        return None
    marked = bool(match["open"] and match["close"]) or (word[0].isupper() and not word.isupper() and bool(before.strip()))
    if (
        _RATING_NEXT.match(after)
        or _THAT_IS.match(after)
        or _BECAME.search(before)
        or ((marked or is_long(word)) and _GIVEN.search(before))
    ):
        return True
    rated = list(RATED.finditer(before))
    if rated and (marked or _COPULA.search(before) or len(before) - rated[-1].end() <= 45):
        return True
    areas = areas_in(before)
    if _LABEL.search(before) and areas and not after.strip(" .;,"):
        return True
    if "good" in word.lower()[4:] or (marked and (_COPULA.search(before) or is_long(word))):
        return True
    small = re.findall(r"(?<![\w'’])[a-z][\w'’]*", without(before, areas, 0))
    plain = {re.sub(r"['’]s?$", "", each).replace("'", "").replace("’", "") for each in small}
    if plain <= PLAIN and (areas or is_long(word) or re.search(r"\b(?:is|are|was|were)\b", before)):
        return bool(areas) or is_long(word)
    return None


def is_long(word: str) -> bool:
    """Whether it is "requires improvement", which is hardly said of anything but a grade."""
    return word.lower().startswith("requir")
