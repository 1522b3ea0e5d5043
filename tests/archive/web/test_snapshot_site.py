"""A public snapshot is served with all its pages, and its search finds articles by their excerpts."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.keeping.export.public_database import make_snapshot
from tests.archive.factory import NOW, ArchiveFactory
from tests.archive.web.addresses import DATA, PAGES
from tests.archive.web.conftest import Ask, asked


@pytest.fixture(scope="module")
def snapshot_site(made: ArchiveFactory, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    """The public site over a snapshot of the sample archive."""
    target: Path = tmp_path_factory.mktemp("snapshot") / "archive.db"
    make_snapshot(made.path, target, NOW)
    yield from asked(target, made.files, public=True)


@pytest.mark.parametrize("path", [*PAGES, *DATA, "/archive/articles", "/archive/quotations"])
def test_every_page_is_there(snapshot_site: Ask, path: str) -> None:
    assert snapshot_site(path).status_code == 200


def test_articles_are_found_by_their_excerpts_alone(snapshot_site: Ask) -> None:
    found = snapshot_site("/search.json?q=told+to+improve&kind=article").json()
    assert [result["key"] for result in found["results"]] == ["1000000000001"]
    assert "told to improve" in found["results"][0]["passages"][0]["snippet"]
    assert snapshot_site('/search.json?q="private+body+sentence"').json()["total"] == 0


def test_what_is_not_in_a_snapshot_is_not_shown(snapshot_site: Ask) -> None:
    for path in ("/archive/inspectors", "/archive/article_versions", "/archive/refused_pages", "/archive?sql=select+1"):
        assert snapshot_site(path).status_code in (403, 404)
