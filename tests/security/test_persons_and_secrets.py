"""No index of persons, and no secret in the repository."""

import io
import re
import subprocess
import zipfile
from pathlib import Path

import pyarrow.parquet
import pytest

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


WITH_THE_REPORT = re.compile(r"/report/[^/?]+(?:\.json)?(?:\?beside=original)?$|/outcomes/sector\.(?:csv|json|xlsx)(?:\?.*)?$")


def naming(site: Ask) -> set[str]:  # noqa: F811
    return {path for path in OURS if INSPECTOR in unpacked(site(path).content)}


def test_a_lead_inspector_is_named_with_the_report_alone(public_site: Ask, site: Ask) -> None:  # noqa: F811
    """meaning.md: names stand on a report's page and in the sector export, and are found by nobody's browsing."""
    assert "/archive/inspections" in naming(site)  # else this could not fail
    told = naming(public_site)
    assert {"/report/ofsted-101", "/report/ofsted-101.json", "/outcomes/sector.csv?as_at=2023-01-01"} <= told
    assert [path for path in told if not WITH_THE_REPORT.search(path)] == []


@pytest.mark.parametrize("column", ["inspections?{}lead_inspector", "sector_outcomes?{}inspector", "inspections.json?{}lead_inspector"])
def test_nobody_orders_counts_or_filters_by_inspector(public_site: Ask, site: Ask, column: str) -> None:  # noqa: F811
    for asked_for in ("_sort=", "_sort_desc=", "_facet=", "_filter_column=", "_col="):
        path = "/archive/" + column.format(asked_for)
        assert site(path).status_code in (200, 302), path
        assert public_site(path).status_code == 400, path
    for filtered in ("=Jo Invented", "__contains=Jo", "__gt=J"):
        path = "/archive/" + column.format("") + filtered
        assert (site(path).status_code, public_site(path).status_code) == (200, 403), path


def test_a_snapshot_has_the_name_for_its_pages_alone(made: ArchiveFactory, tmp_path: Path) -> None:  # noqa: F811
    exported = export_public(made.path, tmp_path / "public", metadata()["databases"]["archive"]["tables"])
    files = [path for path in (tmp_path / "public").rglob("*") if path.is_file()]
    tables = b"".join(str(pyarrow.parquet.read_table(path).to_pylist()).encode() for path in files if path.suffix == ".parquet")
    assert b"ofsted-101" in tables
    assert INSPECTOR not in tables
    assert {path.suffix for path in files if INSPECTOR in unpacked(path.read_bytes())} == {".db"}
    sites = asked(exported.database, made.files, public=True)
    ask = next(sites)
    told = naming(ask)
    assert "/report/ofsted-101" in told
    assert [path for path in told if not WITH_THE_REPORT.search(path)] == []
    assert ask("/archive/inspections.json").json()["rows"]
    assert ask("/archive/sector_outcomes.json").json()["rows"]


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
