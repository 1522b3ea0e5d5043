"""Whether sentences and quoted words of an article stand in a report: fast enough to ask of every report that may be meant. Pure.

`quotations` says where a sentence stands and how it was changed, for the one report that is tied; this only counts.
"""

import re
from array import array
from collections.abc import Iterable
from dataclasses import dataclass

from archive.matching.report_words import STOP_WORDS, tokens_of
from archive.matching.sentences import Sentence

RUN = 4  # a sentence stands in a report if most of its words lie in runs of so many words that the report has too
STANDS = 0.7  # the share of its words that must
FEWEST = 8  # a shorter sentence may stand in any report
FEWEST_QUOTED = 2  # so many telling words in quotation marks set one report apart from another
_QUOTED = re.compile(r"\"([^\"\n]+)\"|(?<![\w'])'((?:[^'\n]|(?<=\w)'(?=\w))+)'(?!\w)")
_EVERYDAY = frozenset(
    re.findall(r"\w+", "good outstanding inadequate requires require improvement children childrens services service care social")
)
_HEADING = re.compile(
    r"(?:the )?(?:impact of leaders|experiences and progress of|overall effectiveness|children (?:who need help|looked after))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class ReportText:
    """A report's words, ready to be asked: the hash of each run of words, and all words with a blank around each."""

    runs: "array[int]"
    words: str


@dataclass(frozen=True, slots=True)
class ArticleText:
    """An article's sentences of enough words, each with the hashes of its runs, and the words that it quotes."""

    sentences: tuple[tuple[int, ...], ...]
    runs: frozenset[int]
    quoted: tuple[str, ...]


def report_text(pages: Iterable[str]) -> ReportText:
    """The words of a report's pages in order."""
    tokens = [token for page in pages for token in tokens_of(page)]
    return ReportText(array("q", _runs(tokens)), f" {' '.join(tokens)} ")


def article_text(sentences: Iterable[Sentence], text: str) -> ArticleText:
    """The sentences that may stand in a report (no headings), and the words in quotation marks in `text` (with plain marks)."""
    tokens = [tokens_of(each.text) for each in sentences if not _HEADING.match(each.text)]
    runs = tuple(tuple(_runs(words)) for words in tokens if len(words) >= FEWEST)
    quoted = (tokens_of(match[1] or match[2]) for match in _QUOTED.finditer(text))
    telling = [" ".join(words) for words in quoted if len(set(words) - STOP_WORDS - _EVERYDAY) >= FEWEST_QUOTED]
    return ArticleText(runs, frozenset(run for sentence in runs for run in sentence), tuple(dict.fromkeys(telling)))


def sentences_found(article: ArticleText, report: ReportText) -> int:
    """How many of the article's sentences stand in the report, nearly word for word."""
    shared = article.runs.intersection(report.runs)
    return sum(_covered(sentence, shared) >= STANDS for sentence in article.sentences) if shared else 0


def quotes_found(article: ArticleText, report: ReportText) -> int:
    """How many of the article's quotations stand in the report word for word."""
    return sum(f" {words} " in report.words for words in article.quoted)


def _runs(tokens: list[str]) -> list[int]:
    return [hash(tuple(tokens[start : start + RUN])) for start in range(len(tokens) - RUN + 1)]


def _covered(sentence: tuple[int, ...], shared: frozenset[int]) -> float:
    """The share of a sentence's words that lie in shared runs."""
    words: set[int] = set()
    for start, run in enumerate(sentence):
        if run in shared:
            words.update(range(start, start + RUN))
    return len(words) / (len(sentence) + RUN - 1)
