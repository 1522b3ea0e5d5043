"""Reads answers as a reader does: rows of tables as text, CSV as dictionaries."""

import csv
import io
import re
from html import unescape


def text_of(html: str) -> str:
    """The text of a piece of a page on one line, as a browser shows it."""
    text = " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())
    return re.sub(r" ([.,;:)])", r"\1", text)


def words(html: str) -> str:
    """The text of a page on one line."""
    return text_of(html[html.index("<main") :])


def row_of(html: str, name: str) -> str:
    """The text of the first row of a table whose header begins with `name`."""
    rows = re.findall(r"<tr>.*?</tr>", html, flags=re.DOTALL)
    return next(text for text in map(text_of, rows) if text.startswith(f"{name} "))


def records(text: str) -> dict[str, dict[str, str]]:
    """The rows of a CSV of outcomes by the authority's name."""
    return {row["local_authority"]: row for row in csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))}
