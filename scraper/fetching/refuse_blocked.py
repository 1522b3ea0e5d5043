"""RefuseBlocked: rejects error and challenge pages, whatever their status, so that none is stored as a document."""

from scrapy import Request
from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.http import Response

from scraper.crawl.pace import pace_of
from scraper.crawl.part import Part
from scraper.reading.errors import BlockedError, NotAPdfError, ReadingError
from scraper.reading.refusals import refuse, refuse_elsewhere
from scraper.sources.errors import AnswerRefusedError
from scraper.sources.source_spider import SourceSpider


class RefuseBlocked(Part):
    """It should only: recognise error, challenge and not-found pages whatever their status, and ask again where that has helped before."""

    async def process_response(self, request: Request, response: Response) -> Response | Request:
        """The response when it is what was asked for, a retry where one may help, else AnswerRefusedError."""
        kind = request.meta.get("document_kind")
        if kind is None or response.status == 304:
            return response
        try:
            spider = self.crawler.spider
            assert isinstance(spider, SourceSpider)
            refuse(kind, response.status, response.body, request.url, *spider.titles)
        except (BlockedError, NotAPdfError) as error:
            return await self._again(request, error)
        except ReadingError as error:
            raise AnswerRefusedError(error) from error
        pace_of(self.crawler).answered()
        if kind == "article":
            _refuse_elsewhere(request, response)
        return response

    async def _again(self, request: Request, error: ReadingError) -> Request:
        spider = self.crawler.spider
        assert spider is not None
        again = get_retry_request(request, spider=spider, reason=error.kind)
        if again is not None:
            await pace_of(self.crawler).back_off(again.meta["retry_times"])
            return again
        if isinstance(error, BlockedError):
            pace_of(self.crawler).refused(str(error))
        raise AnswerRefusedError(error) from error


def _refuse_elsewhere(request: Request, response: Response) -> None:
    """AnswerRefusedError for an article that leads elsewhere; asking again would not help."""
    try:
        refuse_elsewhere(request.meta.get("redirect_urls", [request.url])[0], response.url)
    except ReadingError as error:
        raise AnswerRefusedError(error) from error
