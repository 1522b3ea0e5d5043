"""Looks quoted words up in all reports, or in some: verbatim, near, not found, or not held, with page, paragraph and the file's hash."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from archive.database.ids import is_article
from archive.database.listed_rows import OTHER_PROVIDER
from archive.database.readonly import TooSlowError, reading
from archive.matching.quoted_words import Change, Judged, Place, Report, judge, runs_of_words, words_quoted
from archive.matching.report_words import STOP_WORDS, tokens_of
from archive.search.filters import Filters
from archive.search.hits import find_everything, find_hits
from archive.search.query import read_query
from archive.search.search import SECONDS, worth_finding

REPORTS_READ = 12  # of those that have the words in a row
REPORTS_LIKE = 12  # of those that have most of the words; with six, one changed sentence of 75 did not meet its source
WORDS_IN_A_ROW = 12
ELSEWHERE = 5
LONGEST = 3_000  # letters of a quotation
SEVERAL_WORDS = 40  # different words of a quotation that are searched for


@dataclass(frozen=True, slots=True)
class Source:
    """A report that the words are looked for in: its paragraphs or its pages, and its row (as `read_source` has it)."""

    row: sqlite3.Row
    report: Report


@dataclass(frozen=True, slots=True)
class Verified:
    """`verdict` is verbatim, near, not_found or not_held; `why` says in words why nothing can be said of it, where that is so.

    Where it was found: the report's `row`, first and last page (from 1), the position of the paragraph (None where it stands in none),
    the report's own words, what differs, and the keys of other reports that have the very words.
    """

    verdict: str
    quote: str
    why: str = ""
    row: sqlite3.Row | None = None
    page: int | None = None
    page_end: int | None = None
    paragraph: int | None = None
    passage: str | None = None
    score: float = 0.0
    changes: tuple[Change, ...] = ()
    elsewhere: tuple[str, ...] = ()

    @property
    def changes_sense(self) -> bool:
        """Whether a “not”, a number or an opposite differs."""
        return any(change.sense for change in self.changes)


def verify_quote(connection: sqlite3.Connection, words: str, filters: Filters, *, key: str = "", public: bool = False) -> Verified:
    """Look the words up in the report `key`, or else in all reports that pass the filters. Any text is accepted."""
    quote = " ".join(words.replace("\x00", " ").split())[:LONGEST]
    if not any(token not in STOP_WORDS for token in tokens_of(words_quoted(quote))) or len(tokens_of(words_quoted(quote))) < 3:
        return Verified("not_found", quote, "Three words or more are needed to tell where a quotation comes from.")
    try:
        with reading(connection, SECONDS):
            if why := _not_held(connection, filters, key):
                return Verified("not_held", quote, why)
            sources = _read(connection, _having_the_words(connection, quote, filters, key, public=public))
            found = _judged(quote, sources, nearly=False)
            if not found:  # what stands in no paragraph may stand on a page
                found = _judged(quote, [Source(one.row, read_pages(connection, one.row["id"])) for one in sources], nearly=False)
            if any(judged.verdict == "verbatim" for _, judged in found):
                return _best(connection, quote, found)
            like = sources if key else _read(connection, _like(connection, quote, filters, public=public)[:REPORTS_LIKE])
            return _best(connection, quote, [*found, *_judged(quote, like, nearly=True)])
    except TooSlowError:
        return Verified("not_found", quote, "This took too long, so the quotation was not checked. Name the report or the council.")


def _not_held(connection: sqlite3.Connection, filters: Filters, key: str) -> str:
    """Why the archive cannot answer for what was named; empty where it can."""
    if key:
        row = connection.execute("select availability from reports where key = ?", [key]).fetchone()
        if row is None:
            return f"The archive knows no report with the key {key!r}."
        return "" if row["availability"] == "held" else "The archive knows of this report but does not hold it."
    if filters.narrows() and all(map(is_article, find_everything(connection, filters))):
        return "The archive holds no report of this council, year or kind, so it cannot tell."
    return ""


def _having_the_words(connection: sqlite3.Connection, quote: str, filters: Filters, key: str, *, public: bool) -> list[int]:
    """Ids of the reports with the longest run of the words, or of the report `key`."""
    if key:
        return [row["id"] for row in connection.execute("select id from reports where key = ?", [key])]
    longest = max(runs_of_words(quote), key=lambda run: len(run.split()), default="")
    words = " ".join(longest.replace('"', " ").split()[:WORDS_IN_A_ROW])
    return _found(connection, read_query(f'"{words}"').match(), filters, public=public)


def _like(connection: sqlite3.Connection, quote: str, filters: Filters, *, public: bool) -> list[int]:
    """Ids of the reports with a paragraph that has most of the words, best first."""
    words = list(dict.fromkeys(token for token in tokens_of(words_quoted(quote)) if token not in STOP_WORDS))[:SEVERAL_WORDS]
    query = read_query(" ".join(words))
    content = worth_finding(connection, query.content())
    return _found(connection, query.match_any_of(content) if content else query.match(), filters, public=public)


def _found(connection: sqlite3.Connection, match: str | None, filters: Filters, *, public: bool) -> list[int]:
    if match is None:
        return []
    hits = find_hits(connection, match, filters, public=public)
    return sorted((owner for owner in hits if not is_article(owner)), key=lambda owner: (hits[owner].best, -owner))[:REPORTS_READ]


def _read(connection: sqlite3.Connection, ids: Sequence[int]) -> list[Source]:
    return [source for number in ids if (source := read_source(connection, number))]


def read_source(connection: sqlite3.Connection, report_id: int) -> Source | None:
    """The report with this id; None where it is not shown."""
    row = connection.execute(
        f"""select r.id, r.key, r.title, r.published, r.local_authority, coalesce(a.name, '') as authority_name, d.sha256,
            {OTHER_PROVIDER} as other_provider, d.first_fetched as fetched
            from reports r left join local_authorities a on a.code = r.local_authority
            left join documents d on d.id = r.file_document_id where r.id = ?""",
        [report_id],
    ).fetchone()
    if row is None:
        return None
    paragraphs = connection.execute(
        "select position, page, coalesce(page_end, page) as last, text from report_paragraphs where report_id = ? order by position",
        [report_id],
    )
    places = [Place(one["position"], one["page"], one["last"], one["text"]) for one in paragraphs]
    return Source(row, Report(places))


def read_pages(connection: sqlite3.Connection, report_id: int) -> Report:
    """The text of the report's pages, where a letterhead, a table or a heading stands in no paragraph."""
    rows = connection.execute("select page, text from report_pages where report_id = ? order by page", [report_id])
    return Report([Place(None, one["page"], one["page"], one["text"]) for one in rows])


Found = list[tuple[Source, Judged]]


def _judged(quote: str, sources: Sequence[Source], *, nearly: bool) -> Found:
    judged = ((source, judge(quote, source.report, nearly=nearly)) for source in sources)
    return [one for one in judged if one[1].verdict != "not_found"]


def _best(connection: sqlite3.Connection, quote: str, found: Found) -> Verified:
    """The first report that has the very words, or else the one that comes nearest."""
    if not found:
        return Verified("not_found", quote)
    source, judged = max(found, key=lambda one: one[1].score)
    report = source.report
    others = [one.row["key"] for one, other in found if other.verdict == "verbatim" == judged.verdict and one.row["id"] != source.row["id"]]
    first, last = report.places[judged.first], report.places[judged.last]
    start, end = _pages(quote, read_pages(connection, source.row["id"]), first, last)
    passage = "\n\n".join(place.text for place in report.places[judged.first : judged.last + 1] if place.position is not None)
    return Verified(
        judged.verdict,
        quote,
        row=source.row,
        page=start,
        page_end=end,
        paragraph=first.position,
        passage=passage or None,
        score=judged.score,
        changes=judged.changes,
        elsewhere=tuple(dict.fromkeys(others))[:ELSEWHERE],
    )


def _pages(quote: str, whole: Report, first: Place, last: Place) -> tuple[int, int]:
    """The pages on which the words begin and end: a paragraph may run over the end of a page."""
    tokens = tokens_of(words_quoted(quote))

    def on(words: Sequence[str], pages: Sequence[int]) -> list[int]:
        wanted = f" {' '.join(words)} "
        return [page.page for page in whole.places if page.page in pages and wanted in f" {' '.join(tokens_of(page.text))} "]

    between = range(first.page, last.page_end + 1)
    begin = next((pages[0] for few in (6, 4, 3) if (pages := on(tokens[:few], between))), first.page)
    end = next((pages[-1] for few in (6, 4, 3) if (pages := on(tokens[-few:], range(begin, last.page_end + 1)))), begin)
    return begin, end
