"""How alike a text and a report's sentences are, word by word: the part of matching that knows nothing of articles. Pure."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from heapq import nlargest
from math import log

from rapidfuzz.distance import LCSseq

CANDIDATES = 6  # sentences that are compared word by word, after a first choice by their rare words
NEIGHBOURS = 2  # sentences of a report that an article may join into one, beside the sentence itself
LOOSEST = 2  # words quoted as one run may lie in at most so many times as many words of the report, and 2


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


NUMBERS = _words("two three four five six seven eight nine ten eleven twelve half third quarter")
NEGATIONS = _words("not no never none nor neither without cannot isnt arent wasnt werent dont doesnt didnt hasnt havent wont")
STOP_WORDS = _words(
    "a an the and or but of to in on at for with by from as is are was were be been being has have had do does did it its this"
    " that these those they their them"
    " there which who whom whose what when where while will would can could may might must should also however including include"
    " into than then so such more most"
    " some any all other he she his her we our us you your i not no said says say saying noted found added report reports ofsted"
    " inspectors inspector according concluded stated letter"
)


@dataclass(frozen=True, slots=True)
class Comparison:
    """How a text compares with a run of passages: shares of words in order and by weight, and whether its sense changed."""

    ordered: float
    weighted: float
    verbatim: bool
    altered: bool
    loose: bool
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class _Measured:
    """What tells which of many runs of passages to compare with."""

    ordered: float
    weighted: float
    verbatim: bool
    first: int
    last: int

    @property
    def merit(self) -> tuple[bool, float]:
        """What makes one run better than another: the very words, then more of them, then fewer sentences."""
        return self.verbatim, self.ordered + self.weighted - 0.02 * (self.last - self.first)


class ReportWords:
    """A report's passages with an index of their words, so that a sentence meets only passages that share its rare words."""

    def __init__(self, sentences: Sequence[str]) -> None:
        self.tokens = [tokens_of(sentence) for sentence in sentences]
        self.stems = [frozenset(map(_stem, tokens)) for tokens in self.tokens]
        self.places: defaultdict[str, set[int]] = defaultdict(set)
        for place, stems in enumerate(self.stems):
            for stem in stems:
                self.places[stem].add(place)

    def weight(self, stem: str) -> float:
        """How distinctive a word is: most for a word in few passages, or in none."""
        return log((len(self.tokens) + 1) / (len(self.places.get(stem, ())) + 0.5))

    def compare(self, text: str, *, together: bool = False) -> Comparison | None:
        """The best comparison of a text with a passage and its neighbours; None when they share no distinctive word.

        `together`: rather one whose shared words stand close together, where the best is loose. A changed number that stands in the next
        passage makes all words of the text stand in order, but far apart.
        """
        tokens = tokens_of(text)
        weights = {stem: self.weight(stem) for stem in (_stem(token) for token in tokens if token not in STOP_WORDS)}
        hits: defaultdict[int, float] = defaultdict(float)
        for stem, weight in weights.items():
            for place in self.places.get(stem, ()):
                hits[place] += weight
        runs = {run for place in nlargest(CANDIDATES, hits, key=hits.__getitem__) for run in self._runs(place)}
        measured = [self._measure(tokens, weights, first, last) for first, last in sorted(runs)]
        measured.sort(key=lambda each: each.merit, reverse=True)
        compared = (self._compared(tokens, one) for one in measured)
        best = next(compared, None)
        if best is None or not together or best.verbatim or not best.loose:
            return best
        return next((one for one in compared if not one.loose), best)

    def _runs(self, place: int) -> list[tuple[int, int]]:
        """The runs of up to NEIGHBOURS + 1 passages, as first and last, that hold a place."""
        last = len(self.tokens) - 1
        return [
            (first, first + more)
            for more in range(NEIGHBOURS + 1)
            for first in range(max(0, place - more), place + 1)
            if first + more <= last
        ]

    def _words(self, first: int, last: int) -> list[str]:
        return [token for place in range(first, last + 1) for token in self.tokens[place]]

    def _measure(self, tokens: list[str], weights: dict[str, float], first: int, last: int) -> _Measured:
        words, known = self._words(first, last), frozenset().union(*self.stems[first : last + 1])
        total = sum(weights.values())
        weighted = sum([weight for stem, weight in weights.items() if stem in known]) / total if total else 0.0
        shared = LCSseq.similarity(tokens, words)
        verbatim = shared == len(tokens) and f" {' '.join(tokens)} " in f" {' '.join(words)} "
        return _Measured(shared / len(tokens), weighted, verbatim, first, last)

    def _compared(self, tokens: list[str], best: _Measured) -> Comparison:
        words = self._words(best.first, best.last)
        span = _span(tokens, words)
        altered = not best.verbatim and _is_altered(tokens, words, span)
        loose = len(span) > LOOSEST * len(tokens) + 2
        return Comparison(best.ordered, best.weighted, best.verbatim, altered, loose, best.first, best.last)


def _span(tokens: list[str], words: list[str]) -> list[str]:
    """The words of the report from the first to the last that a text shares with it, in order."""
    blocks = [block for block in LCSseq.opcodes(tokens, words) if block.tag == "equal"]
    return words[blocks[0].dest_start : blocks[-1].dest_end] if blocks else []


def _is_altered(tokens: list[str], words: list[str], span: list[str]) -> bool:
    """Whether a text has a number that the passage lacks, or more or fewer words like "not" than the words it repeats."""
    if any((token[0].isdigit() or token in NUMBERS) and token not in words for token in tokens):
        return True
    return _negations(tokens) != _negations(span)


def _negations(tokens: list[str]) -> int:
    return sum(token in NEGATIONS for token in tokens)


def tokens_of(text: str) -> list[str]:
    """Words and numbers in lower case; hyphens part words, apostrophes do not ("children's" is one)."""
    return re.findall(r"[a-z]+|\d+(?:[.,]\d+)*", text.lower().replace("’", "").replace("'", "").replace("‘", ""))


@lru_cache(maxsize=50_000)
def _stem(token: str) -> str:
    """A word without its commonest endings, so that "provides" meets "providing"."""
    for ending in ("ations", "ation", "ings", "ing", "ies", "ment", "ed", "es", "ly", "s"):
        if token.endswith(ending) and len(token) - len(ending) >= 4:
            return token[: -len(ending)].rstrip("ei")
    return token.rstrip("e") if len(token) > 4 else token
