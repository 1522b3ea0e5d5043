"""Letters about visits: which kind of visit a letter is about, its date, its introduction and who signed it."""

import re
from collections.abc import Sequence
from itertools import pairwise, takewhile

from scraper.reading.dates import read_date
from scraper.reading.errors import ParseError
from scraper.reading.reports.parts.lists.headings import list_kind
from scraper.reading.reports.parts.people import read_names
from scraper.reading.reports.parts.postal_addresses import OFFICE, before_address
from scraper.reading.reports.parts.report_text import Paragraph, ReportText

OPENING_PAGES = 2
"""A letter opens on its first page, or on the second where a cover stands before it."""
INTRODUCTION = 20
"""Paragraphs and bullets: what stands before the findings is no longer."""
SIGNATURE_LINES = 8
"""Lines below "Yours sincerely" among which names and offices stand."""
LONGEST_OFFICE = 60
"""Characters of a line that is a name or an office; what is longer is a sentence."""

_KINDS = {"focused_visit": r"focus(?:s?ed)?\s+visit", "monitoring_visit": r"monitoring\s+visit", "assurance_visit": r"assurance\s+visit"}
_OPENINGS = {
    kind: re.compile(
        rf"\b(?:letter|report|writing)\b.{{0,80}}?\b(?:findings?|outcomes?|results?)\b.{{0,20}}?\b(?:of|from)\s+(?:[\w’'-]+\s+){{0,6}}?{words}\b",
        re.IGNORECASE | re.DOTALL,
    )
    for kind, words in _KINDS.items()
}
_TITLES = {
    kind: re.compile(rf"(?:[\w-]+:?\s+){{0,2}}{words}\s+(?:to|of|at|in)\s.{{3,120}}", re.IGNORECASE) for kind, words in _KINDS.items()
}
_DATE_LABEL = re.compile(r"(?:date(?: of letter)?|published|publication date)\s*:\s*", re.IGNORECASE)
_DEAR = re.compile(r"dear\b", re.IGNORECASE)
_FINDINGS = re.compile(
    r"(?:\d{1,2}[.)]?\s+)?(?:overview|summary|(?:summary of |headline |main |key |overall )?findings(?: and .{1,60})?"
    r"|strengths|areas? of strength|what is working well.{0,60})[:.]?",
    re.IGNORECASE,
)
_CLOSING = re.compile(r"yours?\s+(?:sincerely|faithfully|truly)\b[\s,.]*", re.IGNORECASE)
_INSPECTOR = re.compile(r"\b(?:inspectors?|s?hmi)\b", re.IGNORECASE)
_BELOW_SIGNATURE = re.compile(r"c\.?c\b|cop(?:y|ied)\b|the office for standards|\(?OGL|©", re.IGNORECASE)


def visit_kind(report: ReportText) -> str | None:
    """The kind of visit (focused_visit, monitoring_visit, assurance_visit) a letter says it is about; None for every other document.

    The sentence that opens the letter ("This letter summarises the findings of the focused visit to …") decides; a title
    ("Focused visit to …") counts where no letter opens so, but only in a letter.
    """
    early = [paragraph for paragraph in report.paragraphs if paragraph.page <= OPENING_PAGES]
    opened = next((kind for paragraph in early if (kind := _opening_kind(paragraph))), None)
    if opened or not any(_DEAR.match(paragraph.text) for paragraph in early):
        return opened
    return next((kind for paragraph in early if (kind := _title_kind(paragraph))), None)


def _opening_kind(paragraph: Paragraph) -> str | None:
    return next((kind for kind, pattern in _OPENINGS.items() if pattern.search(paragraph.text)), None)


def _title_kind(paragraph: Paragraph) -> str | None:
    return next((kind for kind, pattern in _TITLES.items() if pattern.fullmatch(paragraph.text)), None)


def letter_date(report: ReportText) -> str | None:
    """The date printed at the head of the letter, as ISO text: the first line above "Dear" that is a date and nothing else."""
    for page in report.pages[:OPENING_PAGES]:
        for line in takewhile(lambda line: not _DEAR.match(line.text), page.lines):
            if line.role == "hidden":
                continue
            try:
                return read_date(_DATE_LABEL.sub("", line.text))
            except ParseError:
                continue
    return None


def introduction(report: ReportText) -> tuple[Paragraph, ...]:
    """The paragraphs between the letter's title and its findings: what the visit was, when, by whom, and what it looked at."""
    early = [(index, paragraph) for index, paragraph in enumerate(report.paragraphs) if paragraph.page <= OPENING_PAGES]
    titles = [index + 1 for index, paragraph in early if _title_kind(paragraph)]
    openings = [index for index, paragraph in early if _opening_kind(paragraph)]
    first = (titles or openings or [0])[0]
    return tuple(takewhile(lambda paragraph: not _begins_findings(paragraph), report.paragraphs[first:]))[:INTRODUCTION]


def _begins_findings(paragraph: Paragraph) -> bool:
    return _FINDINGS.fullmatch(paragraph.text) is not None or list_kind(paragraph.text) is not None


def signatures(report: ReportText) -> tuple[tuple[str, ...], int | None]:
    """Who signed the letter, with the page: the names below its closing words, else above an inspector's office at its end."""
    lines = [(line.text, page.number) for page in report.pages for line in page.lines if line.role == "body"]
    closing = [index for index, (text, _) in enumerate(lines) if _CLOSING.match(text)]
    if closing:
        names = _names_below([text for text, _ in lines[closing[-1] :]])
        return names, lines[closing[-1]][1] if names else None
    dear = max((index for index, (text, _) in enumerate(lines) if _DEAR.match(text)), default=0)  # above it, addressees have offices too
    for (name, page), (office, _) in reversed(tuple(pairwise(lines[dear:]))):
        short = max(len(name), len(office)) <= LONGEST_OFFICE
        if page >= len(report.pages) - 1 and short and _INSPECTOR.search(office) and (names := _names(name)):
            return names, page
    return (), None


def _names_below(lines: Sequence[str]) -> tuple[str, ...]:
    """The names in the lines from the closing words on, up to the last office among them, or in the line below an office."""
    below = [_CLOSING.sub("", lines[0]), *lines[1 : before_address(lines[: 2 * SIGNATURE_LINES])]][: SIGNATURE_LINES + 1]
    below = list(takewhile(lambda text: not _BELOW_SIGNATURE.match(text), below))
    offices = [index for index, text in enumerate(below) if OFFICE.search(text)]
    behind = offices[-1] + 1 if offices else 2
    above = tuple(name for text in below[:behind] for name in _names(text))
    return above or tuple(name for text in below[behind : behind + 1] for name in _names(text))


def _names(text: str) -> tuple[str, ...]:
    """The names in a line of a signature; none where it is something else."""
    try:
        return read_names(text)
    except ParseError:
        return ()
