"""/download: every table that the site shows can be taken whole, and its data package tells programs the types."""

import csv
import json
from pathlib import Path

import frictionless
import pytest

from archive.database.public import PRIVATE_TABLES
from tests.archive.factory import ArchiveFactory
from tests.archive.web.conftest import Ask


@pytest.mark.parametrize("which", ["site", "public_site"])
def test_every_table_is_whole_and_its_types_are_right(
    which: str, made: ArchiveFactory, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    site: Ask = request.getfixturevalue(which)
    package = site("/download.json").json()
    resources = {one["name"]: one for one in package["resources"]}
    assert {"reports", "recommendations", "latest_outcomes"} <= resources.keys()
    for name, one in resources.items():
        path = one["path"].removeprefix("http://localhost")
        assert path.startswith("/archive/")
        (tmp_path / f"{name}.csv").write_bytes(site(path).content)
        one["path"] = f"{name}.csv"
    (tmp_path / "datapackage.json").write_text(json.dumps(package), "utf-8")
    report = frictionless.validate(str(tmp_path / "datapackage.json"))
    assert report.valid, [(task.place, task.errors[:2]) for task in report.tasks if task.errors]
    for name in ("reports", "report_paragraphs", "recommendations"):
        with (tmp_path / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            rows = sum(1 for _ in csv.DictReader(file))
        assert 0 < rows <= made.db.table(name).count
        assert rows == made.db.table(name).count or which == "public_site", "what was taken down is not public"


def test_the_page_names_each_table_with_the_meaning_of_its_columns(site: Ask) -> None:
    shown, package = site("/download").text, site("/download.json").json()
    for one in package["resources"]:
        assert f'id="{one["name"]}"' in shown
        assert all(field["description"] for field in one["schema"]["fields"]), one["name"]
    assert "Download everything" in site("/").text, "every page leads there"


@pytest.mark.parametrize("private", PRIVATE_TABLES)
def test_a_public_site_offers_nothing_private(public_site: Ask, private: str) -> None:
    assert private not in {one["name"] for one in public_site("/download.json").json()["resources"]}
    assert f'id="{private}"' not in public_site("/download").text
