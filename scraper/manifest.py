"""A manifest's bytes to rows: a CSV as people and spreadsheets save it. Pure; what cannot be read surely is refused with its line."""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from archive.errors import ConfigurationError

REQUIRED = ("path", "urn", "title", "published")
OPTIONAL = ("url", "sha256")
SEPARATORS = ",;\t"
LINES = re.compile(r"\r\n|\r|\n")
# A day written as ISO 8601 has it, in any of its forms, with or without a time of day behind it.
TIME = r"\d\d(?::?\d\d(?::?\d\d(?:[.,]\d+)?)?)?(?:Z|[+-]\d\d(?::?\d\d)?)?"
ISO_DAY = re.compile(rf"(\d{{4}}-\d\d-\d\d|\d{{8}}|\d{{4}}-W\d\d-\d|\d{{4}}W\d{{3}})(?:[T ]{TIME})?", re.ASCII)
YEARS = range(1990, 2101)
URN = re.compile(r"[1-9][0-9]{0,9}")
SHA256 = re.compile(r"[0-9a-f]{64}")
# What spreadsheets and programs write where they have no value, or a formula instead of what it gives.
LOST = re.compile(r"[\ufffd\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
NO_VALUE = re.compile(r"=.*|#(?:N/A|REF!|NAME\?|VALUE!|DIV/0!|NUM!|NULL!|SPILL!|CALC!)|nan|null|none|n/a|<na>|nat", re.IGNORECASE)


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
    """The rows of the manifest called `name`; ConfigurationError, with its line, for the first thing that is not as it should be."""
    lines = re.findall(r"[^\n]*\n|[^\n]+", LINES.sub("\n", _text(body, name)))
    told = re.fullmatch(r"sep=(.)\n?", lines[0], re.IGNORECASE) if lines else None  # Excel's own first line
    skipped = 1 if told else 0
    separator = told[1] if told else _separator(next((line for line in lines if line.strip()), ""))
    records = (record for record in _records(lines[skipped:], separator, name, skipped) if any(record[1]))  # empty rows say nothing
    header = next(records, None)
    if header is None:
        raise ConfigurationError(f"{name} is empty; {_columns()}")
    names = _names(header[1], name)
    return tuple(_row(name, line, names, cells) for line, cells in records)


def _columns() -> str:
    return f"a manifest has the columns {', '.join(REQUIRED)} and may have {', '.join(OPTIONAL)}"


def _text(body: bytes, name: str) -> str:
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _not_utf8(name, body.count(b"\n", 0, error.start) + 1) from error
    if "\0" in text:
        raise _not_utf8(name, text.count("\n", 0, text.index("\0")) + 1)
    return text


def _not_utf8(name: str, line: int) -> ConfigurationError:
    return ConfigurationError(f"{name}, line {line}: the file is not UTF-8; save as CSV UTF-8 and add it again")


def _separator(header: str) -> str:
    """The character between the names of the columns; a comma where none of the three shows itself."""
    return max(SEPARATORS, key=header.count)


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
                f"{name}, line {line}: the quotation marks do not match ({error}); a quotation mark in a cell is written twice"
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
        raise refusal(f"{len(cells)} cells for {len(names)} columns; write a cell that holds a separator in quotation marks")
    named = dict(zip(names, cells, strict=False))
    values = {each: named.get(each) or None for each in (*REQUIRED, *OPTIONAL)}
    path, urn, title, published, url, sha256 = values.values()
    for each, value in values.items():
        if value and each != "path" and NO_VALUE.fullmatch(value):
            raise refusal(f"{each} is {value!r}, which says nothing; write what it should be, or leave it empty")
        if value and LOST.search(value):
            raise refusal(f"{each} is {value!r}: a character was lost when the file was saved; save as CSV UTF-8 and add it again")
    if path is None:
        raise refusal("no path; name the file, or leave the whole row empty")
    if urn and not URN.fullmatch(urn):
        raise refusal(f"urn is no number like 80426: {urn!r}; correct it, or leave it empty")
    if published:
        published = _day(published)
        if published is None:
            raise refusal(f"published {values['published']!r} is no date like 2018-02-23; write it so, or leave it empty")
    if url and not _is_address(url):
        raise refusal(f"url {url!r} is no address like https://files.ofsted.gov.uk/v1/file/50000000; correct it, or leave it empty")
    if sha256 and not SHA256.fullmatch(sha256 := sha256.lower()):
        raise refusal(f"sha256 {values['sha256']!r} is no SHA-256 of 64 hex digits; correct it, or leave it empty")
    return ManifestRow(line, path, urn, " ".join(title.split()) if title else None, published, url, sha256)


def _day(written: str) -> str | None:
    """The ISO date of a day in any form of ISO 8601; None for what is no such day."""
    found = ISO_DAY.fullmatch(written)
    try:
        day = date.fromisoformat(found[1]) if found else None
    except ValueError:
        return None
    return day.isoformat() if day and day.year in YEARS else None


def _is_address(url: str) -> bool:
    """Whether `url` is an http(s) address that a browser could open: a host, no blanks, no name and password."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return False
    whole = url.isprintable() and not any(character.isspace() for character in url)
    return whole and parts.scheme in ("http", "https") and bool(parts.hostname) and parts.username is None and port != 0
