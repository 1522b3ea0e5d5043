"""RunLog: one row for each run, with its counts, outcome and reason. An error in a callback becomes a problem."""

import hashlib
import logging
from contextlib import ExitStack

from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.python.failure import Failure

from archive.errors import ArchiveError
from archive.records import Problem
from archive.store import archive_paths, open_archive, transaction
from archive.store.documents import save_source
from archive.store.opening import lock, now
from archive.store.problems import close_unused, resolve_problems
from archive.store.runs import finish_run, mark_dead_runs, start_run
from scraper.crawl.contact import refuse_without_contact
from scraper.crawl.outcome import WORDS, Outcome, RunFigures, judge
from scraper.crawl.pace import pace_of
from scraper.crawl.part import Part
from scraper.crawl.session import Session, begin_session, session_of
from scraper.ingest.ingest import Ingest
from scraper.reading.errors import ReadingError
from scraper.sources.source_spider import SourceSpider

logger = logging.getLogger(__name__)


class RunLog(Part):
    """It should only: begin and end the session of a crawl, and write what happened into `runs` and `problems`."""

    SIGNALS = ("request_scheduled", "spider_error", "item_error", "spider_closed")

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        assert isinstance(crawler.spider, SourceSpider)
        self.spider = crawler.spider
        refuse_without_contact(crawler.settings, self.spider.site)
        with ExitStack() as opened:
            path, root = archive_paths()
            opened.enter_context(lock(path))
            database = open_archive(path, busy_seconds=crawler.settings.getfloat("DATABASE_BUSY_SECONDS"))
            opened.callback(database.close)
            with transaction(database):
                dead = mark_dead_runs(database, now())
                save_source(database, self.spider.facts())
                run_id = start_run(database, self.spider.name, now(), self.spider.told)
            self.held = opened.pop_all()
        if dead:
            logger.warning("The last run stopped without finishing; this run continues where it left off")
        begin_session(crawler, Session(database, root, run_id, Ingest(database, root, run_id)))

    def request_scheduled(self, request: Request) -> None:
        """An address that is in use, also where `skip_known` finds that there is no need to ask."""
        session_of(self.crawler).used.add(request.url)

    def spider_error(self, failure: Failure, response: Response | None, spider: Spider) -> None:
        """Handle an exception in a callback: unknown markup, or a bug of ours."""
        error, url = failure.value, response.url if response else None
        kind, words = "callback_error", repr(error)
        if isinstance(error, ReadingError):
            kind, words = "markup_changed" if error.kind == "parse_error" else error.kind, str(error)
        self._problem(Problem(kind, words if url and words.startswith(url) else f"{url}: {words}"), url)

    def item_error(self, item: object, response: Response, spider: Spider, failure: Failure) -> None:
        """Handle an exception while saving, when only the document's bytes were kept. Without storage the crawl cannot go on."""
        if isinstance(failure.value, ArchiveError):
            self._give_up(failure.value)
            return
        url = getattr(item, "url", None)
        self._problem(Problem("callback_error", f"{url} could not be saved: {failure.value!r}"), url)

    def _problem(self, problem: Problem, url: str | None) -> None:
        session = session_of(self.crawler)
        logger.error("%s", problem.message)
        self.spider.inc_stat(f"run/{problem.kind}")
        try:
            with transaction(session.database):
                session.ingest.problem(problem, self.spider.name, url, None, now())
        except ArchiveError as error:
            self._give_up(error)

    def _give_up(self, error: ArchiveError) -> None:
        pace_of(self.crawler).stop(WORDS[error.status], str(error))

    def spider_closed(self, spider: Spider, reason: str) -> None:
        """Judge the run by its figures, write its row, close the archive and free the lock."""
        stats = self.crawler.stats
        with self.held:
            try:
                outcome = self._finish(reason)
            except ArchiveError as error:  # the row stays as it is: the next run will say that this one died
                outcome = Outcome(WORDS[error.status], str(error), {}, ())
        stats.set_value("run/outcome", outcome.word)
        stats.set_value("run/reason", outcome.reason)
        _report(self.spider.name, outcome)

    def _finish(self, reason: str) -> Outcome:
        session, stats = session_of(self.crawler), self.crawler.stats
        pace = pace_of(self.crawler)
        if not pace.storage_failed:
            session.ingest.tie()
            session.ingest.update_engine()
            session.ingest.make_vectors()
        outcome = judge(session, self.spider, RunFigures.of(stats.get_stats()), reason, pace.words)
        robots = stats.get_value("robotstxt/text")
        home, moment = self.spider.site or self.spider.home, now()
        with transaction(session.database):
            if reason == "finished":
                resolve_problems(session.database, self.spider.name, home, outcome.problems, moment)
            if outcome.whole and self.spider.names_all():
                used = session.used | {home}
                close_unused(session.database, self.spider.name, self.spider.told, session.run_id, used, moment)
            for problem in outcome.problems:
                session.ingest.problem(problem, self.spider.name, home, None, moment)
            end = {
                "finished": moment,
                "outcome": outcome.word,
                "reason": outcome.reason,
                "robots_txt": robots,
                "robots_sha256": hashlib.sha256(robots.encode()).hexdigest() if robots is not None else None,
            }
            finish_run(session.database, session.run_id, outcome.counts | end)
        return outcome


def _report(name: str, outcome: Outcome) -> None:
    figures = ", ".join(f"{key} {value}" for key, value in outcome.counts.items() if isinstance(value, int))
    logger.log(
        {"ok": logging.INFO, "degraded": logging.WARNING}.get(outcome.word, logging.ERROR),  # a degraded run did its work
        "%s: %s (%s) %s",
        name,
        outcome.word,
        outcome.reason or "completed",
        figures,
    )
