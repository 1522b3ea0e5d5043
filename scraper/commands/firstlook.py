"""`scrapy firstlook NAME`: makes about a dozen requests, and reports whether the site is still as the source expects."""

import argparse
import logging
from datetime import UTC, datetime
from pathlib import Path

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from scraper.sources.first_look.report import write_report
from scraper.sources.first_look.visitor import Visit, visitor
from scraper.sources.registry import LocalFiles, source_classes


class Command(ScrapyCommand):
    """Use this before you run a source for the first time, or after its site has changed. It writes nothing to the archive."""

    requires_project = True

    def syntax(self) -> str:
        return "[options] NAME"

    def short_desc(self) -> str:
        return "Check with about a dozen requests whether a live site is as its source expects"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--site", default="", help="look at this site instead of the real one, like -a site=URL for a crawl")
        parser.add_argument("--into", type=Path, help="folder for the report and the pages (default: firstlook/NAME-DAY)")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Exit status 0 when nothing differs, 12 when something does, 9 when the site sent nothing or the look did not finish."""
        if len(args) != 1:
            raise UsageError("give the name of one source; `scrapy list` shows the names")
        assert self.settings is not None  # Scrapy sets both before it calls
        assert self.crawler_process is not None
        sources = source_classes(self.settings)
        del sources[LocalFiles.name]
        (name,) = args
        if name not in sources:
            raise UsageError(f"there is no source called {name}; the sources are: {', '.join(sorted(sources))}")
        day = datetime.now(UTC).date().isoformat()
        folder = opts.into or Path("firstlook") / f"{name}-{day}"
        if folder.exists():
            raise UsageError(f"{folder} already exists; move it, or choose another folder with --into")
        folder.mkdir(parents=True)
        visit = Visit(folder)
        logging.getLogger("scrapy.downloadermiddlewares.robotstxt").setLevel(logging.CRITICAL)  # what did not come is in the report
        self.crawler_process.crawl(visitor(sources[name], visit), site=opts.site)
        self.crawler_process.start()
        report = write_report(name, day, opts.site or sources[name].home, visit.answers, visit.findings)
        (folder / "report.md").write_text(report, encoding="utf-8")
        print(report)
        print(f"This report and the pages are saved in {folder.resolve()}.")
        if not visit.ended:
            print("The check stopped early; the log above says why.")
            self.exitcode = 9
        elif not any(answer.status for answer in visit.answers):
            self.exitcode = 9
        elif any(finding.verdict == "differs" for finding in visit.findings):
            self.exitcode = 12
