"""`scrapy add FILE.csv|FILES…`: adds your own PDFs to the archive, in the same way as crawled ones."""

import argparse
import inspect
from contextlib import closing
from pathlib import Path
from typing import Any, ClassVar

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from archive.errors import ArchiveError
from archive.store import archive_paths
from archive.store.opening import lock, open_archive
from scraper.ingest.add import add_reports
from scraper.ingest.named_files import named_by
from scraper.sources.registry import source_classes


class Command(ScrapyCommand):
    """A manifest has the columns path (relative to the manifest), urn, title and published; url and sha256 are optional.

    The command checks each sha256. Adding a file a second time changes nothing.
    """

    requires_project = True
    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        return "FILE.csv | FILES…"

    def long_desc(self) -> str:
        return inspect.cleandoc(self.__doc__ or "")

    def short_desc(self) -> str:
        return "Add your own reports (PDF) to the archive"

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if not args:
            raise UsageError("name a manifest (.csv) or PDF files")
        try:
            assert self.settings is not None  # Scrapy sets it before it calls
            sources = source_classes(self.settings)
            named = named_by([Path(name) for name in args], sources)
            database_path, root = archive_paths()
            with lock(database_path), closing(open_archive(database_path)) as database:
                added = add_reports(database, root, named, sources)
        except ArchiveError as error:
            print(f"scrapy add: {error}")
            self.exitcode = error.status
            return
        print(f"{added.new} added, {added.known} already in the archive, {added.failed} could not be read (see the table problems)")
        for sentence in (*named.again, *added.differ):
            print(sentence)
        self.exitcode = 12 if added.failed else 0
