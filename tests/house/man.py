"""The manual page of `archive`, made from the help texts of its commands: archive/archive.1, which the wheel installs for `man archive`."""

from collections.abc import Iterator

from archive import __version__
from archive.configuration import FILE, SETTINGS
from tests.conftest import ROOT

MAN = ROOT / "archive" / "archive.1"


def page(helps: dict[str, str]) -> str:
    """The page in roff; `helps` are the help texts by command."""
    return "\n".join(_lines({name: text for name, text in helps.items() if name.startswith("archive ")})) + "\n"


def _lines(helps: dict[str, str]) -> Iterator[str]:
    yield f'.TH ARCHIVE 1 "" "childrens-services-archive {__version__}" "User Commands"'
    yield from (".SH NAME", "archive \\- fill, maintain and serve the archive of inspection reports")
    yield from (".SH SYNOPSIS", ".B archive", ".I COMMAND", "[OPTIONS] [ARGUMENTS]")
    yield ".SH COMMANDS"
    for name, text in helps.items():
        yield f".SS {_plain(name)}"
        yield from (".nf", *(_plain(line) for line in text.strip().splitlines()), ".fi")
    yield from (".SH FILES", ".TP", f".I {_plain(FILE)}", "Settings, in the folder where a command runs. archive init writes it.")
    for setting in SETTINGS:
        yield from (
            ".TP",
            f"{_plain(setting.name)} (variable {setting.variable})",
            _plain(f"{setting.meaning}. Default: {setting.default}"),
        )
    yield from (".SH EXIT STATUS", "0: completed. The others are in docs/commands.md.", ".SH SEE ALSO", ".BR scrapy (1)")


def _plain(text: str) -> str:
    """Text as roff prints it: no line is a request, and a hyphen stays one that can be copied."""
    safe = text.replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{safe}" if safe.startswith((".", "'")) else safe
