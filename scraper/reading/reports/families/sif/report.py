"""The single inspection framework (2014-18): inspections and re-inspections, most with a review of the Safeguarding Children Board."""

import re
from collections.abc import Iterator, Sequence

from archive.records import Inspector, Problem, Record
from scraper.reading.reports.families.sif.grades import read_judgements
from scraper.reading.reports.families.sif.table import OVERALL
from scraper.reading.reports.families.sif.team import team_of
from scraper.reading.reports.family import Family
from scraper.reading.reports.parts.grades import GRADE
from scraper.reading.reports.parts.inspections import inspection_of
from scraper.reading.reports.parts.labels import read_dates
from scraper.reading.reports.parts.lists.lists import recommendation_lists, recommendations, split_headings
from scraper.reading.reports.parts.paragraphs import paragraphs_of
from scraper.reading.reports.parts.report_text import Paragraph, ReportText

NAME = "sif"

_TITLE = re.compile(
    r"inspection\s+of\s+(?:the\s+)?services\s+for\s+children\s+in\s+need\s+of\s+help,?\s+(?:and|or)\s+protection,?\s+children\s+looked\s+after\s+and\s+care\s+leavers",
    re.IGNORECASE,
)
_AGAIN = re.compile(r"\bre-?\s*inspection\s+of\s+(?:the\s+)?(?:services|local|children)", re.IGNORECASE)
_EARLIER = re.compile(rf"\bchildren\s+looked\s+after\s+and\s+achieving\s+permanence\s*(?:[:–-]|is|are|was|were)?\s*{GRADE}", re.IGNORECASE)
_SINCE = re.compile(r"\b(?:last|previous|full|single)\s+(?:ofsted\s+)?inspection,?\s+(?:was\s+)?in\s+(?:[A-Z][a-z]+\s+)?201[4-7]\b")
"""An inspection before this one in the years of the framework; of a home or an agency, bullets tell such years too."""
_BOARD_REVIEW = re.compile(
    r"review\s+of\s+the\s+(?:effectiveness\s+of\s+the\s+)?(?:\w+\s+){0,3}safeguarding\s+children.{0,2}\s+board", re.IGNORECASE
)
_BOARD_PART = re.compile(
    r"(?:section\s+2\s*[:.–-]?\s*)?(?:the\s+)?(?:effectiveness\s+of\s+(?:the\s+)?)?(?:[\w’'.&-]+\s+){0,6}"
    r"(?:(?:local\s+)?safeguarding\s+children.{0,2}\s+board|\w*SCB)\b(?:\s*\(\w*SCB\))?(?:\s+(?:is|requires?)\b.{0,60})?",
    re.IGNORECASE,
)
_OTHER_PART = re.compile(
    r"information\s+about\s+this\s+inspection|what\s+the\s+inspection\s+judge?ments\s+mean.*|(?:section\s+1\s*[:.–-]?\s*)?the\s+local\s+authority"
    r"|inspection\s+judge?ments\s+about\s+the\s+local\s+authority",
    re.IGNORECASE,
)
_BOARD_WORDS = re.compile(r"\b(?:\w*SCB|safeguarding\s+children.{0,2}\s+board)\b", re.IGNORECASE)


def claims(report: ReportText) -> bool:
    """Whether page 1 has the framework's title and either the label of the dates or a judgement of it."""
    page_one = " ".join(report.first_page.split())
    marks = (r"inspection dates?\b", r"\bchildren looked after and achieving permanence\b", r"\bleadership, management and governance\b")
    return bool(_TITLE.search(page_one)) and any(re.search(mark, page_one, re.IGNORECASE) for mark in marks)


def read(report: ReportText) -> Iterator[Record]:
    """One Inspection, the judgements of authority and Board, recommendations, the team, paragraphs, and the Problems."""
    problems: list[Problem] = []
    page_one = " ".join(report.first_page.split())
    span = read_dates(report, problems)
    team = team_of(report, problems)
    judgements = read_judgements(report, bool(_BOARD_REVIEW.search(page_one)), problems)
    overall = next((each for each in judgements if each.area == OVERALL), None)
    yield inspection_of(
        report,
        NAME,
        "sif_reinspection" if _is_again(report.paragraphs, page_one) else "sif_inspection",
        span,
        lead=(team.leads[0] if team.leads else None, team.page),
        overall=overall,
    )
    yield from judgements
    yield from _recommendations(report)
    for name in team.leads:
        yield Inspector(name, True)
    for name in team.others:
        yield Inspector(name, False)
    yield from paragraphs_of(report)
    yield from problems


def _is_again(paragraphs: Sequence[Paragraph], page_one: str) -> bool:
    """Whether this is a re-inspection: by its title or, without a review of the Board, by the earlier inspection it tells of."""
    if _AGAIN.search(page_one):
        return True
    told = any((_EARLIER if each.bullet else _SINCE).search(each.text) for each in paragraphs)
    return told and not _BOARD_REVIEW.search(page_one)


def _recommendations(report: ReportText) -> Iterator[Record]:
    """All lists; what stands in the Board's part, or under a heading that names it, is addressed to the Board."""
    paragraphs = split_headings(report.paragraphs)
    of_board = _in_board_part(paragraphs)
    for found in recommendation_lists(paragraphs):
        if of_board[found.first] or _BOARD_WORDS.search(found.heading):
            yield from recommendations(found, "board", "Local Safeguarding Children Board")
        else:
            yield from recommendations(found)
        yield from found.problems


def _in_board_part(paragraphs: Sequence[Paragraph]) -> list[bool]:
    """For each paragraph, whether it stands in the Board's part: from the part's heading to that of another part."""
    inside = False
    marks = []
    for index, paragraph in enumerate(paragraphs):
        numbered = index + 1 < len(paragraphs) and paragraphs[index + 1].text.isdigit()  # a line of the table of contents
        if paragraph.page > 1 and paragraph.bold and not numbered:
            if _OTHER_PART.fullmatch(paragraph.text):
                inside = False
            elif _BOARD_PART.fullmatch(paragraph.text):
                inside = True
        marks.append(inside)
    return marks


FAMILY = Family(NAME, claims, read)
