"""Readers' pages are rendered by plain templates: what comes out is what Datasette's own way of rendering gives."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from jinja2 import Environment

from archive.web import render as pages
from archive.web.site import make_site
from tests.archive.factory import ArchiveFactory
from tests.archive.web.addresses import PAGES
from tests.archive.web.conftest import Ask, asked


@pytest.mark.parametrize("path", [path for path in PAGES if not path.startswith(("/archive", "/-/"))])
def test_a_page_is_what_datasette_itself_would_render(site: Ask, monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    def datasettes_own(environment: Environment) -> Environment:
        return environment

    page = site(path).text
    monkeypatch.setattr(pages, "plain", datasettes_own)
    assert site(path).text == page


def test_a_drawing_is_made_anew_for_other_values(made: ArchiveFactory) -> None:
    datasette = make_site(made.path, made.files)
    asyncio.run(datasette.invoke_startup())
    drawing = pages.drawing_by(datasette)
    assert [str(drawing("_options.html", names)).count("<option") for names in (("A",), ("A", "B"), ("A",))] == [1, 2, 1]
    assert 'value="&lt;b&gt;"' in drawing("_options.html", ("<b>",))
    assert drawing("_options.html", ("A",)) is drawing("_options.html", ("A",))


def test_the_home_page_follows_the_archive(tmp_path: Path) -> None:
    """What is kept of a drawing never stands for other values: another name is in the next map, and among the names to type."""
    archive = ArchiveFactory(tmp_path)
    archive.authority("E08000035", "Leeds", "Yorkshire and the Humber")
    sites = asked(archive.path, archive.files, public=False)
    ask = next(sites)
    first = ask("/").text
    with archive.db.conn:
        archive.db.execute("update local_authorities set name = 'North Leeds'")
    second = ask("/").text
    sites.close()
    assert first.count(">Lee<") == second.count(">NLe<") == 1
    assert first.count('<option value="Leeds">') == second.count('<option value="North Leeds">') == 1


def test_a_row_gives_its_columns_and_nothing_else() -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.row_factory = sqlite3.Row
        row = connection.execute("select 1 as one, 'two' as keys").fetchone()
    template = pages.plain(Environment()).from_string("{{ row.one }} {{ row.keys }} {{ row.three is defined }} {{ 'a'.upper() }}")
    assert template.render(row=row) == "1 two False A"
