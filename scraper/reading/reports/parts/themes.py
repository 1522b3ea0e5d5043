"""What a visit looked at: the sentence that says so, its words as theme, and all sentences of the scope for the topics."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from scraper.reading.reports.parts.sentences import Sentence

_BEFORE = (
    r"(?:(?:in (?:line|accordance) with|in (?:this|the)|during|at|on|for|as part of|in particular|in addition|over|following|when)\b"
    r"[^,]{0,120}?,?\s+"
    r"|(?:specifically|additionally|also),?\s+)?"
)
_WHO = (
    r"(?:(?:the|our)\s+)?(?:inspectors|HMIs?|inspection(?:\s+team)?|we|they)(?:\s+(?:also|primarily|specifically|particularly|mainly|then|have|jointly))*"
    r"|(?:this|the|our|a)\s+(?:(?:focused|monitoring|assurance)\s+)?visit(?:\s+(?:also|primarily|specifically|mainly))*"
)
_LOOKED = (
    r"(?:looked\s+(?:(?:closely|in\s+(?:\w+\s+)?detail)\s+)?(?:at|into)|consider(?:ed|s)|evaluat(?:ed|es)|review(?:ed|s)|examin(?:ed|es)|assess(?:ed|es)|explor(?:ed|es)"
    r"|scrutinised|inspected|concentrated\s+on|covered"
    r"|focuss?ed\s+(?:(?:its|their|our)\s+attention\s+|primarily\s+|specifically\s+|mainly\s+)?(?:on|upon))"
)
_FOCUS = (
    r"(?:the|this|our)\s+(?:(?:main|specific|primary)\s+)?(?:focus|theme|scope)"
    r"\s+(?:of|for)\s+(?:the|this|our)\s+(?:\w+\s+)?visit\s+was(?:\s+on)?"
)
_SCOPE = re.compile(rf"{_BEFORE}(?:(?:{_WHO})\s+{_LOOKED}|{_FOCUS}):?\s+(?P<what>.+)", re.IGNORECASE | re.DOTALL)
_EVIDENCE = re.compile(
    r"(?:(?:a|an|the)\s+)?(?:(?:wide|broad|good|full|large|small)\s+)?(?:range|variety|number|breadth|sample|selection)\s+of\b(?!\s+services)"
    r"|(?:(?:the\s+)?local\s+authority(?:['’]s)?\s+|(?:the\s+)?council['’]s\s+|relevant\s+|key\s+)*"
    r"(?:performance|quality[\s-]assurance|electronic|management\s+information|documents?|documentation)\b"
    r"|(?:[\w’'-]+\s+){0,4}(?:records|files|audits|datasets?|data|documents)\b|evidence\b|(?:children['’]s\s+)?(?:case\s+|electronic\s+)*(?:records|files)\b|case\s+discussions\b",
    re.IGNORECASE,
)
_OWNER = re.compile(
    r"(?:[Tt]he|[Tt]his)?\s*(?:local\s+authority|council|authority|borough|trust|children['’]s\s+(?:services|trust)"
    r"|[A-Z][\w-]+(?:\s+(?:[A-Z][\w-]+|and|upon|of|with|the|council|local|authority|children['’]s|services|trust)){0,7})"
    r"['’]?s?['’]?\s+(?=arrangements\b)"
)
_FRAMEWORK = re.compile(
    r",?\s+(?:in\s+(?:line|accordance)\s+with|as\s+set\s+out\s+in|under)\s+the\s+(?:inspection\s+of\s+local|ILACS|framework)\b.*",
    re.I | re.S,
)


@dataclass(frozen=True, slots=True)
class Scope:
    """What a visit looked at: `theme` as printed, less "the local authority's" before "arrangements"; `text` all sentences of the scope."""

    theme: str | None
    page: int | None
    text: str


def read_scope(introduction: Iterable[Sentence]) -> Scope:
    """The scope that the sentences of an introduction state; sentences about evidence, method and place are no part of it."""
    found = [(what, sentence.page) for sentence in introduction if (what := _looked_at(sentence.text))]
    if not found:
        return Scope(None, None, "")
    first, page = found[0]
    return Scope(_theme(first), page, " ".join(what for what, _ in found))


def _looked_at(sentence: str) -> str | None:
    """What inspectors looked at by this sentence; None where it says something else, or what evidence they used."""
    match = _SCOPE.fullmatch(sentence)
    return match["what"] if match and not _EVIDENCE.match(match["what"]) else None


def _theme(what: str) -> str:
    words = _FRAMEWORK.sub("", what).split(". ")[0].rstrip(" .;:,")  # lost lines may leave two sentences in one
    return _OWNER.sub("", words, count=1) if _OWNER.match(words) else words
