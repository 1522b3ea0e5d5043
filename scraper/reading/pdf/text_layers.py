"""The text layer of a scan: words drawn invisibly over the picture of a page, which are its text where it has hardly any other."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from scraper.reading.pdf.lines import Line, Role

HARDLY_ANY = 0.2
"""A page with visible text of at most this share of its invisible text is a picture with a stamp or a page number on it."""


def with_text_layer(lines: Sequence[Line]) -> tuple[list[Line], bool]:
    """The lines with each of the role "layer" as "body" or "hidden", and whether they are the page's text."""
    layer, seen = (_characters(line for line in lines if line.role == role) for role in ("layer", "body"))
    is_text = 0 < layer >= seen / HARDLY_ANY
    role: Role = "body" if is_text else "hidden"
    return [replace(line, role=role) if line.role == "layer" else line for line in lines], is_text


def _characters(lines: Iterable[Line]) -> int:
    return sum(len(line.text) for line in lines)
