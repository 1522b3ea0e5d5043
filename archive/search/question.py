"""Recognises searches that ask what somebody was told to improve, on which subject, and since when. Pure."""

import re
from dataclasses import dataclass

from archive.search.query import bare, searchable

_TOKEN = re.compile(r'"[^"]*"\*?|\S+')
_QUESTION = re.compile(
    r"\s*(?:who|whom|whose|what|which|when|where|why|how|is|are|was|were|do|does|did|can|could|should|would|will|has|have|had)\b",
    re.IGNORECASE,
)
_FEWEST_WORDS = 3  # "who cares" may be a title, "who cares for children" asks
_SINCE = re.compile(r"\b(?:since|after|from)\s+((?:19|20)\d\d)\b", re.IGNORECASE)
_ASKS = re.compile(r"\b(?:who|what|which)\b|\b(?:was|were|been) (?:told|asked)\b", re.IGNORECASE)
_IMPROVING = re.compile(r"\b(?:improv(?:e|es|ed|ing|ements?)|recommend(?:ed|s|ations?)?)\b", re.IGNORECASE)

# The words that make it a question; what is left is what it asks about.
_ASKING = re.compile(
    r"""
    a|about|actions?|after|all|an|and|any|are|areas?|as|ask(?:ed)?|at|authorit(?:y|ies)|be|been|by|can|councils?|did|do|does|ever|for|from
    |had|has|have|how|improve[ds]?|improvements?|improving|in|is|its?|local|me|most|must|need(?:s|ed)?|of|on|or|our|people|priority
    |recommend(?:s|ed)?|recommendations?|require[ds]?|should|since|that|the|their|them|these|they|this|to|told|us|was|we|were|what|where
    |which|who|whom|whose|will|with|would
    """,
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Question:
    """`about` are the words that carry the meaning (empty: none), phrases in their quotation marks; `since` is a year or empty."""

    about: str
    since: str


def is_question(typed: str) -> bool:
    """Whether somebody asks something in plain words: it ends with a question mark, or begins as questions do."""
    return len(typed.split()) >= _FEWEST_WORDS and bool(typed.rstrip().endswith("?") or _QUESTION.match(typed))


def read_question(typed: str) -> Question | None:
    """The question in what was typed; None where it is not one on what was to be improved."""
    text = searchable(typed)
    if not (_ASKS.search(text) and _IMPROVING.search(text)):
        return None
    since = _SINCE.search(text)
    if since:
        text = text.replace(since[0], " ")
    about = [word for token in _TOKEN.findall(text) if (word := _meaning(token))]
    return Question(" ".join(about), since[1] if since else "")


def _meaning(token: str) -> str:
    """`token` without the punctuation around it, or nothing where it only helps to ask."""
    word = token if token.startswith('"') else bare(token)
    return "" if _ASKING.fullmatch(word) or not any(character.isalnum() for character in word) else word
