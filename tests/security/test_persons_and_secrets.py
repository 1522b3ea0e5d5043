"""No index of persons, and no secret in the repository."""

import io
import re
import subprocess
import zipfile
from pathlib import Path

import pyarrow.parquet
import pytest

from archive.database.public import EMPTIED_COLUMNS
from archive.keeping.export.public_snapshot import export_public
from archive.web.site import metadata
from tests.archive.factory import ArchiveFactory
from tests.archive.web.addresses import DATA, EMPTY, PAGES
from tests.archive.web.conftest import Ask, asked, made, public_site, site  # noqa: F401  # fixtures
from tests.conftest import ROOT

PERSONS = {"lead_inspector", "inspector", "authors"}
# Forms of secrets, as gitleaks and trufflehog look for them.
SECRETS = re.compile(
    r"-----BEGIN [A-Z ]*PRIVATE KEY-----|\bgh[pousr]_[A-Za-z0-9]{36}\b|\bgithub_pat_\w{60,}|\bAKIA[0-9A-Z]{16}\b|\bpypi-AgE[\w-]{50,}"
    r"|\bxox[abpr]-[\w-]{10,}|\bsk-[A-Za-z0-9]{32,}|(?i:password|passwd|secret|api_?key|token)\s*[:=]\s*[\"'][^\"'\s{$<]{12,}[\"']"
)


def tracked() -> list[str]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode != 0:
        pytest.skip("needs a git checkout: it says which files are published")
    return [name for name in listed.stdout.split("\0") if name]


def test_no_table_offers_persons_as_a_filter() -> None:
    for name, table in metadata()["databases"]["archive"]["tables"].items():
        assert not PERSONS & set(table.get("facets", [])), name
        assert name != "inspectors" or not table.get("facets")


@pytest.mark.parametrize("path", ["/inspector/jo-invented", "/inspectors", "/archive/inspectors", "/archive/inspectors.json"])
def test_no_page_lists_persons_in_public(public_site: Ask, path: str) -> None:  # noqa: F811
    answer = public_site(path)
    assert answer.status_code in (403, 404)
    assert "Jo Invented" not in answer.text


INSPECTOR = b"Jo Invented"  # of the sample; no text of a report there has the name
STOCK = ("/archive/inspections", "/archive/inspections.json", "/archive/inspections.csv", "/archive/sector_outcomes.json")
OURS = (*PAGES, *DATA, *EMPTY, *STOCK, "/outcomes/sector.csv?as_at=2023-01-01", "/outcomes/sector.xlsx?as_at=2023-01-01")


def unpacked(body: bytes) -> bytes:
    """`body`, and all that is in it where it is a ZIP archive, such as a workbook."""
    if not zipfile.is_zipfile(io.BytesIO(body)):
        return body
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        return b"".join(packed.read(name) for name in packed.namelist())


def naming(site: Ask) -> list[str]:  # noqa: F811
    return [path for path in OURS if INSPECTOR in unpacked(site(path).content)]


def test_no_public_answer_names_an_inspector(public_site: Ask, site: Ask) -> None:  # noqa: F811
    told = naming(site)  # else this could not fail
    assert {"/report/ofsted-101", "/report/ofsted-101.json", "/archive/inspections", "/outcomes/sector.xlsx?as_at=2023-01-01"} <= {*told}
    assert naming(public_site) == []


@pytest.mark.parametrize("made_by", ["today", "an earlier version"])
def test_no_snapshot_names_an_inspector(made: ArchiveFactory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, made_by: str) -> None:  # noqa: F811
    if made_by != "today":
        monkeypatch.delitem(EMPTIED_COLUMNS, "inspections")
    exported = export_public(made.path, tmp_path / "public", metadata()["databases"]["archive"]["tables"])
    monkeypatch.undo()
    if made_by == "today":
        files = [path for path in (tmp_path / "public").rglob("*") if path.is_file()]
        tables = b"".join(str(pyarrow.parquet.read_table(path).to_pylist()).encode() for path in files if path.suffix == ".parquet")
        assert b"ofsted-101" in tables
        assert INSPECTOR not in tables
        assert [path.name for path in files if INSPECTOR in unpacked(path.read_bytes())] == []
    sites = asked(exported.database, made.files, public=True)
    ask = next(sites)
    assert naming(ask) == []
    assert ask("/report/ofsted-101.json").json()["inspection"]["lead_inspector"] is None
    assert ask("/archive/inspections.json").json()["rows"]


def test_no_secret_is_in_the_repository() -> None:
    assert SECRETS.search('password = "hunter2hunter2"'), "else this test could not fail"
    assert SECRETS.search("-----BEGIN RSA PRIVATE " + "KEY-----")
    found = []
    for name in tracked():
        path = ROOT / name
        if path.is_file() and path.stat().st_size < 2**20 and name != "tests/security/test_persons_and_secrets.py":
            found += [f"{name}: {match[0][:30]}" for match in SECRETS.finditer(path.read_text("utf-8", errors="replace"))]
    assert not found


def test_no_database_or_key_file_is_in_the_repository() -> None:
    forbidden = (".db", ".sqlite", ".pem", ".key", ".env", ".p12", ".warc.gz", ".netrc")
    assert not [name for name in tracked() if name.endswith(forbidden)]
