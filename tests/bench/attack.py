"""A reader beside 50 attackers, or beside 1,000 silent connections: ours and stock Datasette, on the same archive in one run.

`python -m tests.bench.attack [PAGES]` (100,000 unless told otherwise): what the reader waited, what attackers were answered, and the
server's memory. Attackers ask for what costs most, one request after another, without waiting between two.
"""

import contextlib
import http.client
import resource
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path
from urllib.parse import quote

from tests.bench._archive import bench_archive
from tests.bench.search import STOCK_SETTINGS, serving

ATTACKERS, SILENT, READS = 50, 1_000, 120
PATIENCE = 90  # seconds after which a reader asks for no further page
BEGINNINGS = quote(" ".join(f"{first}{second}*" for first in "abcdefgh" for second in "aeio"))
WORST = {
    "ours": (
        f"/search?q={BEGINNINGS}",
        f"/search.csv?q={BEGINNINGS}",
        "/outcomes.xlsx",
        "/archive/report_pages?_facet=page&_facet=report_id",
    ),
    "stock": (
        f"/{{}}/report_pages.json?_fts_table=search_fts&_fts_pk=id&_searchmode=raw&_search={BEGINNINGS.replace('%20', '+OR+')}",
        "/{}/report_pages.json?_facet=page&_facet=report_id&_facet=text",
    ),
}
READ = {"ours": ("/search?q=hydrotherapy", "/report/ofsted-77"), "stock": ("/{}/reports/77", "/{}/reports?_size=10")}


@contextlib.contextmanager
def attacking(host: str, port: int, addresses: list[str], answers: Counter[int]) -> Iterator[None]:
    """ATTACKERS threads that ask without pause; `answers` counts the statuses (0: none)."""
    over = threading.Event()

    def attack(number: int) -> None:
        for address in cycle(addresses[number % len(addresses) :] + addresses[: number % len(addresses)]):
            if over.is_set():
                return
            connection = http.client.HTTPConnection(host, port, timeout=60)
            try:
                connection.request("GET", address)
                answers[connection.getresponse().status] += 1
            except OSError:
                answers[0] += 1
            finally:
                connection.close()

    threads = [threading.Thread(target=attack, args=(number,), daemon=True) for number in range(ATTACKERS)]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        over.set()
        for thread in threads:
            thread.join(timeout=20)


@contextlib.contextmanager
def silent(host: str, port: int, number: int) -> Iterator[None]:
    """So many connections on which nothing is asked."""
    with contextlib.ExitStack() as stack:
        for _ in range(number):
            with contextlib.suppress(OSError):
                stack.enter_context(socket.create_connection((host, port), timeout=5))
        yield


def read(host: str, port: int, addresses: list[str]) -> tuple[list[float], int]:
    """Milliseconds that a reader waited for each page, on a new connection each; and how many were refused."""
    times, refused = [], 0
    until = time.monotonic() + PATIENCE
    for address in islice(cycle(addresses), READS):
        if time.monotonic() > until:
            break
        connection = http.client.HTTPConnection(host, port, timeout=60)
        began = time.perf_counter()
        try:
            connection.request("GET", address)
            answer = connection.getresponse()
            answer.read()
            refused += answer.status != 200
        except OSError:
            refused += 1
        times.append((time.perf_counter() - began) * 1000)
        connection.close()
        time.sleep(0.05)  # a person looks at a page before asking for the next
    return times, refused


def memory(port: int) -> int:
    """Megabytes that the process listening on this port holds."""
    found = subprocess.run(["ss", "-ltnpH", f"sport = :{port}"], capture_output=True, text=True, check=True).stdout
    pid = found.partition("pid=")[2].partition(",")[0]
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * resource.getpagesize() // 2**20


def told(name: str, times: list[float], refused: int, answers: Counter[int]) -> None:
    p50, p95 = statistics.median(times), sorted(times)[int(len(times) * 0.95)]
    waited = f"p50 {p50:.0f} p95 {p95:.0f} longest {max(times):.0f} ms"
    print(f"{name:34} {len(times)} pages, reader {waited}, {refused} refused; attackers {dict(answers)}")


def main() -> None:
    """Measure both servers."""
    resource.setrlimit(resource.RLIMIT_NOFILE, (resource.getrlimit(resource.RLIMIT_NOFILE)[1],) * 2)
    path = bench_archive(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
    scripts = Path(sys.executable).parent
    ours = [str(scripts / "archive"), "serve", "--port", "0", "--public"]
    stock = [str(scripts / "datasette"), "serve", str(path), "--port", "8766", *STOCK_SETTINGS[:2], "1000"]
    for name, command in (("ours", ours), ("stock", stock)):
        with serving(command, path) as connection:
            host, port = connection.host, connection.port
            worst, reads = ([address.replace("{}", path.stem) for address in of[name]] for of in (WORST, READ))
            read(host, port, reads[:1])
            told(f"{name}, alone", *read(host, port, reads), Counter())
            answers: Counter[int] = Counter()
            with attacking(host, port, worst, answers):
                told(f"{name}, {ATTACKERS} attackers", *read(host, port, reads), answers)
                print(f"{name}: {memory(port):,} MB")
            with silent(host, port, SILENT):
                told(f"{name}, {SILENT} silent connections", *read(host, port, reads), Counter())


if __name__ == "__main__":
    main()
