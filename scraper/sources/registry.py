"""Finds the class of a source by its name: spiders, and `local` for files that people add."""

from collections.abc import Iterable, Mapping
from itertools import permutations
from typing import ClassVar

from scrapy.settings import BaseSettings
from scrapy.spiderloader import SpiderLoader

from archive.errors import ConfigurationError
from archive.records import Document, Record
from scraper.reading.link_pages.ofsted_entries import file_of
from scraper.reading.reports import read_report
from scraper.sources.source_spider import SourceSpider


class LocalFiles(SourceSpider):
    """Reports taken in with `scrapy add`, whose address is not known. It crawls nothing."""

    name = "local"
    title = "Reports added by hand"
    kind = "inspectorate"
    home = "file:"
    licence = "as the reports themselves state"
    terms = "Added from local files; the manifest states where they come from."
    key_prefix = "local"
    author = "Ofsted"
    attribution = "Contains public sector information licensed under the Open Government Licence v3.0."
    ofsted_urns = True
    grades = ("Outstanding", "Good", "Requires improvement", "Inadequate")
    hosts = ("localhost",)
    nightly: ClassVar[bool] = False

    @classmethod
    def key_of(cls, url: str) -> str | None:
        """From the number of the file, where the address is like those of Ofsted's files."""
        found = file_of(url, url)
        return f"{cls.key_prefix}-{found[1]}" if found else None

    @classmethod
    def extract(cls, document: Document) -> Iterable[Record]:
        """A report's pages and facts; a manifest fills the rows of `reports` itself."""
        return read_report(document) if document.kind == "report" else ()


def source_classes(settings: BaseSettings) -> dict[str, type[SourceSpider]]:
    """Every source by name: the project's spiders and LocalFiles. ConfigurationError where the keys of two could be the same."""
    loader = SpiderLoader.from_settings(settings)
    found: dict[str, type[SourceSpider]] = {LocalFiles.name: LocalFiles}
    for name in loader.list():
        source = loader.load(name)
        if issubclass(source, SourceSpider):
            found[name] = source
    _refuse_same_keys(found)
    return found


def _refuse_same_keys(sources: Mapping[str, type[SourceSpider]]) -> None:
    """Keys begin with the prefix and "-": whichever source came second would lose its reports. A subclass finds those of its base."""
    with_keys = [source for source in sources.values() if getattr(source, "key_prefix", "")]
    for one, other in permutations(with_keys, 2):
        start, longer = f"{one.key_prefix}-", f"{other.key_prefix}-"
        if longer.startswith(start) and not issubclass(one, other) and not issubclass(other, one):
            raise ConfigurationError(
                f"the keys of {one.name} begin with {start!r} and those of {other.name} with {longer!r}, so two reports could have the same"
                " key: give the new source another key_prefix"
            )
