"""`SamplePublisher`: a news publisher on 127.0.0.1 that looks like WordPress, well behaved until it is asked to misbehave."""

import gzip
import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from urllib.parse import SplitResult, parse_qs

from sample.news_site import pages
from sample.news_site.articles import ARTICLES, Addresses, SampleArticle
from sample.server.exchange import Answer, page
from sample.server.loopback import LoopbackSite

LISTING_SIZE = 6
FEED_SIZE = 5
XML = "application/xml; charset=UTF-8"
WAYS = ("wp-json", "rest_route", "sitemap", "feed", "listing")


class SamplePublisher(LoopbackSite):
    """The publisher's site: WordPress API, sitemap, feed, listing and the articles at `/<slug>/`.

    Its links to reports lead to `site`. `per_page` is the most posts the API gives at once.
    """

    def __init__(self, site: LoopbackSite, *, port: int = 0, per_page: int = 100) -> None:
        super().__init__(port)
        self.addresses = Addresses(site.url, self.url)
        self.per_page = per_page
        self.articles: dict[str, SampleArticle] = {article.slug: article for article in ARTICLES}
        self.modified = {article.slug: article.published for article in ARTICLES}
        self.gone: dict[str, int] = {}
        self.banner: str | None = None
        self.robots = Answer(b"User-agent: *\nDisallow: /wp-admin/\n", "text/plain; charset=utf-8")
        self._off: dict[str, int] = {}
        self._shown = 0

    def respond(self, url: SplitResult, headers: dict[str, str]) -> Answer:
        """The page at `url`; everything unknown is a 404."""
        del headers
        if url.path == "/robots.txt":
            return self.robots
        query = parse_qs(url.query)
        parts = [part for part in url.path.split("/") if part]
        for way, answer in self._ways(parts, query):
            return self._error(self._off[way]) if way in self._off else answer()
        if not parts:
            return page(pages.frame("Home", "<p>News about services for children.</p>", self._banner(), f"{self.url}/"))
        return self._page(parts[0]) if len(parts) == 1 else self._error(404)

    def _ways(self, parts: list[str], query: dict[str, list[str]]) -> Sequence[tuple[str, Callable[[], Answer]]]:
        """The way of discovery that this request asks for, if any, with its answer."""
        if parts[:4] == ["wp-json", "wp", "v2", "posts"]:
            return [("wp-json", lambda: self._posts(query))]
        if query.get("rest_route") == ["/wp/v2/posts"]:
            return [("rest_route", lambda: self._posts(query))]
        if len(parts) == 1 and "sitemap" in parts[0]:
            return [("sitemap", lambda: self._sitemap(parts[0]))]
        if parts == ["feed"]:
            return [("feed", lambda: self._feed(_number(query, "paged", 1)))]
        if parts[:1] == ["news"] and len(parts) in (1, 3):
            return [("listing", lambda: self._listing(int(parts[2]) if len(parts) == 3 and parts[2].isdigit() else 1))]
        return []

    def _newest_first(self) -> list[SampleArticle]:
        return sorted(self.articles.values(), key=lambda article: article.published, reverse=True)

    def _posts(self, query: dict[str, list[str]]) -> Answer:
        """A page of posts, with the totals in headers; a page beyond the last is WordPress's 400."""
        size = min(_number(query, "per_page", 10), self.per_page)
        number = _number(query, "page", 1)
        posts = self._newest_first()
        total = -(-len(posts) // size)
        headers = {"X-WP-Total": str(len(posts)), "X-WP-TotalPages": str(total)}
        if number > total:
            return _json({"code": "rest_post_invalid_page_number", "message": "Past the last page.", "data": {"status": 400}}, 400, headers)
        shown = posts[(number - 1) * size : number * size]
        return _json([pages.api_post(article, self.addresses, self.modified[article.slug]) for article in shown], 200, headers)

    def _feed(self, number: int) -> Answer:
        shown = self._newest_first()[(number - 1) * FEED_SIZE : number * FEED_SIZE]
        if not shown:
            return self._error(404)
        return Answer(pages.feed(shown, self.url).encode(), "application/rss+xml; charset=UTF-8")

    def _listing(self, number: int) -> Answer:
        articles = self._newest_first()
        total = -(-len(articles) // LISTING_SIZE)
        if not 1 <= number <= total:
            return self._error(404)
        shown = articles[(number - 1) * LISTING_SIZE : number * LISTING_SIZE]
        return page(pages.listing_page(shown, number, total, self.url, self._banner()))

    def _sitemap(self, name: str) -> Answer:
        """The index, the gzipped sitemap of posts, the plain one of static pages."""
        newest = max(self.modified.values())
        if name == "sitemap.xml":
            children = [(f"{self.url}/{child}", pages.w3c_date(newest)) for child in ("post-sitemap.xml.gz", "page-sitemap.xml")]
            return Answer(pages.sitemap_index(children).encode(), XML)
        if name == "post-sitemap.xml.gz":
            posts = [(f"{self.url}/{slug}/", pages.w3c_date(changed)) for slug, changed in sorted(self.modified.items())]
            return Answer(gzip.compress(pages.sitemap(posts).encode(), mtime=0), "application/x-gzip")
        if name == "page-sitemap.xml":
            return Answer(pages.sitemap([(f"{self.url}/{slug}/", "2020-01-01") for slug in pages.STATIC_PAGES]).encode(), XML)
        return self._error(404)

    def _page(self, slug: str) -> Answer:
        if slug in self.gone:
            return self._error(self.gone[slug])
        if slug in pages.STATIC_PAGES:
            return page(pages.static_page(slug, self.url, self._banner()))
        if slug not in self.articles:
            return self._error(404)
        article = self.articles[slug]
        related = [other for other in self._newest_first() if other.slug != slug][:3]
        return page(pages.article_page(article, related, self.addresses, self.url, self._banner()))

    def _banner(self) -> str:
        """The banner that was set, or another of the three at each request."""
        self._shown += 1
        return self.banner if self.banner is not None else pages.BANNERS[self._shown % len(pages.BANNERS)]

    def _error(self, status: int) -> Answer:
        return page(pages.frame("Page not found", "<p>There is nothing here.</p>", self._banner(), f"{self.url}/"), status)

    # Changes

    def switch_off(self, way: str, status: int = 404) -> None:
        """A way of discovery answers with an error: one of `WAYS`."""
        if way not in WAYS:
            raise ValueError(f"{way!r} is none of {', '.join(WAYS)}")
        self._off[way] = status

    def change_word(self, slug: str, old: str, new: str, modified: str) -> None:
        """A word of the body is another one, as of local time `modified` ("2026-06-01T09:00:00")."""
        article = self.articles[slug]
        if not any(old in entry for entry in article.body):
            raise ValueError(f"{slug} does not hold {old!r}")
        self.articles[slug] = replace(article, body=tuple(entry.replace(old, new) for entry in article.body))
        self.modified[slug] = modified

    def remove_article(self, slug: str, status: int = 410) -> None:
        """The article is gone: from every list, and its address answers 410 or 404."""
        del self.articles[slug]
        del self.modified[slug]
        self.gone[slug] = status


def _number(query: dict[str, list[str]], name: str, default: int) -> int:
    """A positive number of the query string, or `default` where there is none."""
    value = query.get(name, [""])[0]
    return int(value) if value.isdigit() and int(value) > 0 else default


def _json(value: object, status: int, headers: dict[str, str]) -> Answer:
    return Answer(json.dumps(value).encode(), "application/json; charset=UTF-8", status, headers)
