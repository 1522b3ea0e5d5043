"""Grades of the single inspection framework: the overall sentence, the rows of page 1, and the Board, each read twice where it can be."""

import re
from collections.abc import Iterator, Mapping, Sequence

from archive.records import Judgement, Problem
from scraper.reading.reports.families.sif.table import AREAS, BOARD, BOARD_NAMES, NAMES, OVERALL, read_table, unnumbered
from scraper.reading.reports.parts.doubt import missing
from scraper.reading.reports.parts.grades import GRADE, read_grade
from scraper.reading.reports.parts.judgement_table import Row
from scraper.reading.reports.parts.judgements import judgement, read_row, unknown_row, within_parts
from scraper.reading.reports.parts.report_text import Paragraph, ReportText
from scraper.reading.reports.parts.stated_grades import Stated, one_stated, stated_grades

OVERALL_NAME = "Overall effectiveness"
BOARD_NAME = "Effectiveness of the Local Safeguarding Children Board (LSCB)"

_WORDS = r"(?:(?!\b(?:are|is|were|was|be|not|never|no|requires?|improvement)\b).){1,80}?"
"""A name or place: words without a verb or a denial, so that "are not yet good" is never read as "good"."""
_SERVICES = rf"(?:{_WORDS}\s)?children.s\s+services"
_OVERALL_OPENING = re.compile(
    r"the\s+overall\s+(?:judge?ment|effectiveness)\s+(?:of\s+.{1,80}?\s+)?is\s*:?\s+(?:that\s+)?(?:the\s+)?"
    rf"(?:(?:{_SERVICES}|services(?:\s+for\s+children)?|local\s+authority)\s+(?:in\s+{_WORDS}\s+)?)?(?:(?:are|is)\s+)?(?P<grade>{GRADE})(?=[\s.,;:\d]|$)",
    re.IGNORECASE,
)
"""How the paragraph of 2014 and 2015 begins that may go on with what the grade means."""
_OVERALL_SENTENCES = (
    re.compile(
        rf"{_SERVICES}(?:\s+(?:in|at|for|provided by)\s+{_WORDS})?\s+(?:(?:are|is)\s+)?(?:judged\s+(?:to\s+be\s+)?)?(?P<grade>{GRADE})"
        r"(?:\s+because|\s+overall|,?\s+with\s+.{1,80})?[\s.:;]*\d?",
        re.IGNORECASE,
    ),
    re.compile(
        rf"this\s+local\s+authority\s+(?:is\s+)?(?P<grade>{GRADE})(?:\s+and\s+is\s+not\s+yet\s+good)?\s+because\s*:?", re.IGNORECASE
    ),
)
_LONGEST_SENTENCE = 220


def read_judgements(report: ReportText, board_reviewed: bool, problems: list[Problem]) -> list[Judgement]:
    """The judgements: the whole, the rows as printed, the Board's; what was not found has a Problem.

    `board_reviewed`: the title names a review of the Board, so that a judgement of it must stand somewhere.
    """
    table = read_table(report, problems)
    # Without a table, what is left of it on page 1 could pass for headings: names beside the grades of other rows.
    text = [
        paragraph
        for paragraph in report.paragraphs
        if (paragraph.page, paragraph.lines[0]) not in table.lines and (table.lines or paragraph.page > 1)
    ]
    found = {OVERALL: _overall(report.paragraphs, table.rows.get(OVERALL), problems)}
    found |= {each.area: each for each in _parts(text, table.rows, problems)}
    within_parts(found, OVERALL, problems)
    others = [unknown_row(row, NAMES, problems) for row in table.others]
    return [*found.values(), *others, *_board(text, table.rows.get(BOARD), board_reviewed, problems)]


def _parts(text: Sequence[Paragraph], rows: Mapping[str, Row], problems: list[Problem]) -> Iterator[Judgement]:
    """The five parts; what the findings state stands in for a row that is not there, with a Problem."""
    stated = list(stated_grades(text, AREAS))
    found = {area: read_row(area, unnumbered(row.name.text), row, stated, problems) for area, row in rows.items() if area in AREAS}
    yield from found.values()
    for area in (area for area in AREAS if area not in rows):
        problems.append(missing(f"the row of {area}", "in the judgements of page 1"))
        first = one_stated(stated, area, problems)
        if first:
            yield judgement(area, unnumbered(first.name), None, first.page, first, problems)


def _overall(text: Sequence[Paragraph], row: Row | None, problems: list[Problem]) -> Judgement:
    """The overall judgement of the sentence of page 1, which a heading of the findings or a row may say again."""
    stated = list(_overall_sentences(text))
    if row is not None:
        return read_row(OVERALL, OVERALL_NAME, row, stated, problems)
    first = one_stated(stated, OVERALL, problems)
    if first is None:
        if not stated:
            problems.append(missing("overall effectiveness", "in a sentence of page 1 or of the findings"))
        return Judgement(OVERALL, OVERALL_NAME, None, None, "not_read", stated[0].page if stated else 1)
    return Judgement(OVERALL, OVERALL_NAME, first.grade.grade, first.grade.printed, "given", first.page)


def _overall_sentences(text: Sequence[Paragraph]) -> Iterator[Stated]:
    """Sentences of page 1 and bold headings; bullets tell the grades of earlier inspections."""
    for paragraph in text:
        if paragraph.bullet or not (paragraph.page == 1 or paragraph.bold):
            continue
        found = _OVERALL_OPENING.match(paragraph.text)
        if found is None and len(paragraph.text) <= _LONGEST_SENTENCE:
            found = next((match for pattern in _OVERALL_SENTENCES if (match := pattern.fullmatch(paragraph.text))), None)
        if found:
            yield Stated(OVERALL, OVERALL_NAME, read_grade(found["grade"]), paragraph.page)


def _board(text: Sequence[Paragraph], row: Row | None, reviewed: bool, problems: list[Problem]) -> Iterator[Judgement]:
    """The Board's judgement, where there is one: on page 1, at the head of its part, or both."""
    stated = list(stated_grades(text, BOARD_NAMES))
    first = one_stated(stated, BOARD, problems)
    if first or (row and row.grade and not stated):
        page = row.name.page if row and row.grade else first.page if first else 1
        yield judgement(BOARD, BOARD_NAME, row.grade if row else None, page, first, problems, body="board")
    elif stated or reviewed:
        if not stated:
            problems.append(missing("the judgement of the Safeguarding Children Board", "on page 1 or at the head of its part"))
        yield Judgement(BOARD, BOARD_NAME, None, None, "not_read", stated[0].page if stated else 1, "board")
