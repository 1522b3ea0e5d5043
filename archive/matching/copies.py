"""Near-duplicates of articles: the share of one text's 5-word sequences that stands in the other. Pure."""

import re

SHINGLE_WORDS = 5
COPY = 0.5  # from here on the shorter text is a copy of the longer: edited, cut or wrapped in boilerplate
RELATED = 0.3  # from here on the two draw on one source, such as a press release
# A text of fewer sequences than this is too short for its share to mean anything.
FEWEST_SHINGLES = 8


def shingles(text: str) -> frozenset[tuple[str, ...]]:
    """Every sequence of five words of a text, in lower case and without punctuation."""
    words = re.findall(r"\w+", text.lower().replace("’", "").replace("'", ""))
    return frozenset(tuple(words[start : start + SHINGLE_WORDS]) for start in range(len(words) - SHINGLE_WORDS + 1))


def containment(one: frozenset[tuple[str, ...]], other: frozenset[tuple[str, ...]]) -> float:
    """The share (0..1) of the smaller set that the larger holds; 0 where one is too small to compare."""
    smaller = min(len(one), len(other))
    return len(one & other) / smaller if smaller >= FEWEST_SHINGLES else 0.0


def likeness(one: frozenset[tuple[str, ...]], other: frozenset[tuple[str, ...]]) -> str | None:
    """`copy`, `related` or None, for the shingles of two articles."""
    share = containment(one, other)
    if share >= COPY:
        return "copy"
    return "related" if share >= RELATED else None
