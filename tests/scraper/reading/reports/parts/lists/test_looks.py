"""Lists in drawn reports whose headings look in many ways, with contents before and other lists behind: only the items are taken."""

from itertools import product

import pytest
import typst

from scraper.reading.pdf.document import read_pages
from scraper.reading.reports.parts.lists.lists import recommendation_lists
from scraper.reading.reports.parts.report_text import ReportText

LOOKS = {
    "bold": 'text(size: 12pt, weight: "bold", it.body)',
    "coloured": 'text(size: 12pt, weight: "regular", fill: rgb("#1f3a7f"), it.body)',
    "capitals": 'text(size: 12pt, weight: "regular", upper(it.body))',
    "large": 'text(size: 16pt, weight: "regular", it.body)',
    "underlined": 'text(size: 12pt, weight: "regular", underline(it.body))',
}
ORDERS = (
    "Ensure that plans for children are clear, and that they are kept up to date by the social workers who know them best.",
    "Improve the timeliness of visits",
    "Review the strategy for early help with all partners, so that families are helped sooner than they are now.",
)
NOUNS = (
    "The quality of plans for children in need.",
    "Oversight by managers, so that drift is noticed early by those who can act and children do not wait.",
    "Support for young carers",
)
BEHIND = {
    "praise": ("What the council does well", ("Care leavers are well supported.", "Leaders know their services well.")),
    "fault": ("Main points of this visit", ("Visits to children are seldom recorded.", "Children wait for a social worker.")),
}
SHEET = """#set page(width: 420pt, height: 560pt, margin: 60pt)
#set text(size: 12pt, hyphenate: false)
#set par(spacing: 1.1em)
"""
CONTENTS = """Contents

What needs to improve #box(width: 1fr, repeat[.]) 2

Strengths #box(width: 1fr, repeat[.]) 3
#pagebreak()
"""


def listed(mark: str, items: tuple[str, ...]) -> str:
    marks = {"bullets": "- {}\n", "numbers": "+ {}\n", "nothing": "{}\n\n"}
    return "".join(marks[mark].format(item) for item in items)


@pytest.mark.parametrize("mark", ["bullets", "numbers", "nothing"])
@pytest.mark.parametrize("look", LOOKS)
def test_only_the_items_are_taken(look: str, mark: str) -> None:
    for items, (heading, others), high in product((ORDERS, NOUNS), BEHIND.values(), (0, 330)):
        source = f"""{SHEET}#show heading: it => block(above: 1.4em, below: 0.8em, {LOOKS[look]})
{CONTENTS}#v({high}pt)
Leaders have made a start. They know what is left to do and plan to do it before the end of the year.
= What needs to improve
{listed(mark, items)}
= {heading}
{listed("numbers" if mark == "numbers" else "bullets", others)}
"""
        drawn = typst.compile(source.encode())
        assert isinstance(drawn, bytes)
        [found] = recommendation_lists(ReportText(read_pages(drawn), "report.pdf", None).paragraphs)
        assert tuple(entry.text for entry in found.items) == items
        assert found.problems == ()
