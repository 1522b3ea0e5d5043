"""What a joint targeted area inspection looked at: the words for it in its introduction or title, and their topics."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from archive.vocabulary import TOPICS
from scraper.reading.reports.parts.sentences import Sentence
from scraper.reading.reports.parts.topics import read_topics

# Titles of 2016 to 2018 say "abuse and neglect" of all inspections; the theme of the year is then the "deep dive".
_ANY_HARM = re.compile(r"\babuse and neglect\b", re.IGNORECASE)
_DEEP_DIVE = re.compile(
    r"deep[\s-]?dive['’”\"]*(?: (?:theme|inspection|investigation))? (?:focus(?:sed|ed|ing)? (?:on|upon)|(?:focus )?(?:on|into|of))\s+"
    r"(?:the )?(?:(?:multi-agency )?response to )?(?P<what>[^.;]+)",
    re.IGNORECASE,
)
_RESPONSE = re.compile(
    r"\b(?:multi-?agency|partnership|joint|agency) (?:responses?|arrangements|approach) (?:to|for)(?: the)?\s+(?P<what>[^.;]+)",
    re.IGNORECASE,
)
# "in Bedford Borough", "across the London Borough of …": the first capital behind "in" begins the area's name.
_AREA = re.compile(r"\s+(?:in|across|within)\s+(?:the\s+)?(?:local\s+area|area\s+of|(?-i:[A-Z])).*", re.IGNORECASE | re.DOTALL)

_MORE_TOPICS = {
    "front_door": re.compile(r"initial need and risk|front[\s-]door", re.IGNORECASE),
    "early_help": re.compile(r"families who need (?:early )?help", re.IGNORECASE),
    "vulnerable_adolescents": re.compile(r"exploitation|missing|youth violence", re.IGNORECASE),
}
"""Topics that the joint inspectorates put in other words than Ofsted's own letters."""


@dataclass(frozen=True, slots=True)
class Theme:
    """The theme as printed, without the area's name, and its page; `scope` the whole sentence it stands in."""

    printed: str
    page: int
    scope: str


def read_theme(title: Sentence | None, introduction: Sequence[Sentence]) -> Theme | None:
    """The theme: what the title says the response was to; else that of the "deep dive", else of the introduction; None without one."""
    titles = (title,) if title and not _ANY_HARM.search(title.text) else ()
    for pattern, places in ((_RESPONSE, titles), (_DEEP_DIVE, introduction), (_RESPONSE, introduction)):
        for sentence in places:
            if found := pattern.search(sentence.text):
                return Theme(_AREA.sub("", found["what"]).strip(" ,:’‘"), sentence.page, found["what"])
    return None


def topics_of(theme: Theme | None) -> tuple[str, ...]:
    """The topics the theme's words name, in the order of the vocabulary."""
    if theme is None:
        return ()
    named = set(read_topics(theme.scope)) | {topic for topic, words in _MORE_TOPICS.items() if words.search(theme.scope)}
    return tuple(topic for topic in TOPICS.words if topic in named)
