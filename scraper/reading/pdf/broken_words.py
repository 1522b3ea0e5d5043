"""Words broken at the end of a line put together again: after a soft hyphen always, after a visible one where the document says so."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from scraper.reading.pdf.characters import SOFT_HYPHEN
from scraper.reading.pdf.lines import Line

BELOW = (0.5, 2.2)
"""How far below, in font sizes, the line stands that goes on with a word."""

_HEAD = re.compile(r"(?<![^\s(‘“'\"])([^\W\d_]+)-$")
_TAIL = re.compile(r"([^\W\d_]+)(?:[’']s)?(?![\w/@-]|\.\w)")
_BEGINS_COMPOUNDS = re.compile(
    "anti|bi|co|counter|cross|de|dis|e|ex|extra|inter|micro|mid|mis|multi|neuro|non|over|para|post|pre|pro|psycho|re|self|semi|socio|sub"
    "|trans|tri|un|under|all|by|day|down|drop|far|first|follow|free|full|half|hard|high|home|ill|in|key|long|low|near|new|off|old|on|one"
    "|out|part|short|single|so|step|third|three|time|two|up|well|year"
)
"""What true compounds often begin with: a hyphen behind it does not show that a document breaks words."""
_RE = "re"
"""The one whose hyphen changes what a word means: "re-presented" is not "represented"."""


_STANDS_ALONE = re.compile(r"(?:[^\w-])?\|(?![^\W\d_]|-\w)")
"""What stands before and behind a word that is no part of another, "|" between."""


class Vocabulary:
    """The words of a document, to tell "chil-" + "dren" from "multi-" + "agency"; `ends` are the ends of its broken lines, in pairs."""

    def __init__(self, texts: Iterable[str], ends: Iterable[tuple[str, str]]) -> None:
        self._text = "\n".join(texts).lower()
        pairs = [parts for pair in ends if (parts := _parts(*pair))]
        self._pieces = Counter(piece for parts in pairs for piece in parts)
        self._breaks_words = any(
            self._is_closed(*parts) and not _BEGINS_COMPOUNDS.fullmatch(parts[0]) and not self._has(parts[0]) for parts in pairs
        )

    def _has(self, word: str) -> bool:
        """Whether a word stands in the document, pieces of broken words not counted. Few are asked for: counting all costs more."""
        wanted = self._pieces[word] + 1
        at = self._text.find(word)
        while at >= 0 and wanted:
            wanted -= (
                _STANDS_ALONE.match(self._text[max(0, at - 1) : at] + "|" + self._text[at + len(word) : at + len(word) + 2]) is not None
            )
            at = self._text.find(word, at + 1)
        return wanted == 0

    def closes(self, first: str, second: str) -> bool:
        """Whether the hyphen at the end of `first` only broke a word that `second` goes on with.

        The closed word stands elsewhere in the document and the hyphened one does not. In a document that breaks words, so do two
        pieces neither of which is a word of it.
        """
        parts = _parts(first, second)
        if parts is None:
            return False
        if self._is_closed(*parts):
            return self._breaks_words or parts[0] != _RE
        return self._breaks_words and not _BEGINS_COMPOUNDS.fullmatch(parts[0]) and not any(map(self._has, (*parts, "-".join(parts))))

    def _is_closed(self, head: str, tail: str) -> bool:
        return self._has(head + tail) and not self._has(f"{head}-{tail}")


def _parts(first: str, second: str) -> tuple[str, str] | None:
    head, tail = _HEAD.search(first), _TAIL.match(second)
    return (head[1].lower(), tail[1]) if head and tail and tail[1].islower() else None


def put_together(pages: Sequence[Sequence[Line]]) -> list[tuple[Line, ...]]:
    """The lines of a document's pages, each word that was only broken whole on the line it begins on; no text has a U+00AD after this."""
    given = [list(lines) for lines in pages]
    broken = list(_broken(given))
    if not broken:
        return [tuple(lines) for lines in given]
    ends = [(given[page][at].text, given[other][below].text) for page, at, other, below in broken]
    vocabulary = Vocabulary((line.text for lines in given for line in lines if line.role != "hidden"), ends)
    for page, at, other, below in broken:
        first, second = given[page][at], given[other][below]
        if first.text.endswith(SOFT_HYPHEN) or vocabulary.closes(first.text, second.text):
            given[page][at], given[other][below] = _whole(first, second)
    return [tuple(_without_soft_hyphen(line) for line in lines if line.text) for lines in given]


def _without_soft_hyphen(line: Line) -> Line:
    return replace(line, text=line.text[:-1]) if line.text.endswith(SOFT_HYPHEN) else line


def _whole(first: Line, second: Line) -> tuple[Line, Line]:
    """The two lines with the word between them whole: at the end of the first, or as all of the second where that holds no other."""
    piece, _, rest = second.text.partition(" ")
    if rest:
        return replace(first, text=first.text[:-1] + piece), replace(second, text=rest)
    before, _, start = first.text[:-1].rpartition(" ")
    return replace(first, text=before), replace(second, text=start + piece)


def _broken(pages: Sequence[Sequence[Line]]) -> Iterator[tuple[int, int, int, int]]:
    """Page and place of each line that ends in a hyphen, and of the line that goes on with its word."""
    for number, lines in enumerate(pages):
        for at, line in enumerate(lines):
            if line.text[-1:] not in ("-", SOFT_HYPHEN) or line.role in ("hidden", "garbled"):
                continue
            below = _below(lines, line)
            if below is not None:
                yield number, at, number, below
            elif number + 1 < len(pages):
                first = next((place for place, other in enumerate(pages[number + 1]) if other.role == line.role), None)
                if first is not None and line.role == "body":
                    yield number, at, number + 1, first


def _below(lines: Sequence[Line], line: Line) -> int | None:
    """The place of the nearest line of the same role below `line`, in its column: cells of a table have their own."""
    found = [
        (other.y1 - line.y1, abs(other.x0 - line.x0), place)
        for place, other in enumerate(lines)
        if other.role == line.role
        and BELOW[0] * line.size < other.y1 - line.y1 < BELOW[1] * line.size
        and other.x0 < line.x1
        and other.x1 > line.x0
    ]
    return min(found)[2] if found else None
