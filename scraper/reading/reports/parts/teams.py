"""The team of a visit: who the introduction names, who signed, and which of them led."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from archive.records import Inspector, Problem
from scraper.reading.errors import ParseError
from scraper.reading.reports.parts.doubt import missing
from scraper.reading.reports.parts.people import begins_with_name, find_person, read_names
from scraper.reading.reports.parts.sentences import Sentence

_OFFICES = r"(?:inspectors?|s?HMIs?)"
_VISITED = r"(?:carried out|conducted|undertaken|completed|led|made|performed|delivered)"
# What stands before the names of the team; the group is what follows.
_TEAM = (
    re.compile(
        rf"\b{_OFFICES}\b(?:\s+\(HMIs?\))?"
        r"(?:\s+(?:for|on|of|undertaking|conducting|carrying out)\s+(?:this|the|our)\s+(?:\w+\s+){0,2}visit)?,?"
        r"(?:\s+(?:were|was|are|is)\b:?|:)(.+)",
        re.IGNORECASE | re.DOTALL,
    ),
    re.compile(rf"\b{_VISITED}\s+(?:\w+\s+){{0,3}}?by\b:?(.+)", re.IGNORECASE | re.DOTALL),
    re.compile(
        rf"\b{_OFFICES}\s+(?:who\s+|that\s+)?(?:carried out|conducted|undertook|completed)\b.{{0,40}}?\b(?:were|was)\b(.+)",
        re.IGNORECASE | re.DOTALL,
    ),
    re.compile(rf"\b{_OFFICES},?\s+(.+?),?\s+(?:carried out|conducted|undertook|completed)\b", re.IGNORECASE | re.DOTALL),
    re.compile(r"\A([A-Z]\S*\s+[A-Z].*?)\s+(?:carried out|conducted|undertook|completed)\s+(?:this|the)\s+(?:\w+\s+){0,2}visit\b", re.S),
    re.compile(r"\bvisit\b.*\b20\d\d,?\s+by\b(.+)", re.IGNORECASE | re.DOTALL),
    re.compile(r"\bteam\s+(?:for this visit\s+)?(?:consisted of|comprised|included|was made up of|was|were)\b:?(.+)", re.I | re.S),
)


@dataclass(frozen=True, slots=True)
class Team:
    """The inspectors with the lead first; `lead` None where introduction and signature do not agree or none is named."""

    inspectors: tuple[Inspector, ...]
    lead: str | None


def read_team(introduction: Iterable[Sentence], signed: Sequence[str], problems: list[Problem]) -> Team:
    """The team of a letter whose introduction and signatures are given.

    The signature names the lead, who must be among those the introduction names; "lead inspector" there must agree.
    Two signatures or two named leads are two leads; `lead` is the first.
    """
    before = len(problems)
    names, text = _named(introduction, problems)
    if not names:
        if len(problems) == before:
            problems.append(missing("inspectors", "in the introduction of the letter"))
        if not signed:
            problems.append(missing("lead inspector", "below the letter or in its introduction"))
        return Team(_inspectors(signed, signed), signed[0] if signed else None)
    marked = [name for name in names if _is_marked(name, text)]
    signers = [person for name in signed if (person := find_person(name, names))]
    doubts = tuple(_doubts(names, marked, signed, signers))
    if doubts:
        problems += doubts
        return Team(_inspectors(names, ()), None)
    both = [name for name in signers if name in marked]
    leads = tuple(dict.fromkeys([*both, *signers, *marked]))
    return Team(_inspectors(names, leads), leads[0])


def _doubts(names: Sequence[str], marked: Sequence[str], signed: Sequence[str], signers: Sequence[str]) -> Iterator[Problem]:
    """Why no lead can be named: nobody says who it is, or introduction and signature disagree."""
    if signed and not signers:
        words = f"the letter is signed by {' and '.join(signed)}, who is not among {', '.join(names)}; we leave it empty"
        yield Problem("disagreement", f"lead inspector: {words}")
    elif marked and signers and not set(marked) & set(signers):
        words = f"the introduction says {marked[0]}, the signature {signers[0]}; we leave it empty"
        yield Problem("disagreement", f"lead inspector: {words}")
    elif not marked and not signers:
        yield missing("lead inspector", "below the letter; the introduction calls none the lead")


def _inspectors(names: Iterable[str], leads: Sequence[str]) -> tuple[Inspector, ...]:
    others = [name for name in names if name not in leads]
    return (*(Inspector(name, True) for name in leads), *(Inspector(name, False) for name in others))


def _named(introduction: Iterable[Sentence], problems: list[Problem]) -> tuple[tuple[str, ...], str]:
    """The names of the sentences that name the team, these sentences joined, and a Problem for each that seems to but cannot be read."""
    names: list[str] = []
    texts: list[str] = []
    for sentence in introduction:
        try:
            found = _names_of_team(sentence.text)
        except ParseError as error:
            problems.append(Problem("parse_error", f"inspectors on page {sentence.page}: {error}"))
            continue
        if found:
            names.extend(name for name in found if name not in names)
            texts.append(sentence.text)
    return tuple(names), " ".join(texts)


def _names_of_team(sentence: str) -> tuple[str, ...]:
    """The names behind "inspectors were" or "carried out by"; none where the sentence says something else of inspectors."""
    for pattern in _TEAM:
        match = pattern.search(sentence)
        if match and begins_with_name(match[1]):
            return read_names(match[1].rstrip(". "))
    return ()


_LEADS = re.compile(r"lead|led\s+by", re.IGNORECASE)


def _is_marked(name: str, text: str) -> bool:
    """Whether `text` calls `name` the lead: "lead inspector NAME", "led by NAME", "NAME, lead inspector,", "NAME (lead)"."""
    if _LEADS.search(text) is None:  # a pattern for each name is dear
        return False
    person = re.escape(name)
    office = r"\s+(?:inspectors?|HMI)"
    before = rf"(?<!deputy )\b(?:lead(?:{office}\s*,|(?:{office})?(?:\s+was|\s+is|\s+were|\s*:)?)|led\s+by)\s+{person}"
    after = rf"{person}(?:,?\s+HMI)?(?:\s*[,(]|(?<=HMI))\s*(?:the\s+|as\s+)?lead(?:\s+(?:inspector|HMI))?\s*(?:[,.);]|and\b|$)"
    return re.search(before, text, re.IGNORECASE) is not None or re.search(after, text) is not None
