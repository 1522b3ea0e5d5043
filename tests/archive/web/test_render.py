"""Readers' pages are rendered by plain templates: what comes out is what Datasette's own way of rendering gives."""

import pytest
from jinja2 import Environment

from archive.web import render as pages
from tests.archive.web.addresses import PAGES
from tests.archive.web.conftest import Ask


@pytest.mark.parametrize("path", [path for path in PAGES if not path.startswith(("/archive", "/-/"))])
def test_a_page_is_what_datasette_itself_would_render(site: Ask, monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    def datasettes_own(environment: Environment) -> Environment:
        return environment

    page = site(path).text
    monkeypatch.setattr(pages, "plain", datasettes_own)
    assert site(path).text == page
