"""`scrapy reread`: reads every document in the archive again without the network, on all cores, and shows what changed."""

import argparse
import inspect
from contextlib import closing
from typing import Any, ClassVar

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from archive.errors import ArchiveError, no_archive
from archive.store import archive_paths
from archive.store.opening import lock, open_archive
from archive.store.ties import Retied, tie_again
from scraper.ingest.reread import Changes, reread
from scraper.sources.registry import source_classes


class Command(ScrapyCommand):
    """Use this after an update of the program. It reads the files in the archive again and shows what changed since the last reading."""

    requires_project = True
    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}

    def long_desc(self) -> str:
        return inspect.cleandoc(self.__doc__ or "")

    def short_desc(self) -> str:
        return "Read every document in the archive again, without the network"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--dry-run", action="store_true", help="show what would change, but write nothing")
        parser.add_argument("--source", metavar="NAME", help="read only documents from this source")
        parser.add_argument(
            "--ties", action="store_true", help="read nothing: match all articles to reports again, after a change of the rules"
        )
        parser.add_argument(
            "--workers",
            metavar="tcp://HOST:PORT",
            help="read on the workers of this Dask scheduler (docs/scaling.md); without it, on all cores of this machine",
        )
        parser.add_argument("--all", action="store_true", help="list every change, not only the first three of each kind")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if args:
            raise UsageError(f"reread does not know {' '.join(args)}")
        assert self.settings is not None  # Scrapy sets it before it calls
        try:
            path, root = archive_paths()
            if not path.exists():  # opening makes one, and a mistyped ARCHIVE_DB would then look like a success
                raise no_archive(path)
            with lock(path), closing(open_archive(path)) as database:
                if opts.ties:
                    _show_ties(tie_again(database, write=not opts.dry_run))
                    return
                sources = source_classes(self.settings)
                changes = reread(database, root, sources, only=opts.source, write=not opts.dry_run, workers=opts.workers)
        except ArchiveError as error:
            print(f"scrapy reread: {error}")
            self.exitcode = error.status
            return
        _show(changes, every=opts.all)
        self.exitcode = 12 if changes.failures else 0


def _show(changes: Changes, *, every: bool) -> None:
    print(f"{changes.documents} documents read again, {changes.failures} new failures")
    for (family, table, what), examples in sorted(changes.found.items()):
        print(f"  {family} {table}: {len(examples)} {what}")
        for example in examples if every else examples[:3]:
            print(f"      {example}")


def _show_ties(changed: list[Retied]) -> None:
    print(f"{len(changed)} articles matched differently")
    for article in changed:
        print(f"  {article.url}")
        for sign, ties in (("+", article.added), ("-", article.removed)):
            for authority, report in ties:
                print(f"      {sign} {report or authority}")
