"""Routes: every page in every form is among the addresses that all tests of pages try."""

import re

import pytest

from archive.web.routes import PAGES, Page
from tests.archive.web import addresses

TRIED = (*addresses.PAGES, *addresses.DATA, *addresses.EMPTY)
ELSEWHERE = {"/archive.csv", "/-/health", "/-/live", "/-/metrics", "/robots.txt", "/files/{sha256}.pdf"}
"""Pages that answer in ways of their own; test_query_rows, pages/test_health and pages/test_original try them."""


@pytest.mark.parametrize("page", [page for page in PAGES if page.address not in ELSEWHERE], ids=lambda page: page.address)
def test_every_form_of_every_page_is_tried(page: Page) -> None:
    paths = {tried.partition("?")[0] for tried in TRIED}
    found = {match.groupdict().get("form") for path in paths if (match := re.match(page.route, path))}
    assert found >= {None, *page.forms} - ({None} if page.only_forms else set()), "add it to tests/archive/web/addresses.py"
