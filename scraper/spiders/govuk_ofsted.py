"""Ofsted's news on GOV.UK: press releases and news stories, found by its search API and read by its content API."""

from collections.abc import Iterable

from archive.records import Document, Record
from scraper.reading.articles.govuk import read_govuk_news
from scraper.reading.errors import ParseError
from scraper.sources.news_spider import NewsSpider
from scraper.sources.ways import GovUkSearch


class GovUkOfsted(NewsSpider):
    """An unknown parameter of the search API answers 422, so that a change there is noticed."""

    name = "govuk_ofsted"
    title = "Ofsted’s news on GOV.UK"
    home = "https://www.gov.uk"
    licence = "Open Government Licence v3.0"
    terms = "Contains public sector information licensed under the Open Government Licence v3.0."
    key_prefix = "govuk"
    hosts = ("www.gov.uk",)
    nightly = False  # until a first live run has confirmed these facts
    discovery = (
        GovUkSearch(
            "filter_organisations=ofsted&filter_content_purpose_supergroup=news_and_communications&order=-public_timestamp"
            "&fields[]=title&fields[]=link&fields[]=public_timestamp"
        ),
    )
    allow = (r"^/api/content/government/(?:news|speeches)/[^/]+$",)
    words = ("children's services", "children’s services", "children's social care", "children’s social care", "local authority", "SEND")

    @classmethod
    def extract(cls, document: Document) -> Iterable[Record]:
        """The Article of a content API answer and its links."""
        if document.kind != "article":
            raise ParseError(f"{cls.name} knows no document of kind {document.kind}")
        yield from read_govuk_news(document, cls.pages, cls.hosts)
