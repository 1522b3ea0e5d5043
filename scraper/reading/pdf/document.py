"""PDF bytes to pages of lines and text, by pypdfium2. Never call it from two threads at once: pdfium dies or gives wrong text."""

import logging
from collections.abc import Collection, Iterator
from contextlib import contextmanager

import pypdfium2
import pypdfium2.raw as pdfium

from scraper.reading.errors import EncryptedError, NotAPdfError, ParseError, TooManyPagesError
from scraper.reading.pdf.broken_words import put_together
from scraper.reading.pdf.drawn_rules import rules_of
from scraper.reading.pdf.form_fields import with_fields
from scraper.reading.pdf.glyphs import Glyphs
from scraper.reading.pdf.line_roles import PageLines, laid_out
from scraper.reading.pdf.lines import Line, Mark, Page, Rule
from scraper.reading.pdf.paragraphs import made_page, paragraph_text, paragraphs, running_lines
from scraper.reading.pdf.pictures import shows_something
from scraper.reading.pdf.placeholders import is_placeholder, without_placeholder
from scraper.reading.pdf.printed_lines import printed_lines
from scraper.reading.pdf.tags import Tag, tags_of
from scraper.reading.pdf.text_layers import with_text_layer
from scraper.reading.pdf.torn import torn_at

__all__ = [
    "Line",
    "Page",
    "Rule",
    "Tag",
    "made_page",
    "open_pages",
    "paragraph_text",
    "paragraphs",
    "read_pages",
    "read_rules",
    "read_tags",
    "running_lines",
]

logging.getLogger("pypdfium2").setLevel(logging.ERROR)  # it warns that it cannot draw dynamic forms, which is a problem of its own
MAX_PAGES = 9_999
"""`report_pages.id` keeps four digits for the page."""
FEWEST_GARBLED = 3
"""A line of fewer characters is no word but a bullet, and these often have no Unicode."""
MAGIC_WITHIN = 1024
"""Readers accept a PDF whose `%PDF-` stands within its first 1,024 bytes (PDF 32000-1, annex H.3)."""


def read_pages(body: bytes) -> tuple[Page, ...]:
    """All pages of a PDF with their lines (mended, with roles) and running text.

    Raises NotAPdfError without `%PDF-` at the beginning, EncryptedError when a password is asked for, TooManyPagesError above
    9,999 pages, ParseError when the file or a page of it is damaged. A hostile file can hang pdfium or abort the process:
    call it in a process with limits.
    """
    with _opened(body) as document:
        printed = [_printed(document, index) for index in range(len(document))]
        form = document.get_formtype()
        torn = torn_at(body) if pdfium.FPDF_GetSecurityHandlerRevision(document.raw) < 0 else None
    if torn is not None:
        raise ParseError(f"the file is damaged: bytes are missing or wrong near byte {torn} of {len(body)}; get another copy of it")
    lines = put_together(laid_out([page for page, _ in printed]))
    pages = tuple(
        made_page(number, width, height, lines, marks)
        for number, (((width, height, _), marks), lines) in enumerate(zip(printed, lines, strict=True), start=1)
    )
    return without_placeholder(pages) if is_placeholder(pages, form) else pages


def open_pages(body: bytes) -> int:
    """Open every page without reading it; how many there are. Errors as for read_pages."""
    with _opened(body) as document:
        for index in range(len(document)):
            document[index].close()
        return len(document)


def read_rules(body: bytes, page_numbers: Collection[int]) -> dict[int, tuple[Rule, ...]]:
    """The horizontal rules of the given pages (from 1) by page, from the top down; errors as for read_pages."""
    with _opened(body) as document:
        return {number: rules_of(document, number) for number in page_numbers}


def read_tags(body: bytes) -> tuple[Tag, ...] | None:
    """The structure tree's outermost elements, page by page; None when the PDF is not tagged; errors as for read_pages."""
    with _opened(body) as document:
        return tags_of(document)


@contextmanager
def _opened(body: bytes) -> Iterator[pypdfium2.PdfDocument]:
    """The PDF in `body`, closed at the end; what pdfium cannot read within becomes a ParseError."""
    document = _open(body)
    try:
        document.init_forms()  # does nothing without forms, which few documents have
        yield document
    except pypdfium2.PdfiumError as error:
        raise ParseError(f"pdfium cannot read a page: {error}") from error
    finally:
        document.close()


def _open(body: bytes) -> pypdfium2.PdfDocument:
    if b"%PDF-" not in body[:MAGIC_WITHIN]:
        raise NotAPdfError(f"no %PDF- in the first {MAGIC_WITHIN} bytes of {len(body)}: {body[:20]!r}")
    try:
        document = pypdfium2.PdfDocument(body)
    except pypdfium2.PdfiumError as error:
        if error.err_code == pdfium.FPDF_ERR_PASSWORD:
            raise EncryptedError("the PDF needs a password") from error
        raise ParseError(f"pdfium cannot open the PDF: {error}") from error
    if len(document) > MAX_PAGES:
        count = len(document)
        document.close()
        raise TooManyPagesError(f"{count} pages; the archive can number at most {MAX_PAGES}")
    return document


def _printed(document: pypdfium2.PdfDocument, index: int) -> tuple[PageLines, frozenset[Mark]]:
    """The lines of a page as written, those of filled fields of its forms among them, and what is odd about its text."""
    page = document[index]
    text_page = page.get_textpage()
    try:
        glyphs = Glyphs(text_page, index)
        lines, is_layer = with_text_layer(printed_lines(glyphs))
        lines = with_fields(lines, page, glyphs.frame)
        marks: dict[Mark, bool] = {
            "text_layer": is_layer,
            "garbled": any(line.role == "garbled" and len(line.text) >= FEWEST_GARBLED for line in lines),
            "picture": not any(line.role == "body" for line in lines) and shows_something(page, glyphs.frame),
        }
        return (glyphs.width, glyphs.height, lines), frozenset(mark for mark, holds in marks.items() if holds)
    finally:
        text_page.close()
        page.close()
