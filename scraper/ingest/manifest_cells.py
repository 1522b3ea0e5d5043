"""Reads a cell of a manifest as a fact, or says why that is not possible. Pure."""

import re
from collections.abc import Callable
from datetime import date
from functools import partial
from urllib.parse import urlsplit

from archive.store.clean_text import cleaned

# A day written as ISO 8601 has it, in any of its forms, with or without a time of day behind it.
TIME = r"\d\d(?::?\d\d(?::?\d\d(?:[.,]\d+)?)?)?(?:Z|[+-]\d\d(?::?\d\d)?)?"
ISO_DAY = re.compile(rf"(\d{{4}}-\d\d-\d\d|\d{{8}}|\d{{4}}-W\d\d-\d|\d{{4}}W\d{{3}})(?:[T ]{TIME})?", re.ASCII)
YEARS = range(1990, 2101)
URN = re.compile(r"[1-9][0-9]{0,9}")
SHA256 = re.compile(r"[0-9a-f]{64}")
LOST = re.compile(r"[\ufffd\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")  # what is left of letters that were saved in another encoding
# What spreadsheets and programs write where they have no value, or a formula instead of what it gives.
NO_VALUE = re.compile(r"=.*|#(?:N/A|REF!|NAME\?|VALUE!|DIV/0!|NUM!|NULL!|SPILL!|CALC!)|nan|null|none|n/a|<na>|nat", re.IGNORECASE)


def _title(written: str) -> str | None:
    """The title in the form the archive keeps, so that adding the same manifest again changes nothing."""
    return " ".join(cleaned(written).split()) or None


def _urn(written: str) -> str | None:
    return written if URN.fullmatch(written) else None


def _day(written: str) -> str | None:
    """The ISO date of a day in any form of ISO 8601; None for what is no such day."""
    found = ISO_DAY.fullmatch(written)
    try:
        day = date.fromisoformat(found[1]) if found else None
    except ValueError:
        return None
    return day.isoformat() if day and day.year in YEARS else None


def _url(written: str) -> str | None:
    """An http(s) address that a browser could open: a host, no blanks, no name and password."""
    try:
        parts = urlsplit(written)
        port = parts.port
    except ValueError:
        return None
    whole = written.isprintable() and not any(character.isspace() for character in written)
    good = whole and parts.scheme in ("http", "https") and parts.hostname and parts.username is None and port != 0
    return written if good else None


def _sha256(written: str) -> str | None:
    return written.lower() if SHA256.fullmatch(written.lower()) else None


def _fact(clean: Callable[[str], str | None], wrong: str, written: str) -> str:
    """The value of a cell that is not empty; ValueError, with words that follow "urn is", when it is unclear."""
    if LOST.search(written):
        raise ValueError(f"{written!r}: a character was lost when the file was saved; save it as CSV UTF-8 and add it again")
    if NO_VALUE.fullmatch(written):
        raise ValueError(f"{written!r}, which has no meaning; give the value, or leave the cell empty")
    fact = clean(written)
    if fact is None:
        raise ValueError(f"{wrong}: {written!r}; correct it, or leave the cell empty")
    return fact


FACTS: dict[str, Callable[[str], str]] = {
    "urn": partial(_fact, _urn, "not a number like 80426"),
    "title": partial(_fact, _title, "not a title"),
    "published": partial(_fact, _day, "not a date like 2018-02-23"),
    "url": partial(_fact, _url, "not an address like https://files.ofsted.gov.uk/v1/file/50000000"),
    "sha256": partial(_fact, _sha256, "not a SHA-256 of 64 hex digits"),
}
"""By the name of the column, what a cell states."""
