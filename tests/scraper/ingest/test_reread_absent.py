"""`scrapy reread` where there is no archive: says so and makes none."""

import os
import subprocess
import sys
from pathlib import Path


def test_rereading_an_absent_archive_says_so_and_makes_none(tmp_path: Path) -> None:
    environment = os.environ | {"ARCHIVE_DB": str(tmp_path / "absent.db"), "ARCHIVE_FILES": str(tmp_path / "files")}
    command = [sys.executable, "-m", "scrapy", "reread"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode == 4
    assert f"there is no archive at {tmp_path / 'absent.db'}" in done.stdout
    assert not list(tmp_path.iterdir())
