"""`scrapy check`: reads every golden case again and says in words which would be read otherwise, and how."""

import argparse
import inspect
import json
from pathlib import Path
from typing import Any, ClassVar

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from scraper.commands.savefixture import FIXTURES
from scraper.ingest.golden_cases import as_json, cases_in, kinds_without_case, read_case
from scraper.ingest.golden_differences import told_differences
from scraper.processes.read_document import read_document
from scraper.sources.registry import source_classes
from scraper.sources.source_spider import SourceSpider

MOST_SHOWN = 20  # differences of one case


class Command(ScrapyCommand):
    """Reads the golden cases of all sources, or of those you name, and says which would be read otherwise than reviewed, and how.

    It needs the folder with the cases, which is part of the project and not of the wheel. It ends with 12 if a case is read otherwise.
    """

    requires_project = True
    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        return "[options] [SOURCE...]"

    def long_desc(self) -> str:
        return inspect.cleandoc(self.__doc__ or "")

    def short_desc(self) -> str:
        return "Read the golden cases of sources and say which would be read otherwise"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--cases", type=Path, default=FIXTURES, help=f"folder with the cases (default: {FIXTURES})")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None  # Scrapy sets it before it calls
        sources = {name: source for name, source in source_classes(self.settings).items() if name != "local"}
        if unknown := [name for name in args if name not in sources]:
            raise UsageError(f"there is no source called {unknown[0]}; the sources are: {', '.join(sorted(sources))}")
        cases = cases_in(opts.cases)
        if not cases:
            print(f"There are no cases in {opts.cases}. They are in the project's folder, not in the wheel: give it with --cases FOLDER.")
            self.exitcode = 4
            return
        wanted = {name: source for name, source in sources.items() if not args or name in args}
        broken = [
            folder for folder in cases if folder.parent.name in wanted and not _is_read_as_reviewed(folder, wanted[folder.parent.name])
        ]
        missing = kinds_without_case(cases, {name: source.kind for name, source in wanted.items()})
        for name, kind in missing:
            print(f"{name} has no case of the kind {kind}: save one with `scrapy savefixture {name} URL --kind {kind}`")
        tried = sum(folder.parent.name in wanted for folder in cases)
        print(f"{tried - len(broken)} cases are read as reviewed, {len(broken)} are not")
        self.exitcode = 12 if broken or missing else 0


def _is_read_as_reviewed(folder: Path, source: type[SourceSpider]) -> bool:
    """Read one case; print what is read otherwise."""
    name = f"{folder.parent.name}/{folder.name}"
    expected = folder / "expected.json"
    if not expected.exists():
        print(f"{name}: nobody has reviewed what is read from it. Run the test of golden cases, which writes expected.json")
        return False
    read = as_json(read_document(source.extract, read_case(folder, source.name)))
    found = list(told_differences(json.loads(expected.read_text()), read))
    if found:
        print(f"{name}: read otherwise than reviewed")
        for words in found[:MOST_SHOWN]:
            print(f"    {words}")
        if len(found) > MOST_SHOWN:
            print(f"    … and {len(found) - MOST_SHOWN} more differences")
    return not found
