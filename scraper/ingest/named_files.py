"""Turns the manifests and PDFs given to `scrapy add` into reports, each once, or refuses them before anything is written."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from archive.errors import ConfigurationError
from archive.store.files import hash_of
from scraper.ingest.local_files import LocalReport, Sources, address_of, bytes_of, checked, found_in, spelt
from scraper.ingest.manifest import ManifestRow, read_rows


@dataclass(frozen=True, slots=True)
class Manifest:
    """A manifest as it was when its rows were read."""

    body: bytes
    sha256: str
    address: str


@dataclass(frozen=True, slots=True)
class Named:
    """Everything that one command names: its manifests, each report once, a sentence for each copy, and the count of files and rows."""

    manifests: tuple[Manifest, ...]
    reports: tuple[LocalReport, ...]
    again: tuple[str, ...]
    count: int


def named_by(paths: Sequence[Path], sources: Sources) -> Named:
    """The reports that manifests (.csv) and PDFs name; ConfigurationError for the first mistake."""
    manifests: list[Manifest] = []
    rows: list[LocalReport] = []
    for path in paths:
        if path.suffix.lower() == ".csv":
            body = bytes_of(path, "the manifest ")
            sha256 = hash_of(body)
            manifests.append(Manifest(body, sha256, address_of(path, sha256)))
            rows += [checked(found_in(path.parent, row.path), row, _line(path, row), sources) for row in read_rows(body, spelt(path))]
        else:
            rows.append(checked(path, ManifestRow(0, "", None, None, None, None, None), "", sources))
    return Named(tuple(manifests), *_each_once(rows), len(rows))


def _line(manifest: Path, row: ManifestRow) -> str:
    return f"{spelt(manifest)}, line {row.line}: "


def _each_once(rows: Sequence[LocalReport]) -> tuple[tuple[LocalReport, ...], tuple[str, ...]]:
    """Each report once, with the providers of all its rows; and a sentence for each file that is a copy of another one."""
    found: dict[str, LocalReport] = {}
    again, addressed = [], {row.sha256: row for row in reversed(rows) if not _is_own(row)}
    files: dict[str, LocalReport] = {}
    for row in rows:
        if _is_own(row) and row.sha256 in addressed:  # a row with a url speaks for the copies without
            known = addressed[row.sha256]
            row = replace(row, source=known.source, key=known.key, address=known.address)
        other = found.get(row.key) or files.get(row.address) or row
        if other.sha256 != row.sha256:
            raise ConfigurationError(
                f"{row.where}{spelt(row.path)} has the same url as {spelt(other.path)}, but is another file; correct one url"
            )
        for name, mine, theirs in (("title", row.title, other.title), ("published", row.published, other.published)):
            if mine and theirs and mine != theirs:
                there = other.where.removesuffix(": ")
                raise ConfigurationError(
                    f"{row.where}{name} {mine!r} differs from {theirs!r}, which {there} gives for the same file; correct one"
                )
        if other.path.resolve() != row.path.resolve():  # a copy, not the same place named in another way
            again.append(f"{row.where}{spelt(row.path)} is the same file as {spelt(other.path)}")
        urns = tuple(dict.fromkeys(other.urns + row.urns))
        found[row.key] = files[row.address] = replace(
            other, urns=urns, title=other.title or row.title, published=other.published or row.published
        )
    return tuple(found.values()), tuple(again)


def _is_own(row: LocalReport) -> bool:
    """Whether the address is one that we made, because the row gives none."""
    return row.address.startswith("file:")
