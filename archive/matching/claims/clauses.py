"""The clauses of a sentence, and which of them are about the past, a wish or somebody else. Pure."""

import re
from collections.abc import Collection

# Where a clause ends: before these words, or after these marks.
_BREAK = re.compile(
    r"(?<=;)\s+"
    r"|,?\s+(?=(?:but|while|whilst|whereas|although|though|yet|because|despite|thanks to|due to|amid|since)\s)"
    r"|,\s+(?=(?:with|after|following|having|which|who)\s)"
    r"|,\s+(?=(?:up|down|rising|improving|moving|falling|slipping) from\s)"
    r"|,\s+(?=as (?:it|they|in|at)\s)"
    r"|\s+(?=after (?:its|the|their|being|it|they|Ofsted|inspectors)\s)"
    r"|(?<=:)\s+(?=(?:it|they|all|both|the|its|one|two|three)\s)"
    r"|\s+[–—-]\s+(?=(?:a|an|and|but|though|with)\s)",
    re.IGNORECASE,
)
# Words that put a clause into the past. "Last November" is of this inspection, "the last inspection" is not.
_PAST = re.compile(
    r"\bhad (?:also |once |long |already )?(?:been|called|rated|judged|found|given|branded)\b"
    r"|\b(?:years?|months?|decades?|weeks?) (?:ago|earlier|before)\b"
    r"|\blast (?:year|time)\b|\bthe year before\b"
    r"|\bat (?:that|the) time\b|\bback (?:then|in)\b"
    r"|\bonce (?:rated|judged|branded|an?)\b|\bused to\b"
    r"|\b(?:first|earlier|original|initial) (?:inspection|visit|report)\b"
    r"|\bthat (?:inspection|visit|report)\b"
    r"|\bfor (?:a decade|(?:\w+ )?(?:years|decades))\b|\bin a row\b(?=.*\bpast\b)"
    r"|\bin each of the\b|\bthen[- ](?:rated|judged|raised|lifted|found|given|gave|graded)\b",
    re.IGNORECASE,
)
_EARLIER = re.compile(
    r"\bprevious(?:ly)?\b|\bformer(?:ly)?\b|\bprior (?:inspection|grade|rating)\b"
    r"|\blast (?:\w+ )?(?:inspection|visit|report|judge?ment|rating|grade)\b|\b(?:past|most recent) (?:\w+ )?inspections?\b",
    re.IGNORECASE,
)
_NOW = re.compile(
    r"\b(?:now|today|latest|newest|new|this (?:week|month|year|time)|has|have|published|reports?|current(?:ly)?|still|remain\w*)\b",
    re.IGNORECASE,
)
# What may come to be, what somebody wants, and what is not so.
_UNREAL = re.compile(
    r"\b(?:wants?|wanted|aims?|aim|goal|ambition|ambitious to|aspir\w*|hop(?:e|es|ed|ing)|target"
    r"|strive|striv\w+|would|could|should|might|if|unless"
    r"|toward|towards|journey|on track|road to|path to|next|expected|likely|must (?:be|become|get|reach|achieve)"
    r"|avoid\w*|due to be|eyes|to become|will"
    r"|needs? to|to ensure|get(?:ting)? to)\b"
    r"|\b[Mm]ay (?=be\b|have\b|rule\b|yet\b|still\b)"
    r"|^\W*Had\b",
)
_NEAR = 40  # letters before a grade in which a "not" is about it
_NOBODY = re.compile(r"\bno (?:council|authority|service|area|part)\w*\b", re.IGNORECASE)
_NOT = re.compile(
    r"\b(?:not|never|no longer|neither|nor|none|isn['’]t|wasn['’]t|weren['’]t|aren['’]t"
    r"|shed|sheds|escap\w+|lost its|shaken off|out of|short of|below|above|rather than|instead of|than|far from|anything but)\b",
    re.IGNORECASE,
)
# Other services and other inspectorates.
_OTHERS = re.compile(
    r"\b(?:schools?|academ(?:y|ies)|nurser(?:y|ies)|pre-?schools?|colleges?|sixth forms?|universit\w+|childminders?"
    r"|children['’]?s['’]? homes?|care homes?|residential (?:home|unit|care|service)s?|homes? run by|fostering (?:agenc\w+|service)"
    r"|adoption agenc\w+|hospitals?|NHS|ambulance|CQC|Care Quality Commission|HMICFRS|HMIC|Estyn|police|constabulary|probation"
    r"|prisons?|fire (?:and rescue|service)|adult(?:s['’]?)? (?:social care|services|care)|youth (?:justice|offending)|housing"
    r"|early years providers?|apprenticeships?|(?:head)?teachers?|placements?|providers?|settings?"
    r"|children['’]?s centres?|pupil referral|the home"
    r"|(?:curriculum|alternative|early years) (?:provision|service)|(?:one|two|three|this|that|both|\d+) homes?|PEEL)\b"
    r"|\bprovision (?:rated|judged|graded)\b|\b(?:one|two|three|four|five|six|others?) (?:was|were|had been) (?:rated|judged|graded)\b",
    re.IGNORECASE,
)
# Several councils at once, unless it is this one among them.
_MANY = re.compile(
    r"(?<!one of )(?<!among )\b(?:[a-z]+ )?(?:councils|authorities|boroughs|counties|departments|trusts)\b"
    r"|\ban? (?:local )?(?:authority|council|area) that\b|\bper cent\b|\d%|\bnational(?:ly)?\b|\bacross England\b"
    r"|\b(?:third|half|quarter|majority|most|many|fifth|proportion|number) of (?:the )?(?:England|English|councils|all)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:19|20)\d{2}\b")
_SINCE = re.compile(r"^\W*since\b", re.IGNORECASE)
_FIRST_TIME = re.compile(r"\bfirst\b|\bmost\b|\bbest\b", re.IGNORECASE)


def split_clauses(sentence: str) -> list[tuple[int, str]]:
    """The clauses of a sentence in order, each with where it begins in it."""
    clauses, start = [], 0
    for end in _BREAK.finditer(sentence):
        clauses.append((start, sentence[start : end.start()]))
        start = end.end()
    clauses.append((start, sentence[start:]))
    return [(start, clause) for start, clause in clauses if clause.strip()]


def foreign_years(text: str, years: Collection[str]) -> bool:
    """Whether a text names a year that is none of the report's `years`."""
    return any(year.group() not in years for year in _YEAR.finditer(text))


def is_past(clause: str, following: str = "") -> bool:
    """Whether a clause tells of the past: "had been rated good", "has been inadequate | since 2010" with the clause that follows."""
    if _PAST.search(clause):
        return True
    return bool(_SINCE.match(following) and re.search(r"\b(?:has|have|had) been\b", clause) and not _FIRST_TIME.search(clause))


def is_of_earlier_inspection(clause: str) -> bool:
    """Whether a clause is about the inspection before: "previously rated good", "at its last inspection"."""
    return bool(_EARLIER.search(clause))


def looks_back(sentence: str, years: Collection[str]) -> bool:
    """Whether a sentence tells of another inspection than that of `years`, so that the next sentence may do so too."""
    return is_past(sentence) or is_of_earlier_inspection(sentence) or foreign_years(sentence, years)


def looks_at_now(sentence: str) -> bool:
    """Whether a sentence returns to what is told today."""
    return bool(_NOW.search(sentence))


def is_unreal(before: str) -> bool:
    """Whether the words of a clause before a grade say that it is wanted, expected or not so."""
    return bool(_UNREAL.search(before) or _NOT.search(before[-_NEAR:]) or _NOBODY.search(before))


def is_unreal_day(clause: str) -> bool:
    """The same for a day, beside which "not" and "than" say nothing."""
    return bool(_UNREAL.search(clause))


def is_of_others(clause: str) -> bool:
    """Whether a clause is about other services, other inspectorates or many councils."""
    return bool(_OTHERS.search(clause) or _MANY.search(clause))
