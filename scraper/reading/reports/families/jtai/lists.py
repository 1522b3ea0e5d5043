"""What a joint targeted area inspection asks for: lists of bullets in groups by subject or agency, with case studies in boxes between."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from archive.records import Problem, Recommendation
from scraper.reading.reports.parts.addressees import addressee, body_named
from scraper.reading.reports.parts.doubt import missing
from scraper.reading.reports.parts.lists.headings import list_kind
from scraper.reading.reports.parts.lists.lists import ListItem, RecommendationList, recommendation_lists
from scraper.reading.reports.parts.report_text import Paragraph

_STUDY = re.compile(r"(?:case|practice) (?:study|studies|example)s?\b|(?:highly )?effective practice\b", re.IGNORECASE)
_SECTION = re.compile(
    r"(?:(?:headline|main|key|overall|summary of) )?findings:?|(?:key |area )?strengths:?|areas of strength:?|next steps:?"
    r"|yours sincerely,?|background:?|context:?",
    re.IGNORECASE,
)


def is_section(text: str) -> bool:
    """Whether `text` is the heading of one of the sections of these letters."""
    return _SECTION.fullmatch(text) is not None or list_kind(text) is not None


def demands(paragraphs: Sequence[Paragraph]) -> Iterator[Recommendation | Problem]:
    """The areas for priority action and for improvement in order, with heading and addressee; a Problem where none is read."""
    lists = recommendation_lists(tuple(_without_studies(paragraphs)))
    for found in lists:
        yield from (_recommendation(found, entry) for entry in found.items)
        yield from found.problems
        if not (found.items or found.problems) and found.statement is None:
            yield missing("what must improve", f"below the heading {found.heading!r} on page {found.page}")
    if not lists:
        yield missing("what must improve", "under any known heading")


def _without_studies(paragraphs: Sequence[Paragraph]) -> Iterator[Paragraph]:
    """The paragraphs outside the boxes of case studies; headings of groups no longer bold, so that a list goes on below them."""
    study = listed = False
    for paragraph in paragraphs:
        heading = paragraph.bold and not paragraph.bullet
        if heading and _STUDY.match(paragraph.text):
            study = True
        elif study and not paragraph.bullet and not heading:
            continue
        else:
            study = False
            if is_section(paragraph.text):
                listed = list_kind(paragraph.text) is not None
            yield replace(paragraph, bold=False) if heading and listed and not is_section(paragraph.text) else paragraph


def _recommendation(found: RecommendationList, entry: ListItem) -> Recommendation:
    """The item as a record: addressed to the body its group names, else to the partnership."""
    body = body_named(entry.group) if entry.group else None
    named = addressee(body) if body else "other"
    if named == "other":
        return Recommendation(found.kind, entry.text, entry.page, found.heading, "partnership")
    return Recommendation(found.kind, entry.text, entry.page, found.heading, named, body)
