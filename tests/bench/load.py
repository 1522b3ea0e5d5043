"""Readers while a crawl writes: wrk asks for searches and pages of an archive of 100,000 pages, first alone, then beside a crawl.

`python -m tests.bench.load [SECONDS [CLIENTS]]`: 30 seconds each and two clients unless told otherwise. The crawl keeps and reads the real
reports (or, where ../shared is absent, the sample's) from this machine with lower priority, as the deployed units run it: once with a
second between requests, as nights are, and once without. Needs wrk (Debian's package).
"""

import csv
import io
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sample.reports.reports import REPORTS, ReportPress
from sample.reports_site.site import SampleSite
from sample.server.loopback import LoopbackSite
from tests.bench._archive import CORPUS, bench_archive
from tests.bench.search import serving
from tests.conftest import IMPOLITE, ROOT, Home
from tests.corpus_site import CorpusSite

ADDRESSES = (
    *(f"/search?q={typed}" for typed in ("hydrotherapy", "children", "%22front+door%22", "supervis*")),
    *("/report/ofsted-77", "/report/ofsted-4000", "/outcomes", "/authority/E08000025", "/neighbours/E08000025"),
    *("/recommendations?q=supervision", "/", "/problems", "/week"),
)
SCRIPT = """
local addresses, place = {%s}, 0
request = function() place = place %% #addresses + 1; return wrk.format("GET", addresses[place]) end
done = function(summary, latency, requests)
  local e = summary.errors
  io.write(string.format("FIGURES,%%d,%%d,%%d,%%.1f,%%.1f,%%.1f\\n", summary.requests, e.status, e.connect + e.read + e.write + e.timeout,
    latency:percentile(50) / 1000, latency:percentile(95) / 1000, latency.max / 1000))
end
"""
POLITE = ("DOWNLOAD_DELAY=1", "ROBOTSTXT_OBEY=True")


def load(address: str, seconds: int, clients: int) -> dict[str, float]:
    """What wrk saw: requests, answers that were errors, connections that failed, milliseconds at p50, p95 and the longest."""
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(SCRIPT % ", ".join(f'"{one}"' for one in ADDRESSES))
        script.flush()
        command = ["wrk", "-t1", f"-c{clients}", f"-d{seconds}s", "--timeout", "20s", "-s", script.name, address]
        printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    line = next(csv.reader(io.StringIO(printed[printed.index("FIGURES") :])))
    return dict(zip(("requests", "errors", "failed", "p50", "p95", "longest"), map(float, line[1:]), strict=True))


@contextmanager
def crawling(home: Home, site: LoopbackSite, settings: tuple[str, ...]) -> Iterator[None]:
    """A crawl of `site` into the archive, begun again whenever it ends; stopped at the end."""
    options = " ".join(f"-s {setting}" for setting in settings)
    crawl = f"{Path(sys.executable).with_name('scrapy')} update ofsted_reports -a ofsted_reports.site={site.url} {options}"
    command = ["nice", "-n", "10", "sh", "-c", f"while :; do {crawl}; done"]
    running = subprocess.Popen(
        command, env=home.environment, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, process_group=0
    )
    try:
        yield
    finally:
        os.killpg(running.pid, 9)
        running.wait()


def main(seconds: int = 30, clients: int = 2) -> None:
    """Print both sides and their ratio."""
    if shutil.which("wrk") is None:
        print("needs wrk; on Debian: apt-get install wrk")
        return
    print(f"{clients} clients for {seconds} s each; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    plain = bench_archive(100_000)
    with tempfile.TemporaryDirectory() as name:
        home = Home(Path(name))
        shutil.copy(plain, home.database)
        with (
            a_site(home.folder) as site,
            serving([str(Path(sys.executable).with_name("archive")), "serve", "--port", "0"], home.database) as reader,
        ):
            address = f"http://{reader.host}:{reader.port}"
            load(address, 5, clients)  # loads libraries and templates
            sides = {"alone": load(address, seconds, clients)}
            for what, settings in (("beside a polite crawl", POLITE), ("beside a crawl at full speed", IMPOLITE)):
                before = home.rows("select count(*) from documents")[0][0]
                with crawling(home, site, settings):
                    sides[what] = load(address, seconds, clients)
                print(f"{what}: {int(str(home.rows('select count(*) from documents')[0][0])) - int(str(before))} documents kept meanwhile")
    print(f"{'milliseconds':32} {'p50':>7} {'p95':>7} {'longest':>8} {'answers':>8} {'errors':>7} {'p95 / alone':>12}")
    for what, seen in sides.items():
        wrong = seen["errors"] + seen["failed"]
        ratio = seen["p95"] / sides["alone"]["p95"]
        print(f"{what:32} {seen['p50']:7.0f} {seen['p95']:7.0f} {seen['longest']:8.0f} {seen['requests']:8.0f} {wrong:7.0f} {ratio:12.2f}")


@contextmanager
def a_site(folder: Path) -> Iterator[LoopbackSite]:
    """The real reports, or the sample's."""
    if CORPUS.is_dir():
        with CorpusSite(CORPUS) as corpus:
            yield corpus
        return
    press = ReportPress(folder / "drawn")
    for report in REPORTS:
        press.draw(report)
    with SampleSite(folder / "drawn") as sample:
        yield sample


if __name__ == "__main__":
    main(*(int(word) for word in sys.argv[1:3]))
