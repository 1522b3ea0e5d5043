"""What stands on a page but in no paragraph: headings, letterheads, cells of tables that were not read."""

import re
from collections.abc import Iterable, Sequence

from archive.records import ReportPage, ReportParagraph

_BLOCKS = re.compile(r"\n\s*\n")
_WORDS = re.compile(r"\w+")


def with_rest(pages: Sequence[ReportPage], paragraphs: Iterable[ReportParagraph]) -> list[ReportPage]:
    """The pages, each with the blocks of its text whose words no paragraph on it holds in one run; empty where all are held."""
    on_page: dict[int, list[str]] = {page.page: [] for page in pages}
    for paragraph in paragraphs:
        words = _words(f"{paragraph.number or ''} {paragraph.text}")
        for number in range(paragraph.page, paragraph.page_end + 1):
            on_page.get(number, []).append(words)
    return [ReportPage(page.page, page.text, _rest(page.text, "".join(on_page[page.page]))) for page in pages]


def _rest(text: str, held: str) -> str:
    return "\n\n".join(block for block in _BLOCKS.split(text) if (words := _words(block)).strip() and words not in held)


def _words(text: str) -> str:
    return f" {' '.join(_WORDS.findall(text.lower()))} "
