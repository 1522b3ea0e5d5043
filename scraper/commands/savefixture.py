"""`scrapy savefixture SOURCE URL [CASE]`: saves a document as a test case, the first step towards a new source or layout."""

import argparse
from pathlib import Path
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError
from scrapy.http import Response
from twisted.python.failure import Failure

from archive.vocabulary import DOCUMENT_KINDS
from scraper.ingest.golden_cases import write_case
from scraper.sources.news_spider import NewsSpider
from scraper.sources.registry import source_classes
from scraper.sources.source_spider import SourceSpider
from scraper.sources.without_archive import WITHOUT_ARCHIVE

FIXTURES = Path("tests/fixtures")


class Command(ScrapyCommand):
    """Saves the document as a golden case. Its test first writes expected.json and fails; once you have reviewed it, the test checks it."""

    requires_project = True

    def syntax(self) -> str:
        return "[options] SOURCE URL [CASE]"

    def short_desc(self) -> str:
        return "Save a document as a test case for the reader of its kind"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument(
            "--kind", default="article", choices=sorted(DOCUMENT_KINDS.words), help="kind of the document (default: article)"
        )
        parser.add_argument("--site", default="", help="fetch from this site instead of the real one, like -a site=URL for a crawl")
        parser.add_argument("--into", type=Path, default=FIXTURES, help=f"folder for the cases (default: {FIXTURES})")

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Log only what goes wrong, unless --loglevel says otherwise: the project's own level wins over the defaults of a command."""
        super().process_options(args, opts)
        assert self.settings is not None
        if not opts.loglevel:
            self.settings.set("LOG_LEVEL", "WARNING", priority="cmdline")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if len(args) not in (2, 3):
            raise UsageError("give a source and an address and, if you like, a name for the case")
        name, url = args[:2]
        assert self.settings is not None  # Scrapy sets both before it calls
        assert self.crawler_process is not None
        sources = source_classes(self.settings)
        if name not in sources:
            raise UsageError(f"there is no source called {name}; the sources are: {', '.join(sorted(sources))}")
        case = args[2] if len(args) == 3 else case_name(url)
        folder = opts.into / name / case
        if folder.exists():
            raise UsageError(f"{folder} already exists; give the case another name")
        self.crawler_process.crawl(fetching(sources[name], url, opts.kind, folder), site=opts.site)
        self.crawler_process.start()
        if not folder.exists():
            print(f"{url} was not saved; the log above says why")
            self.exitcode = 1
            return
        print(
            f"Saved {folder}. Now run: pytest tests/scraper/ingest/test_golden_cases.py -k '{name}-{case}'\n"
            "It writes expected.json and fails once; review that file."
        )
        source = sources[name]
        if issubclass(source, NewsSpider) and not source.pages.layouts:
            print(
                f"{name} states no layout, so its pages are read in general. A crawl also leaves out what several of its pages have in\n"
                "common; a case is one page, so it may show a banner or a footer that an archive would not."
            )


def case_name(url: str) -> str:
    """The last part of an address's path."""
    return urlsplit(url).path.rstrip("/").rpartition("/")[2] or "home"


def fetching(source: type[SourceSpider], url: str, kind: str, folder: Path) -> type[SourceSpider]:
    """`source` as a spider that fetches `url` alone and writes it to `folder`."""

    def start_requests(self: SourceSpider) -> list[Request]:
        return [Request(self.at_site(url), callback=self.write_fixture, errback=self.say_failed)]  # type: ignore[attr-defined]

    def write_fixture(self: SourceSpider, response: Response) -> None:
        write_case(folder, self.save(response, kind))

    def say_failed(self: SourceSpider, failure: Failure) -> None:
        self.logger.error("%s: %s", url, failure.value)

    methods = {"start_requests": start_requests, "write_fixture": write_fixture, "say_failed": say_failed}
    return type(source.__name__, (source,), {"custom_settings": WITHOUT_ARCHIVE, **methods})
