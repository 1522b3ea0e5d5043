"""Facets: each is a column, a filter, a count, a title and a condition in the SQL that is shown; none of these can be forgotten."""

from dataclasses import fields

from archive.database.listed_rows import ARTICLES, REPORTS
from archive.holdings.sql_shown import of_search
from archive.search.facets import Counted
from archive.search.filters import FACETS, Filters, read_filters
from archive.web.pages.search import TITLES, parameters


def test_every_facet_is_known_wherever_facets_are() -> None:
    assert set(TITLES) == set(FACETS)
    assert set(FACETS) <= {field.name for field in fields(Filters)}
    for name in FACETS:
        filters = read_filters({name: "leaders" if name == "section" else "x"})
        assert list(filters.chosen()) == [name]
        assert parameters("", filters)[name]
        shown = of_search("word", filters)
        assert shown is not None
        assert shown.sql != of_search("word", Filters()).sql, f"the SQL shown does not narrow by {name}"  # type: ignore[union-attr]
        if name != "section":  # that is of pages
            assert name in Counted._fields
            assert f" {name}" in REPORTS.replace(".", " ")
            assert f" {name}" in ARTICLES.replace(".", " ")
