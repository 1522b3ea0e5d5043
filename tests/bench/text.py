"""Text and facts of real reports on one core and on two, beside pypdf and pdfminer.six; pages a CPU second."""

import csv
import io
import os
import resource
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pypdf
from pdfminer.high_level import extract_text

from archive.records import Document, ListedReport, ReportPage
from scraper.reading.pdf.document import read_pages
from scraper.reading.reports import read_report

CORPUS = Path(__file__).resolve().parents[2].parent / "shared" / "corpus"
SLOW_SHARE = 10  # the slow libraries read one report in so many


def reports() -> list[tuple[bytes, dict[str, str]]]:
    """Bytes and manifest row of every real report."""
    with (CORPUS / "manifest.csv").open(newline="") as file:
        return [((CORPUS / row["path"]).read_bytes(), row) for row in csv.DictReader(file)]


def text_of(job: tuple[bytes, dict[str, str]]) -> int:
    """Read the text; returns the number of pages."""
    return len(read_pages(job[0]))


def facts_of(job: tuple[bytes, dict[str, str]]) -> int:
    """Read text and facts; returns the number of pages."""
    body, row = job
    listed = ListedReport("bench", row["urn"], row["title"], row["published"])
    document = Document("local", "report", f"file:{row['path']}", body, "", 200, "{}", "application/pdf", report=listed)
    return sum(isinstance(record, ReportPage) for record in read_report(document))


def pypdf_text(job: tuple[bytes, dict[str, str]]) -> int:
    """pypdf's text; returns the number of pages."""
    reader = pypdf.PdfReader(io.BytesIO(job[0]))
    return len([page.extract_text() for page in reader.pages])


def pdfminer_text(job: tuple[bytes, dict[str, str]]) -> int:
    """pdfminer.six' text; returns the number of pages, which end in a form feed."""
    return extract_text(io.BytesIO(job[0])).count("\f")


def cpu(run: Callable[[], Iterable[int]]) -> tuple[int, float, float]:
    """Pages read, CPU seconds (of this process and its children) and wall seconds."""

    def used() -> float:
        kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
        return sum(usage.ru_utime + usage.ru_stime for usage in map(resource.getrusage, kinds))

    before, began = used(), time.perf_counter()
    pages = sum(run())
    return pages, used() - before, time.perf_counter() - began


def main() -> None:
    """Print the figures; nothing where the real reports are absent."""
    if not CORPUS.is_dir():
        print("needs ../shared/corpus, which is not on this machine")
        return
    jobs = reports()
    text_of(jobs[0])  # loads the libraries
    rates = {}
    for name, read, share in (
        ("text (pypdfium2, mended, in order)", text_of, 1),
        ("text and facts", facts_of, 1),
        ("pypdf", pypdf_text, SLOW_SHARE),
        ("pdfminer.six", pdfminer_text, SLOW_SHARE),
    ):
        pages, seconds, _ = cpu(lambda read=read, share=share: map(read, jobs[::share]))  # type: ignore[misc]
        rates[name] = pages / seconds
        print(f"{name:36} {pages:6} pages {seconds:7.2f} CPU s {rates[name]:7.0f} pages a CPU second")
    first = rates["text (pypdfium2, mended, in order)"]
    print(f"text against pypdf {first / rates['pypdf']:.1f} times, against pdfminer.six {first / rates['pdfminer.six']:.1f} times")
    _, _, one = cpu(lambda: map(facts_of, jobs))
    with ProcessPoolExecutor(2) as pool:
        list(pool.map(text_of, jobs[:2]))
        began = time.perf_counter()
        list(pool.map(facts_of, jobs, chunksize=5))
        two = time.perf_counter() - began
    print(f"facts of all: {one:.2f} s on one core, {two:.2f} s on two ({one / two:.2f} times; {os.cpu_count()} cores here)")


if __name__ == "__main__":
    main()
