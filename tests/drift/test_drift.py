"""Each row of the table: a first night, the change, a second night. Noticed as the row says, and nothing of what was held is worse."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import Home
from tests.drift import table
from tests.drift.changing import ChangingSite
from tests.drift.table import Drift

QUICK = ("one council is gone from the list and from its total",)
REPORT = (
    "key, urn, local_authority, title, published, inspected, url, page_url, availability, off_page, replaced_by, asked, ask_next,"
    " file_document_id"
)
KEPT = ("inspections", "judgements", "recommendations", "inspectors", "topics", "report_pages", "report_paragraphs")


@pytest.fixture(scope="module")
def night(drawn: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[ChangingSite, Home]]:
    """The site, which keeps its address, and the archive of a first night."""
    with ChangingSite(drawn) as site:
        home = Home(tmp_path_factory.mktemp("first"))
        home.open().close()
        ran = home.crawl(site)
        assert ran.status == 12, ran.output  # two files are missing from the first night on
        yield site, home


def changed(night: tuple[ChangingSite, Home], row: Drift, folder: Path) -> tuple[ChangingSite, Home]:
    """The site as the row changes it, and a copy of the first night's archive."""
    site, first = night
    site.reset()
    row.change(site)
    shutil.copytree(first.folder, folder / "archive")
    return site, Home(folder / "archive")


def open_problems(home: Home) -> set[str]:
    return {f"{kind}: {message}" for kind, message in home.rows("select kind, message from problems where resolved is null")}


def reports(home: Home) -> dict[str, object]:
    """ "KEY.COLUMN" to its value, for every report."""
    names = [name.strip() for name in REPORT.split(",")]
    rows = [dict(zip(names, row, strict=True)) for row in home.rows(f"select {REPORT} from reports")]
    return {f"{row['key']}.{name}": value for row in rows for name, value in row.items()}


def facts_of(home: Home, table: str) -> set[tuple[object, ...]]:
    """The rows without their numbers, which a second reading of one file makes anew."""
    columns = [
        str(name) for (name,) in home.rows("select name from pragma_table_info(?) where name not in ('id', 'reader_version')", table)
    ]
    return set(home.rows(f"select {', '.join(columns)} from {table}"))


def check(night: tuple[ChangingSite, Home], row: Drift, folder: Path) -> tuple[ChangingSite, Home]:
    site, home = changed(night, row, folder)
    before, facts, problems = reports(home), {name: facts_of(home, name) for name in KEPT}, open_problems(home)
    documents = {row[0] for row in home.rows("select sha256 from documents")}
    ran = home.crawl(site)
    assert ran.status == row.status, ran.output
    assert site.edited or not site.edits, "the change changed nothing"
    new = open_problems(home) - problems
    assert {row[0] for row in home.rows("select sha256 from documents")} >= documents
    assert [words for words in row.says if not any(words in problem for problem in new)] == [], new  # none silent
    assert [problem for problem in new if not any(words in problem for words in row.says)] == []  # none false
    after = reports(home)
    differing = {name: after.get(name) for name, value in before.items() if after.get(name) != value}
    expected = {name: differing.get(name) if value == "*" else value for name, value in row.becomes.items()}
    assert differing == expected
    assert all(differing[name] is not None for name, value in row.becomes.items() if value == "*")
    for name, rows in facts.items():
        lost = rows - facts_of(home, name)
        assert not lost, (name, list(lost)[:1])
    return site, home


@pytest.mark.xdist_group("drift")  # the first night is crawled once
@pytest.mark.parametrize("row", [row for row in table.ALL if row.name in QUICK], ids=lambda row: row.name)
def test_a_change_is_noticed_or_not_as_the_table_says(night: tuple[ChangingSite, Home], row: Drift, tmp_path: Path) -> None:
    check(night, row, tmp_path)


@pytest.mark.long
@pytest.mark.parametrize("row", [row for row in table.ALL if row.name not in QUICK], ids=lambda row: row.name)
def test_every_other_change(night: tuple[ChangingSite, Home], row: Drift, tmp_path: Path) -> None:
    check(night, row, tmp_path)


@pytest.mark.long
@pytest.mark.parametrize(
    "name", ["two councils are gone", "a page lacks the last two reports", "labels are empty", "day and month of a date are changed over"]
)
def test_a_change_alarms_once_and_is_over_when_it_is_undone(night: tuple[ChangingSite, Home], name: str, tmp_path: Path) -> None:
    site, home = check(night, next(row for row in table.ALL if row.name == name), tmp_path)
    ran = home.crawl(site)
    assert ran.status == 0, ran.output
    site.reset()
    ran = home.crawl(site)
    assert ran.status == 0, ran.output
    assert open_problems(home) == open_problems(night[1])
    assert reports(home) == reports(night[1])


def test_the_table_is_large_enough_and_names_each_row_once() -> None:
    names = [row.name for row in table.ALL]
    assert len(set(names)) == len(names) >= 60
    assert len([row for row in table.ALL if row.says]) >= 40
    assert set(QUICK) < set(names)
