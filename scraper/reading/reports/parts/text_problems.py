"""What is odd about the text of a PDF's pages, in words: no text, a layer of machine-read text, letters nobody can tell, a form."""

from collections.abc import Iterator, Sequence

from archive.records import Problem
from scraper.reading.pdf.lines import Mark, Page


def text_problems(url: str, pages: Sequence[Page]) -> Iterator[Problem]:
    """The problems of a document's text, each with the pages it concerns."""
    if any("placeholder" in page.marks for page in pages):
        message = "its page only says that another program is needed. Open it in Adobe Reader, print it to a PDF and add that"
        yield Problem("dynamic_form", f"{url} is a form whose content was not read: {message}")
        return
    if garbled := _marked(pages, "garbled"):
        message = "the font does not say which letters are drawn. The lines concerned are left out"
        yield Problem("garbled", f"{url}: text on {garbled} cannot be read, because {message}")
    if layer := _marked(pages, "text_layer"):
        message = "was read from a picture by a program before it was published, and may have mistakes"
        yield Problem("text_layer", f"{url}: the text of {layer} {message}")
    if not any(page.text for page in pages):
        shown = "; they show pictures, perhaps of text" if _marked(pages, "picture") else ""
        yield Problem("no_text", f"{url} has no text that can be read on {_pages(len(pages))}{shown}")
    elif pictures := _marked(pages, "picture"):
        yield Problem("page_without_text", f"{url}: {pictures} of {len(pages)} show a picture, perhaps of text, and hold no text")


def _marked(pages: Sequence[Page], mark: Mark) -> str:
    """The pages with a mark, "page 3" or "pages 3, 4, 7"; "" where there are none."""
    numbers = [str(page.number) for page in pages if mark in page.marks]
    return f"page{'s' if len(numbers) > 1 else ''} {', '.join(numbers)}" if numbers else ""


def _pages(count: int) -> str:
    return "its one page" if count == 1 else f"any of its {count} pages"
