"""Matching an article of 40 sentences with a report of 50 pages, beside the plain way: rapidfuzz against every sentence of the report.

`python -m tests.bench.matching`: ten articles, a third of their sentences taken from the report, a third changed, a third from
elsewhere; seconds an article.
"""

import time
from random import Random
from statistics import mean

from rapidfuzz import fuzz, process

from archive.matching.quotations import Passage, match_sentences, passages_of
from archive.matching.sentences import read_sentences
from tests.bench._archive import pool

PAGES = 50
SENTENCES = 40
ARTICLES = 10


def main() -> None:
    """Print the mean and the longest of both."""
    random = Random(11)
    halves = pool(random)
    report = [(page, f"{random.choice(halves)}\n{random.choice(halves)}") for page in range(1, PAGES + 1)]
    elsewhere = list(passages_of((1, random.choice(halves)) for _ in range(PAGES)))
    ours, plain = [], []
    for _ in range(ARTICLES):
        paragraphs = _article(random, list(passages_of(report)), elsewhere)
        began = time.perf_counter()
        passages = passages_of(report)
        found = match_sentences(read_sentences(paragraphs), passages)
        ours.append(time.perf_counter() - began)
        began = time.perf_counter()
        texts = [passage.text for passage in passages]
        for paragraph in paragraphs:
            process.extractOne(paragraph, texts, scorer=fuzz.partial_ratio)
        plain.append(time.perf_counter() - began)
    print(f"{len(found)} sentences, {PAGES} pages of {len(passages)} sentences; seconds an article: mean, longest")
    print(f"{'ours: page, passage, verdict':44} {mean(ours):6.2f} {max(ours):6.2f}")
    print(f"{'rapidfuzz partial_ratio alone, no verdict':44} {mean(plain):6.2f} {max(plain):6.2f}")


def _article(random: Random, own: list[Passage], elsewhere: list[Passage]) -> list[str]:
    """Sentences of the report as they stand, sentences of it with a word in five left out, and sentences of others."""
    taken = [passage.text for passage in random.sample(own, SENTENCES // 3)]
    changed = [" ".join(word for word in passage.text.split() if random.random() > 0.2) for passage in random.sample(own, SENTENCES // 3)]
    others = [passage.text for passage in random.sample(elsewhere, SENTENCES - len(taken) - len(changed))]
    mixed = [*taken, *changed, *others]
    random.shuffle(mixed)
    return mixed


if __name__ == "__main__":
    main()
