"""`make fuzz`: damaged reports, sample ones and (where ../shared is) real ones; `python -m tests.fuzz 20000 [SEED]`."""

import csv
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from archive.records import Document, ListedReport, Problem
from sample.reports.reports import REPORTS, ReportPress
from scraper.processes.readers import WALL_SECONDS, read_all
from scraper.reading.pdf.document import read_pages
from scraper.reading.reports import read_facts
from scraper.reading.reports.parts.report_text import ReportText
from scraper.sources.registry import LocalFiles
from tests.conftest import SETS
from tests.fuzz.damage import damage_bytes
from tests.fuzz.trial import Whole, document_of, facts, try_pages

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
PAGES_SHARE = 0.5  # of all inputs are damaged in their pages, the others in their bytes


def sample_reports(folder: Path) -> Iterator[Whole]:
    """Every report of the sample source."""
    press = ReportPress(folder)
    for report in REPORTS:
        listed = ListedReport(report.key, report.council.urn, report.label, report.published)
        yield whole(report.key, press.draw(report).body, listed)


def real_reports() -> Iterator[Whole]:
    """Every real report beside the project once, where they are."""
    seen: set[str] = set()
    for folder in (SHARED / name for name in SETS if (SHARED / name / "manifest.csv").exists()):
        with (folder / "manifest.csv").open(newline="", encoding="utf-8") as file:
            rows = [row for row in csv.DictReader(file) if row["sha256"] not in seen]
        for row in rows:
            seen.add(row["sha256"])
            listed = ListedReport(row["sha256"], row["urn"], row["title"], row["published"])
            yield whole(row["path"], (folder / row["path"]).read_bytes(), listed)


def whole(name: str, body: bytes, listed: ListedReport) -> Whole:
    """A report with all it says."""
    pages = read_pages(body)
    return Whole(name, body, pages, listed, tuple(read_facts(ReportText(pages, name, listed, body))))


def fuzz_pages(reports: list[Whole], count: int, chance: random.Random) -> tuple[Counter[str], list[str]]:
    """Counts by kind of damage, and a line for each wrong fact."""
    kinds: Counter[str] = Counter()
    faults: list[str] = []
    for _ in range(count):
        report = chance.choice(reports)
        kind, wrong = try_pages(report, chance)
        kinds[kind] += 1
        faults += [f"{kind} of {report.name}: {line}" for line in wrong]
    return kinds, faults


def fuzz_bytes(reports: list[Whole], count: int, chance: random.Random) -> tuple[Counter[str], list[str]]:
    """The same for damaged bytes, read in processes with limits: how each reading ended, and every fault of the reader's own.

    A file may kill pdfium or run into a limit: that ends in a problem of its own (`reader_died`) and is no fault.
    """
    ends: Counter[str] = Counter()
    faults: list[str] = []

    def jobs() -> Iterator[tuple[Document, tuple[str, Whole], str]]:
        for _ in range(count):
            report = chance.choice(reports)
            kind, body = damage_bytes(report.body, chance)
            yield document_of(report.name, body, report.listed), (kind, report), LocalFiles.extract

    for (_, (kind, report), _), records in read_all(jobs(), workers=2):
        problems = [record for record in records if isinstance(record, Problem)]
        ends["read" if facts(records) else problems[-1].kind] += 1
        faults += [f"{kind} of {report.name}: {problem.message}" for problem in problems if problem.kind == "reader_failed"]
    return ends, faults


def main() -> int:
    """Run the trials, print figures and every fault; exit status 1 when there is one."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else random.randrange(2**32)
    print(f"seed {seed}: {count} inputs")
    chance, began = random.Random(seed), time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        reports = [*sample_reports(Path(folder)), *real_reports()]
    in_pages = int(count * PAGES_SHARE)
    kinds, wrong = fuzz_pages(reports, in_pages, chance)
    ends, failed = fuzz_bytes(reports, count - in_pages, chance)
    print(f"pages damaged: {dict(kinds)}; wrong facts: {len(wrong)}")
    print(f"bytes damaged: {dict(ends)}; readers that failed: {len(failed)} (limit {WALL_SECONDS} s each)")
    print(f"{time.monotonic() - began:.0f} s")
    for line in [*wrong, *failed][:40]:
        print("  ", line)
    return 1 if wrong or failed else 0


if __name__ == "__main__":
    sys.exit(main())
