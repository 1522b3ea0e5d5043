"""Problems with the text of a PDF's pages: no text, text recognised from a scan, unreadable letters, or a form."""

from collections.abc import Iterator, Sequence

from archive.records import Problem
from scraper.reading.pdf.lines import Mark, Page


def text_problems(url: str, pages: Sequence[Page]) -> Iterator[Problem]:
    """The problems of a document's text, each with the pages it concerns."""
    if any("placeholder" in page.marks for page in pages):
        message = "it only says that you need another program. Open it in Adobe Reader, print it to a PDF and add that PDF"
        yield Problem("dynamic_form", f"{url} is a form whose content we could not read: {message}")
        return
    if garbled := _marked(pages, "garbled"):
        message = "the font does not say which letters it shows. We left those lines out"
        yield Problem("garbled", f"{url}: we cannot read some text on {garbled}, because {message}")
    if layer := _marked(pages, "text_layer"):
        message = "was recognised from a scan by a program before publication, and may have mistakes"
        yield Problem("text_layer", f"{url}: the text of {layer} {message}")
    if not any(page.text for page in pages):
        shown = "; they show pictures, perhaps of text" if _marked(pages, "picture") else ""
        yield Problem("no_text", f"{url} has no readable text on {_pages(len(pages))}{shown}")
    elif pictures := _marked(pages, "picture"):
        yield Problem("page_without_text", f"{url}: {pictures} of {len(pages)} show only a picture, perhaps of text")


def _marked(pages: Sequence[Page], mark: Mark) -> str:
    """The pages with a mark, "page 3" or "pages 3, 4, 7"; "" where there are none."""
    numbers = [str(page.number) for page in pages if mark in page.marks]
    return f"page{'s' if len(numbers) > 1 else ''} {', '.join(numbers)}" if numbers else ""


def _pages(count: int) -> str:
    return "its one page" if count == 1 else f"any of its {count} pages"
