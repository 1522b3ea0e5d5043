"""The house as it stands: every module has its room, imports go down, what reads is pure, and only the store writes."""

import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import fields
from functools import cache
from inspect import signature
from pathlib import Path

import pytest

from tests.conftest import ROOT

ORDER = """
    archive.cli
    archive.commands
    archive.web.site
    archive.web.plugin
    archive.web.mcp_server
    archive.web.mcp_tools
    archive.web.compressed
    archive.web.headers
    archive.web.guards
    archive.web.routes
    archive.web.pages
    archive.web.formats.query_rows
    archive.web.render
    archive.web.database
    archive.web.drawings
    archive.web.formats
    archive.web.words_of_claims
    archive.web.pills archive.web.told archive.web.paragraphs
    archive.web.words_of_outcomes
    archive.web.words
    archive.web
    archive.holdings
    archive.keeping
    archive.store
    archive.outcomes
    archive.search
    archive.matching
    archive.database
    archive.records
    archive.configuration
    archive.vocabulary archive.authorities archive.errors archive.urls archive.parameters
    archive

    scraper.settings
    scraper.commands
    scraper.fetching
    scraper.crawl
    scraper.ingest
    scraper.spiders
    scraper.sources
    scraper.processes
    scraper.reading.reports
    scraper.reading.reports.families
    scraper.reading.reports.family
    scraper.reading.reports.parts
    scraper.reading.articles
    scraper.reading.link_pages
    scraper.reading.pdf
    scraper.reading
    scraper
"""
"""Rooms from the top of the house to the ground; each may import from itself and from what is below it in its own package."""

ACROSS = (
    "archive.__version__",
    "archive.authorities",
    "archive.configuration",
    "archive.database",
    "archive.errors",
    "archive.keeping.health_rules",
    "archive.matching",
    "archive.records",
    "archive.store",
    "archive.vocabulary",
)
"""What of archive/ the scraper may know."""

PURE = (
    "archive.authorities",
    "archive.matching",
    "archive.outcomes.distributions",
    "archive.outcomes.grade_scale",
    "archive.outcomes.reconciliation",
    "archive.records",
    "archive.vocabulary",
    "scraper.reading",
)
WORLD = {
    "httpx",
    "os",
    "pathlib",
    "random",
    "requests",
    "shutil",
    "socket",
    "sqlite3",
    "sqlite_utils",
    "subprocess",
    "time",
    "urllib.request",
}
CLOCKS_AND_FILES = {"now", "today", "utcnow", "open"}

READERS = (
    "archive.database",
    "archive.holdings",
    "archive.keeping",
    "archive.outcomes",
    "archive.search",
    "archive.store",
    "archive.web.database",
)
READS = re.compile(r"\s*(select|with \w+ as)\b[\s\S]+\bfrom\b", re.IGNORECASE)
ALIKE = {"commands", "spiders", "families", "drawings", "formats", "first_look"}
WRITERS = ("archive.store", "archive.keeping.export.public_database")  # the latter into a copy of its own
WRITES = re.compile(r"\s*(insert (or \w+ )?into|update \w+ set|delete from|replace into)\s+(?!temp\.)", re.IGNORECASE)

FLOORS = {room: floor for floor, line in enumerate(reversed(ORDER.split("\n"))) for room in line.split()}
SOURCES = sorted(path for package in ("archive", "scraper") for path in (ROOT / package).rglob("*.py"))


def module_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


MODULES = {module_of(path) for path in SOURCES}


def within(name: str, room: str) -> bool:
    return name == room or name.startswith(room + ".")


def room_of(module: str) -> str:
    """The room a module is in: the longest name of ORDER that its own begins with."""
    return max((room for room in FLOORS if within(module, room)), key=len)


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    """Every node of a source."""
    return tuple(ast.walk(ast.parse(path.read_text("utf-8"))))


def imported(path: Path) -> Iterator[str]:
    """The modules a file imports, and names from them where those are no modules of ours."""
    for node in nodes(path):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def texts(path: Path) -> Iterator[str]:
    """The strings of a file, those put together of parts as one, with x for what is filled in."""
    for node in nodes(path):
        if isinstance(node, ast.JoinedStr):
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else "x" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


@pytest.mark.parametrize("path", SOURCES, ids=module_of)
def test_every_module_has_a_room(path: Path) -> None:
    """A package or a loose module that ORDER does not name has no place in the house."""
    module = module_of(path)
    room = room_of(module)
    assert module == room or room.count("."), f"{module} is in no room; give it one, or name it in ORDER"
    assert room in MODULES, f"ORDER names {room}, which does not exist"


def test_the_house_stays_small_enough_to_be_known() -> None:
    """At most 9 folders and 8 loose modules in archive/, 8 and 2 in scraper/; no module over 250 lines but `records`, a list of tables."""
    for package, folders, loose in (("archive", 9, 8), ("scraper", 8, 2)):
        inside = [path for path in (ROOT / package).iterdir() if path.name != "__pycache__"]
        assert len([path for path in inside if any(path.rglob("*.py"))]) <= folders
        assert len([path for path in inside if path.suffix == ".py" and path.name != "__init__.py"]) <= loose
    long = {module_of(path) for path in SOURCES if len(path.read_text("utf-8").splitlines()) > 250}
    assert long <= {"archive.records"}


@pytest.mark.parametrize("path", SOURCES, ids=module_of)
def test_imports_go_down(path: Path) -> None:
    module = module_of(path)
    package, floor = module.partition(".")[0], FLOORS[room_of(module)]
    for name in imported(path):
        if package == "archive":
            assert not any(within(name, other) for other in ("scraper", "sample", "scrapy", "bs4", "twisted")), f"{module}: {name}"
        else:
            assert not within(name, "sample"), f"{module}: {name}"
            assert not within(name, "archive") or any(within(name, part) for part in ACROSS), f"{module} may not know {name}"
        if within(name, package):
            target = room_of(name if name in MODULES else name.rpartition(".")[0])
            assert FLOORS[target] < floor or target == room_of(module), f"{module} imports {name}, which is not below it"


@pytest.mark.parametrize("path", [path for path in SOURCES if any(within(module_of(path), room) for room in PURE)], ids=module_of)
def test_what_reads_is_pure(path: Path) -> None:
    """No network, disk, database or clock."""
    module = module_of(path)
    found = {name for name in imported(path) for part in WORLD if within(name, part)}
    assert not found, f"{module} may not import {', '.join(sorted(found))}"
    for node in nodes(path):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            assert name not in CLOCKS_AND_FILES, f"{module}:{node.lineno} calls {name}()"


@pytest.mark.parametrize("path", SOURCES, ids=module_of)
def test_only_the_store_writes(path: Path) -> None:
    module = module_of(path)
    if any(within(module, room) for room in WRITERS):
        return
    writes = [text for text in texts(path) if WRITES.match(text)]
    assert not writes, f"{module} writes to a table: {writes[0]!r}; that is the store's"


@pytest.mark.parametrize("path", [path for path in SOURCES if within(module_of(path), "archive")], ids=module_of)
def test_pages_hold_no_queries(path: Path) -> None:
    """What reads the archive stands in rooms of its own; web/ turns rows into pages, commands print them."""
    module = module_of(path)
    if any(within(module, room) for room in READERS):
        return
    reads = [text for text in texts(path) if READS.match(text)]
    assert not reads, f"{module} reads tables: {reads[0]!r}"


@pytest.mark.parametrize("path", [path for path in SOURCES if path.name == "__init__.py" and path.parent.parent != ROOT], ids=module_of)
def test_the_map_of_a_room_names_its_files(path: Path) -> None:
    """Rooms of alike files (one a command, one a source, one a family) need no list."""
    said = path.read_text("utf-8").partition('"""')[2].partition('"""')[0]
    files = {one.stem for one in path.parent.glob("*.py")} - {"__init__"}
    if module_of(path).rpartition(".")[2] not in ALIKE:
        assert not [name for name in sorted(files) if not re.search(rf"\b{name}\b", said)], "the map does not name these"
    listed = [line.split("  ")[0] for line in said.splitlines() if "  " in line.strip()]
    for name in ", ".join(listed).replace("/", "").split(", "):
        assert not name or name in files or (path.parent / name).is_dir(), f"the map names {name}, which is not there"


PROBLEMS_ALONE = re.compile(r"Problem|(?:Iterator|Iterable)\[.+\]|list\[Problem\]|tuple\[Problem, \.\.\.\]")


@pytest.mark.parametrize("path", SOURCES, ids=module_of)
def test_a_problem_is_never_given_back_beside_a_value(path: Path) -> None:
    """It is yielded among records, added to the caller's list `problems`, or stands in the field `problems` of what was read."""
    for node in nodes(path):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.returns and not isinstance(node.returns, ast.Constant):
            given = ast.unparse(node.returns)
            beside = re.search(r"\bProblem\b", given) and not PROBLEMS_ALONE.fullmatch(given)
            assert not beside, f"{module_of(path)}:{node.lineno} {node.name} returns {given}"


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


def test_names_that_others_import_stand_where_they_are_promised() -> None:
    """Sources and tools outside this project import these; moving one breaks them."""
    from archive.records import Document
    from scraper.reading.articles.article import read_article
    from scraper.reading.articles.layouts import Pages
    from scraper.reading.reports import read_report
    from scraper.sources import SourceSpider

    assert all(hasattr(SourceSpider, name) for name in ("start_requests", "at_site", "save", "ask_report", "failed", "set_stat"))
    assert list(signature(read_article).parameters)[:4] == ["document", "pages", "hosts", "is_article"]
    assert list(signature(read_report).parameters)[:1] == ["document"]
    assert Pages().layouts == ()
    assert [field.name for field in fields(Document)] == [
        "source", "kind", "url", "body", "final_url", "status", "headers", "content_type", "etag", "last_modified", "report", "article",
    ]  # fmt: skip
