"""No index of persons, and no secret in the repository."""

import re
import subprocess

import pytest

from archive.web.site import metadata
from tests.archive.web.conftest import Ask, asked, made, public_site  # noqa: F401  # fixtures
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
