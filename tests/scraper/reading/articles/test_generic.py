"""The generic path is held against trafilatura alone, and to what it must leave out."""

from pathlib import Path

import pytest

from tests.bench.articles import (
    body_generic,
    body_trafilatura,
    genuine_pages,
    measure,
    measure_genuine,
    read_generic,
    read_trafilatura,
    sample_pages,
)


def test_not_worse_than_trafilatura_on_bodies_and_better_on_links_and_dates() -> None:
    pages = sample_pages()
    ours, theirs = measure(read_generic, pages), measure(read_trafilatura, pages)
    assert ours.f1 >= theirs.f1
    assert ours.links > theirs.links
    assert ours.dates > theirs.dates
    assert ours.bodies == len(pages)


@pytest.mark.long
def test_genuine_pages_are_read_better_than_by_trafilatura_alone(shared: Path) -> None:
    """The case 62-publishers-real-pages."""
    pages = genuine_pages()
    assert len(pages) == len(list((shared / "pages" / "html").iterdir()))
    ours, theirs = measure_genuine(body_generic, pages), measure_genuine(body_trafilatura, pages)
    assert ours["no_text"] == 0
    assert ours["recall"] >= theirs["recall"]
    assert ours["precision"] > theirs["precision"]
