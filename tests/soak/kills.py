"""kill -9 at random moments of crawl, reread, migration and backup: after each nothing kept is lost and `archive verify` is clean."""

import random
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from sqlite_utils import Database

from archive.database.migrations import migrations
from archive.store import open_archive
from sample.reports_site.site import SampleSite
from tests.conftest import IMPOLITE, ROOT, Home

Row = tuple[object, ...]
LONGEST = {"crawl": 4.0, "reread": 4.0, "backup": 1.5, "migration": 0.7}  # seconds; about what each takes on a quiet machine


def command(home: Home, site: SampleSite, what: str) -> list[str]:
    """The words of the program that is killed."""
    folder = Path(sys.executable).parent
    if what == "crawl":
        options = [word for setting in IMPOLITE for word in ("-s", setting)]
        return [str(folder / "scrapy"), "update", "ofsted_reports", "-a", f"site={site.url}", *options]
    if what == "reread":
        return [str(folder / "scrapy"), "reread"]
    if what == "backup":
        return [str(folder / "archive"), "backup", str(home.folder / "backup")]
    code = "import sys, pathlib; from archive.store import open_archive; open_archive(pathlib.Path(sys.argv[1]))"
    return [sys.executable, "-c", code, str(older(home))]


def older(home: Home) -> Path:
    """A copy of the archive as an older version of this program would have left it: without the last steps of the schema."""
    path = home.folder / "older.db"
    for leftover in home.folder.glob("older.db*"):
        leftover.unlink()
    with closing(Database(path)) as old:
        migrations.apply(old, stop_before="full_text_search")
        old.conn.execute("attach ? as whole", [str(home.database)])
        for table in ("sources", "runs", "documents", "local_authorities", "reports", "inspections", "report_pages", "recommendations"):
            columns = ", ".join(column.name for column in old.table(table).columns)
            old.conn.execute(f"insert or ignore into {table} ({columns}) select {columns} from whole.{table}")
        old.conn.commit()
    return path


def kept(path: Path) -> set[Row]:
    """What must never be lost: every document, and every page's text."""
    with closing(sqlite3.connect(path)) as database:
        rows = database.execute("select url, sha256 from documents union all select id, text from report_pages")
        return {tuple(row) for row in rows}


def kill_one(home: Home, site: SampleSite, what: str, chance: random.Random) -> bool:
    """Begin `what`, kill it at a random moment; whether it was killed before it ended. AssertionError when anything is lost."""
    words = command(home, site, what)
    path = home.folder / "older.db" if what == "migration" else home.database
    before = kept(path)
    begun = subprocess.Popen(words, env=home.environment, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    killed = False
    try:
        begun.wait(timeout=LONGEST[what] * (0.2 + 0.8 * chance.random()))
    except subprocess.TimeoutExpired:
        begun.kill()
        begun.wait()
        killed = True
    open_archive(path).close()  # what is left of a migration is done now
    assert kept(path) >= before, f"{what}: something kept was lost"
    if what == "migration":
        with closing(open_archive(path)) as database:
            assert database.execute("pragma integrity_check").fetchone() == ("ok",)
            assert not migrations.pending(database)
    verified = home.run("archive", "verify")
    assert verified.status == 0, f"{what}: {verified.output}"
    return killed


def killed_often(make_home: Callable[[], Home], drawn: Path, rounds: int, chance: random.Random) -> dict[str, int]:
    """Kill crawl, reread, migration and backup in turn, `rounds` times in all; how often each was killed before its end.

    Every eighth round begins a new archive, so that there is always work to be interrupted; each archive is completed at its end.
    """
    killed = dict.fromkeys(LONGEST, 0)
    with SampleSite(drawn) as site:
        home = make_home()
        for number in range(rounds):
            if number and number % 8 == 0:
                complete(home, site)
                home = make_home()
            what = ("crawl", "crawl", "crawl", "reread", "migration", "crawl", "backup", "reread")[number % 8]
            killed[what] += kill_one(home, site, what, chance)
        complete(home, site)
    return killed


def complete(home: Home, site: SampleSite) -> None:
    """One more crawl completes the work."""
    ran = home.crawl(site)
    assert ran.status in (0, 12), ran.output
    assert home.rows("select count(*) from reports where availability = 'held'") == [(len(site.reports),)]
    backup = home.run("archive", "backup", str(home.folder / "backup"))
    assert backup.status == 0, backup.output
