"""Stores documents and saves what was read from them. The crawl, `scrapy add`, `scrapy reread` and the tests all use it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from typing import TypeVar

from sqlite_utils import Database

import archive.store.files
from archive.records import Article, ArticleLink, Document, ListedReport, Problem, Provider, Record, RefusedPage, Report
from archive.store import transaction
from archive.store.articles import mark_gone, save_article, set_seen
from archive.store.authorities import has_ofsted_urns, page_under, urn_of
from archive.store.clean_text import cleaned_record
from archive.store.code_version import code_files, version_of
from archive.store.documents import Provenance, facts_hash, save_document, set_facts_hash, touch_document
from archive.store.engine import update_engine
from archive.store.files import Place
from archive.store.opening import now
from archive.store.problems import FAILURES, resolve_fetching, resolve_problems, save_problem
from archive.store.provider_pages import mark_off_page, save_listed, save_provider
from archive.store.refused_pages import forget_refused, save_refused
from archive.store.reports import check_authority, report_row, save_reading, set_availability, set_missing
from archive.store.same_reports import join_same, take_over
from archive.store.ties import tie_articles, untie_articles_of
from archive.store.vectors import make_vectors, seconds_of_a_run
from scraper.ingest.coverage import Coverage

NOTHING_TO_READ = frozenset({"no_text", "dynamic_form"})
"""Problems of a report that was opened well and says nothing; others may be over at the next reading."""
Named = TypeVar("Named", bound=Record | ListedReport)
LONGEST_WAIT = 64  # days between two requests for a file that is missing at its source


# Everything that says which records a document holds: the sources' `extract`, the readers, and the words and facts they know.
READING = (
    ("scraper", ("reading", "spiders", "sources", "processes")),
    ("archive", ("records.py", "authorities.py", "authorities.csv", "vocabulary.py", "vocabulary.csv")),
)


@cache
def reader_version() -> str:
    """Names the code that reads: 12 hex digits of the hash of every file that `extract` may use."""
    return version_of(code_files(READING))


@dataclass(frozen=True, slots=True)
class Ingested:
    """The result for a document: its row, whether it is new, and the new problems."""

    document_id: int
    new: bool
    new_failures: tuple[Problem, ...]


class Ingest:
    """Keeps, reads and saves documents of one run: bytes first, then facts and problems in one transaction."""

    def __init__(self, database: Database, root: Place, run_id: int | None) -> None:
        self.database, self.root, self.run_id = database, root, run_id
        self.named: set[str] = set()  # keys of the reports that pages saved here named
        self.off_page: set[str] = set()  # and of those that their page names no more, and nothing replaced
        self.coverage = Coverage()

    def keep(self, document: Document) -> tuple[str, bool]:
        """Bytes to disk under their hash; (hash, whether the file is new)."""
        return archive.store.files.keep(self.root, document.body)

    def save(self, document: Document, kept: tuple[str, bool], records: Iterable[Record]) -> Ingested:
        """Save what was read from a document that was just fetched and kept, in one transaction."""
        document, records = cleaned_record(document), tuple(map(cleaned_record, records))
        moment = now()
        with transaction(self.database):
            saved = save_document(self.database, document, kept[0], facts_hash(records), self.run_id, moment)
            if document.kind == "report":
                readable = any(not isinstance(record, Problem) for record in records)
                set_availability(self.database, self._report_id(document, moment), "held" if readable else "unreadable", saved.id)
            elif document.kind == "article":
                set_seen(self.database, document.url, moment)
                forget_refused(self.database, document.source, document.url)
            ingested = self._save_facts(document, saved.id, records, moment, new=saved.new)
        if kept[1] and saved.sha256 != kept[0]:
            archive.store.files.forget(self.root, kept[0])
        return ingested

    def unchanged(self, url: str, source: str) -> None:
        """Record that the source still has the same document (304)."""
        moment = now()
        with transaction(self.database):
            touch_document(self.database, url, moment)
            set_seen(self.database, url, moment)
            forget_refused(self.database, source, url)
            resolve_fetching(self.database, source, url, moment)

    def resave(self, document: Document, document_id: int, records: Iterable[Record], seen: str) -> Ingested:
        """Save what was read again from a document kept earlier and last seen at its source at `seen` (ISO)."""
        document, records = cleaned_record(document), tuple(map(cleaned_record, records))
        with transaction(self.database):
            set_facts_hash(self.database, document_id, facts_hash(records))
            if document.kind == "report":
                self._set_read_again(document, document_id, records, seen)
            return self._save_facts(document, document_id, records, seen, new=False)

    def _set_read_again(self, document: Document, document_id: int, records: tuple[Record, ...], moment: str) -> None:
        """Record whether this code can read a report: earlier code may have found text where there is none, or missed it."""
        report_id = self._report_id(document, moment)
        if any(isinstance(record, Problem) and record.kind in NOTHING_TO_READ for record in records):
            save_reading(self.database, report_id, (), Provenance(document_id, reader_version(), moment))
            set_availability(self.database, report_id, "unreadable", document_id)
        elif any(not isinstance(record, Problem) for record in records):
            set_availability(self.database, report_id, "held", document_id)

    def _save_facts(self, document: Document, document_id: int, records: tuple[Record, ...], moment: str, *, new: bool) -> Ingested:
        origin = Provenance(document_id, reader_version(), moment)
        problems = [record for record in records if isinstance(record, Problem)]
        lost: tuple[str, ...] = ()
        if document.kind == "report" and len(problems) < len(records):
            report_id = self._report_id(document, moment)
            save_reading(self.database, report_id, records, origin, problems)
            check_authority(self.database, report_id, problems)
            untie_articles_of(self.database, report_id)
        elif document.kind == "provider_page":
            lost = self._save_provider_page(document, records, origin, problems)
        elif document.kind == "article":
            links = [record for record in records if isinstance(record, ArticleLink)]
            for record in records:
                if isinstance(record, Article):
                    save_article(self.database, record, links, document.source, origin)
        if document.kind == "provider_page" and not any(isinstance(record, Provider) for record in records):
            # A page that could not be read says nothing of what stood before.
            resolve_fetching(self.database, document.source, document.url, moment)
        else:
            resolve_problems(self.database, document.source, document.url, problems, moment)
        fresh = [problem for problem in problems if self.problem(problem, document.source, document.url, document_id, moment)]
        if any(problem.kind == "page_shrunk" for problem in fresh):
            self.off_page |= set(lost)
        return Ingested(document_id, new, tuple(problem for problem in fresh if problem.kind in FAILURES))

    def tie(self) -> int:
        """Tie what changed: one report of each file, articles to reports, sentences to passages. Returns how many articles were tied."""
        join_same(self.database)
        return tie_articles(self.database)

    def make_vectors(self) -> None:
        """Make vectors of new paragraphs, as long as a run may; the night makes the rest."""
        make_vectors(self.database, seconds_of_a_run())

    def update_engine(self) -> None:
        """Bring the search engine beside the archive up to date."""
        update_engine(self.database)

    def _report_id(self, document: Document, moment: str) -> int:
        if document.report is None:
            raise ValueError(f"{document.url} is kept as a report, but nothing says which")
        listed = self._under_urn(document.report, document.source)
        return report_row(self.database, listed, document.source, document.url, Provenance(None, reader_version(), moment))

    def _under_urn(self, record: Named, source: str) -> Named:
        """The record under its provider's URN: a council's page, reached by its three-digit code, is the page that has the URN."""
        if not has_ofsted_urns(self.database, source):
            return record
        if isinstance(record, Provider):
            urn = urn_of(self.database, record.urn)
            return replace(record, urn=urn, url=page_under(urn, record.url))
        if isinstance(record, Report | ListedReport) and record.urn and record.page_url:
            urn = urn_of(self.database, record.urn)
            return replace(record, urn=urn, page_url=page_under(urn, record.page_url))
        return record

    def problem(self, problem: Problem, source: str | None, url: str | None, document_id: int | None, moment: str) -> bool:
        """Record a problem of this run; True when it is new."""
        return save_problem(self.database, problem, run_id=self.run_id, source=source, url=url, document_id=document_id, now=moment)

    def missing(self, key: str, url: str, source: str, message: str) -> bool:
        """Record that a report does not exist at its source, and ask again after 1, 2, 4 … days. True when that is new.

        Where its page names it no longer, which was said when that was found, it is asked for still, but is no problem.
        """
        moment = now()
        with transaction(self.database):
            row = self.database.execute("select id, asked, off_page from reports where key = ?", [key]).fetchone()
            if row is not None:
                wait = min(2 ** row[1], LONGEST_WAIT)
                ask_next = (date.fromisoformat(moment[:10]) + timedelta(days=wait)).isoformat()
                set_missing(self.database, row[0], ask_next, off_page=moment if key in self.off_page else None)
            resolve_fetching(self.database, source, url, moment, standing="not_found")
            if row is not None and row[2] is not None and key not in self.off_page:
                return False
            return self.problem(Problem("not_found", message), source, url, None, moment)

    def gone(self, url: str, source: str, problem: Problem) -> bool:
        """The publisher answers that an article does not exist. One that is held is gone, and its text stays: no failure, never news.

        One that never came is a `problem`: the list may be wrong, or we who read it. True when that is news.
        """
        moment = now()
        with transaction(self.database):
            return not mark_gone(self.database, url, moment) and self.problem(problem, source, url, None, moment)

    def read_list(self, url: str, source: str, problems: tuple[Problem, ...]) -> list[Problem]:
        """A page of a list came: what is odd about it now stands in `problems`, and nothing else. Returns what is new."""
        moment = now()
        with transaction(self.database):
            resolve_problems(self.database, source, url, problems, moment)
            return [problem for problem in problems if self.problem(problem, source, url, None, moment)]

    def refused(self, pages: Iterable[RefusedPage], source: str) -> None:
        """Record pages that are not taken, and why."""
        with transaction(self.database):
            save_refused(self.database, source, map(cleaned_record, pages), now())

    def failed(self, problem: Problem, source: str, url: str) -> bool:
        """Record what came instead of a document; True when it is news."""
        with transaction(self.database):
            return self.problem(problem, source, url, None, now())

    def _save_provider_page(
        self, document: Document, records: tuple[Record, ...], origin: Provenance, problems: list[Problem]
    ) -> tuple[str, ...]:
        """Save what a page says, with problems where it says something else than before; keys of the reports that it names no more."""
        records = tuple(self._under_urn(record, document.source) for record in records)
        named = [record for record in records if isinstance(record, Report)]
        self.named |= {report.key for report in named}
        self.coverage.count(records)
        for record in records:
            if isinstance(record, Provider):
                save_provider(self.database, document.source, record, origin, problems)
        for report in named:
            take_over(self.database, document.source, report.key, report.url)
        saved = [save_listed(self.database, document.source, report, origin, problems) for report in named]
        if not _read_wholly(records):
            return ()  # a page that was not read wholly takes nothing away
        page_url = next((record.url for record in records if isinstance(record, Provider)), document.url)
        return mark_off_page(self.database, page_url, saved, origin.moment, problems)


def _read_wholly(records: Iterable[Record]) -> bool:
    return not any(isinstance(record, Problem) and record.kind in FAILURES for record in records)
