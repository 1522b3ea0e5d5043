"""All that an inspectorate ever published, in small: a first crawl of schools, a night with nothing new, verify, backup and export.

`python -m tests.bench.estate [SMALL [LARGE]]`: 500 and 2,000 reports unless told otherwise, eight to a school, on a site of this machine
without a pause. Of both sizes come the fixed part and the part of each report, and from these the line for the whole estate of 550,000.
Each file is one of the sample's reports with an ending of its own. How long real reports take to read: `python -m tests.bench.workers`.
How long searches take: `make bench-large`.
"""

import os
import re
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event as Signal
from urllib.parse import parse_qs

from sample.reports.reports import REPORTS
from sample.reports_site.provider_page import Event, provider_page
from sample.reports_site.search_page import CAP, ListedProvider, search_page
from sample.reports_site.site import SampleSite
from sample.server.exchange import Answer
from tests.conftest import IMPOLITE, ROOT, Home

ESTATE = 550_000  # reports
REPORTS_EACH = 8  # of a school, about as many as the real ones have
FIRST_URN, FIRST_FILE = 100_000, 50_000_000


class Schools(SampleSite):
    """A reports site that lists schools only, each with eight reports."""

    def __init__(self, folder: Path, reports: int) -> None:
        super().__init__(folder)
        self.schools = reports // REPORTS_EACH
        self.body = self._press.draw(REPORTS[0]).body

    def school(self, number: int) -> ListedProvider:
        """The school with this number, from 0."""
        return ListedProvider(str(FIRST_URN + number), f"Sample School {number}", f"{number} Spare Street", "2023-05-01", 21, "Primary")

    def _search(self, query: str) -> str:
        start = int(parse_qs(query).get("start", ["0"])[0])
        shown = [self.school(place) for place in range(start, min(start + CAP, self.schools))]
        return search_page([self.school(0)] * start + shown, start, [], self.schools)

    def _provider(self, provider_type: str, urn: str) -> Answer:
        del provider_type
        number = int(urn) - FIRST_URN
        first = FIRST_FILE + number * REPORTS_EACH
        events = [Event("Full inspection", f"/v1/file/{first + one}", f"{2016 + one}-05-01") for one in reversed(range(REPORTS_EACH))]
        return self._html(provider_page(self.school(number), events))

    def file_bytes(self, file_id: str) -> bytes:
        return self.body + f"\n% {file_id}\n".encode()

    def _file(self, file_id: str) -> Answer:
        return Answer(self.file_bytes(file_id), "application/pdf")


@dataclass(frozen=True, slots=True)
class Took:
    """Seconds on the clock and of a core, and the most memory of its own in MB: mapped files are the system's cache, and not counted."""

    clock: float
    core: float
    memory: float


def run(home: Home, *words: str) -> Took:
    """Run one of our commands to its end."""
    program = [str(Path(sys.executable).with_name(words[0])), *words[1:]]
    began = time.monotonic()
    running = subprocess.Popen(program, env=home.environment, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert running.stdout is not None
    with ThreadPoolExecutor(1) as threads:
        ended = Signal()
        most = threads.submit(most_memory, running.pid, ended)
        try:
            printed = running.stdout.read()
            _, status, used = os.wait4(running.pid, 0)
        finally:
            ended.set()
    running.returncode = os.waitstatus_to_exitcode(status)
    if running.returncode not in (0, 10):  # 10: sample reports are on councils, so that schools' facts are problems
        raise RuntimeError(f"{' '.join(words)} ended with {running.returncode}:\n{printed[-2000:]}")
    return Took(time.monotonic() - began, used.ru_utime + used.ru_stime, most.result())


def most_memory(process: int, ended: Signal) -> float:
    """The most memory of its own that a process has until it has `ended`, in MB, looked at ten times a second."""
    most = 0.0
    with suppress(FileNotFoundError, ProcessLookupError):
        while not ended.wait(0.1) and (found := re.search(r"RssAnon:\s+(\d+) kB", Path(f"/proc/{process}/status").read_text())):
            most = max(most, int(found[1]) / 1000)
    return most


def measure(reports: int) -> dict[str, Took]:
    """What each step takes with so many reports."""
    with tempfile.TemporaryDirectory() as name:
        home = Home(Path(name))
        home.open().close()
        with Schools(home.folder / "drawn", reports) as site:
            options = [word for setting in IMPOLITE for word in ("-s", setting)]
            given = ("-a", f"ofsted_reports.site={site.url}", "-a", "ofsted_reports.remit=primary_schools")
            crawl = ("scrapy", "update", "ofsted_reports", *given, *options)
            found = {"first crawl": run(home, *crawl), "a night with nothing new": run(home, *crawl)}
        (held,) = home.rows("select count(*) from reports where availability = 'held'")[0]
        if held != site.schools * REPORTS_EACH:
            raise RuntimeError(f"{held} reports are held of {site.schools * REPORTS_EACH}")
        found["verify"] = run(home, "archive", "verify")
        found["backup"] = run(home, "archive", "backup", str(home.folder / "backup"))
        found["export"] = run(home, "archive", "export", "--public", str(home.folder / "public"))
        print(f"{reports:,} reports: database {size(home.database) / reports:.0f} kB a report, files {size(home.files) / reports:.0f} kB")
    return found


def size(path: Path) -> float:
    """Of a file, or of all in a folder, in kB."""
    files = [path] if path.is_file() else [one for one in path.rglob("*") if one.is_file()]
    return sum(file.stat().st_size for file in files) / 1000


def main(small: int = 500, large: int = 2_000) -> None:
    """Print each step at both sizes, and the straight line through them at the size of the estate."""
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    one, other = measure(small), measure(large)
    print(f"{'':26} {'s of a core':>22} {'MB of its own':>20} {'ms a report':>12} {f'at {ESTATE:,}':>14}")
    for what, few in one.items():
        many = other[what]
        each = (many.core - few.core) / (large - small)
        whole = many.core + each * (ESTATE - large)
        print(
            f"{what:26} {few.core:10.1f} {many.core:11.1f} {few.memory:9.0f} {many.memory:10.0f} {each * 1000:12.2f} {whole / 3600:12.2f} h"
        )


if __name__ == "__main__":
    main(*(int(word) for word in sys.argv[1:3]))
