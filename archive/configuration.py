"""The settings of an archive: one commented file, `archive.toml`, or variables of the environment. A variable wins over the file."""

import os
import sys
import tomllib
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from archive.errors import ConfigurationError

TITLE = "Children’s services archive"
SUBJECT = "England’s children’s services"
FILE = "archive.toml"  # in the folder where a command runs, if ARCHIVE_CONFIG names no other
_NAMES_THE_FILE = "ARCHIVE_CONFIG"


@dataclass(frozen=True, slots=True)
class Setting:
    """`name` in the file, `variable` of the environment, an `example` value, and in plain words what it means; `path`: a file or folder."""

    name: str
    variable: str
    example: str | int | bool
    meaning: str
    default: str = "none"
    path: bool = False


SETTINGS = (
    Setting("database", "ARCHIVE_DB", "data/archive.db", "the database", "data/archive.db", path=True),
    Setting(
        "files",
        "ARCHIVE_FILES",
        "data/files",
        "the folder of original files, each named by its SHA-256, or s3://BUCKET/PREFIX",
        "data/files",
        path=True,
    ),
    Setting("title", "ARCHIVE_TITLE", TITLE, "what the site is called: on pages, in feeds, mails and citations", TITLE),
    Setting("subject", "ARCHIVE_SUBJECT", SUBJECT, "what the reports are on, as in “Inspection reports on …”", SUBJECT),
    Setting(
        "contact",
        "ARCHIVE_CONTACT",
        "you@example.org",
        "your e-mail or web address, sent to the sites you crawl. Set it before you crawl any",
    ),
    Setting("backup", "ARCHIVE_BACKUP", "backup", "the folder for backups, best on another disk; without it, nights make none", path=True),
    Setting("public", "ARCHIVE_PUBLIC", "public", "the folder for the public snapshot; without it, nights make none", path=True),
    Setting("verify_day", "ARCHIVE_VERIFY_DAY", 7, "the day on which a night checks everything: 1 is Monday, 7 is Sunday, 0 is never", "7"),
    Setting(
        "alert", "ARCHIVE_ALERT", "/usr/local/bin/tell-somebody", "a command that gets the JSON of `archive status` if something is wrong"
    ),
    Setting(
        "certificate_days",
        "ARCHIVE_CERTIFICATE_DAYS",
        14,
        "how many days before a source’s certificate expires you are told; 0: never",
        "14",
    ),
    Setting("mail_to", "ARCHIVE_MAIL_TO", "you@example.org", "who gets a mail when something needs attention, once for each thing"),
    Setting("mail_from", "ARCHIVE_MAIL_FROM", "archive@example.org", "the sender of that mail", "the receiver"),
    Setting(
        "smtp", "ARCHIVE_SMTP", "smtps://name:password@mail.example.org", "the mail server; smtp:// or smtps://", "smtp://127.0.0.1:25"
    ),
    Setting(
        "digest",
        "ARCHIVE_DIGEST",
        "searches.yml",
        "the file of `archive digest`: who follows which lists; without it, nights send nothing",
        path=True,
    ),
    Setting("webhook", "ARCHIVE_WEBHOOK", "https://chat.example.org/hook", 'an address that gets the same as JSON: {"text": …}'),
    Setting(
        "ping",
        "ARCHIVE_PING",
        "https://ping.example.org/abc",
        "an address requested at the end of each night, with /fail if something is wrong",
    ),
    Setting("host", "ARCHIVE_HOST", "127.0.0.1", "the address on which `archive serve` listens; 0.0.0.0 is all", "127.0.0.1"),
    Setting("port", "ARCHIVE_PORT", 8001, "the port on which `archive serve` listens", "8001"),
    Setting("proxies", "ARCHIVE_PROXIES", "10.0.0.5", "proxies in front of the site whose X-Forwarded-For we trust, apart by blanks"),
    Setting("metrics_token", "ARCHIVE_METRICS_TOKEN", "a long random text", "who brings it may read /-/metrics of a public site"),
    Setting("search_engines", "ARCHIVE_SEARCH_ENGINES", True, "let search engines list the pages of a public site"),
    Setting(
        "vector_seconds",
        "ARCHIVE_VECTOR_SECONDS",
        45,
        "how many seconds a crawl, add or reread may spend on vectors, by which questions are answered; 0: none",
        "45",
    ),
    Setting("log_level", "ARCHIVE_LOG_LEVEL", "INFO", "the lowest level that a crawl logs", "INFO"),
    Setting("log_json", "ARCHIVE_LOG_JSON", True, "log one JSON object per line"),
)


def site_title() -> str:
    """What the site is called."""
    return " ".join(os.environ.get("ARCHIVE_TITLE", "").split()) or TITLE


def site_subject() -> str:
    """What its reports are on."""
    return " ".join(os.environ.get("ARCHIVE_SUBJECT", "").split()) or SUBJECT


def load() -> Path | None:
    """Put the settings of the file into the environment, except where a variable is set; gives the file, or None where there is none.

    Paths in the file are relative to its folder. ConfigurationError for a file that cannot be read, or a setting that does not exist.
    A variable that looks like a setting and is none is named on stderr: it may be another program's, or a slip that loses a setting.
    """
    for sentence in unknown_variables():
        sys.stderr.write(f"archive: {sentence}\n")
    named = os.environ.get(_NAMES_THE_FILE)
    path = Path(named or FILE).resolve()
    try:
        if not named and not path.is_file():
            return None
    except PermissionError:
        return None  # a folder that this user may not enter, such as root's after sudo, has no settings for them
    try:
        read = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ConfigurationError(f"cannot read the settings in {path}: {error}; correct the file, or set ARCHIVE_CONFIG") from error
    known = {setting.name: setting for setting in SETTINGS}
    for name, value in read.items():
        if name not in known:
            raise ConfigurationError(f"{path} has a setting {name!r}, which does not exist; the settings are: {', '.join(known)}")
        os.environ.setdefault(known[name].variable, _as_text(known[name], value, path))
    return path


def unknown_variables() -> list[str]:
    """A sentence for each variable of the environment that begins like ours and is no setting."""
    ours = [*(setting.variable for setting in SETTINGS), _NAMES_THE_FILE]
    unknown = sorted(name for name in os.environ if name.startswith("ARCHIVE_") and name not in ours)
    return [
        f"there is no setting {name}, so it does nothing; {f'did you mean {near[0]}?' if near else 'docs/commands.md lists the settings'}"
        for name in unknown
        for near in [get_close_matches(name, ours, 1, 0.8)]
    ]


def _as_text(setting: Setting, value: Any, path: Path) -> str:
    """The value as a variable of the environment has it."""
    if type(value) is not type(setting.example):
        kind = {str: "text in quotes", int: "a number", bool: "true or false"}[type(setting.example)]
        raise ConfigurationError(f"{path}: the setting {setting.name} must be {kind}")
    if isinstance(value, bool):
        return "1" if value else ""
    return str((path.parent / str(value)).resolve()) if setting.path and value and "://" not in str(value) else str(value)


def template(**given: str) -> str:
    """A file with every setting, its meaning and an example, all commented out but those that are `given`."""
    lines = [
        "# The settings of this archive. Remove the # before a line to use it.",
        f"# Commands read {FILE} in the folder where they run, or the file that the variable ARCHIVE_CONFIG names.",
        "# A variable of the environment (in brackets) wins over this file. Paths are relative to the folder of this file.",
    ]
    for setting in SETTINGS:
        value = given.get(setting.name, setting.example)
        lines += ["", f"# {setting.meaning[0].upper()}{setting.meaning[1:]}. [{setting.variable}]"]
        lines.append(f"{'' if setting.name in given else '# '}{setting.name} = {_as_toml(value)}")
    return "\n".join(lines) + "\n"


def _as_toml(value: str | int | bool) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return str(value)
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
