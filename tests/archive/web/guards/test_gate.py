"""The gate of a public site, as the pure function it is: what is on its lists passes, everything else is refused."""

import pytest

from archive.web.guards.gate import MOST_FACETS, MOST_PARAMETERS, refuse_public

COLUMNS = {"reports": frozenset({"key", "title"}), "search terms": frozenset({"term"})}


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("/report/ofsted-1", "_where=anything"),  # a page of ours judges for itself
        ("/-/health", ""),
        ("/-/static/app.css", ""),
        ("/archive", ""),
        ("/archive.json", ""),
        ("/archive/reports", "_sort=key&_facet=title&_size=10&key__contains=x&title=y&_filter_column_2=key&_filter_op_2=exact"),
        ("/archive/reports.csv", "_stream=1"),
        ("/archive/search~20terms", "_sort=term"),
        ("/archive/reports/1", ""),
        ("/archive/reports/1.json", "_shape=array"),
        ("/archive/reports", "&".join(["_facet=key"] * MOST_FACETS)),
        ("/archive/reports", "&".join(["key=x"] * MOST_PARAMETERS)),
    ],
)
def test_what_passes(path: str, query: str) -> None:
    assert refuse_public(path, query, COLUMNS) is None


@pytest.mark.parametrize(
    ("path", "query", "status"),
    [
        ("/-/versions", "", 404),
        ("/-/healthy", "", 404),
        ("/-/static", "", 404),
        ("/_memory", "", 404),
        ("/:memory:", "", 404),
        ("/ARCHIVE.db", "", 404),
        ("/archive.db", "", 404),
        ("/archive/reports.db", "", 404),
        ("/archive", "sql=select+1", 403),
        ("/archive.csv", "sql=select+1", 403),
        ("/archive/-/query.csv", "sql=select+1", 403),
        ("/archive/inspectors", "", 403),
        ("/archive/inspectors/1", "", 403),
        ("/archive/inspectors.json", "", 403),
        ("/archive/reports/1", "_extras=foreign_key_tables", 403),
        ("/archive/reports", "_fts_table=search_fts", 403),
        ("/archive/reports", "_search=x", 403),
        ("/archive/reports", "_where=", 403),
        ("/archive/reports", "withheld=x", 403),
        ("/archive/reports", "withheld__contains=x", 403),
        ("/archive/reports", "key__arraycontains=x", 403),
        ("/archive/reports", "__contains=x", 403),
        ("/archive/reports", "_sort=withheld", 400),
        ("/archive/reports", "_filter_column_3=withheld", 400),
        ("/archive/reports", "_facet=withheld", 400),
        ("/archive/reports", "&".join(["_facet=key"] * (MOST_FACETS + 1)), 403),
        ("/archive/reports", "_facet=key&_facet_array=key&_facet_date=key&_facet=title", 403),
        ("/archive/reports", "&".join(["key=x"] * (MOST_PARAMETERS + 1)), 403),
    ],
)
def test_what_is_refused(path: str, query: str, status: int) -> None:
    refusal = refuse_public(path, query, COLUMNS)
    assert refusal is not None
    assert refusal.status == status
