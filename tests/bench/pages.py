"""Readers' pages of this code beside those of another checkout, over the same real reports, in turn in one run, by processor time.

`python -m tests.bench.pages [CHECKOUT [ROUNDS [PAGE …]]]`: a folder with an earlier version, made with `git worktree add`, whose code runs
with this environment's packages; without it, this code alone. Each side has a database of its own, filled once and kept under BENCH_DIR.
"""

import json
import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.bench._archive import CORPUS

HERE = Path(__file__).resolve().parents[2]
ASK = Path(__file__).with_name("_ask_pages.py")
ROUNDS = 30
PAGES = {
    "home": "/",
    "search": "/search",
    "search of a word": "/search?q=supervision",
    "search, ten years": "/search?q=LAC&from=2019&sort=newest",
    "recommendations": "/recommendations",
    "recommendations of a word": "/recommendations?q=supervis*",
    "similar recommendations": "/recommendations/similar?id={recommendation}",
    "a report": "/report/{report}",
    "a visit": "/report/{visit}",
    "all councils": "/authorities",
    "a council": "/authority/{authority}",
    "its neighbours": "/neighbours/{authority}",
    "comparing": "/compare?a={authority}&a={other}",
    "outcomes": "/outcomes",
    "outcomes, as at": "/outcomes?as_at=2024-03-31",
    "visits": "/visits",
    "area SEND": "/send",
    "after inadequate": "/after-inadequate",
    "by year": "/reconciliation",
    "the week": "/week?to={day}",
    "articles": "/articles",
    "an article": "/article/{article}",
    "sources": "/sources",
    "a source": "/source/ofsted_reports",
    "problems": "/problems",
    "feed": "/feed.atom",
    "outcomes as CSV": "/outcomes.csv",
    "outcomes as Excel": "/outcomes.xlsx",
    "recommendations as CSV": "/recommendations.csv?q=supervis*",
    "search as JSON": "/search.json?q=supervision",
    "a report as JSON": "/report/{report}.json",
}
NAMED = {
    "report": "select key from reports join inspections i on i.report_id = reports.id where i.family = 'ilacs' order by i.pages desc, key",
    "visit": "select key from reports join inspections i on i.report_id = reports.id where i.family = 'focused_visit' order by key",
    "authority": "select local_authority from reports where local_authority is not null group by 1 order by count(*) desc, 1",
    "other": "select local_authority from reports where local_authority is not null group by 1 order by count(*) desc, 1 limit 1 offset 1",
    "recommendation": "select id from recommendations order by id",
    "article": "select id from articles order by id",
    "day": "select date(max(published), '+1 day') from reports where published <= '2024-03-31'",
}


@dataclass(frozen=True, slots=True)
class Side:
    """A server in a process of its own, which answers one address at a time."""

    process: "subprocess.Popen[str]"

    def ask(self, address: str) -> tuple[int, float, int]:
        """Status, milliseconds of processor time, and bytes of the page."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{address}\n")
        self.process.stdin.flush()
        status, took, size = json.loads(self.process.stdout.readline())
        return status, took, size


def filled(checkout: Path) -> Path:
    """The database that `checkout` filled with the real reports; made when it is not there yet."""
    folder = Path(os.environ.get("BENCH_DIR") or Path(tempfile.gettempdir()) / "childrens-services-bench") / f"pages-{checkout.name}"
    path = folder / "archive.db"
    if not path.exists():
        print(f"filling {path} with the real reports (once) …", flush=True)
        environment = _environment(checkout) | {"ARCHIVE_DB": str(path), "ARCHIVE_FILES": str(folder / "files")}
        for manifest in (CORPUS / "manifest.csv", CORPUS.parent / "news" / "manifest.csv"):
            subprocess.run([sys.executable, "-m", "scrapy", "add", str(manifest)], cwd=checkout, env=environment, check=True)
    return path


def _environment(checkout: Path) -> dict[str, str]:
    return os.environ | {"PYTHONPATH": str(checkout)}


@contextmanager
def answering(checkout: Path) -> Iterator[Side]:
    """The server of `checkout`; ended at the end."""
    path = filled(checkout)
    command = [sys.executable, str(ASK), str(path), str(path.parent / "files")]
    with subprocess.Popen(
        command, cwd=checkout, env=_environment(checkout), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield Side(process)
        assert process.stdin is not None
        process.stdin.close()


def addresses(path: Path) -> dict[str, str]:
    """The address of each page for this archive; those of which it has none, such as articles, are left out."""
    with closing(sqlite3.connect(path)) as connection:
        rows = {name: connection.execute(sql).fetchone() for name, sql in NAMED.items()}
    known = {name: str(row[0]) for name, row in rows.items() if row}
    return {name: address.format(**known) for name, address in PAGES.items() if all(key in known for key in _keys(address))}


def _keys(address: str) -> list[str]:
    return [part.partition("}")[0] for part in address.split("{")[1:]]


def compare(sides: list[Side], address: str, rounds: int) -> tuple[str, float]:
    """A line of the table, and the ratio of the medians. The first answers are not among them: they load templates and tables."""
    first = [side.ask(address) for side in sides]
    took: list[list[float]] = [[] for _ in sides]
    for turn in range(rounds):
        for place in range(len(sides)) if turn % 2 else reversed(range(len(sides))):
            took[place].append(sides[place].ask(address)[1])
    cells = []
    for (status, cold, size), times in zip(first, took, strict=True):
        cells.append(f"{median(times):8.1f} {cold:8.1f} {size / 1000:7.0f}" if status == 200 else f"{status:>25}")
    ratio = median(took[0]) / median(took[-1])
    return " |".join(cells) + (f" | {ratio:6.2f}" if len(sides) > 1 else ""), ratio


def main(other: str = "", rounds: str = str(ROUNDS), *only: str) -> None:
    """Print, for each page, the median and the first answer in milliseconds of processor time, and its kilobytes; then the ratio."""
    if not CORPUS.is_dir():
        print(f"skipped: {CORPUS} is absent")
        return
    with answering(HERE) as ours, answering(Path(other).resolve() if other else HERE) as theirs:
        sides = [ours, theirs] if other else [ours]
        of_side = f" {'warm':>8} {'first':>8} {'KB':>7}"
        print(f"{'milliseconds of processor time':30}" + (f"{of_side} |{of_side} |  ratio" if other else of_side))
        for name, address in addresses(filled(HERE)).items():
            if not only or name in only:
                print(f"{name:30} {compare(sides, address, int(rounds))[0]}", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
