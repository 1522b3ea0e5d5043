"""What tests of local reports share: a manifest of drawn ones."""

import csv
from pathlib import Path

import pytest

from sample.reports.reports import REPORTS, ReportPress


@pytest.fixture
def manifest(drawn: Path, tmp_path: Path) -> Path:
    """Four drawn reports and a CSV that names them, in a folder with a blank in its name."""
    folder = tmp_path / "some reports"
    folder.mkdir()
    press = ReportPress(drawn)
    with (folder / "manifest.csv").open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["path", "urn", "title", "published", "url"])
        for number, report in enumerate(REPORTS[:4]):
            (folder / f"{number}.pdf").write_bytes(press.draw(report).body)
            url = f"https://files.ofsted.gov.uk/v1/file/{report.id}" if number == 3 else ""
            writer.writerow([f"{number}.pdf", report.council.urn, report.label, report.published, url])
    return folder / "manifest.csv"
