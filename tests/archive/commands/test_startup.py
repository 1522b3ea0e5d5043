"""What a command imports when it starts: only what it needs, for every search and every step of a night starts a process."""

import subprocess
import sys

import pytest

HEAVY = ("odfdo", "pandas", "pyarrow", "scrapy", "twisted", "uvicorn", "xlsxwriter")
PROGRAM = """
import sys
from archive.cli import main
assert main.get_command(None, sys.argv[1]) is not None
print(*sorted(sys.modules.keys() & set(sys.argv[2:])))
"""


@pytest.mark.parametrize(("command", "needed"), [("search", ""), ("status", ""), ("backup", ""), ("export", "pyarrow")])
def test_a_command_imports_only_what_it_needs(command: str, needed: str) -> None:
    ran = subprocess.run([sys.executable, "-c", PROGRAM, command, *HEAVY], stdout=subprocess.PIPE, check=True, text=True)
    assert ran.stdout.split() == needed.split()
