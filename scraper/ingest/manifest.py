"""Reads a manifest (a CSV as people and spreadsheets save it) into rows. Pure. An unclear line is refused, with its number."""

import codecs
import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from archive.errors import ConfigurationError
from scraper.ingest.manifest_cells import FACTS

REQUIRED = ("path", "urn", "title", "published")
OPTIONAL = ("url", "sha256")
SEPARATORS = ",;\t"
LINES = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class ManifestRow:
    """A report to add; None where the manifest leaves a cell empty.

    `line` counts from 1, `path` is as written, `published` is an ISO date, `sha256` in lower-case digits.
    """

    line: int
    path: str
    urn: str | None
    title: str | None
    published: str | None
    url: str | None
    sha256: str | None


def read_rows(body: bytes, name: str) -> tuple[ManifestRow, ...]:
    """The rows of the manifest called `name`; ConfigurationError, with its line, for the first mistake."""
    lines = re.findall(r"[^\n]*\n|[^\n]+", LINES.sub("\n", _text(body, name)))
    told = re.fullmatch(rf"sep=([{SEPARATORS}])\n?", lines[0], re.IGNORECASE) if lines else None  # Excel's own first line
    skipped = 1 if told else 0
    first = next((line for line in lines if line.strip()), "")
    separator = told[1] if told else max(SEPARATORS, key=first.count)  # a comma where none of the three shows itself
    records = (record for record in _records(lines[skipped:], separator, name, skipped) if any(record[1]))  # empty rows say nothing
    header = next(records, None)
    if header is None:
        raise ConfigurationError(f"{name} is empty; {_columns()}")
    names = _names(header[1], name)
    return tuple(_row(name, line, names, cells) for line, cells in records)


def _columns() -> str:
    return f"a manifest has the columns {', '.join(REQUIRED)} and may have {', '.join(OPTIONAL)}"


def _text(body: bytes, name: str) -> str:
    body = body.removeprefix(codecs.BOM_UTF8)
    try:
        text = body.decode()
    except UnicodeDecodeError as error:
        raise _not_utf8(name, body.count(b"\n", 0, error.start) + 1) from error
    if "\0" in text:
        raise _not_utf8(name, text.count("\n", 0, text.index("\0")) + 1)
    return text


def _not_utf8(name: str, line: int) -> ConfigurationError:
    return ConfigurationError(f"{name}, line {line}: the file is not UTF-8; save it as CSV UTF-8 and add it again")


def _records(lines: Sequence[str], separator: str, name: str, skipped: int) -> Iterator[tuple[int, list[str]]]:
    """The rows with the line that each begins on."""
    reader = csv.reader(lines, delimiter=separator, strict=True, skipinitialspace=True)
    while True:
        line = reader.line_num + 1 + skipped
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise ConfigurationError(
                f"{name}, line {line}: the quotation marks do not match ({error}); write a quotation mark inside a cell twice"
            ) from error
        yield line, [cell.strip() for cell in cells]


def _names(header: Sequence[str], name: str) -> list[str]:
    """The names of the columns in small letters and digits only, so that "SHA-256" is sha256."""
    names = [re.sub(r"[\W_]", "", cell).lower() for cell in header]
    absent = [each for each in REQUIRED if each not in names]
    if absent:
        raise ConfigurationError(f"{name} has no column {', '.join(absent)}; {_columns()}")
    twice = [each for each in (*REQUIRED, *OPTIONAL) if names.count(each) > 1]
    if twice:
        raise ConfigurationError(f"{name} has the column {', '.join(twice)} twice; remove one")
    while names and not names[-1]:  # columns without a name that stand last are no columns
        names.pop()
    return names


def _row(name: str, line: int, names: Sequence[str], cells: Sequence[str]) -> ManifestRow:
    """A row whose every cell is checked."""

    def refusal(words: str) -> ConfigurationError:
        return ConfigurationError(f"{name}, line {line}: {words}")

    if any(cells[len(names) :]):
        raise refusal(f"{len(cells)} cells for {len(names)} columns; put quotation marks around a cell that contains a separator")
    named = dict(zip(names, cells, strict=False))
    values = {each: named.get(each) or None for each in (*REQUIRED, *OPTIONAL)}
    path = values.pop("path")
    if path is None:
        raise refusal("no path; give the path of the file, or leave the whole row empty")
    for each, value in values.items():
        try:
            values[each] = FACTS[each](value) if value else None
        except ValueError as error:
            raise refusal(f"{each} is {error}") from error
    return ManifestRow(line, path, *(values[each] for each in FACTS))
