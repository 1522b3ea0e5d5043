"""What a command that fills cannot begin with is refused in one line that says what, and what there is instead; nothing is made."""

import subprocess
import sys
from pathlib import Path

import pytest

from scraper.spiders.ofsted_reports import OfstedReports
from scraper.spiders.willispalmer import WillisPalmer
from tests.conftest import ROOT, Home

HERE = ("-a", "site=http://127.0.0.1:9")


def test_a_source_knows_its_arguments() -> None:
    assert WillisPalmer.arguments() == {"site", "limit", "since", "missing"}
    assert OfstedReports.arguments() == {"site", "limit", "since", "missing", "remit", "urn"}
    for source in (WillisPalmer, OfstedReports):
        with pytest.raises(ValueError, match="takes no argument limt; it takes: limit, missing"):
            source(limt="5")
    assert OfstedReports(urn="80423", limit="5").limit == 5


@pytest.mark.long
@pytest.mark.parametrize(
    ("words", "variables", "status", "says"),
    [
        (("crawl", "ofsted_reports", *HERE, "-a", "nonsense=1"), {}, 4, "ofsted_reports takes no argument nonsense; it takes: limit, "),
        (("crawl", "ofsted_reports", *HERE, "-a", "limit=few"), {}, 4, "limit='few' is not a whole number"),
        (("crawl", "ofsted_reprots"), {}, 4, "there is no source called ofsted_reprots; the sources are: communitycare"),
        (("crawl", "ofsted_reports", "--nonsense"), {}, 2, "crawl does not know --nonsense"),
        (("crawl", "ofsted_reports"), {"ARCHIVE_CONTACT": ""}, 4, "set ARCHIVE_CONTACT"),
        (("update", "ofsted_reports", "-a", "nonsense=1"), {}, 4, "ofsted_reports takes no argument nonsense; it takes: limit, "),
        (("update", "--nonsense"), {}, 4, "there is no source called --nonsense"),
        (("reread", "--nonsense"), {}, 2, "reread does not know --nonsense"),
        (("reread",), {"ARCHIVE_FILES": "ftp://host/files"}, 4, "ftp://host/files is no place for files: say a folder, or s3://"),
        (("crawl", "ofsted_reports", *HERE), {"ARCHIVE_FILES": "ftp://host/files"}, 4, "is no place for files: say a folder, or s3://"),
        (
            ("crawl", "ofsted_reports", *HERE),
            {"ARCHIVE_DB": "ftp://host/a.db"},
            4,
            "ARCHIVE_DB is ftp://host/a.db, but the database must be",
        ),
        (
            ("crawl", "ofsted_reports", "--nonsense"),
            {"ARCHIVE_CONTCT": "x"},
            2,
            "no setting ARCHIVE_CONTCT, so it does nothing; did you mean",
        ),
    ],
)
def test_a_slip_is_said_in_words(tmp_path: Path, words: tuple[str, ...], variables: dict[str, str], status: int, says: str) -> None:
    home = Home(tmp_path)
    program = [str(Path(sys.executable).with_name("scrapy")), *words]
    ran = subprocess.run(program, env=home.environment | variables, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)
    output = ran.stdout + ran.stderr
    assert ran.returncode == status, output
    assert says in output
    assert "Traceback" not in output
    assert not home.database.exists()
