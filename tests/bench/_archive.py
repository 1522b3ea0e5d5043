"""A large archive to measure on: reports of 20 pages put together from the real reports or, where they are absent, from the sample's words.

It is made once under BENCH_DIR (default: the system's folder for temporary files) and kept there. Needs 0.9 GB for 100,000 pages.
"""

import csv
import os
import sqlite3
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from itertools import accumulate
from pathlib import Path
from random import Random

from archive.records import Document, ListedReport, ReportPage
from archive.store import open_archive
from sample.reports.reports import REPORTS
from scraper.reading.reports import read_report

CORPUS = Path(__file__).resolve().parents[2].parent / "shared" / "corpus"
PAGES_PER_REPORT = 20
WORDS_PER_PAGE = 380  # as in the real reports
POOL = 4_000  # different halves of pages
BATCH = 500  # reports written at once
KINDS = (("ilacs", "ilacs_inspection"), ("focused_visit", "focused_visit"), ("sif", "sif_inspection"), ("jtai", "jtai"))
GRADES = (("good", "given"), ("requires_improvement", "given"), ("inadequate", "given"), (None, "not_applicable"))
HEADINGS = ("Summary", "What needs to improve", "The impact of leaders", "Children in care", "Care leavers", "The inspection team")
TAIL = "document_id, reader_version) values"


def bench_archive(pages: int) -> Path:
    """The archive of so many pages; made when it is not there yet."""
    folder = Path(os.environ.get("BENCH_DIR") or Path(tempfile.gettempdir()) / "childrens-services-bench")
    path = folder / f"archive-{pages}.db"
    if path.exists():
        return path
    began = time.perf_counter()
    print(f"making an archive of {pages:,} pages at {path} (once) …", flush=True)
    folder.mkdir(parents=True, exist_ok=True)
    working = path.with_suffix(".making")
    for left in folder.glob(f"{working.name}*"):
        left.unlink()
    with closing(open_archive(working)) as database:
        fill(database.conn, pages)
    working.rename(path)
    print(f"made in {time.perf_counter() - began:.0f} s, {path.stat().st_size / 1e9:.1f} GB")
    return path


def fill(connection: sqlite3.Connection, pages: int) -> None:
    """Write the reports without triggers, then build the index at once: twenty times faster than row by row."""
    connection.execute("pragma journal_mode = off")
    connection.execute("pragma synchronous = off")
    connection.execute("pragma cache_size = -400000")
    tables = "('report_pages', 'report_paragraphs')"
    triggers = connection.execute(
        f"select name, sql from sqlite_master where type = 'trigger' and tbl_name in {tables} and name like '%search%'"
    ).fetchall()
    for name, _ in triggers:
        connection.execute(f"drop trigger {name}")
    source = ("ofsted_reports", "Ofsted reports", "inspectorate", "https://x", "OGL", "x", "ofsted", "Ofsted", "x", 1, None)
    connection.execute("insert into sources values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", source)
    random = Random(5)
    halves = pool(random)
    codes = [row[0] for row in connection.execute("select code from local_authorities where ended is null order by code")]
    for first in range(1, pages // PAGES_PER_REPORT + 1, BATCH):
        _write(connection, random, halves, codes, range(first, min(first + BATCH, pages // PAGES_PER_REPORT + 1)))
    connection.execute("insert into search_fts(search_fts) values ('rebuild')")
    for _, sql in triggers:
        connection.execute(sql)
    connection.execute("analyze")
    connection.commit()


def _write(connection: sqlite3.Connection, random: Random, halves: list[str], codes: list[str], numbers: range) -> None:
    """These reports with all that a search shows of them."""
    documents, reports, inspections, pages, paragraphs = [], [], [], [], []
    for number in numbers:
        day = f"{random.randint(2010, 2026)}-{random.randint(1, 12):02}-{random.randint(1, 28):02}"
        url = f"https://files.example/v1/file/{number}"
        (family, kind), (grade, status) = random.choice(KINDS), random.choice(GRADES)
        documents.append((number, url, url, f"{number:064x}", day, day))
        reports.append((number, f"ofsted-{number}", random.choice(codes), day, url, day, day, number))
        inspections.append((number, family, kind, day, grade, status, PAGES_PER_REPORT, number))
        for page in range(1, PAGES_PER_REPORT + 1):
            first, second = random.choice(halves), f"{random.choice(halves)} Case {random.randint(1, 10**6)}x."
            pages.append((number * 10_000 + page, number, page, f"{first}\n{second}", "", number))
            heading = HEADINGS[page * len(HEADINGS) // (PAGES_PER_REPORT + 1)]
            paragraphs += [(number, page * 2 + half, page, heading, text, number) for half, text in enumerate((first, second))]
    for sql, rows in (
        ("documents (id, source, kind, url, final_url, status, headers, sha256, content_type, size, first_fetched, last_seen)"
         " values (?, 'ofsted_reports', 'report', ?, ?, 200, '{}', ?, 'application/pdf', 1, ?, ?)", documents),
        ("reports (id, key, source, local_authority, title, published, url, availability, first_seen, last_seen, file_document_id)"
         " values (?, ?, 'ofsted_reports', ?, 'Inspection', ?, ?, 'held', ?, ?, ?)", reports),
        (f"inspections (report_id, family, report_type, inspection_end, overall_effectiveness, grade_status, pages, {TAIL}"
         " (?, ?, ?, ?, ?, ?, ?, ?, 'bench')", inspections),
        (f"report_pages (id, report_id, page, text, rest, {TAIL} (?, ?, ?, ?, ?, ?, 'bench')", pages),
        (f"report_paragraphs (report_id, position, page, section, text, {TAIL} (?, ?, ?, ?, ?, ?, 'bench')", paragraphs),
    ):  # fmt: skip
        connection.executemany(f"insert into {sql}", rows)
    connection.commit()


def pool(random: Random) -> list[str]:
    """Halves of pages."""
    texts = list(real_pages()) if CORPUS.is_dir() else list(made_up_pages(random, POOL // 2))
    halves = [half for text in texts for half in (text[: len(text) // 2], text[len(text) // 2 :]) if half.strip()]
    random.shuffle(halves)
    return halves[:POOL]


def real_pages() -> Iterator[str]:
    """The text of every page of the real reports."""
    with (CORPUS / "manifest.csv").open(newline="") as file:
        for row in csv.DictReader(file):
            listed = ListedReport("bench", row["urn"], row["title"], row["published"])
            body = (CORPUS / row["path"]).read_bytes()
            document = Document("local", "report", f"file:{row['path']}", body, "", 200, "{}", "application/pdf", report=listed)
            yield from (record.text for record in read_report(document) if isinstance(record, ReportPage))


def made_up_pages(random: Random, number: int) -> Iterator[str]:
    """Pages of words of the sample's reports, the commonest first, drawn as words are in any text: the n-th as 1/n (Zipf's law)."""
    texts = [block["text"] for report in REPORTS for block in report.blocks if "text" in block]
    words = [word for word, _ in Counter(" ".join(texts).split()).most_common()]
    weights = list(accumulate(1 / (place + 10) for place in range(len(words))))
    for _ in range(number):
        yield " ".join(random.choices(words, cum_weights=weights, k=WORDS_PER_PAGE))
