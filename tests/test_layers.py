"""Imports point one way, and what reads stays pure: checked over the source as it stands."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

SOURCES = sorted(path for package in ("archive", "scraper") for path in (ROOT / package).rglob("*.py"))
WORLD = {
    "socket",
    "sqlite3",
    "sqlite_utils",
    "subprocess",
    "requests",
    "httpx",
    "urllib.request",
    "time",
    "os",
    "pathlib",
    "shutil",
    "random",
}
CLOCKS = {"now", "today", "utcnow"}

# Of each part of the house (longest name first): what it may never import.
FORBIDDEN = {
    "archive": {"scraper", "scrapy", "bs4", "twisted"},
    "archive.records": {"archive.store", "archive.web", "archive.migrations", *WORLD},
    "archive.authorities": {"archive.store", "archive.web", *WORLD},
    "archive.links": {"archive.store", "archive.web", *WORLD},
    "archive.quotations": {"archive.store", "archive.web", *WORLD},
    "archive.copies": {"archive.store", "archive.web", *WORLD},
    "archive.store": {"archive.web"},
    "scraper.reading": {"archive.store", "archive.files", "scrapy", "twisted", "scraper.base", "scraper.ingest", "scraper.spiders", *WORLD},
    "scraper.spiders": {
        "archive.store",
        "archive.files",
        "scraper.ingest",
        "scraper.pipelines",
        "scraper.spiders",
        "sqlite3",
        "sqlite_utils",
    },
    "scraper.base": {"archive.store", "archive.files", "scraper.ingest", "scraper.spiders", "sqlite3", "sqlite_utils"},
    "scraper.news": {"archive.store", "archive.files", "scraper.ingest", "scraper.spiders", "sqlite3", "sqlite_utils"},
}


def module_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def within(name: str, part: str) -> bool:
    return name == part or name.startswith(part + ".")


@pytest.mark.parametrize("path", SOURCES, ids=module_of)
def test_imports_point_one_way(path: Path) -> None:
    module = module_of(path)
    forbidden = set().union(*(names for part, names in FORBIDDEN.items() if within(module, part)))
    found = {name for name in imported(path) for part in forbidden if within(name, part)}
    assert not found, f"{module} may not import {', '.join(sorted(found))}"


@pytest.mark.parametrize("path", [path for path in SOURCES if within(module_of(path), "scraper.reading")], ids=module_of)
def test_readers_ask_no_clock_and_open_no_file(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            assert name not in CLOCKS | {"open"}, f"{module_of(path)}:{node.lineno} calls {name}()"


@pytest.mark.parametrize("path", SOURCES, ids=module_of)
def test_every_file_says_in_its_first_line_what_it_holds(path: Path) -> None:
    first = path.read_text("utf-8").partition("\n")[0]
    assert first.startswith('"""'), f"{path.relative_to(ROOT)} begins with {first!r}"
    assert len(first) > 20


def test_no_file_names_this_machine() -> None:
    """Paths of one machine have no place in the project."""
    home = str(Path.home())
    for path in SOURCES:
        assert home == "/" or home not in path.read_text("utf-8"), path
    assert sys.prefix not in "".join(path.read_text("utf-8") for path in SOURCES)
