"""What the parts of one crawl share: the open archive, the run's row and its ingest. RunLog creates it; the others get it here."""

from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

from scrapy.crawler import Crawler
from sqlite_utils import Database

from archive.store.files import Place
from scraper.ingest.ingest import Ingest


@dataclass(frozen=True, slots=True)
class Session:
    """The archive that one crawl has open.

    `excluded` are the keys of reports left out by -a limit= or -a since=; `used` the addresses that the crawl came to, those too that
    it had no need to ask for.
    """

    database: Database
    files: Place
    run_id: int
    ingest: Ingest
    excluded: set[str] = field(default_factory=set)
    used: set[str] = field(default_factory=set)


_sessions: "WeakKeyDictionary[Crawler, Session]" = WeakKeyDictionary()


def begin_session(crawler: Crawler, session: Session) -> None:
    """Make `session` the one of `crawler`."""
    _sessions[crawler] = session


def session_of(crawler: Crawler) -> Session:
    """The session of `crawler`; KeyError when RunLog, which creates it, is switched off."""
    return _sessions[crawler]
