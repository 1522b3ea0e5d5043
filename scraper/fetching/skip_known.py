"""SkipKnown: which documents a crawl does not request again, and when one is due: about every 90 days, spread over the nights."""

import hashlib
import json
import re
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from archive.records import ListedReport
from archive.store.provider_pages import names_other_file
from archive.store.takedowns import is_erased
from scraper.crawl.part import Part
from scraper.crawl.session import session_of
from scraper.sources.errors import SkippedError
from scraper.sources.source_spider import SourceSpider

ROTA_DAYS = 90  # a held document is asked for again, conditionally, about once in so many days
FULL_DAYS = 30  # a newest-first list is read to its end at least once in so many days
REST_DAYS = 30  # and never sooner than this after it was last seen

ETAG = re.compile(r'(?:W/)?"[^"]*"')


def validators(etag: str | None, modified: str | None) -> dict[str, str]:
    """The headers that ask whether a document has changed, from the ETag and Last-Modified of its last answer.

    Only what is sure to go back byte for byte and to mean what it meant: printable ASCII, one ETag, and a time that is one.
    """
    found = {}
    if etag and _is_printable(etag) and (ETAG.fullmatch(etag) or not re.search(r"[\s,\"*]", etag)):
        found["If-None-Match"] = etag
    if modified and _is_printable(modified):
        with suppress(ValueError):
            parsedate_to_datetime(modified)
            found["If-Modified-Since"] = modified
    return found


def _is_printable(value: str) -> bool:
    return value.isascii() and value.isprintable()


class SkipKnown(Part):
    """It should only: decide, from the archive, which reports and articles are asked for, and add the validators of those held."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.asked = 0

    def process_request(self, request: Request) -> None:
        """Raise SkippedError for a report, article or provider's page that need not, or must not, be asked for in this run."""
        kind = request.meta.get("document_kind")
        if kind == "provider_page" and "listed_latest" in request.meta:
            self._skip_page(request)
        if kind == "listing" and "listed_before" in request.meta:
            self._skip_list(request)
        if kind not in ("report", "article") or request.meta.get("retry_times") or request.meta.get("redirect_times"):
            return
        spider = self.crawler.spider
        assert isinstance(spider, SourceSpider)
        reason = self._report_reason(request, spider) if kind == "report" else self._article_reason(request)
        if reason is None and is_erased(session_of(self.crawler).database, self._names(request)):
            reason = "excluded"  # taken down and erased: fetching it again would undo that
        if reason is None and spider.limit is not None and self.asked >= spider.limit:
            spider.limit_reached = True
            reason = "excluded"
        if reason == "excluded" and kind == "report":
            session_of(self.crawler).excluded.add(request.meta["report"].key)
        if reason is not None:
            if self.crawler.stats is not None:
                self.crawler.stats.inc_value(f"skipped/{reason}")
            raise SkippedError(f"{request.url} is not asked for: {reason}")
        self.asked += 1

    def process_response(self, request: Request, response: Response) -> Response:
        """After a 304 (the document has not changed), only record that it was seen."""
        if response.status == 304 and request.meta.get("document_kind") in ("report", "article"):
            assert self.crawler.spider is not None
            asked = request.meta.get("redirect_urls", [request.url])[0]
            session_of(self.crawler).ingest.unchanged(asked, self.crawler.spider.name)
            self.crawler.stats.inc_value("archive/documents_seen")
            if request.meta["document_kind"] == "report":
                raise SkippedError(f"{request.url} is unchanged")
        return response

    def _skip_list(self, request: Request) -> None:
        """Raise SkippedError for a page of a newest-first list where all of the page before is known, unless the whole list is due."""
        spider = self.crawler.spider
        assert isinstance(spider, SourceSpider)
        whole = session_of(self.crawler).database.execute(
            "select max(finished) from runs where source = ? and arguments = ? and discovery is null and outcome in ('ok', 'degraded')"
            " and listing_read > 0 and listing_read >= listing_total",
            [spider.name, spider.told],
        )
        last = whole.fetchone()[0]
        if last is None or datetime.now(UTC).date() >= date.fromisoformat(last[:10]) + timedelta(days=FULL_DAYS):
            return
        seen = (self._page_seen(url, day) for url, day in request.meta["listed_before"].items())
        if all(seen):
            raise SkippedError(f"{request.url} is not asked for: everything on the page before is known")

    def _page_seen(self, url: str, listed: str | None) -> str | None:
        """When the provider's page at `url` was last seen; None where it is not held, or names no report of the day `listed` or later."""
        sql = """select (select max(last_seen) from documents where url = :url and kind = 'provider_page'),
            (select max(published) from reports where page_url = :url)"""
        seen, newest = session_of(self.crawler).database.execute(sql, {"url": url}).fetchone()
        return seen if listed is None or (newest is not None and listed <= newest) else None

    def _skip_page(self, request: Request) -> None:
        """Raise SkippedError for a provider's page that is held, where the list names no newer report and it is not due."""
        seen = self._page_seen(request.url, request.meta["listed_latest"])
        if seen and datetime.now(UTC).date() < next_due(request.url, seen):
            if self.crawler.stats is not None:
                self.crawler.stats.inc_value("skipped/held")
                self.crawler.stats.inc_value("listing/known")
            raise SkippedError(f"{request.url} is not asked for: held")

    def _names(self, request: Request) -> tuple[str, ...]:
        report: ListedReport | None = request.meta.get("report")
        return (report.key,) if report else (request.url,)

    def _report_reason(self, request: Request, spider: SourceSpider) -> str | None:
        report: ListedReport = request.meta["report"]
        if spider.since and (report.published or report.inspected or "9999") < spider.since:
            return "excluded"
        row = (
            session_of(self.crawler)
            .database.execute(
                "select availability, ask_next, etag, last_modified, documents.last_seen, page_url, reports.url from reports"
                " left join documents on documents.id = file_document_id where key = ?",
                [report.key],
            )
            .fetchone()
        )
        if row is None or request.meta.get("ask_again") or (spider.missing and row[0] != "held"):
            return None
        if not spider.ofsted_urns and names_other_file(row[5], row[6], report.page_url, request.url):
            return "excluded"  # it would take the place of the file that has its key
        today = datetime.now(UTC).date()
        if row[0] in ("held", "unreadable"):
            return self._held_reason(request, row[2], row[3], row[4], today)
        return "not_due" if row[0] == "missing" and row[1] and row[1] > today.isoformat() else None

    def _article_reason(self, request: Request) -> str | None:
        row = (
            session_of(self.crawler)
            .database.execute(
                "select etag, last_modified, last_seen, listed from documents where url = ? and kind = 'article' order by id desc limit 1",
                [request.url],
            )
            .fetchone()
        )
        if row is None:
            return None
        if request.meta.get("ask_again"):
            self._conditional(request, row[0], row[1])
            return None
        modified, listed = request.meta.get("listed_modified"), json.loads(row[3] or "{}")
        if modified:  # discovery itself says whether the article changed
            if listed.get("modified") == modified:
                return "held"
            self._conditional(request, row[0], row[1])
            return None
        return self._held_reason(request, row[0], row[1], row[2], datetime.now(UTC).date())

    def _held_reason(self, request: Request, etag: str | None, modified: str | None, last_seen: str, today: date) -> str | None:
        conditional = request.meta["document_kind"] == "article" and validators(etag, modified)
        if not conditional and today < next_due(request.url, last_seen):
            return "held"
        self._conditional(request, etag, modified)
        return None

    def _conditional(self, request: Request, etag: str | None, modified: str | None) -> None:
        """Send the validators of the last answer, so that an unchanged document is not downloaded again."""
        for name, value in validators(etag, modified).items():
            request.headers[name] = value


def next_due(url: str, last_seen: str) -> date:
    """The first day, REST_DAYS after `last_seen` (ISO) or later, that is this address's slot of the rota."""
    slot = int(hashlib.sha256(url.encode()).hexdigest()[:8], 16) % ROTA_DAYS
    rested = date.fromisoformat(last_seen[:10]) + timedelta(days=REST_DAYS)
    return rested + timedelta(days=(slot - rested.toordinal()) % ROTA_DAYS)
