"""Judges a run by its own figures and those of earlier runs: ok, degraded, blocked …, with every cause."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from statistics import median
from typing import Any

from archive.keeping.health_rules import FLOOR, LAST_RUNS
from archive.records import Problem
from scraper.crawl.missing_providers import note_gone, told_of
from scraper.crawl.pace import NO_NETWORK
from scraper.crawl.session import Session
from scraper.sources.source_spider import SourceSpider

# Exit statuses of `scrapy update`.
STATUSES = {"ok": 0, "disk_full": 3, "failed": 9, "interrupted": 11, "degraded": 12, "budget": 15, "blocked": 18, "integrity": 20}
WORDS = {status: word for word, status in STATUSES.items()}  # of an ArchiveError's status
WRONG_HOURS = 24  # between our clock and the site's
COUNTED = ("requests", "bytes", "documents_new", "documents_seen", "failures", "listing_total", "listing_read", "discovery")
# What ended the crawl: Scrapy's two words, and the outcomes that parts of ours end it with.
CLOSE_REASONS = {"finished": "ok", "shutdown": "interrupted", "no_answer": "failed"} | {word: word for word in STATUSES}


@dataclass(frozen=True, slots=True)
class RunFigures:
    """What a run counted. `new` are new problems by kind, `errors` pages that our callbacks could not take, by kind of error.

    `no_answer` names a host that could not be found or connected to, or did not answer, and why. `listing_why` says why a list gave
    nothing; `partial` that a newest-first list was left where it meets what is known; `pages_known` how many providers' pages were not
    asked for, because the list names nothing newer than we hold.
    """

    requests: int
    bytes: int
    documents_new: int
    documents_seen: int
    failures: int
    no_answer: str | None
    clock_ahead: float  # hours; of the site's clock
    listing_total: int | None
    listing_read: int | None
    listing_why: str | None
    partial: bool
    pages_known: int
    discovery: str | None
    new: Mapping[str, int]
    errors: Mapping[str, int]

    @classmethod
    def of(cls, stats: Mapping[str, Any]) -> "RunFigures":
        """The figures that Scrapy and the parts of a run wrote into its statistics."""

        def below(folder: str) -> dict[str, int]:
            return {name.removeprefix(folder): value for name, value in sorted(stats.items()) if name.startswith(folder)}

        return cls(
            requests=stats.get("downloader/request_count", 0),
            bytes=stats.get("downloader/response_bytes", 0),
            documents_new=stats.get("archive/documents_new", 0),
            documents_seen=stats.get("archive/documents_seen", 0),
            failures=stats.get("archive/failed", 0),
            no_answer=stats.get("archive/no_answer"),
            clock_ahead=stats.get("archive/clock_ahead", 0.0),
            listing_total=stats.get("listing/total"),
            listing_read=stats.get("listing/read"),
            listing_why=stats.get("listing/why"),
            partial=bool(stats.get("listing/partial")),
            pages_known=stats.get("listing/known", 0),
            discovery=stats.get("news/discovery"),
            new=below("archive/new/"),
            errors=below("run/"),
        )


@dataclass(frozen=True, slots=True)
class Outcome:
    """`word` of RUN_OUTCOMES, `reason` in words (None when ok), `counts` for the run's row, `problems` of the run as a whole.

    `whole`: the run was not cut short, and read as many entries as its list says that it has.
    """

    word: str
    reason: str | None
    counts: dict[str, object]
    problems: tuple[Problem, ...]
    whole: bool = False


def judge(session: Session, spider: SourceSpider, figures: RunFigures, close_reason: str, words: str | None = None) -> Outcome:
    """The outcome of a run of `spider` with these figures; `words` say why, if our own code ended it."""
    word = CLOSE_REASONS.get(close_reason, "failed")
    if word == "ok" and figures.no_answer and not (figures.listing_read or figures.documents_new or figures.documents_seen):
        word, words = _unreached(figures.no_answer)  # the rest says nothing of the site
    counts = _counts(session, spider.name, figures)
    problems = tuple(_problems(session, spider, figures, counts)) if word == "ok" else ()  # a run cut short says nothing of the listing
    fading = tuple(session.ingest.coverage.problems(session.database, spider.name)) if word == "ok" else ()
    causes = [problem.message for problem in (*problems, *_not_standing(session, spider, fading))]
    whole = word == "ok" and 0 < (figures.listing_total or 0) <= (figures.listing_read or 0)
    if whole and (listed := spider.listed_wholly()):
        causes += told_of(note_gone(session, spider.name, *listed))
    problems += fading
    causes += [f"{figures.errors[kind]} pages with {what}" for kind, what in _ERRORS.items() if figures.errors.get(kind)]
    causes += [f"{number} new {kind}" for kind, number in figures.new.items()]
    causes += _wrong_clock(figures.clock_ahead)
    if word not in ("ok", "interrupted"):
        causes.insert(0, words or f"the crawl was stopped: {close_reason}")
    if word == "ok" and causes:
        word = "degraded"
    if word == "degraded" and {"blocked", "robots"} & set(figures.new) and not figures.documents_new + figures.documents_seen:
        word = "blocked"
    return Outcome(word, "; ".join(causes) or None, counts, problems, whole)


def _wrong_clock(ahead: float) -> list[str]:
    """What to do where our clock and the site's are a day or more apart."""
    if abs(ahead) < WRONG_HOURS:
        return []
    words = f"the clock of this machine is {abs(ahead) / 24:.0f} days {'ahead of' if ahead > 0 else 'behind'} the site's"
    return [
        f"{words}. Set it right (timedatectl)" + (", then restore the backup from before (archive restore BACKUP --replace)" * (ahead > 0))
    ]


def _unreached(why: str) -> tuple[str, str]:
    """The outcome of a run that could not speak with its site, and what to do."""
    if "certificate" in why:
        words = f"the certificate of {why} has expired or nobody vouches for it, so we asked for nothing"
        return "blocked", f"{words}. Open the site in a browser; if it warns you too, tell the people who run the site"
    return "failed", f"we got no answer from {why}. {NO_NETWORK}"


_ERRORS = {"markup_changed": "changed markup", "callback_error": "an error in our program"}


def _problems(session: Session, spider: SourceSpider, figures: RunFigures, counts: dict[str, object]) -> Iterator[Problem]:
    """Problems of a complete run: the listing is empty, or shorter than it says or than it was before."""
    read, total = figures.listing_read or 0, figures.listing_total or 0
    why = f" ({figures.listing_why})" if figures.listing_why else ""
    if not read:
        yield Problem("listing_empty", f"the list of {spider.name} was empty; the site or its markup may have changed{why}")
    elif read < total or (read > total and spider.kind == "inspectorate"):
        rest = "the rest is missing" if read < total else "the total is wrong, or the list has entries that do not belong there"
        yield Problem("listing_short", f"we read {read} of {total} entries in the list of {spider.name}; {rest}{why}")
    elif not figures.partial:
        yield from _floors(session, spider, figures, counts)


def _not_standing(session: Session, spider: SourceSpider, problems: Iterable[Problem]) -> list[Problem]:
    """The new ones among `problems`: a problem that stays makes only its first night degraded."""
    sql = "select 1 from problems where source = ? and kind = ? and message = ? and resolved is null"
    return [each for each in problems if session.database.execute(sql, [spider.name, each.kind, each.message]).fetchone() is None]


def _floors(session: Session, spider: SourceSpider, figures: RunFigures, counts: dict[str, object]) -> Iterator[Problem]:
    """A problem where the listing's entries, or the documents on its pages, are far fewer than in recent runs of the same kind."""
    for column, what in (("listing_read", "entries"), ("named", "documents")):
        if column == "named" and figures.pages_known:
            continue  # it did not look at all pages, so it cannot have found all documents
        found = counts[column]
        assert isinstance(found, int)  # a run that read its listing counts both
        before = [
            row[0]
            for row in session.database.execute(
                f"select {column} from runs where source = ? and arguments = ? and discovery is ? and {column} > 0"
                " and finished is not null and outcome in ('ok', 'degraded') order by id desc limit ?",
                [spider.name, spider.told, figures.discovery, LAST_RUNS],
            )
        ]
        if before and found < FLOOR * median(before):
            yield Problem("listing_short", f"{spider.name} listed {found} {what}; its last runs listed about {median(before):.0f}")


def _counts(session: Session, source: str, figures: RunFigures) -> dict[str, object]:
    """Counts for the run's row. Named by the source = held + missing + unreadable + unfetched + excluded."""
    rows = session.database.execute("select key, availability from reports where source = ?", [source])
    found = Counter(
        "excluded" if availability == "unfetched" and key in session.excluded else availability
        for key, availability in rows
        if key in session.ingest.named
    )
    return {
        **{name: getattr(figures, name) for name in COUNTED},
        "named": len(session.ingest.named),
        **{word: found[word] for word in ("held", "missing", "unreadable", "unfetched", "excluded")},
    }
