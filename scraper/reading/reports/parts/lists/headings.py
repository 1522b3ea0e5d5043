"""Headings of the lists of what must improve: the kind of recommendation that stands below each, by its words."""

import re

LONGEST = 120
"""Characters: what is longer is a sentence, no heading."""
NUMBER = re.compile(r"(\d{1,3})[.)](?:\s+(?=\S)|(?=[A-Z]))")  # "13.Children": the tabulator behind a number may be lost
"""The number of an item or paragraph, as printed before it."""
SUB_NUMBER = re.compile(r"(?:\(?(?:[a-z]|[ivx]{1,4})[.)]|\d{1,3}(?:\.\d{1,2})+[.)]?)\s+(?=\S)")
"""A letter, a small Roman number or a number of two parts before an item, usually one of the second level: "a. ", "(ii) ", "1.2 "."""

# A bare digit may be glued to a heading: the marker of a footnote.
_END = r"(?:\s*\([^)]{1,40}\))?[?:.]?\s*\d?[?:.]?"
_USUAL_PLACE = (
    r"(?:(?:\s+(?:in|for|by)|\s*[:–—-])\s+(?:this\s+area\s+of\s+(?:social\s+work\s+)?practice"
    r"|(?:the\s+)?(?:local\s+authority|council|partnership|LSCB|board|local\s+safeguarding\s+children\s+board)(?:\s*\(LSCB\))?))?"
)
_ANY_PLACE = r"(?:\s*[:–—-]\s*[^.;?]{1,60}|\s+(?:in|for|across|within|at|of|by|to)\s+(?!the (?:last|previous))[^.;?:]{1,80})"

_KINDS = (
    (
        "priority_action",
        r"(?:areas?|actions?|issues?|matters?)\s+(?:for|of|requiring|identified for)\s+(?:(?:immediate|urgent|and)\s+)*priority"
        r"(?:\s+and\s+immediate)?(?:\s+actions?)?"
        r"|areas?\s+(?:for|requiring)\s+(?:immediate|urgent)\s+actions?"
        r"|(?:priority(?:\s+(?:and|or)\s+immediate)?|immediate\s+(?:(?:and|or)\s+)?priority)\s+actions?",
    ),
    (
        "improvement",
        r"what\s+does\s+(?:the\s+|this\s+)?(?:school|academy|college|nursery|setting|provider)\s+need\s+to\s+(?:do\s+to\s+)?improve(?:\s+further)?"
        r"|what\s+(?:still\s+)?needs?\s+(?:to\s+(?:be\s+)?improved?|improv(?:ing|ement))(?:\s+further)?"
        r"|what\s+(?:do(?:es)?\s+)?(?:the\s+)?(?:local authority|council|authority|partnership|area|LSCB|board|leaders)"
        r"(?:\s+[^.;]{1,40})?\s+needs?\s+to\s+improve(?:\s+further)?"
        r"|(?:key\s+|main\s+|further\s+)?areas?\s+(?:for|of|requiring|in need of)\s+(?:further\s+)?(?:improvements?|development)"
        r"|(?:key\s+)?areas?\s+(?:(?:that|which)\s+needs?\s+)?to\s+(?:be\s+)?improved?"
        r"|improvements?\s+(?:needed|required)|priorities\s+for\s+(?:further\s+)?improvements?",
    ),
    ("recommendation", r"(?:key\s+|main\s+|summary of\s+)?recommendations?(?:\s+and\s+(?:areas?\s+for\s+improvement|next\s+steps))?"),
)
_BEFORE = r"(?:\d{1,3}(?:\.\d{1,2})*[.)]?\s+)?"
_USUAL = tuple((kind, re.compile(rf"{_BEFORE}(?:{words}){_USUAL_PLACE}{_END}", re.IGNORECASE)) for kind, words in _KINDS)
_ANY = tuple((kind, re.compile(rf"{_BEFORE}(?:{words}){_ANY_PLACE}[?:]?\d?", re.IGNORECASE)) for kind, words in _KINDS)


def list_kind(text: str, *, any_place: bool = True) -> str | None:
    """The kind of recommendation (a word of RECOMMENDATION_KINDS) below a heading with these words; None for every other text.

    A number before, a footnote's digit behind, "?", ":" or nothing at the end make no difference, nor does "in this area of practice".
    `any_place` allows other words there ("for partners in Ambleford"), which outside a heading may be a sentence.
    """
    stripped = text.strip().replace("(s)", "s")  # "Area(s) for priority action"
    if len(stripped) > LONGEST or stripped[:1].islower():  # "area for improvement." on top of a page ends a sentence
        return None
    for kind, pattern in (*_USUAL, *(_ANY if any_place else ())):
        if pattern.fullmatch(stripped):
            return kind
    return None


def without_number(text: str) -> str:
    """`text` without the number or letter printed before it."""
    number = NUMBER.match(text) or SUB_NUMBER.match(text)
    return text[number.end() :] if number else text
