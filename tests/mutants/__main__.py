"""`python -m tests.mutants [WORD …]`: applies each mutation in turn to a copy of the project and runs the tests that must catch it.

With words only mutations are tried in whose file, harm or tests one of them stands. Prints which test caught each, and writes it into
`tests/mutants/caught.csv`, where those not tried this time keep their line. Exit status 1 when one survived, when a named test fails
without any mutation, or when a mutation no longer fits the code.
"""

import csv
import itertools
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.mutants import crawling, keeping, publishing, stating, storing, tying, watching
from tests.mutants.mutation import Mutation, StaleError

ROOT = Path(__file__).resolve().parents[2]
MUTATIONS = (
    *keeping.MUTATIONS,
    *storing.MUTATIONS,
    *publishing.MUTATIONS,
    *tying.MUTATIONS,
    *crawling.MUTATIONS,
    *watching.MUTATIONS,
    *stating.MUTATIONS,
)
LEFT_OUT = shutil.ignore_patterns(".git", ".venv", "data", "__pycache__", ".*_cache")
RESULTS = Path(__file__).with_name("caught.csv")
_MOMENTS = itertools.count(1_000_000_000)
SECONDS = 300  # a mutation that makes a test wait for ever is caught as well


def main(words: list[str]) -> int:
    """Try the mutations; the exit status."""
    chosen = [one for one in MUTATIONS if not words or any(word in f"{one.file} {one.harm} {one.tests}" for word in words)]
    stale = [problem for one in MUTATIONS if (problem := _stale(one))]
    for problem in stale:
        print(f"STALE     {problem}")
    survived = 0
    with tempfile.TemporaryDirectory(prefix="mutants-") as scratch:
        copy = Path(scratch) / "project"
        shutil.copytree(ROOT, copy, ignore=LEFT_OUT)
        if failed := _run(copy, sorted({word for one in chosen for word in one.tests.split()})):
            print(f"BROKEN    {failed} fails without any mutation")
            return 1
        for one in chosen:
            if _stale(one):
                continue
            caught = _try(copy, one)
            survived += not caught
            _record(one, caught or "SURVIVED")
            print(f"{'caught' if caught else 'SURVIVED':10}{one.file}: {one.harm} -> {caught or one.tests}", flush=True)
    print(f"{len(chosen)} mutations, {survived} survived, {len(stale)} stale")
    return 1 if survived or stale else 0


def _record(tried: Mutation, caught: str) -> None:
    """Write what came of a try into the list of results, at once, so that a list of a run cut short is right."""
    known = {}
    if RESULTS.is_file():
        with RESULTS.open(encoding="utf-8", newline="") as file:
            known = {(row["file"], row["harm"]): row["caught by"] for row in csv.DictReader(file)}
    known[tried.file, tried.harm] = caught[:150]  # some tests are named by all they are given
    with RESULTS.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("file", "harm", "caught by"))
        writer.writerows((*key, known[key]) for key in ((one.file, one.harm) for one in MUTATIONS) if key in known)


def _stale(one: Mutation) -> str | None:
    try:
        one.applied(ROOT)
    except StaleError as error:
        return str(error)
    return None


def _try(copy: Path, one: Mutation) -> str | None:
    """The test that caught it, or None."""
    file = copy / one.file
    before = file.read_text("utf-8")
    _write(file, one.applied(copy))
    try:
        return _run(copy, one.tests.split())
    finally:
        _write(file, before)


def _write(file: Path, text: str) -> None:
    """Write a source with a time of its own, so that Python never takes the compiled code of another text for its."""
    file.write_text(text, "utf-8")
    moment = next(_MOMENTS)
    os.utime(file, (moment, moment))


def _run(copy: Path, tests: list[str]) -> str | None:
    """The first of `tests` that fails in `copy`, or None."""
    environment = os.environ | {"PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": ""}
    program = [sys.executable, "-m", "pytest", "-x", "-q", "-n", "0", "-p", "no:cacheprovider", "--no-header", "--tb=no", "-rfE", *tests]
    try:
        done = subprocess.run(program, cwd=copy, env=environment, capture_output=True, text=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return f"no end within {SECONDS} s of {' '.join(tests)}"
    if done.returncode == 0:
        return None
    found = re.search(r"^(?:FAILED|ERROR) (\S+)", done.stdout, re.MULTILINE)
    return found[1] if found else f"pytest's status {done.returncode}: {done.stdout[-300:]}{done.stderr[-300:]}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
