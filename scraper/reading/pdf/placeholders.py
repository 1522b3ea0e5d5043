"""Dynamic forms (XFA): only certain programs draw their content; the pages of the PDF just say so, "Please wait…"."""

import re
from collections.abc import Sequence
from dataclasses import replace

import pypdfium2.raw as pdfium

from scraper.reading.pdf.lines import Page

LONGEST = 2_000
"""Characters: what is longer is no placeholder, whatever words are in it."""
_SAYS_WAIT = re.compile(
    r"please wait\b|not (?:be )?able to (?:display|view) this (?:type of )?document|(?:later|newer) version of (?:the )?(?:PDF|Adobe)",
    re.IGNORECASE,
)


def is_placeholder(pages: Sequence[Page], form: int) -> bool:
    """Whether a document's pages stand for a form that is drawn when it is opened; `form` is pdfium's type of its forms."""
    if form == pdfium.FORMTYPE_XFA_FULL:  # the file says that its pages are not what is to be shown
        return True
    text = "".join(page.text for page in pages)
    return form == pdfium.FORMTYPE_XFA_FOREGROUND and len(text) <= LONGEST and _SAYS_WAIT.search(text) is not None


def without_placeholder(pages: Sequence[Page]) -> tuple[Page, ...]:
    """The pages with nothing on them but the mark."""
    return tuple(replace(page, lines=(), paragraphs=(), text="", marks=frozenset({"placeholder"})) for page in pages)
