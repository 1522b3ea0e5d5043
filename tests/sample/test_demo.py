"""`make demo` ends with whatever ends it: no crawl and no server is left behind."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT


def start(folder: Path) -> "subprocess.Popen[str]":
    """The demo in an empty folder and a process group of its own; the caller ends it."""
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1", "ARCHIVE_VECTOR_SECONDS": "0"}
    (folder / "scrapy.cfg").write_text((ROOT / "scrapy.cfg").read_text("utf-8"), encoding="utf-8")
    command = [sys.executable, "-m", "sample.demo"]
    return subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.PIPE, text=True, start_new_session=True)


@pytest.mark.long
@pytest.mark.parametrize("moment", ["Making the sample reports", "Archive: http"])
def test_sigterm_ends_the_demo_with_all_it_started(tmp_path: Path, moment: str) -> None:
    process = start(tmp_path)
    assert process.stdout
    try:
        said = next(line for line in process.stdout if line.startswith(moment))
        assert said
        process.send_signal(signal.SIGTERM)
        process.stdout.read()  # ends only when nobody has the pipe any more: neither crawl nor server
        assert process.wait(timeout=30) != 9
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.stdout.close()
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)
