"""Judges a run by its own figures and those of earlier runs: ok, degraded, blocked …, with every cause."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from statistics import median

from archive.keeping.health_rules import FLOOR, LAST_RUNS
from archive.records import Problem
from scraper.crawl.missing_providers import note_gone, told_of
from scraper.crawl.session import Session
from scraper.sources.source_spider import SourceSpider

# Exit statuses of `scrapy update`.
STATUSES = {"ok": 0, "disk_full": 3, "failed": 9, "interrupted": 11, "degraded": 12, "budget": 15, "blocked": 18, "integrity": 20}
WORDS = {status: word for word, status in STATUSES.items()}  # of an ArchiveError's status
# What ended the crawl: Scrapy's two words, and the outcomes that parts of ours end it with.
CLOSE_REASONS = {"finished": "ok", "shutdown": "interrupted"} | {word: word for word in STATUSES}


@dataclass(frozen=True, slots=True)
class Outcome:
    """`word` of RUN_OUTCOMES, `reason` in words (None when ok), `counts` for the run's row, `problems` of the run as a whole."""

    word: str
    reason: str | None
    counts: dict[str, object]
    problems: tuple[Problem, ...]


def judge(session: Session, spider: SourceSpider, stats: dict[str, object], close_reason: str, words: str | None = None) -> Outcome:
    """The outcome of a run of `spider` whose Scrapy statistics are `stats`; `words` say why a part of ours ended it."""
    word = CLOSE_REASONS.get(close_reason, "failed")
    counts = _counts(session, spider.name, stats)
    problems = tuple(_problems(session, spider, stats, counts)) if word == "ok" else ()  # a run cut short says nothing of the listing
    fading = tuple(session.ingest.coverage.problems(session.database, spider.name)) if word == "ok" else ()
    causes = [problem.message for problem in (*problems, *_not_standing(session, spider, fading))]
    whole = 0 < _count(stats, "listing/total") <= _count(stats, "listing/read")
    if word == "ok" and whole and (listed := spider.listed_wholly()):
        causes += told_of(note_gone(session, spider.name, *listed))
    problems += fading
    causes += [f"{_count(stats, f'run/{kind}')} pages with {what}" for kind, what in _ERRORS.items() if stats.get(f"run/{kind}")]
    new = {name.rpartition("/")[2]: value for name, value in stats.items() if name.startswith("archive/new/")}
    causes += [f"{value} new {kind}" for kind, value in sorted(new.items())]
    if word not in ("ok", "interrupted"):
        causes.insert(0, words or f"the crawl was stopped: {close_reason}")
    if word == "ok" and causes:
        word = "degraded"
    blocked = _count(stats, "archive/new/blocked") + _count(stats, "archive/new/robots")
    if word == "degraded" and blocked and not _count(stats, "archive/documents_new") + _count(stats, "archive/documents_seen"):
        word = "blocked"
    return Outcome(word, "; ".join(causes) or None, counts, problems)


_ERRORS = {"markup_changed": "changed markup", "callback_error": "an error in our program"}


def _count(stats: dict[str, object], name: str) -> int:
    value = stats.get(name, 0)
    return value if isinstance(value, int) else 0


def _problems(session: Session, spider: SourceSpider, stats: dict[str, object], counts: dict[str, object]) -> Iterator[Problem]:
    """What a whole run says against its source: a listing that is empty, or shorter than it says or was; facts that are gone."""
    read, total = _count(stats, "listing/read"), _count(stats, "listing/total")
    why = f" ({stats['listing/why']})" if stats.get("listing/why") else ""
    if not read:
        yield Problem("listing_empty", f"the list of {spider.name} was empty; the site or its markup may have changed{why}")
    elif read < total or (read > total and spider.kind == "inspectorate"):
        rest = "the rest is missing" if read < total else "the total is wrong, or the list has entries that do not belong there"
        yield Problem("listing_short", f"we read {read} of {total} entries in the list of {spider.name}; {rest}{why}")
    elif not stats.get("listing/partial"):  # a newest-first list is left where it meets what is known
        yield from _floors(session, spider, stats, counts)


def _not_standing(session: Session, spider: SourceSpider, problems: Iterable[Problem]) -> list[Problem]:
    """Those of `problems` that are news: what goes on night after night makes one of them degraded, not all."""
    sql = "select 1 from problems where source = ? and kind = ? and message = ? and resolved is null"
    return [each for each in problems if session.database.execute(sql, [spider.name, each.kind, each.message]).fetchone() is None]


def _floors(session: Session, spider: SourceSpider, stats: dict[str, object], counts: dict[str, object]) -> Iterator[Problem]:
    """What is well below the last runs of the same kind: entries of the listing, or documents that pages named."""
    for column, what in (("listing_read", "entries"), ("named", "documents")):
        found = counts[column]
        assert isinstance(found, int)  # a run that read its listing counts both
        before = [
            row[0]
            for row in session.database.execute(
                f"select {column} from runs where source = ? and arguments = ? and discovery is ? and {column} > 0"
                " and finished is not null and outcome in ('ok', 'degraded') order by id desc limit ?",
                [spider.name, spider.told, stats.get("news/discovery"), LAST_RUNS],
            )
        ]
        if before and found < FLOOR * median(before):
            yield Problem("listing_short", f"{spider.name} listed {found} {what}; its last runs listed about {median(before):.0f}")


def _counts(session: Session, source: str, stats: dict[str, object]) -> dict[str, object]:
    """Counts for the run's row. Named by the source = held + missing + unreadable + unfetched + excluded."""
    rows = session.database.execute("select key, availability from reports where source = ?", [source]).fetchall()
    named = {key: availability for key, availability in rows if key in session.ingest.named}
    found = Counter("excluded" if named[key] == "unfetched" and key in session.excluded else named[key] for key in named)
    return {
        "requests": _count(stats, "downloader/request_count"),
        "bytes": _count(stats, "downloader/response_bytes"),
        "documents_new": _count(stats, "archive/documents_new"),
        "documents_seen": _count(stats, "archive/documents_seen"),
        "failures": _count(stats, "archive/failed"),
        "listing_total": stats.get("listing/total"),
        "listing_read": stats.get("listing/read"),
        "discovery": stats.get("news/discovery"),
        "named": len(session.ingest.named),
        **{word: found[word] for word in ("held", "missing", "unreadable", "unfetched", "excluded")},
    }
