"""Which paragraphs of an article are prose: neither headings nor links nor what a publisher puts around its articles. Pure."""

import re
from collections.abc import Collection, Sequence

from archive.matching.claims.areas import areas_named

_ENDED = re.compile(r"[.!?…:;][\"”’')\]]*\s*$")
_BULLET = re.compile(r"\s*(?:[•●▪■◦‣⁃·*–—-]|\(?\d{1,2}[.)])\s+")
_FURNITURE = re.compile(
    r"\s*(?:[-•*]\s+)?(?:Read (?:more|also|next)|See also|Related|More (?:on|from|news)|Watch|Listen|Pictured?|Image|Photo"
    r"|Credit|Sign up|Subscribe)\b",
    re.IGNORECASE,
)
MOST_WORDS_OF_HEADING = 14


def prose_of(paragraphs: Sequence[str], links: Collection[str]) -> frozenset[int]:
    """The numbers of an article's paragraphs that are neither headings nor the words of a link; `links` are these words."""
    return frozenset(number for number, text in enumerate(paragraphs) if not _is_furniture(text, links))


def _is_furniture(text: str, links: Collection[str]) -> bool:
    plain = " ".join(_BULLET.sub("", text).split())
    if _FURNITURE.match(text) or plain in links:
        return True
    if _ENDED.search(text) or _BULLET.match(text) or len(plain.split()) > MOST_WORDS_OF_HEADING:
        return False
    return not (areas_named(plain) and re.search(r"[:–—-]\s*\S+(?: \S+){0,4}$", plain))
