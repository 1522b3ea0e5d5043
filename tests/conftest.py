"""What all tests share: the corpus beside the project, a drawn sample source, an archive of one's own, and crawls as people run them."""

import fcntl
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlite_utils import Database

from archive.store import open_archive
from archive.store.authorities import load_authorities
from sample.reports.reports import REPORTS, ReportPress
from sample.reports_site.site import SampleSite
from tests.corpus_site import CorpusSite

ROOT = Path(__file__).resolve().parent.parent
SAMPLE_AUTHORITIES = ROOT / "sample" / "authorities.csv"
SETS = ("corpus", "news")
"""Folders of ../shared with real reports: `manifest.csv` for `scrapy add`, and their checked answers in `answers.jsonl`."""
os.environ.setdefault("ARCHIVE_VECTOR_SECONDS", "0")  # tests of vectors make their own; a crawl of the sample would take 15 s longer
IMPOLITE = ("DOWNLOAD_DELAY=0", "AUTOTHROTTLE_ENABLED=False", "CONCURRENT_REQUESTS_PER_DOMAIN=8", "RETRY_WAIT=0")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder ../shared with real reports; tests that need it are skipped where it is absent (it is there in CI)."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("needs ../shared (the real reports), which is not on this machine")
    return folder


def of_this_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all processes of this test run share, and no other run."""
    folder = tmp_path_factory.getbasetemp()
    return folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder


@pytest.fixture(scope="session")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every sample report drawn as PDF, once for the whole session."""
    folder = of_this_run(tmp_path_factory) / "drawn"
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:  # test processes share the folder, and the first draws for all
        fcntl.flock(lock, fcntl.LOCK_EX)
        press = ReportPress(folder)
        for report in REPORTS:
            press.draw(report)
    return folder


@pytest.fixture
def site(drawn: Path) -> Iterator[SampleSite]:
    """A well-behaved sample reports site on this machine."""
    with SampleSite(drawn) as running:
        yield running


@dataclass(frozen=True, slots=True)
class Ran:
    """A finished command: exit status and all it printed."""

    status: int
    output: str


@dataclass(frozen=True, slots=True)
class Home:
    """An archive of one's own in a temporary folder, with the commands that fill and keep it."""

    folder: Path

    @property
    def database(self) -> Path:
        return self.folder / "archive.db"

    @property
    def files(self) -> Path:
        return self.folder / "files"

    @property
    def environment(self) -> dict[str, str]:
        return os.environ | {"ARCHIVE_DB": str(self.database), "ARCHIVE_FILES": str(self.files), "PYTHONPATH": str(ROOT)}

    def run(self, *words: str) -> Ran:
        """Run `scrapy …` or `archive …` as a person would, from another folder than the project's when it is `archive`."""
        program = [str(Path(sys.executable).with_name(words[0])), *words[1:]]
        done = subprocess.run(
            program,
            env=self.environment,
            cwd=ROOT if words[0] == "scrapy" else self.folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            timeout=600,  # it hangs; the crawl of all real reports takes over 120 where much else runs
        )
        return Ran(done.returncode, done.stdout)

    def scrapy(self, *words: str) -> Ran:
        """Run a scrapy command with politeness off, as loopback allows."""
        options = [word for setting in IMPOLITE for word in ("-s", setting)]
        return self.run("scrapy", *words, *options)

    def crawl(self, site: SampleSite, *words: str) -> Ran:
        """`scrapy update ofsted_reports` over a sample site."""
        return self.scrapy("update", "ofsted_reports", "-a", f"ofsted_reports.site={site.url}", *words)

    def open(self) -> Database:
        """The archive, with the sample's authorities; the caller closes it."""
        database = open_archive(self.database)
        load_authorities(database, SAMPLE_AUTHORITIES)
        return database

    def rows(self, sql: str, *values: object) -> list[tuple[object, ...]]:
        """The rows of a query over the archive."""
        with closing(open_archive(self.database)) as database:
            return [tuple(row) for row in database.execute(sql, list(values)).fetchall()]

    def counts(self) -> dict[str, int]:
        """Number of rows of every table but the full-text indexes' own."""
        with closing(open_archive(self.database)) as database:
            names = [name for name in database.table_names() if "_fts" not in name and not name.startswith(("_", "sqlite"))]
            return {name: database.table(name).count for name in names}


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """An empty archive with the sample's authorities."""
    made = Home(tmp_path)
    made.open().close()
    return made


@pytest.fixture(scope="session")
def make_home(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Home]:
    """Makes archives for fixtures that live longer than one test."""

    def make() -> Home:
        made = Home(tmp_path_factory.mktemp("home"))
        made.open().close()
        return made

    return make


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory, shared: Path) -> Home:
    """The archive of one crawl of the real reports of ../shared/corpus from a loopback site in the real markup; read it only."""

    def fill(made: Home) -> None:
        with CorpusSite(shared / "corpus") as site:
            ran = made.scrapy("update", "ofsted_reports", "-a", f"ofsted_reports.site={site.url}")
        assert ran.status == 0, ran.output

    return filled_once(tmp_path_factory, "corpus", fill)


@pytest.fixture(scope="session")
def added(tmp_path_factory: pytest.TempPathFactory, shared: Path) -> Home:
    """The archive into which all real reports with checked answers, of ../shared/corpus and ../shared/news, were added; read it only."""

    def fill(made: Home) -> None:
        for name in SETS:
            ran = made.run("scrapy", "add", str(shared / name / "manifest.csv"))
            assert " added, " in ran.output, ran.output

    return filled_once(tmp_path_factory, "added", fill)


@pytest.fixture(scope="session")
def crawled(tmp_path_factory: pytest.TempPathFactory, drawn: Path) -> Home:
    """The archive of one crawl of the sample's reports; read it, do not change it."""

    def fill(made: Home) -> None:
        with SampleSite(drawn) as site:
            ran = made.crawl(site)
        assert ran.status in (0, 12), ran.output

    return filled_once(tmp_path_factory, "crawled", fill)


def filled_once(tmp_path_factory: pytest.TempPathFactory, name: str, fill: Callable[[Home], None]) -> Home:
    """An archive that the processes of a test run share: the first that asks for it fills it for all."""
    made = Home(of_this_run(tmp_path_factory) / name)
    made.folder.mkdir(exist_ok=True)
    with (made.folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        filled = made.folder / "filled"  # written last: what another process failed to fill is not taken for an archive
        if not filled.exists():
            made.open().close()
            fill(made)
            filled.touch()
    return made
