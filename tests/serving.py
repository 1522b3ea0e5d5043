"""`archive serve` in a process of its own, as people run it."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from tests.conftest import ROOT

COMMAND = (sys.executable, "-c", "from archive.cli import main; main()")


@contextmanager
def served(variables: Mapping[str, str], *options: str, folder: Path = ROOT, errors: IO[str] | None = None) -> Iterator[str]:
    """The address at which an archive is served as `variables` say, once it is; afterwards the server has ended well.

    What the server says on standard error goes to `errors`.
    """
    variables = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"} | variables
    arguments = [*COMMAND, "serve", "--port", "0", *options]
    server = subprocess.Popen(arguments, cwd=folder, env=variables, stdout=subprocess.PIPE, stderr=errors, text=True)
    assert server.stdout is not None
    first = server.stdout.readline()
    try:
        found = re.fullmatch(r"Archive: (http://127\.0\.0\.1:\d+)/(?: \(.*\))?\n", first)
        assert found, first
        yield found[1]
    finally:
        server.send_signal(signal.SIGINT)
        assert server.wait(timeout=60) == 0
        server.stdout.close()
