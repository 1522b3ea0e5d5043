"""Grades that the text of a report states: headings and sentences of the findings, never lists of the grades of earlier inspections."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from archive.records import Problem
from scraper.reading.reports.parts.grades import GRADE, PrintedGrade, read_grade
from scraper.reading.reports.parts.report_text import Paragraph

LONGEST_HEADING = 220
"""Characters of the longest heading or sentence that states a grade."""

_END = re.compile(r"[\s.:*]*\d?[\s.:]*$")
"""Stops, and the mark of a footnote, behind a name."""

FARTHEST = 3.0
"""A grade set apart from its heading stands at most this many font sizes below it."""

# "families: good", "leavers are: good", "families is requires improvement", "adoption performance is that it is good"
_LINK = r"\s*(?:(?:[:–—-]|(?:is|are|was|were)\b|that\s+(?:it|they|this)\b|judged(?:\s+to\s+be)?\b|graded\b)\s*)*"
_OPENING = r"(?:the\s+(?:graded\s+)?judge?ment\s+(?:for|about|of|on)\s+)?"

_EARLIER = re.compile(r"(?:previous|last|earlier)\s+(?:ofsted\s+)?(?:children.s\s+services\s+)?inspections?\b.{0,60}", re.IGNORECASE)

AreaNames = Mapping[str, str]
"""Areas (words of `vocabulary.AREAS`) with the pattern of their printed names, the longer names first."""


@dataclass(frozen=True, slots=True)
class Stated:
    """A grade stated in the text: by its heading or sentence, with the page."""

    area: str
    name: str
    grade: PrintedGrade
    page: int


def area_of(name: str, names: AreaNames) -> str | None:
    """The area whose name `name` is as a whole; None for every other text."""
    return next((area for area, pattern in names.items() if re.fullmatch(pattern, _END.sub("", name.strip()), re.IGNORECASE)), None)


def stated_grades(paragraphs: Sequence[Paragraph], names: AreaNames) -> Iterator[Stated]:
    """The grades that headings and sentences state, a paragraph or two (name and grade set apart) at a time.

    Bullets, lists of grades and what stands under "Previous inspections" are left out: they tell the grades of earlier inspections.
    """
    patterns = {
        area: re.compile(rf"{_OPENING}(?P<name>{name}){_LINK}(?P<grade>{GRADE})(?:\s+because)?[\s.:]*\d?", re.IGNORECASE)
        for area, name in names.items()
    }
    earlier = _of_earlier_inspections(paragraphs)
    found = [[] if earlier[index] else list(_stated_by(paragraphs, index, patterns)) for index in range(len(paragraphs))]
    for index, here in enumerate(found):
        yield from here if not _in_a_list(found, index, paragraphs) else ()


def _stated_by(paragraphs: Sequence[Paragraph], index: int, patterns: Mapping[str, re.Pattern[str]]) -> Iterator[Stated]:
    """What the paragraph at `index` states, alone or with the grade that follows it."""
    paragraph = paragraphs[index]
    if paragraph.bullet:
        return
    following = paragraphs[index + 1] if index + 1 < len(paragraphs) else None
    texts = [paragraph.text]
    if following and not following.bullet and _follows(paragraph, following) and len(following.text) < LONGEST_HEADING:
        texts.append(f"{paragraph.text} {following.text}")
    for text in (text for text in texts if len(text) <= LONGEST_HEADING):
        for area, pattern in patterns.items():
            if found := pattern.fullmatch(text):
                yield Stated(area, found["name"], read_grade(found["grade"]), paragraph.page)


def _of_earlier_inspections(paragraphs: Sequence[Paragraph]) -> list[bool]:
    """For each paragraph, whether it stands under "Previous Ofsted inspections" or the like: up to the next bold heading."""
    inside = False
    marks = []
    for paragraph in paragraphs:
        if _EARLIER.fullmatch(paragraph.text):
            inside = True
        elif paragraph.bold and not paragraph.bullet:
            inside = False
        marks.append(inside)
    return marks


def _in_a_list(found: Sequence[Sequence[Stated]], index: int, paragraphs: Sequence[Paragraph]) -> bool:
    """Whether what a paragraph states is a line of a list: it, or what is stated close by, follows a colon or another line of the kind.

    A heading of the findings stands over text.
    """
    before = paragraphs[index - 1] if index else None
    if before is not None and before.text.endswith(":"):
        return True
    near = [other for other in (index - 1, index + 1, index - 2, index + 2) if 0 <= other < len(found) and found[other]]
    own = {each.area for each in found[index]}
    return any(
        paragraphs[other].page == paragraphs[index].page and own and own.isdisjoint(each.area for each in found[other]) for other in near
    )


def _follows(paragraph: Paragraph, following: Paragraph) -> bool:
    """Whether a paragraph stands beside another or right below it, as the grade of a heading does."""
    size = paragraph.size
    top, bottom = paragraph.lines[0].y0, paragraph.lines[-1].y1
    return following.page == paragraph.page and top - 2 * size < following.lines[0].y0 < bottom + FARTHEST * size


def one_stated(stated: Iterable[Stated], area: str, problems: list[Problem]) -> Stated | None:
    """The one grade the text states of `area`; None and a Problem where it states several."""
    found = [each for each in stated if each.area == area]
    grades = {each.grade.grade for each in found}
    if len(grades) > 1:
        places = ", ".join(f"{each.grade.printed!r} on page {each.page}" for each in found)
        problems.append(Problem("disagreement", f"{area}: the text states {places}"))
        return None
    return found[0] if found else None
