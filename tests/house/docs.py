"""`python -m tests.house.docs`: writes what the code knows best into docs/: tables, help texts, addresses."""

import re
import sys
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from typing import Any

import click
from datasette.utils import parse_metadata
from scrapy.cmdline import ScrapyArgumentParser
from scrapy.commands import ScrapyCommand, ScrapyHelpFormatter
from scrapy.utils.misc import walk_modules_iter
from scrapy.utils.project import get_project_settings
from sqlite_utils import Database

from archive.cli import main as archive_command
from archive.configuration import SETTINGS
from archive.database.migrations import migrations
from archive.vocabulary import COLUMN_VOCABULARIES
from archive.web.routes import PAGES
from archive.web.site import METADATA
from tests.conftest import ROOT
from tests.house import man

TABLES = ROOT / "docs" / "tables.md"
COMMANDS = ROOT / "docs" / "commands.md"
API = ROOT / "docs" / "api.md"
ADDRESSES = re.compile(r"\| address \| gives \| other forms \|\n(?:\|.*\n)+")
VARIABLES = re.compile(r"\| setting \| variable \| default \| meaning \|\n(?:\|.*\n)+")
STOCK = "| `/archive/{table}` | any table or view of [tables.md](tables.md) | `/archive/{table}.json`, `/archive/{table}.csv` |\n"
WIDTH = 100  # of help texts
BLOCK = re.compile(r"<!-- help: (?P<command>[a-z -]+) -->\n```text\n.*?```\n", re.DOTALL)
INTRODUCTION = """# Tables and views

`python -m tests.house.docs` makes this page from the schema and `metadata.yml`: do not edit it by hand. [facts.md](facts.md) explains what
the facts mean and what you may compare. Every change to a table is a migration and has a line in the [changelog](../CHANGELOG.md).

"""


def archive_helps(group: click.Group = archive_command, name: str = "archive") -> Iterator[tuple[str, str]]:
    """(command, help text) of every `archive` command, those of groups of commands too."""
    parent = click.Context(group, info_name=name)
    for word in group.list_commands(parent):
        full = f"{name} {word}"
        command = group.get_command(parent, word)
        assert command is not None, full
        if isinstance(command, click.Group):
            yield from archive_helps(command, full)
        else:
            context = click.Context(command, info_name=full, terminal_width=WIDTH, max_content_width=WIDTH)
            yield full, command.get_help(context)


def scrapy_helps() -> Iterator[tuple[str, str]]:
    """(command, help text) of every `scrapy` command of the project, without the options that all of Scrapy's commands have."""
    for module in walk_modules_iter("scraper.commands"):
        if hasattr(module, "Command"):
            name = module.__name__.rpartition(".")[2]
            yield f"scrapy {name}", scrapy_help(name, module.Command())


def scrapy_help(name: str, command: ScrapyCommand) -> str:
    """What `scrapy NAME --help` prints, down to Scrapy's global options."""
    command.settings = get_project_settings()
    parser = ScrapyArgumentParser(
        formatter_class=partial(ScrapyHelpFormatter, width=WIDTH),
        usage=f"scrapy {name} {command.syntax()}",
        conflict_handler="resolve",
        description=command.long_desc(),
    )
    command.add_options(parser)
    return parser.format_help().partition("\nGlobal Options\n")[0]


def helps() -> dict[str, str]:
    """Help text by command."""
    return dict(scrapy_helps()) | dict(archive_helps())


def with_helps(text: str) -> str:
    """The text of docs/commands.md with each help text as it is now; raises KeyError for a command that is gone."""
    found = helps()

    def fresh(block: re.Match[str]) -> str:
        command = block["command"]
        lines = "\n".join(line.rstrip() for line in found[command].strip().splitlines())
        return f"<!-- help: {command} -->\n```text\n{lines}\n```\n"

    return BLOCK.sub(fresh, text)


def with_settings(text: str) -> str:
    """The text of docs/commands.md with the table of all settings as they are now."""
    rows = "".join(
        f"| `{one.name}` | `{one.variable}` | {one.default if one.default == 'none' else f'`{one.default}`'} | {one.meaning} |\n"
        for one in SETTINGS
    )
    return VARIABLES.sub(lambda _: f"| setting | variable | default | meaning |\n| --- | --- | --- | --- |\n{rows}", text)


def with_addresses(text: str) -> str:
    """The text of docs/api.md with the table of all pages as they are now."""
    rows = "".join(
        f"| `{first}` | {page.gives} | {', '.join(f'`{one}`' for one in others)} |\n"
        for page in PAGES
        for first, *others in [page.addresses]
    )
    return ADDRESSES.sub(lambda _: f"| address | gives | other forms |\n| --- | --- | --- |\n{rows}{STOCK}", text)


def tables() -> str:
    """The whole of docs/tables.md."""
    described = parse_metadata(METADATA.read_text(encoding="utf-8"))["databases"]["archive"]["tables"]
    with closing(Database(memory=True)) as database:
        migrations.apply(database)
        sections = [table_section(database, name, described[name]) for name in described]
    contents = "".join(f"- [`{name}`](#{name}): {table['title']}\n" for name, table in described.items())
    return f"{INTRODUCTION}{contents}\n" + "\n".join([*sections, *vocabulary_sections()])


def table_section(database: Database, name: str, described: dict[str, Any]) -> str:
    """A table or view: what it is, and its columns with type, link and meaning."""
    is_view = name in database.view_names()
    keys = [] if is_view else database.table(name).foreign_keys
    links = {key.column: f" Links to `{key.other_table}`." for key in keys}
    rows = [
        f"| `{column}` | {kind.lower() or 'as selected'} | {described['columns'][column]}{links.get(column, '')}{words_of(name, column)} |"
        for _, column, kind, *_ in database.execute(f"pragma table_xinfo([{name}])")
    ]
    what = "view" if is_view else "table"
    return "\n".join(
        [
            f"## `{name}`",
            "",
            f"{described['title']} ({what}). {described['description']}",
            "",
            "| column | type | meaning |",
            "| --- | --- | --- |",
            *rows,
            "",
        ]
    )


def words_of(table: str, column: str) -> str:
    """A link to the vocabulary that a column uses, or nothing."""
    vocabulary = COLUMN_VOCABULARIES.get((table, column))
    return f" Words: [{vocabulary.name}](#words-{anchor(vocabulary.name)})." if vocabulary else ""


def anchor(name: str) -> str:
    """The name of a heading as it stands in links to it."""
    return re.sub(r"[^a-z0-9 -]", "", name.lower()).replace(" ", "-")


def vocabulary_sections() -> Iterator[str]:
    """Every vocabulary once: its words and what they mean."""
    yield "# Vocabularies\n"
    for vocabulary in {one.name: one for one in COLUMN_VOCABULARIES.values()}.values():
        rows = [f"| `{word}` | {meaning} |" for word, meaning in vocabulary.words.items()]
        yield "\n".join([f"## Words: {vocabulary.name}", "", "| word | meaning |", "| --- | --- |", *rows, ""])


def main() -> None:
    """Write the files."""
    TABLES.write_text(tables(), encoding="utf-8")
    COMMANDS.write_text(with_settings(with_helps(COMMANDS.read_text(encoding="utf-8"))), encoding="utf-8")
    API.write_text(with_addresses(API.read_text(encoding="utf-8")), encoding="utf-8")
    man.MAN.write_text(man.page(helps()), encoding="utf-8")
    sys.stdout.write(f"Wrote {TABLES}, {COMMANDS}, {API} and {man.MAN}\n")


if __name__ == "__main__":
    main()
