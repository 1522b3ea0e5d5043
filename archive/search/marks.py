"""Marking found words: FTS5 sets sentinels around them; the text is made safe first and the sentinels become marks last.

The sentinels are private-use characters, which the store's text never holds (they are taken out at reading): control characters
are no good, PDF text has real ones.
"""

import re

from markupsafe import Markup, escape

START = "\ue000"
END = "\ue001"

_BLANKS = re.compile(r"\s+")
_BOLD_ON, _BOLD_OFF = "\x1b[1;33m", "\x1b[0m"
_TERMINAL_UNSAFE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def as_html(marked: str) -> Markup:
    """Escaped HTML with `<mark>` around the found words, on one line."""
    safe = str(escape(_BLANKS.sub(" ", marked).strip()))
    return Markup(safe.replace(START, "<mark>").replace(END, "</mark>"))


def as_text(marked: str) -> str:
    """The text without marks, on one line."""
    return _BLANKS.sub(" ", marked.replace(START, "").replace(END, "")).strip()


def for_terminal(marked: str, *, colour: bool) -> str:
    """The text for a terminal: no control characters of its own; the found words bold where `colour`."""
    safe = _TERMINAL_UNSAFE.sub("", _BLANKS.sub(" ", marked).strip())
    return safe.replace(START, _BOLD_ON if colour else "").replace(END, _BOLD_OFF if colour else "")
