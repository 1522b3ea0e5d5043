"""The parts of a report that a search can be narrowed to.

Which heading belongs to which parts stands in landed/29_headings_of_strengths_and_weaknesses.sql: the column report_paragraphs.sections,
from which triggers keep the table page_sections. A page belongs to every part of which it holds a paragraph; headings carry grades
("…children in care: good"), and may be of several parts.
"""

from collections.abc import Mapping

# Part -> what readers see; the place of a part is its bit in page_sections.sections, so parts are only added.
LABELS: Mapping[str, str] = {
    "summary": "Summary and main findings",
    "improve": "What needs to improve, recommendations",
    "leaders": "Leaders and management",
    "help_and_protection": "Help and protection",
    "children_in_care": "Children in care",
    "care_leavers": "Care leavers",
    "adoption": "Adoption",
    "safeguarding_board": "Local Safeguarding Children Board",
    "strengths": "Strengths",
    "send": "What it is like to be a child with SEND",
    "about": "About the area and the inspection",
}
BITS = {part: 1 << place for place, part in enumerate(LABELS)}


def parts_of(bits: int) -> tuple[str, ...]:
    """The parts whose bits are set."""
    return tuple(part for part, bit in BITS.items() if bits & bit)
