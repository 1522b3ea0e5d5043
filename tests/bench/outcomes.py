"""Pages about outcomes over HTTP: the national table, an authority, its neighbours, comparing, visits, the week.

`python -m tests.bench.outcomes [PAGES]`: 100,000 pages unless told otherwise. Beside each stands the same answer as stock Datasette
would give it: the view behind the page, as JSON and unfiltered.
"""

import os
import shutil
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from random import Random

from archive.store import open_archive
from tests.bench._archive import bench_archive
from tests.bench.search import ask, serving

ROUNDS = 20
AREAS = ("leadership", "help_and_protection", "children_in_care", "care_leavers")
GRADES = ("outstanding", "good", "requires_improvement", "inadequate")
TOPICS = ("front_door", "children_in_care", "permanence", "care_leavers")
SUBJECTS = ("supervision of social workers", "visits to children", "plans for care leavers", "decisions at the front door", "pathway plans")
QUALITIES = ("The quality and frequency of", "The timeliness of", "Management oversight of", "Recording of", "Children’s voice in")
PAGES = {
    "the national table": "/outcomes",
    "the national table, as at 2018": "/outcomes?as_at=2018-03-31",
    "an authority": "/authority/E08000025",
    "its neighbours": "/neighbours/E08000025",
    "comparing three": "/compare?a=E08000025&a=E06000004&a=E06000007",
    "visits": "/visits",
    "after inadequate": "/after-inadequate",
    "the week": "/week?to=2024-03-20",
    "outcomes as CSV": "/outcomes.csv",
    "outcomes as Excel": "/outcomes.xlsx",
    "  stock: the view of outcomes": "/archive/latest_outcomes.json?_shape=array",
}


def with_facts(pages: int) -> Path:
    """The archive of so many pages with judgements, topics and recommendations; made when it is not there yet."""
    plain = bench_archive(pages)
    path = plain.with_name(f"outcomes-{pages}.db")
    if not path.exists():
        working = path.with_suffix(".making")
        shutil.copy(plain, working)
        with closing(open_archive(working)) as database:
            fill(database.conn)
        working.rename(path)
    return path


def fill(connection: sqlite3.Connection) -> None:
    """Facts of each report by its family: four judgements and five areas for improvement, some of them priority actions."""
    random = Random(7)
    tail = "document_id, reader_version) values"
    for number, family, document in connection.execute("select report_id, family, document_id from inspections").fetchall():
        if family in ("ilacs", "sif"):
            rows = [
                (number, place, "authority", area, area, random.choice(GRADES), "given", 1, document) for place, area in enumerate(AREAS)
            ]
            sql = (
                f"judgements (report_id, position, body, area, name, grade, grade_status, page, {tail} (?, ?, ?, ?, ?, ?, ?, ?, ?, 'bench')"
            )
            connection.executemany(f"insert into {sql}", rows)
        else:
            connection.execute(
                f"insert into topics (report_id, topic, {tail} (?, ?, ?, 'bench')", [number, random.choice(TOPICS), document]
            )
        kinds = ["priority_action" if family == "focused_visit" and random.random() < 0.05 else "improvement" for _ in range(5)]
        told = [
            (number, place, kind, "authority", f"{random.choice(QUALITIES)} {random.choice(SUBJECTS)}.", 2, document)
            for place, kind in enumerate(kinds, start=1)
        ]
        sql = f"recommendations (report_id, position, kind, addressed_to, text, page, {tail} (?, ?, ?, ?, ?, ?, ?, 'bench')"
        connection.executemany(f"insert into {sql}", told)
    connection.commit()


def main(pages: int = 100_000) -> None:
    """Print p50, p95 and the longest in milliseconds of each page."""
    path = with_facts(pages)
    with serving([str(Path(sys.executable).parent / "archive"), "serve", "--port", "0"], path) as archive:
        ask(archive, list(PAGES.values()))  # loads libraries and templates
        print(f"{pages:,} pages; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
        print(f"{'milliseconds':32} {'p50':>8} {'p95':>8} {'longest':>8} {'refused':>8}")
        for name, address in PAGES.items():
            print(f"{name:32} {ask(archive, [address] * ROUNDS).row()}", flush=True)


if __name__ == "__main__":
    main(*(int(word) for word in sys.argv[1:2]))
