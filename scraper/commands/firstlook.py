"""`scrapy firstlook NAME`: a dozen polite requests, and a report of what agrees with the source's assumptions and what does not."""

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
    """For whoever runs a source for the first time, or after its site changed: nothing is written to the archive."""

    requires_project = True

    def syntax(self) -> str:
        return "[options] NAME"

    def short_desc(self) -> str:
        return "Compare a live site with what its source assumes, by a dozen requests"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--site", default="", help="look at this site instead of the real one, as -a site=URL of a crawl")
        parser.add_argument("--into", type=Path, help="folder for the report and the pages (default: firstlook/NAME-DAY)")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Exit status 0 when nothing differs, 12 when something does, 9 when nothing at all came or the look did not end."""
        if len(args) != 1:
            raise UsageError("name one source; `scrapy list` lists them")
        assert self.settings is not None  # Scrapy sets both before it calls
        assert self.crawler_process is not None
        sources = source_classes(self.settings)
        del sources[LocalFiles.name]
        (name,) = args
        if name not in sources:
            raise UsageError(f"no source is called {name}; known: {', '.join(sorted(sources))}")
        day = datetime.now(UTC).date().isoformat()
        folder = opts.into or Path("firstlook") / f"{name}-{day}"
        if folder.exists():
            raise UsageError(f"{folder} exists; move it away, or name another folder with --into")
        folder.mkdir(parents=True)
        visit = Visit(folder)
        logging.getLogger("scrapy.downloadermiddlewares.robotstxt").setLevel(logging.CRITICAL)  # what did not come is in the report
        self.crawler_process.crawl(visitor(sources[name], visit), site=opts.site)
        self.crawler_process.start()
        report = write_report(name, day, opts.site or sources[name].home, visit.answers, visit.findings)
        (folder / "report.md").write_text(report, encoding="utf-8")
        print(report)
        print(f"Saved with the pages in {folder}.")
        if not visit.ended:
            print("The look stopped before its end; the log above says why.")
            self.exitcode = 9
        elif not any(answer.status for answer in visit.answers):
            self.exitcode = 9
        elif any(finding.verdict == "differs" for finding in visit.findings):
            self.exitcode = 12
