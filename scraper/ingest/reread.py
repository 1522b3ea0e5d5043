"""Reads stored documents again and compares the result with the last reading, so that you can review a change of parser."""

import json
import os
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from functools import partial
from typing import Any

from sqlite_utils import Database
from tqdm import tqdm

from archive.errors import ConfigurationError
from archive.records import ComparedPage, Document, Inspection, Record, ReportParagraph
from archive.store import transaction
from archive.store.files import Place
from archive.store.page_blocks import save_page_blocks
from archive.store.reports import PARTS
from scraper.ingest.furniture import hashes_of
from scraper.ingest.ingest import Ingest
from scraper.ingest.kept import KeptJob, described_document, with_bytes
from scraper.processes.readers import read_all
from scraper.reading.articles.repeated import page_blocks, repeated
from scraper.sources.source_spider import SourceSpider

# The newest document of each address as it is now, in a table of this connection alone: SQLite keeps it in a file, whatever its size. Of
# reports, the file that the report's rows were read from. Pages come before the reports they name, the older first; then articles and
# reports, each in order of hash.
NEWEST = """
    create temp table rereading as select documents.*, reports.id as report_id,
        reports.key, reports.urn, reports.title, reports.published, reports.inspected, reports.page_url
    from documents left join reports on reports.file_document_id = documents.id
    where documents.id in (select max(id) from documents group by url, kind)
      and (documents.kind != 'report' or reports.id is not null)
      and documents.source in (select value from json_each(?))
    order by documents.kind = 'report', documents.kind = 'article',
        case when documents.kind in ('report', 'article') then documents.sha256 end, documents.id, reports.id
"""
AT_ONCE = 500  # rows of it
Reading = Callable[[Iterable[KeptJob]], Iterator[tuple[KeptJob, tuple[Record, ...]]]]
IDS = ("id", "report_id", "document_id", "reader_version", "position")


@dataclass(slots=True)
class Changes:
    """What a reading changed since the last one: (family, table, added|changed|removed) to one line for each fact."""

    documents: int = 0
    failures: int = 0
    found: dict[tuple[str, str, str], list[str]] = field(default_factory=lambda: defaultdict(list))


def reread(
    database: Database,
    root: Place,
    sources: Mapping[str, type[SourceSpider]],
    *,
    only: str | None = None,
    write: bool = True,
    workers: str | None = None,
) -> Changes:
    """Read the newest document of every address again; with `write` the archive takes the new facts, a document a transaction.

    `workers`: the scheduler whose workers read (tcp://HOST:PORT); else processes of this machine do. What is saved, and in which order,
    is the same.
    """
    if only is not None and only not in sources:
        raise ConfigurationError(f"there is no source called {only}; the sources are: {', '.join(sorted(sources))}")
    number = _choose(database, [*sources] if only is None else [only])
    changes, ingest = Changes(), Ingest(database, root, None)
    read = _reading(root, workers)
    blocks = _blocks_of_articles(database, read)
    left_out = _left_out(database, blocks)
    jobs = ((_compared(described_document(row), left_out.get(row["id"])), row, sources[row["source"]].extract) for row in _chosen(database))
    for (document, row, _), records in tqdm(read(jobs), total=number, unit=" documents", desc="Reading", disable=None):
        changes.documents += 1
        if row["report_id"] is not None:
            _compare(changes, document.url, facts_held(database, row["report_id"]), facts_read(records))
        if write:
            changes.failures += len(ingest.resave(document, row["id"], records, row["last_seen"]).new_failures)
            if row["id"] in blocks:
                with transaction(database):
                    save_page_blocks(database, row["id"], blocks[row["id"]], left_out[row["id"]])
    if write:
        ingest.tie()
        ingest.update_engine()
        ingest.make_vectors()
    return changes


def _choose(database: Database, sources: list[str]) -> int:
    """Note what is to be read of these sources, as it stands before any of it is saved; how many documents."""
    database.execute("drop table if exists temp.rereading")
    database.execute(NEWEST, [json.dumps(sources)])
    (number,) = database.execute("select count(*) from temp.rereading").fetchone()
    return int(number)


def _chosen(database: Database) -> Iterator[dict[str, Any]]:
    """The rows of what is to be read, a few at a time: others write between them."""
    last = 0
    while rows := list(
        database.query("select rowid as turn, * from temp.rereading where rowid > ? order by rowid limit ?", [last, AT_ONCE])
    ):
        yield from rows
        last = rows[-1]["turn"]


def _reading(root: Place, workers: str | None) -> Reading:
    if workers is None:
        return partial(read_here, root)
    try:
        from scraper.ingest.workers import read_on_workers
    except ImportError as error:
        raise ConfigurationError("--workers needs the extra [cluster]: pip install 'childrens-services-archive[cluster]'") from error
    return partial(read_on_workers, workers, root)


def read_here(root: Place, jobs: Iterable[KeptJob]) -> Iterator[tuple[KeptJob, tuple[Record, ...]]]:
    """Each job with what was read from its document, in order, in processes of this machine."""
    filled = ((with_bytes(document, row["sha256"], root), row, extract) for document, row, extract in jobs)
    return read_all(filled, workers=os.cpu_count() or 1)


def _blocks_of_articles(database: Database, read: Reading) -> dict[int, frozenset[str]]:
    """What stands on each article's page, by its document."""
    rows = database.query("select * from temp.rereading where kind = 'article' order by id")
    jobs = ((described_document(row), row, page_blocks) for row in rows)
    return {row["id"]: hashes_of(records) for (_, row, _), records in read(jobs)}


def _compared(document: Document, left_out: frozenset[str] | None) -> Document:
    return document if left_out is None else ComparedPage.of(document, left_out)


def _left_out(database: Database, blocks: Mapping[int, frozenset[str]]) -> dict[int, frozenset[str]]:
    """What repeats on each article's page, compared with those of its publisher that were kept before and after it."""
    sources: dict[str, list[int]] = defaultdict(list)
    for number, source in database.execute("select id, source from temp.rereading where kind = 'article' order by id"):
        if number in blocks:
            sources[source].append(number)
    return {
        document_id: left
        for ids in sources.values()
        for document_id, left in zip(ids, repeated([blocks[each] for each in ids]), strict=True)
    }


Facts = dict[str, list[dict[str, object]]]


def facts_read(records: Iterable[Record]) -> Facts:
    """Facts by table as a reading gives them; the pages' text is compared too, paragraphs are not: they are the same words."""
    found: Facts = defaultdict(list)
    for record in records:
        if type(record) in PARTS and not isinstance(record, ReportParagraph):
            facts = asdict(record).items()  # as SQLite keeps them: truth as 1 and 0
            found[PARTS[type(record)]].append({name: int(value) if isinstance(value, bool) else value for name, value in facts})
    return found


def facts_held(database: Database, report_id: int) -> Facts:
    """Facts by table as the archive holds them for a report."""
    tables = [table for record, table in PARTS.items() if record is not ReportParagraph]
    return {
        table: [
            {name: value for name, value in row.items() if name not in IDS}
            for row in database.query(f"select * from {table} where report_id = ? order by rowid", [report_id])
        ]
        for table in tables
    }


def _compare(changes: Changes, url: str, old: Facts, new: Facts) -> None:
    family = str((new.get("inspections") or old.get("inspections") or [{}])[0].get("family"))
    before, after = old.get(PARTS[Inspection], []), new.get(PARTS[Inspection], [])
    if before and after:
        for name, value in after[0].items():
            if value != before[0].get(name):
                changes.found[family, f"inspections.{name}", "changed"].append(f"{url}: {before[0].get(name)!r} -> {value!r}")
    for table in {*old, *new} - ({PARTS[Inspection]} if before and after else set()):
        for what, line in _lines(old.get(table, []), new.get(table, [])):
            changes.found[family, table, what].append(f"{url}: {line}")


def _lines(old: list[dict[str, object]], new: list[dict[str, object]]) -> Iterator[tuple[str, str]]:
    before, after = (Counter(json.dumps(row, sort_keys=True, ensure_ascii=False, default=int) for row in rows) for rows in (old, new))
    yield from (("removed", row[:300]) for row in (before - after).elements())
    yield from (("added", row[:300]) for row in (after - before).elements())
