"""The built wheel in an empty environment and an empty folder: it fills, serves and exports an archive as the checkout does."""

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import urllib.request
import venv
from dataclasses import dataclass
from pathlib import Path

import pytest

from archive.web.site import metadata
from sample.reports_site.site import SampleSite
from tests.archive.commands.mailbox import Mailbox, mail_server, text
from tests.conftest import IMPOLITE, ROOT

pytestmark = pytest.mark.long
BUILT_FROM = ("archive", "scraper", "pyproject.toml", "README.md", "LICENSE", "MANIFEST.in", "metadata.yml", "scrapy.cfg")
TOWNS = ROOT / "sample" / "authorities.csv"


@dataclass(frozen=True, slots=True)
class Installed:
    """An environment with nothing but the wheel and what it needs, and the folder where its commands run."""

    python: Path
    folder: Path

    @property
    def variables(self) -> dict[str, str]:
        """Nothing of this project, its environment or its settings."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("ARCHIVE_", "PYTHON", "SCRAPY_", "VIRTUAL_ENV"))}
        return kept | {"PATH": "/usr/bin:/bin", "PYTHONUNBUFFERED": "1"}

    def run(self, *words: str, status: int = 0) -> str:
        """What `archive …` prints; AssertionError when it does not end with `status`."""
        done = subprocess.run(
            [self.python.with_name("archive"), *words],
            cwd=self.folder,
            env=self.variables,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            timeout=300,
        )
        assert done.returncode == status, f"{words} ended with {done.returncode}:\n{done.stdout}"
        return done.stdout


def build(source: Path, into: Path, backend_call: str) -> Path:
    """The one file that setuptools makes of the project in `source`; needs no network."""
    into.mkdir()
    code = f"from setuptools import build_meta; build_meta.{backend_call}({str(into)!r})"
    subprocess.run([sys.executable, "-c", code], cwd=source, check=True, capture_output=True, timeout=300)
    (made,) = into.iterdir()
    return made


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is needed to build, in a folder of its own; links stay links, as in a checkout."""
    folder = tmp_path_factory.mktemp("source")
    for name in BUILT_FROM:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, symlinks=True, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, folder / name)
    return folder


@pytest.fixture(scope="module")
def wheel(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the source archive, as a release builds it."""
    folder = tmp_path_factory.mktemp("built")
    unpacked = folder / "unpacked"
    shutil.unpack_archive(build(source, folder / "sdist", "build_sdist"), unpacked)
    (root,) = unpacked.iterdir()
    return build(root, folder / "wheel", "build_wheel")


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """The wheel installed into an empty environment, to which only the packages it depends on are lent."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder / "environment", with_pip=False)
    python = folder / "environment" / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--no-deps", "--no-index", str(wheel)]
    subprocess.run(pip, check=True, capture_output=True, timeout=120)
    # a line that names a folder lends its packages; the editable installation there is not followed
    (python.parent.parent / "lib" / f"python{sys.version_info.major}.{sys.version_info.minor}" / "site-packages" / "lent.pth").write_text(
        sysconfig.get_path("purelib") + "\n"
    )
    empty = folder / "empty"
    empty.mkdir()
    return Installed(python, empty)


def test_a_wheel_holds_what_the_checkout_holds(source: Path, wheel: Path) -> None:
    """Every file of the two packages, and the manual page in the place where `man` looks."""
    unpacked = wheel.parent / "files"
    shutil.unpack_archive(wheel, unpacked, "zip")
    for package in ("archive", "scraper"):
        ours = {path.relative_to(source) for path in (source / package).rglob("*") if path.is_file()} - {Path("archive/archive.1")}
        assert not ours - {path.relative_to(unpacked) for path in unpacked.rglob("*")}
    assert (unpacked / "archive" / "web" / "metadata.yml").read_text("utf-8") == (ROOT / "metadata.yml").read_text("utf-8")
    assert not {path.name for path in unpacked.iterdir() if path.is_dir()} & {"tests", "sample"}
    assert list(unpacked.glob("*.data/data/share/man/man1/archive.1"))


def test_it_fills_serves_and_exports_an_archive_in_an_empty_folder(installed: Installed, drawn: Path) -> None:
    where = [installed.python, "-c", "import archive, scraper; print(archive.__file__, scraper.__file__)"]
    found = subprocess.run(where, cwd=installed.folder, env=installed.variables, capture_output=True, text=True, check=True).stdout
    assert all(path.startswith(str(installed.python.parent.parent)) for path in found.split()), found
    installed.run("init", "--contact", "somebody@example.org")
    with SampleSite(drawn) as site:
        options = [word for setting in IMPOLITE for word in ("-s", setting)]
        output = installed.run("update", "ofsted_reports", "-a", f"ofsted_reports.site={site.url}", *options, status=12)
    assert "ofsted_reports: degraded" in output, output  # some of the sample's reports are missing on purpose
    assert (installed.folder / "data" / "archive.db").is_file()
    assert "could not be read" in installed.run("add", str(next(drawn.rglob("*.pdf"))))
    assert "documents read again, 0 new failures" in installed.run("reread", "--dry-run")
    assert json.loads(installed.run("search", "--json", "supervision"))["total"] > 0
    assert "Needs attention" in installed.run("status", status=1)
    assert ", 0 faults found" in installed.run("verify")
    installed.run("backup", "backup")
    installed.run("export", "--public", "public", "--warc", "all.warc.gz")
    assert (installed.folder / "public" / "DATA-DICTIONARY.md").stat().st_size > 10_000
    served(installed)
    digested(installed)


def digested(installed: Installed) -> None:
    """`archive digest` sends what somebody was not sent yet, by the server that archive.toml names, and says it to nobody twice."""
    box = Mailbox()
    people = [{"to": "you@council.example", "follow": ["/"]}]
    asked = {"site": "https://archive.example", "from": "archive@archive.example", "people": people}
    (installed.folder / "searches.yml").write_text(json.dumps(asked))  # JSON is YAML
    before = {"you@council.example": {"looked": "2026-01-01", "sent": [], "lists": {"/feed.atom": []}}}
    (installed.folder / "searches.sent.json").write_text(json.dumps(before))
    with mail_server(box) as address, (installed.folder / "archive.toml").open("a") as settings:
        settings.write(f'smtp = "{address}"\n')
        settings.flush()
        assert ": 0 new" not in installed.run("digest", "searches.yml")
        assert ": 0 new" in installed.run("digest", "searches.yml")
    (mail,) = box.mails
    assert "https://archive.example/report/" in text(mail)


def served(installed: Installed) -> None:
    """`archive serve` answers with its pages, their style and a description from metadata.yml."""
    command = [installed.python.with_name("archive"), "serve", "--port", "0"]
    server = subprocess.Popen(command, cwd=installed.folder, env=installed.variables, stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        address = server.stdout.readline().removeprefix("Archive: ").rstrip("/\n")
        for path, holds in (
            ("/", "Children’s services archive"),
            ("/assets/site.css", "body"),
            ("/search?q=supervision", "<mark>"),
            ("/outcomes", "Latest"),
            ("/recommendations.csv", "local_authority"),
            ("/feed.atom", "<entry>"),
            ("/archive/reports", metadata()["databases"]["archive"]["tables"]["reports"]["title"]),
        ):
            with urllib.request.urlopen(address + path, timeout=60) as answer:
                assert holds in answer.read().decode(), path
    finally:
        server.terminate()
        server.wait(timeout=60)
        assert server.stdout is not None
        server.stdout.close()


def test_every_command_has_help_and_the_shell_completes_it(installed: Installed) -> None:
    listed = installed.run("--help").partition("Commands:")[2]
    names = [line.split()[0] for line in listed.splitlines() if line.startswith("  ") and line[2] != " "]
    assert {"init", "update", "add", "reread", "serve", "export", "digest", "verify"} <= set(names)
    for name in names:
        assert f"{name} " in installed.run(name, "--help")
    for shell in ("bash", "zsh", "fish"):
        assert "_ARCHIVE_COMPLETE" in installed.run("completion", shell)


def test_man_finds_the_page(installed: Installed) -> None:
    page = installed.python.parent.parent / "share" / "man" / "man1" / "archive.1"
    assert ".SS archive update" in page.read_text("utf-8")
