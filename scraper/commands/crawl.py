"""`scrapy crawl NAME`: Scrapy's own command, which says in one line what it cannot begin with."""

import argparse
import inspect

from scrapy.commands.crawl import Command as Crawl
from scrapy.exceptions import UsageError

from archive.errors import ArchiveError, ConfigurationError
from archive.store import archive_paths
from scraper.crawl.contact import refuse_without_contact
from scraper.sources.registry import LocalFiles, source_classes


class Command(Crawl):
    """Run one source. The exit status is Scrapy's own, or 4 if a name, an argument or a setting cannot be used."""

    def syntax(self) -> str:
        return "[options] NAME"

    def long_desc(self) -> str:
        return inspect.cleandoc(self.__doc__ or "")

    def short_desc(self) -> str:
        return "Run one source"

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if len(args) != 1:
            options = [word for word in args if word.startswith("-")]
            raise UsageError(f"crawl does not know {' '.join(options)}" if options else "name one source")
        try:
            self._check(args[0], opts.spargs)
        except ArchiveError as error:
            print(f"scrapy crawl: {error}")
            self.exitcode = error.status
            return
        super().run(args, opts)

    def _check(self, name: str, arguments: dict[str, str]) -> None:
        """ConfigurationError where the crawl cannot begin: Scrapy would print where in the code that was found."""
        assert self.settings is not None  # Scrapy sets it before it calls
        sources = source_classes(self.settings)
        if name not in sources or name == LocalFiles.name:
            known = ", ".join(sorted(sources.keys() - {LocalFiles.name}))
            raise ConfigurationError(f"there is no source called {name}; the sources are: {known}")
        archive_paths()
        try:
            spider = sources[name](**arguments)
        except ValueError as error:
            raise ConfigurationError(str(error)) from error
        refuse_without_contact(self.settings, spider.site)
