"""Lists of what must improve: their headings, their items over page breaks, and the statements that say there are none."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from archive.records import Problem, Recommendation
from scraper.reading.pdf.paragraphs import paragraph_text
from scraper.reading.reports.parts.contents import contents_of
from scraper.reading.reports.parts.lists.doubts import believed
from scraper.reading.reports.parts.lists.ends import heads
from scraper.reading.reports.parts.lists.headings import list_kind, without_number
from scraper.reading.reports.parts.lists.items import ItemReader, ListItem
from scraper.reading.reports.parts.references import reference_of
from scraper.reading.reports.parts.report_text import Paragraph

__all__ = ["ListItem", "RecommendationList", "recommendation_lists", "recommendations"]


@dataclass(frozen=True, slots=True)
class RecommendationList:
    """A list as printed: `heading` without its number, `first` and `behind` the paragraphs it spans, `statement` that it is empty.

    `problems` names what stands there like an item and is left out, as it does not read as something to be done.
    """

    kind: str
    heading: str
    page: int
    items: tuple[ListItem, ...]
    problems: tuple[Problem, ...]
    statement: str | None
    first: int
    behind: int


def recommendation_lists(paragraphs: Sequence[Paragraph]) -> tuple[RecommendationList, ...]:
    """All lists of a report in order; a line of the table of contents begins none.

    `first` and `behind` of a list count the paragraphs of `split_headings(paragraphs)`.
    """
    whole = split_headings(paragraphs)
    contents = contents_of(whole)
    found: list[RecommendationList] = []
    index = 0
    while index < len(whole):
        kind = heads(whole[index])
        if kind is None or index in contents:
            index += 1
            continue
        items = ItemReader(whole, index)
        behind = items.read()
        # "What does the authority need to improve?" right above "Areas for improvement" is the heading of a section.
        if items.found or items.statement or behind == len(whole) or not heads(whole[behind]):
            heading = without_number(whole[index].text)
            problems: list[Problem] = []
            kept = believed(heading, items.found, problems)
            found.append(RecommendationList(kind, heading, whole[index].page, kept, tuple(problems), items.statement, index, behind))
        index = behind
    return tuple(found)


def recommendations(found: RecommendationList, addressed_to: str = "authority", printed: str | None = None) -> tuple[Recommendation, ...]:
    """The list's items as records of its kind, all addressed alike."""
    return tuple(
        Recommendation(found.kind, one.text, one.page, found.heading, addressed_to, printed, reference_of(one.text)) for one in found.items
    )


def split_headings(paragraphs: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    """Paragraphs with a list's heading, printed in the weight of the text below it, set apart from that text."""
    apart: list[Paragraph] = []
    for paragraph in paragraphs:
        lines = paragraph.lines
        if len(lines) > 1 and not paragraph.bullet and list_kind(lines[0].text, any_place=False) and not list_kind(paragraph.text):
            apart.append(replace(paragraph, text=lines[0].text, lines=lines[:1]))
            apart.append(replace(paragraph, text=paragraph_text(lines[1:]), lines=lines[1:], x0=lines[1].x0))
        else:
            apart.append(paragraph)
    return tuple(apart)
