"""Turns a file on this machine into a report with its own address. It is hashed and checked before anything is written."""

import os
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from archive.errors import ConfigurationError
from archive.store.files import hash_of
from scraper.ingest.manifest import ManifestRow
from scraper.reading.refusals import is_pdf
from scraper.sources.registry import LocalFiles
from scraper.sources.source_spider import SourceSpider

Sources = Mapping[str, type[SourceSpider]]


@dataclass(frozen=True, slots=True)
class LocalReport:
    """A report on this machine: the PDF `path`; `urns` are its providers, `where` begins a message about it."""

    path: Path
    where: str
    source: type[SourceSpider]
    key: str
    address: str
    sha256: str
    urns: tuple[str, ...]
    title: str | None
    published: str | None

    def read(self) -> bytes:
        """The bytes that were checked; ConfigurationError when the file has changed since."""
        body = bytes_of(self.path)
        if hash_of(body) != self.sha256:
            raise ConfigurationError(f"{self.where}{spelt(self.path)} changed while we were adding it; add it again")
        return body


def spelt(path: Path | str) -> str:
    """A file's name as text for people: bytes that are no UTF-8 and characters that do not print are spelt out (\\xe9, \\n)."""
    text = os.fsencode(path).decode("utf-8", "backslashreplace")
    return "".join(one if one.isprintable() else one.encode("unicode_escape").decode() for one in text)


def found_in(folder: Path, written: str) -> Path:
    """The file that a manifest means: as written, or with Windows' separators, or with accents composed in the other way."""
    forms = [written, written.replace("\\", "/")]
    forms += [unicodedata.normalize(form, forms[-1]) for form in ("NFC", "NFD")]
    return next((folder / form for form in forms if os.path.lexists(folder / form)), folder / written)


def bytes_of(path: Path, what: str = "") -> bytes:
    try:
        if path.is_file():
            return path.read_bytes()
        kind = "is a folder; name the files in it" if path.is_dir() else "is not an ordinary file" if path.exists() else "does not exist"
    except OSError as error:
        kind = f"cannot be read: {error.strerror}"
    raise ConfigurationError(f"{what}{spelt(path)} {kind}")


def checked(path: Path, row: ManifestRow, where: str, sources: Sources) -> LocalReport:
    """The report of one row, whose file is a PDF with the hash that the row states."""
    try:
        body = bytes_of(path)
    except ConfigurationError as error:
        rest = "; a path in a manifest begins at the manifest's folder" if row.line else ""
        raise ConfigurationError(f"{where}{error}{rest}") from error
    sha256 = hash_of(body)
    if row.sha256 not in (None, sha256):
        raise ConfigurationError(f"{where}{spelt(path)} has the SHA-256 {sha256}, not {row.sha256}; get the right file, or correct sha256")
    if not is_pdf(body):
        raise ConfigurationError(
            f"{where}{spelt(path)} is not a PDF; add it as a PDF, or leave it out (the name of a manifest ends in .csv)"
        )
    source = _source_of(row, sources)
    key = _key(row, source, sha256)
    address = row.url or address_of(path, sha256)
    return LocalReport(path, where, source, key, address, sha256, (row.urn,) if row.urn else (), row.title, row.published)


def address_of(path: Path, sha256: str) -> str:
    """An address that no other bytes have: without the folders, which are private, and with the first digits of the hash."""
    return f"file:{sha256[:16]}/{spelt(path.name)}"


def _key(row: ManifestRow, source: type[SourceSpider], sha256: str) -> str:
    """The key that a crawl of the source would give; one from the file's bytes where its address does not tell."""
    return (source.key_of(row.url) if row.url else None) or f"{source.key_prefix}-{sha256[:16]}"


def _source_of(row: ManifestRow, sources: Sources) -> type[SourceSpider]:
    """The inspectorate from whose site the file is: its host is one of files, or one of pages and the address tells the key."""
    url = row.url or ""
    host = urlsplit(url).hostname
    inspectorates = [source for source in sources.values() if source.kind == "inspectorate" and source is not LocalFiles]
    of_files = [source for source in inspectorates if host in source.file_hosts]
    of_pages = [source for source in inspectorates if host in source.hosts and source.key_of(url)]
    return next(iter([*of_files, *of_pages]), LocalFiles)
