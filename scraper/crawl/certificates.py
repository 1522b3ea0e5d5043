"""Certificates: notes until when the certificates of the sites of this crawl are valid, so that someone is told before one expires."""

import logging
from datetime import UTC, datetime
from urllib.parse import urlsplit

from scrapy import Spider
from scrapy.crawler import Crawler
from scrapy.http import Request, Response

from archive.store import archive_paths
from archive.store.certificates import Certificate, note_certificates
from scraper.crawl.part import Part

logger = logging.getLogger(__name__)


class Certificates(Part):
    """It should only: remember each host's certificate, and write them beside the database at the end."""

    SIGNALS = ("response_downloaded", "spider_closed")

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.met: dict[str, Certificate] = {}

    def response_downloaded(self, response: Response, request: Request, spider: Spider) -> None:
        """Remember the certificate of an answer's host; of http there is none."""
        host = urlsplit(response.url).hostname or ""
        if response.certificate is not None and host not in self.met:
            its = response.certificate.original.to_cryptography()
            self.met[host] = Certificate(its.not_valid_before_utc, its.not_valid_after_utc, datetime.now(UTC).replace(microsecond=0))

    def spider_closed(self, spider: Spider, reason: str) -> None:
        """Write them. A disk that is full is what the run itself tells of."""
        if self.met:
            try:
                note_certificates(archive_paths()[0], self.met, datetime.now(UTC))
            except OSError as error:
                logger.warning("We could not note until when certificates are valid: %s", error.strerror)
