"""Joint targeted area inspections: letters of four inspectorates to a whole area since 2016. They print no grade and no inspector."""

import re
from collections.abc import Iterator

from archive.records import Problem, Record, Topic
from scraper.reading.reports.families.jtai.lists import demands, is_section
from scraper.reading.reports.families.jtai.themes import read_theme, topics_of
from scraper.reading.reports.family import Family
from scraper.reading.reports.parts.doubt import missing
from scraper.reading.reports.parts.inspections import inspection_of
from scraper.reading.reports.parts.joint_letters import early_paragraphs, inspection_span, introduction
from scraper.reading.reports.parts.letters import letter_date
from scraper.reading.reports.parts.paragraphs import paragraphs_of
from scraper.reading.reports.parts.report_text import ReportText
from scraper.reading.reports.parts.sentences import Sentence, sentences

NAME = "jtai"

_TITLE = re.compile(
    r"(?:re:? )?(?:(?:outcomes?|findings) of (?:the )?)?(?:pilot )?joint targeted area inspections?\b.{0,240}", re.IGNORECASE
)
_OPENING = re.compile(
    r"(?:summarises|outlines|sets out|provides a summary of) .{0,60}\bfindings .{0,40}\b(?:of|from) the (?:recent |pilot )?"
    r"joint targeted area inspection"
    r"|\b(?:carried out|undertook|conducted|completed) a joint (?:targeted area )?inspection\b"
    r".{0,60}\bmulti-?agency (?:response|arrangements)",
    re.IGNORECASE | re.DOTALL,
)


def claims(report: ReportText) -> bool:
    """Whether a letter opens with the title "Joint targeted area inspection of …" or says that it summarises the findings of one."""
    return _title(report) is not None or any(_OPENING.search(paragraph.text) for paragraph in early_paragraphs(report))


def read(report: ReportText) -> Iterator[Record]:
    """One Inspection with dates and theme, the topics, and what must improve."""
    opening = tuple(sentences(introduction(report, _TITLE, is_section)))
    title = _title(report)
    dated = letter_date(report)
    problems: list[Problem] = []
    span = inspection_span(opening, dated, report, problems)
    theme = read_theme(title, opening)
    yield inspection_of(
        report,
        NAME,
        "jtai",
        span,
        status="not_applicable",
        theme=theme.printed if theme else None,
        theme_page=theme.page if theme else None,
        letter_date=dated,
    )
    yield from (Topic(topic) for topic in topics_of(theme))
    yield from demands(report.paragraphs)
    yield from paragraphs_of(report)
    yield from problems
    if theme is None:
        yield missing("theme", "in the title or the introduction")
    if dated is None:
        yield missing("date of the letter", "above the salutation")


def _title(report: ReportText) -> Sentence | None:
    """The title, a full stop behind it or not; of the running text, a sentence that begins like one is none."""
    for paragraph in early_paragraphs(report):
        if not paragraph.bullet and _TITLE.fullmatch(paragraph.text) and (paragraph.bold or not paragraph.text.endswith(".")):
            return Sentence(paragraph.text.rstrip("."), paragraph.page)
    return None


FAMILY = Family(NAME, claims, read)
