"""The file of `archive digest`: who follows which lists; and the file beside it, of what each person has been sent."""

import fcntl
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

from archive.errors import ConfigurationError, DiskFullError, RunningError
from archive.store.files import write_whole
from archive.web.formats.followed import feed_of

EVERY = {"night": 0, "week": 7}  # days from one look to the next; 0: whenever it runs
EXAMPLE = """site: https://archive.example.org
from: archive@example.org
people:
  - to: you@example.org
    every: night
    follow:
      - /search?q=supervision
"""


@dataclass(frozen=True, slots=True)
class Person:
    """Who is sent mail at `to`, every so many `days`, of what is new in `feeds` (addresses on this site, as feed_of gives them).

    `to` may be a webhook (http or https).
    """

    to: str
    days: int
    feeds: tuple[str, ...]

    @property
    def name(self) -> str:
        """What to call them where others read it: the address of a webhook is a secret, its host is not."""
        return f"the webhook at {urlsplit(self.to).netloc.rpartition('@')[2]}" if self.is_webhook else self.to

    @property
    def is_webhook(self) -> bool:
        """Whether it is a program that listens, not a person who reads mail."""
        return is_webhook(self.to)


@dataclass(frozen=True, slots=True)
class Subscriptions:
    """`site`: the address of the site in links (https://host); `sender`: whom the mail is from."""

    site: str
    sender: str
    people: tuple[Person, ...]


@dataclass(slots=True)
class Sent:
    """What one person has been sent: ids of entries, those each list held at the last look, and the day (ISO) of that look."""

    looked: str = ""
    sent: set[str] = field(default_factory=set)
    lists: dict[str, set[str]] = field(default_factory=dict)

    def is_due(self, person: Person, today: str) -> bool:
        """Whether it is time to look again. A look on a later day than today was one of a clock that went wrong, and does not count."""
        return not self.looked or not 0 <= (date.fromisoformat(today) - date.fromisoformat(self.looked)).days < person.days


def read_subscriptions(path: Path) -> Subscriptions:
    """The subscriptions in a YAML file. Raises ConfigurationError, which says what to correct, for one that cannot be used."""
    try:
        read = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigurationError(f"cannot read the subscriptions in {path}: {error.strerror}; name the file that lists them") from error
    except (ValueError, yaml.YAMLError) as error:
        raise ConfigurationError(f"cannot read the subscriptions in {path}: {error}") from error
    try:
        site, sender, people = read["site"].rstrip("/"), _mail(read["from"]), read["people"]
        if urlsplit(site)[:1] not in (("https",), ("http",)) or not urlsplit(site).netloc or urlsplit(site).path:
            raise ValueError(f"“{site}” is not the address of a site")
        made = tuple(_person(one, site) for one in people)
        if len({one.to for one in made}) < len(made):
            raise ValueError("two people have the same address; put their lists together")
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        why = f"“{error.args[0]}” is missing" if isinstance(error, KeyError) else str(error)
        raise ConfigurationError(f"cannot use the subscriptions in {path}: {why}. A file looks like this:\n{EXAMPLE}") from error
    return Subscriptions(site, sender, made)


def _person(given: Any, site: str) -> Person:
    every = given.get("every", "night")
    if every not in EVERY:
        raise ValueError(f"“every: {every}” must be one of: {', '.join(EVERY)}")
    feeds = []
    for address in given["follow"]:
        feed = feed_of(address, site)
        if feed is None:
            raise ValueError(f"“{address}” is not a list of {site} that can be followed")
        feeds.append(feed)
    to = str(given["to"])
    return Person(to if is_webhook(to) else _mail(to), EVERY[every], tuple(dict.fromkeys(feeds)))


def is_webhook(to: str) -> bool:
    """Whether this is the address of a webhook."""
    parts = urlsplit(to)
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def _mail(address: Any) -> str:
    """A plain mail address. What could add a second header to the mail, or a second person, is refused."""
    name, _, host = str(address).partition("@")
    if not (name and host) or set(str(address)) & set(" \t\r\n,;<>\"'()") or "@" in host:
        raise ValueError(f"“{address}” is not an e-mail address")
    return str(address)


@contextmanager
def sent_mail(path: Path) -> Iterator[dict[str, Sent]]:
    """What was sent to whom, by address, from the file at `path`, which is locked meanwhile. RunningError where another digest runs."""
    try:
        with path.with_suffix(".lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise RunningError("another archive digest is running") from error
            yield _read_sent(path)
    except OSError as error:
        raise DiskFullError(f"cannot write beside {path}: {error.strerror}; make the folder writable") from error


def _read_sent(path: Path) -> dict[str, Sent]:
    if not path.exists():
        return {}
    try:
        read = json.loads(path.read_text(encoding="utf-8"))
        return {
            to: Sent(one["looked"], set(one["sent"]), {address: set(ids) for address, ids in one["lists"].items()})
            for to, one in read.items()
        }
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ConfigurationError(f"{path} is damaged; restore it from a backup, or delete it: then the next digest begins anew") from error


def save_sent(path: Path, sent: dict[str, Sent]) -> None:
    """Write what was sent to whom, whole or not at all."""
    made = {
        to: {"looked": one.looked, "sent": sorted(one.sent), "lists": {address: sorted(ids) for address, ids in one.lists.items()}}
        for to, one in sorted(sent.items())
    }
    try:
        write_whole(path, json.dumps(made, ensure_ascii=False, indent=1).encode())
    except OSError as error:
        raise DiskFullError(f"cannot write {path}: {error.strerror}; free space or make the folder writable") from error
