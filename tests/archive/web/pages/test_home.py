"""The home page says in plain words how far the archive was checked; the list of tables names none of the machinery."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.archive.factory import ArchiveFactory
from tests.archive.sample import sample_archive
from tests.archive.web.conftest import Ask, asked

CHECKED = {
    "ok": "last full check against Ofsted’s list",
    "degraded": "The newest reports may be missing",
    None: "because we have not yet checked Ofsted’s full list",
}


@pytest.fixture
def own(tmp_path: Path) -> Iterator[ArchiveFactory]:
    """A sample archive of one's own; its only run read no listing."""
    archive = sample_archive(tmp_path)
    yield archive
    archive.db.close()


@pytest.mark.parametrize("outcome", CHECKED)
def test_home_says_how_far_the_archive_was_checked(own: ArchiveFactory, outcome: str | None) -> None:
    if outcome:
        night = "2026-11-03T02:00:00+00:00"
        own.insert("runs", source="ofsted_reports", started=night, finished=night, outcome=outcome, listing_total=9, listing_read=9)
    if outcome == "degraded":
        own.db.execute("update runs set listing_read = 5 where listing_read = 9")
    own.db.conn.commit()
    sites = asked(own.path, own.files, public=False)
    page = next(sites)("/").text
    sites.close()
    for said, words in CHECKED.items():
        assert (words in page) == (said == outcome)
    assert ("3 November 2026</strong> last full check" in page) == (outcome == "ok")
    assert ("3 November 2026" in page) == (outcome == "ok")


def test_an_unknown_address_is_a_page_that_is_not_found_and_not_a_database(site: Ask) -> None:
    answer = site("/no-such-page")
    assert answer.status_code == 404
    assert "<title>Page not found –" in answer.text
    assert "Database" not in answer.text


def test_a_refusal_says_what_it_is_in_its_title_and_heading(site: Ask, public_site: Ask) -> None:
    refused = [
        (public_site, "/archive.csv?sql=select+1", "Not public", "SQL queries are not available on a public site."),
        (public_site, "/archive?sql=select+1", "Not public", "SQL queries are not available on a public site."),
        (public_site, "/archive/inspectors", "Not public", "This table is not public."),
        (public_site, "/archive.db", "Not public", "This page is not available on a public site."),
        (public_site, "/archive/reports?_sort=nothing", "Not possible", "There is no column"),
        (site, "/archive.db", "Not allowed", "Database download is forbidden"),
    ]
    for ask, path, heading, words in refused:
        page = ask(path).text
        assert f"<title>{heading} –" in page
        assert f"<h1>{heading}</h1>" in page
        assert words in page
        assert "Page not found" not in page


def test_the_list_of_tables_names_none_of_the_machinery(site: Ask, public_site: Ask) -> None:
    for ask in (site, public_site):
        page = ask("/archive").text
        assert "/archive/reports" in page
        for name in ("_sqlite_migrations", "sqlite_sequence", "_fts", "search_content", "page_sections"):
            assert name not in page
        shown = [table["name"] for table in ask("/archive.json").json()["tables"] if not table["hidden"]]
        assert "reports" in shown
        assert not [name for name in shown if name.startswith(("_", "sqlite_")) or "_fts" in name]
