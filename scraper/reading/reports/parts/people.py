"""Names of inspectors: found in sentences and signatures, without titles and offices, and compared with each other."""

import re
import unicodedata
from collections.abc import Sequence
from difflib import SequenceMatcher

from scraper.reading.errors import ParseError

ALIKE = 0.85
"""Names this alike are one person spelled in two ways."""

# Offices count however they are written, small words only without a capital: "An" and "Will" may be first names.
_OFFICE = re.compile(
    r"(?<![\w'’-])(?:(?i:(?:her|his)\s+majesty['’]?s?['’]?(?:\s+(?:chief|senior))?|majesty['’]s"
    r"|(?:senior|lead|deputy|team|shadow|additional|associate|regulatory|seconded|specialist|assistant|trainee|contracted)"
    r"|children['’]s\s+(?:social\s+care|services)|social\s+care|early\s+years|(?:schools?|education|health|further\s+education)(?=\s+(?:s?hmi|inspectors?|her|his)\b)"
    r"|ofsted(?:['’]s)?|hmci|s?hmis?|inspectors?|inspection\s+manager|(?:regional|national|deputy)\s+director|designate|observers?)"
    r"|(?i:the)|all|both|each|one|two|three|four|five|six|of|whom|who|which|are|were|was|is|an?|by|with|along(?:side)?|together|as|also|other|second"
    r"|supported|accompanied|assisted|joined|led|from|for|on|this|these|focused|monitoring|assurance|visit|role)(?![\w'’-])"
)
_WORD = re.compile(r"\w[\w'’‘`.-]*")
_TITLES = frozenset(("mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "sir", "dame"))
_PARTICLES = frozenset(("de", "del", "della", "der", "den", "di", "du", "da", "la", "le", "van", "von", "al", "el", "bin", "ap", "st"))
_ELIDED = re.compile(r"[a-z]['’][A-Z]")  # d’Arcy
_DAYS = re.compile(r"\s+(?:on|from|between|during|over)\s+(?:the\s+)?\d.*", re.DOTALL)
_BETWEEN = re.compile(r"[,;:()/–—&|]|\s-\s|\band\b|\bwith\b", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_SHORT_OFFICE = re.compile(r"[A-Z]{2,5}s?")  # SCRI, RIM: the office of the person named before
_OFFICES_IN_CAPITALS = frozenset(("AI", "OI", "SCRI", "RIM"))
_FOOTNOTE = re.compile(r"(?<=hmi|tor)\d(?!\w)", re.IGNORECASE)  # behind an office
_REMITS = frozenset(("schools", "education", "skills", "health"))
_BODIES = frozenset(("council", "trust", "borough", "county", "services", "children's", "children’s", "partnership", "authority", "board"))
_MOST_WORDS = 5


def read_names(text: str) -> tuple[str, ...]:
    """The names in "Ann Lee, HMI, and lead inspector Bo O’Dea" in order: titles and offices left out, spelling as printed.

    Pieces without a capital ("who were on site") are no names.
    Raises ParseError for a piece with capitals that is neither a name nor an office.
    """
    names: list[str] = []
    for piece in _BETWEEN.split(_OFFICE.sub("|", _FOOTNOTE.sub("", _DAYS.sub("", text)))):
        words = _without_titles(_WORD.findall(piece))
        if not any(word[0].isupper() for word in words) or (len(words) == 1 and words[0].casefold() in _REMITS):
            continue
        if not _is_name(words):
            raise ParseError(f"{piece.strip()!r} in {text.strip()!r} is not the name of an inspector")
        names.append(" ".join(words).rstrip("."))
    return tuple(names)


def _without_titles(words: Sequence[str]) -> list[str]:
    """Words without titles and without short offices, unless the whole name is in capitals."""
    named = [word for word in words if word.casefold().rstrip(".") not in _TITLES]
    if len(named) > 1 and all(word.isupper() for word in named):
        return [word for word in named if word.rstrip(".") not in _OFFICES_IN_CAPITALS]
    return [word for word in named if not _SHORT_OFFICE.fullmatch(word.rstrip("."))]


def begins_with_name(text: str) -> bool:
    """Whether the first word of `text` that is of no office has a capital: not so in "inspectors were able to meet Jo Marsh"."""
    first = _WORD.search(_OFFICE.sub("|", text))
    return first is not None and first[0][0].isupper()


def _is_name(words: Sequence[str]) -> bool:
    """Whether words are a name of a person: two to five, the first and the last with a capital, none with a digit or of a body's name."""
    if any(word.casefold() in _BODIES for word in words):
        return False
    if not 2 <= len(words) <= _MOST_WORDS or not (words[0][0].isupper() and (words[-1][0].isupper() or _ELIDED.match(words[-1]))):
        return False
    return all((word[0].isupper() or word.casefold() in _PARTICLES or _ELIDED.match(word)) and not _DIGIT.search(word) for word in words)


def folded(name: str) -> str:
    """A name for comparing: without accents, case, hyphens and apostrophes."""
    plain = unicodedata.normalize("NFKD", name)
    return " ".join(re.sub(r"[^\w\s-]", "", plain).replace("-", " ").casefold().split())


def find_person(name: str, names: Sequence[str]) -> str | None:
    """The one of `names` that is the person `name`: equal, else alone in being nearly alike or in sharing surname and first initial."""
    wanted = folded(name)
    for other in names:
        if folded(other) == wanted:
            return other
    near = [other for other in names if _alike(folded(other), wanted)]
    return near[0] if len(near) == 1 else None


def _alike(first: str, second: str) -> bool:
    """Whether two folded names may be one person's: Steve and Stephen, Matt and Matthew, Nyati and Nyathi."""
    if first.split()[-1:] == second.split()[-1:] and first[:1] == second[:1]:
        return True
    return SequenceMatcher(None, first, second).ratio() >= ALIKE
