"""Our search page over HTTP beside stock Datasette's search on the same archive in one run: rare and common words, phrases, beginnings.

`python -m tests.bench.search [PAGES [CLIENTS …]]`: 100,000 pages and one client unless told otherwise; `make bench-large` takes
2,000,000 and one and eight. Ours has marked passages and the counts of seven filters; stock has unranked rows and their number.
"""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from statistics import median, quantiles
from urllib.parse import quote

from archive.search.engine import engine_folder
from archive.search.search import TOO_SLOW
from archive.store import open_archive
from archive.store.engine import make_engine, update_engine
from tests.bench._archive import bench_archive

SEARCHES = {
    "rare words": ("case 77777x", "Pinewood", "Rutland Bedford", "hydrotherapy"),
    "common words": ("children", "social workers", "children care support", "improve services"),
    "phrases": ('"children in care"', '"front door"', '"social workers"', '"care leavers"'),
    "beginnings": ("supervis*", "child*", "neglect* AND assess*", "improv*"),
    "synonyms": ("LAC", "MASH", "CSE", "EHCP"),
}
ROUNDS = 5
STOCK_SETTINGS = ("--setting", "sql_time_limit_ms", "20000")  # the default stops it after one second; then it has no answer


@dataclass(frozen=True, slots=True)
class Answers:
    """Milliseconds of each answer, and how many searches were refused or stopped."""

    times: tuple[float, ...]
    refused: int

    def row(self) -> str:
        """p50, p95, the longest and the refused as text."""
        if len(self.times) < 2:
            return f"{'no answer':>26} {self.refused:8}"
        p95 = quantiles(self.times, n=20, method="inclusive")[-1]
        return f"{median(self.times):8.0f} {p95:8.0f} {max(self.times):8.0f} {self.refused:8}"


class Served(HTTPConnection):
    """A connection to a server of this machine; `process` is the server's."""

    process = 0


@contextmanager
def serving(command: list[str], path: Path) -> Iterator[Served]:
    """A server of this machine that prints its address; stopped at the end."""
    environment = os.environ | {"ARCHIVE_DB": str(path), "ARCHIVE_FILES": str(path.parent), "PYTHONUNBUFFERED": "1"}
    server = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert server.stdout is not None
    try:
        line = next(line for line in server.stdout if "http://" in line)
        served = Served(line.partition("http://")[2].split()[0].rstrip("/"))
        served.process = server.pid
        yield served
    finally:
        server.terminate()
        server.wait()
        server.stdout.close()


def ask(connection: HTTPConnection, addresses: list[str]) -> Answers:
    """Ask for all, one after the other over one connection."""
    times, refused = [], 0
    connection.close()  # it opens itself again; the server ends one that was idle for five seconds
    for address in addresses:
        began = time.perf_counter()
        connection.request("GET", address)
        answer = connection.getresponse()
        body = answer.read()
        if answer.status == 200 and TOO_SLOW.encode() not in body:
            times.append((time.perf_counter() - began) * 1000)
        else:
            refused += 1
    return Answers(tuple(times), refused)


def ask_by(clients: int, connection: HTTPConnection, addresses: list[str]) -> Answers:
    """Ask for all by so many clients at once, each beginning at another place."""
    if clients == 1:
        return ask(connection, addresses)
    connections = [HTTPConnection(connection.host, connection.port) for _ in range(clients)]
    with ThreadPoolExecutor(clients) as threads:
        turned = [addresses[first:] + addresses[:first] for first in range(clients)]
        found = list(threads.map(ask, connections, turned))
    times = tuple(one for answers in found for one in answers.times)
    return Answers(times, sum(answers.refused for answers in found))


def stock_address(typed: str, path: Path) -> str:
    """Stock Datasette's search page over the same index. A table's page knows no OR, no exclusions and no synonyms."""
    return f"/{path.stem}/report_paragraphs?_fts_table=search_fts&_fts_pk=search_id&_size=10&_searchmode=raw&_search={quote(typed)}"


def print_engine(path: Path) -> None:
    """Make the search engine anew, and print seconds, bytes, and how long one changed report of 40 paragraphs takes."""
    folder = engine_folder(path)
    with closing(open_archive(path)) as database:
        began = time.perf_counter()
        make_engine(database)
        made = time.perf_counter() - began
        took = []
        for _ in range(10):
            with database.conn:
                database.conn.execute("update report_paragraphs set text = text || '' where report_id = 7")
            began = time.perf_counter()
            update_engine(database)
            took.append((time.perf_counter() - began) * 1000)
    size = sum(file.stat().st_size for file in folder.iterdir())
    print(f"search engine: {made:.1f} s, {size / 1e6:.0f} MB; one report: {median(took):.0f} ms (longest {max(took):.0f})")


def memory(process: int) -> str:
    """Megabytes of a process of this machine: its own, and those of files, which it shares with the system's cache."""
    told = dict(re.findall(r"(\w+):\s+(\d+) kB", Path(f"/proc/{process}/status").read_text()))
    return f"{int(told['RssAnon']) / 1000:.0f} MB of its own, {int(told['RssFile']) / 1000:.0f} MB of files"


def main(pages: int = 100_000, clients: tuple[int, ...] = (1,)) -> None:
    """Print p50, p95 and the longest in milliseconds, for each kind of search and for a report's page."""
    path = bench_archive(pages)
    print_engine(path)
    scripts = Path(sys.executable).parent
    ours = [str(scripts / "archive"), "serve", "--port", "0"]
    stock = [str(scripts / "datasette"), "serve", str(path), "--port", "8765", *STOCK_SETTINGS]
    with serving(ours, path) as archive, serving(stock, path) as datasette:
        ask(archive, ["/search?q=children", "/report/ofsted-1"])  # loads libraries and templates
        ask(datasette, [stock_address("care", path)])
        for number in clients:
            print(f"{pages:,} pages, {number} client{'s' if number > 1 else ''}; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
            print(f"{'milliseconds':28} {'p50':>8} {'p95':>8} {'longest':>8} {'refused':>8}")
            for kind, searches in SEARCHES.items():
                mine = ask_by(number, archive, [f"/search?q={quote(typed)}" for typed in searches * ROUNDS])
                theirs = ask_by(number, datasette, [stock_address(typed, path) for typed in searches])
                print(f"{kind:28} {mine.row()}\n{'  stock Datasette, unranked':28} {theirs.row()}")
            reports = [f"/report/ofsted-{place * pages // 1000 + 1}" for place in range(ROUNDS * 4)]
            print(f"{'a report’s page':28} {ask_by(number, archive, reports).row()}", flush=True)
        print(f"memory of the reader: {memory(archive.process)}")


if __name__ == "__main__":
    main(*(int(word) for word in sys.argv[1:2]), *([tuple(map(int, sys.argv[2:]))] if sys.argv[2:] else []))
