"""The characters pdfium returns to the characters a reader sees: blanks, controls, private-use glyphs, bullets, line-end hyphens."""

import re
import unicodedata

LINE_END_HYPHENS = "\ufffe\x02"
"""How pdfium marks a hyphen at a line end, dropping the line break: U+FFFE from whole-page calls, U+0002 from bounded ones."""

SOFT_HYPHEN = "\u00ad"
"""A hyphen that is there only because its word was broken at a line's end."""
SOFT_BREAK = "\ufdd0"
"""How `Glyphs.text` marks a soft hyphen at a line end, where pdfium drops the line break."""

FIRST_LEVEL = "\uf06e\uf0b7\uf0a7\uf0a8\u25fc\u2022\u25aa\u25a0\u25cf\u25fe\u2b25\u2756\uf0d8\uf076"
SUB_LEVEL = "\uf0be\uf02d\u23af\u2500\u2023\u25e6"
"""Glyphs that are bullets wherever a line starts with one (the private-use ones: Wingdings and Symbol, in reports up to 2019)."""

MAYBE_BULLET = re.compile(r"[-–—−o]")
"""Characters that are bullets only when the text behind them stands a tabulator away."""


class _Mending(dict[int, str | None]):
    """A table for str.translate that works out a character once, by its Unicode category."""

    def __missing__(self, code: int) -> str | None:
        char = chr(code)
        category = unicodedata.category(char)
        mended: str | None = char
        if char == "\u2500":  # a box-drawing line, printed as the dash of a date range
            mended = "–"
        elif char in "\u2010\u2011":  # hyphen, no-break hyphen
            mended = "-"
        elif category in {"Zs", "Zl", "Zp"} or char in "\t\n\r\f\v":
            mended = " "
        elif category in {"Cc", "Cf", "Co", "Cs", "Cn"} or char == "\ufffd":
            mended = None
        elif "\ufb00" <= char <= "\ufb06":
            mended = unicodedata.normalize("NFKC", char)
        self[code] = mended
        return mended


_MENDING = _Mending()
_SURROGATE = re.compile("[\ud800-\udfff]")


def mended(text: str) -> str:
    """`text` with every blank as one blank, ligatures spelt out, and without control, invisible, private-use or unassigned characters."""
    if not (text.isascii() and text.isprintable()):
        if _SURROGATE.search(text):  # pdfium counts a character beyond U+FFFF as two
            text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")
        text = text.translate(_MENDING)
    return " ".join(text.split())


def mended_line(text: str) -> str:
    """A line of `Glyphs.text`, mended: a hyphen at its end is "-" again, or U+00AD where it is soft."""
    last = text[-1:]
    if last in (SOFT_BREAK, SOFT_HYPHEN):
        return mended(text) + SOFT_HYPHEN
    return mended(text[:-1] + "-" if last and last in LINE_END_HYPHENS else text)


def joined(first: str, second: str) -> str:
    """Two lines of one paragraph as one text.

    A hyphen at the end of a line is part of its word (91 % of them in the reports are true compounds: "multi-" + "agency"),
    unless it is soft (U+00AD) or one of a pair ("16- and 17-year-old", but not "day-" + "to-day") or a dash between blanks.
    """
    if not first or not second:
        return first or second
    if first.endswith(SOFT_HYPHEN):
        return first[:-1] + second
    if not first.endswith("-") or len(first) < 2 or not first[-2].isalnum() or _PAIR.match(second):
        return f"{first} {second}"
    return first + second


_PAIR = re.compile(r"(and|or|to)(?![\w-])")
