"""`archive update`, `crawl`, `add`, `reread`, `check`, `firstlook`: the `scrapy` commands of the same name, from any folder."""

import os
import sys

import click

SETTINGS = "scraper.settings"  # named to the other program; nothing of it is imported here
_PASSED_ON = {"ignore_unknown_options": True, "allow_interspersed_args": False, "help_option_names": []}


def _command(name: str, does: str) -> click.Command:
    """A command that becomes `scrapy NAME` with all words it was given."""

    def run(words: tuple[str, ...]) -> None:
        # -P: no folder of ours is taken for a package. The process is replaced, so that signals and exit status are Scrapy's own.
        program = [sys.executable, "-P", "-m", "scrapy", name, *words]
        os.execve(sys.executable, program, os.environ | {"SCRAPY_SETTINGS_MODULE": SETTINGS})

    words = click.Argument(["words"], nargs=-1, type=click.UNPROCESSED, metavar="[OPTIONS] [ARGUMENTS]...")
    text = f"{does} The same as `scrapy {name}`; `archive {name} --help` lists its options."
    return click.Command(name, params=[words], callback=run, help=text, context_settings=_PASSED_ON, options_metavar="")


FILLING = (
    _command("update", "Run the nightly sources one after another, or only the sources you name."),
    _command("crawl", "Run one source; use -a limit=5 for a first try."),
    _command("add", "Add your own reports (PDF) to the archive."),
    _command("reread", "Read every document in the archive again, without the network."),
    _command("check", "Read the golden cases of all sources again and say which would be read otherwise."),
    _command("firstlook", "Check with about a dozen requests whether a live site is as its source expects."),
)
