"""What every source is; the sources themselves are in scraper.spiders.

source_spider           facts, links, and what is kept of answers
ways, discovery         how a publisher's articles are found
inspectorate_spider     what an inspectorate is that states its lists and pages as facts
news_spider, gate       what every publisher is, and which of its pages are kept
registry                finds sources by name; there is no list to keep
errors                  why a request was not made or an answer not taken
without_archive         settings for a look that keeps nothing
first_look/             the first look at a live site: Ofsted's (inspectorate), any other inspectorate's, any publisher's
"""

from scraper.sources.source_spider import SourceSpider

__all__ = ["SourceSpider"]
