"""`scrapy add FILE.csv|FILES…`: takes local PDFs into the archive, by the same way as crawled ones."""

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
from scraper.adding import Added, add_reports, read_manifest, rows_of_files
from scraper.sources import source_classes


class Command(ScrapyCommand):
    """Columns of a manifest: path (relative to it), urn, title, published; optional url, sha256 (checked). Adding twice adds nothing."""

    requires_project = True
    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        return "FILE.csv | FILES…"

    def long_desc(self) -> str:
        return inspect.cleandoc(self.__doc__ or "")

    def short_desc(self) -> str:
        return "Take local reports (PDF) into the archive"

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if not args:
            raise UsageError("name a manifest (.csv) or PDF files")
        try:
            added = self._add([Path(name) for name in args])
        except ArchiveError as error:
            print(f"scrapy add: {error}")
            self.exitcode = error.status
            return
        print(f"{added.new} added, {added.known} already held, {added.failed} not read (see the table problems)")
        self.exitcode = 12 if added.failed else 0

    def _add(self, paths: list[Path]) -> Added:
        assert self.settings is not None  # Scrapy sets it before it calls
        rows = [row for path in paths if path.suffix == ".csv" for row in read_manifest(path)]
        rows += rows_of_files(path for path in paths if path.suffix != ".csv")
        database_path, root = archive_paths()
        with lock(database_path), closing(open_archive(database_path)) as database:
            return add_reports(database, root, rows, [path for path in paths if path.suffix == ".csv"], source_classes(self.settings))
