"""Where a list of what must improve begins and ends, and the statements that there is nothing to improve."""

import re

from scraper.reading.reports.parts.lists.headings import NUMBER, list_kind, without_number
from scraper.reading.reports.parts.report_text import Paragraph

_LETTER_ENDS = re.compile(
    r"yours? (?:sincerely|faithfully|truly)|ofsted (?:will|has|is|intends)\b|(?:i am|we are|i have|we have) (?:copying|copied|sen[dt])"
    r"|.{0,60}\bfindings\b.{0,60}\binto account\b|thank you\b|a copy of this letter|(?:this|your) letter (?:will|is|has)\b"
    r"|(?:please|the (?:local authority|council|partnership|director of children.s services)(?: in \S+)?) .{0,40}?"
    r"\b(?:prepare|submit|send|provide|return|respond|produce|share|publish)\b.{0,90}\b(?:action plan|statement|response)\b",
    re.IGNORECASE,
)
_FINDINGS = re.compile(
    r"(?:(?:main|key|headline|inspection|summary of) )?findings(?: and .{1,60})?|overview|summary|next steps"
    r"|(?:key )?strengths(?: and .{1,40})?|areas? of strength|conclusion|background|what is working well.{0,60}"
    r"|.{0,60}\bstrengths\b[:.]?|progress since the last inspection|summary for children and young people"
    r"|inspection (?:findings|judge?ments?)\b.{0,80}|information about this .{1,60}|what the inspection judge?ments mean.{0,40}"
    r"|the (?:experiences and progress|impact of leaders)\b.{1,80}: (?:good|outstanding|inadequate|requires improvement.{0,12})",
    re.IGNORECASE,
)
_ASKED = r"(?:areas?|priority|immediate|recommendations?)"
_NOTHING = re.compile(
    r"none[. ]*$|none (?:was|were|identified|found)\b|not applicable\b"
    r"|no (?:\w+ ){0,4}(?:areas?|recommendations?|(?:priority|immediate) (?:(?:and|or) (?:immediate|priority) )?actions?)\b"
    r"|no actions? (?:is|are|was|were|have been)\b"
    rf"|there (?:are|were|is|was) (?:\w+ )?(?:no|not any|none)\b.{{0,40}}\b(?:{_ASKED}|actions?)\b"
    r"|(?:the |this |our )?(?:inspection|visit|inspectors?|review|ofsted)(?: team)?\b.{0,30}"
    r"\b(?:(?:did|do|does|has|have) not (?:find|found|identif|make|made|see|seen)|(?:found|identified|made|makes|make) no\b)"
    rf".{{0,40}}\b(?:{_ASKED}|actions?)\b",
    re.IGNORECASE,
)


def heads(paragraph: Paragraph) -> str | None:
    """The kind of list that a paragraph heads, or None; more than the usual words count only in bold."""
    return None if paragraph.bullet else list_kind(paragraph.text, any_place=paragraph.bold)


def ends_list(paragraph: Paragraph) -> bool:
    """Whether a paragraph ends a list wherever it stands: another list's heading, one of findings, the end of a letter."""
    if paragraph.bullet or NUMBER.match(paragraph.text):
        return heads(paragraph) is not None
    return bool(heads(paragraph) or _FINDINGS.fullmatch(paragraph.text) or _LETTER_ENDS.match(paragraph.text))


def says_nothing(text: str) -> bool:
    """Whether `text` says that a list has no items, as "33. There are no areas for priority action." does."""
    return _NOTHING.match(without_number(text)) is not None
