"""One article under many addresses, asked for again with validators, and gone one day: crawls of a small site of our own."""

import json
from collections.abc import Iterator
from urllib.parse import SplitResult

import pytest

from sample.server.exchange import Answer, page
from sample.server.loopback import LoopbackSite
from tests.conftest import Home, Ran

SLUG = "/ashmere-families-seen-quickly/"
FORMS = (f"{SLUG}?utm_source=letter", SLUG, f"{SLUG}?page=1", f"{SLUG}#main")
TEXT = "Children in Ashmere are seen quickly when somebody worries about them, Ofsted has found."


class SmallSite(LoopbackSite):
    """A feed that names one article in several forms; the article has an ETag of its own and honours it."""

    def __init__(self) -> None:
        super().__init__()
        self.gone = False

    def respond(self, url: SplitResult, headers: dict[str, str]) -> Answer:
        """The feed, the article, or 404."""
        if url.path == "/feed/" and "paged=1" in url.query:
            entries = "".join(f"<item><title>t</title><link>{self.url}{form}</link></item>" for form in FORMS)
            return Answer(f"<rss><channel>{entries}</channel></rss>".encode(), "application/rss+xml")
        if url.path != SLUG or self.gone:
            return page("<html><title>Page not found</title></html>", 410 if url.path == SLUG else 404)
        if headers.get("if-none-match") == '"one"':
            return Answer(b"", status=304, headers={"ETag": '"one"'})
        canonical = f'<link rel="canonical" href="https://www.willispalmer.com{SLUG}">'
        body = f"<html><head>{canonical}</head><body><h1>Ashmere</h1><div class='entry-content'><p>{TEXT}</p></div></body></html>"
        return Answer(body.encode(), headers={"ETag": '"one"'})


@pytest.fixture
def small_site() -> Iterator[SmallSite]:
    """The small site, running."""
    with SmallSite() as running:
        yield running


def crawl(home: Home, site: SmallSite) -> Ran:
    return home.scrapy("update", "willispalmer", "-a", f"site={site.url}")


@pytest.mark.long
def test_forms_are_one_article_then_conditional_requests_then_gone(home: Home, small_site: SmallSite) -> None:
    crawl(home, small_site)
    ((url, aliases, text),) = home.rows("select url, aliases, text from articles")
    assert url == f"{small_site.url}{SLUG}"
    assert json.loads(str(aliases)) == [f"{small_site.url}{SLUG}?page=1"]
    asked = [request.path for request in small_site.requests if request.path.startswith(SLUG)]
    assert sorted(asked) == [SLUG, f"{SLUG}?page=1"]  # both at once, in either order
    assert text == TEXT

    before, start = home.counts(), len(small_site.requests)
    crawl(home, small_site)
    answers = [request.status for request in small_site.requests[start:] if request.path.startswith(SLUG)]
    assert answers
    assert set(answers) == {304}
    after = home.counts()
    assert {name for name in after if after[name] != before[name]} == {"runs"}

    small_site.gone = True
    crawl(home, small_site)
    ((gone, text),) = home.rows("select gone is not null, text from articles")
    assert (gone, text) == (1, TEXT)
