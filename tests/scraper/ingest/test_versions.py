"""The version of a reading: it is another one after a change of any line that `extract` may run."""

import ast
from collections.abc import Iterator
from pathlib import Path

from archive.store.code_version import code_files, version_of
from scraper.ingest.ingest import READING, reader_version
from tests.conftest import ROOT

# What is imported to look at a live site, and to say what went wrong there, reads no document that is kept.
NOT_READING = ("scraper/fetching", "scraper/crawl")


def test_each_module_that_extract_may_run_is_part_of_the_version() -> None:
    code = code_files(READING)
    used = {path.relative_to(ROOT).as_posix() for path in modules_used(ROOT / "scraper" / "spiders")}
    assert len(used) > 40
    assert not [path for path in used if path not in code and not path.startswith(NOT_READING) and not path.endswith("__init__.py")]
    for path in used & code.keys():
        assert version_of(code | {path: code[path] + b"\n# another line"}) != reader_version(), path


def test_the_tables_that_readers_know_are_part_of_the_version() -> None:
    code = code_files(READING)
    assert version_of(code) == reader_version()
    for path in ("archive/vocabulary.csv", "archive/authorities.csv"):
        assert version_of(code | {path: code[path] + b"\n"}) != reader_version()


def modules_used(folder: Path) -> set[Path]:
    """The modules of a folder, and all of ours that they import, and that these import."""
    found: set[Path] = set()
    waiting = [*folder.glob("*.py")]
    while waiting:
        path = waiting.pop()
        if path not in found:
            found.add(path)
            waiting += [other for name in imported(path) if (other := module(name))]
    return found


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def module(name: str) -> Path | None:
    if name.split(".")[0] not in ("archive", "scraper"):
        return None
    at = ROOT / name.replace(".", "/")
    return next((path for path in (at.with_suffix(".py"), at / "__init__.py") if path.is_file()), None)
