"""`python -m tests.deploy.container`, as root: what Dockerfile and compose.yml say, done in a temporary folder and run as their user."""

import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.deploy.context import ImageError, dockerfile
from tests.deploy.image import Image, base_python, build
from tests.deploy.services import last_line, ran, rights, unowned
from tests.deploy.trials import crawled, looked, night, read

NO_ARCHIVE = 4  # exit status of `archive status`
FAULTS = (AssertionError, ImageError, OSError, sqlite3.Error, subprocess.SubprocessError)


def main() -> int:
    """Do every step and print its figures; 0 when all of it is as the files say, else 1 at the first step that is not."""
    if os.getuid() != 0:
        print("Run it as root: only root can start something as another user.")
        return 1
    os.umask(0o022)  # of a builder
    with tempfile.TemporaryDirectory() as name:
        root = Path(name).resolve() / "image"
        root.mkdir()
        root.parent.chmod(0o755)
        closed = [str(folder) for folder in root.parents if not folder.stat().st_mode & 0o001]
        if closed:
            print(f"The image's user cannot enter {', '.join(closed)}: set TMPDIR to a folder that all may enter.")
            return 1
        try:
            steps(root)
        except FAULTS as error:
            print(f"FAILED: {error or type(error).__name__}")
            return 1
    print("All steps are as Dockerfile and compose.yml say.")
    return 0


def steps(root: Path) -> None:
    """All steps one after another."""
    image = Image(root)
    say("Dockerfile", lambda: built(image))
    first = unowned(image)
    say("rights", lambda: f"of {rights(image, image.owned):,} paths the user may write to {', '.join(image.owned)} alone")
    say("CMD, nothing in the volume", lambda: last_line(ran(image, image.command, status=NO_ARCHIVE)) + f" (exit status {NO_ARCHIVE})")
    say("crawl of the sample", lambda: crawled(image))
    say("CMD", lambda: looked(image))
    say("verify", lambda: last_line(ran(image, ["archive", "verify"], status=0)) + " (exit status 0)")
    say("crawler", lambda: night(image))
    say("reader", lambda: read(image))
    say("afterwards", lambda: unchanged(image, first))


def say(name: str, step: Callable[[], str]) -> None:
    """Do a step, print its figures and how long it took."""
    begun = time.monotonic()
    figures = step()
    print(f"{name}: {figures}; {time.monotonic() - begun:.1f} s", flush=True)


def built(image: Image) -> str:
    """Build the image."""
    build(image)
    installed = len(list(image.place("/usr/local").glob("lib/python*/site-packages/*.dist-info")))
    version = ran(image, ["python3", "--version"], status=0).strip()
    base = f"{base_python(image.user)} ({version}) in place of {dockerfile()[0][1]}"
    return f"{base}; {image.files} files copied, {installed} distributions installed, user {image.user}"


def unchanged(image: Image, first: dict[Path, tuple[int, int, int]]) -> str:
    """Nothing that is not the user's was made, changed or removed, and the rights are as they were."""
    rights(image, image.owned)
    now = unowned(image)
    differing = sorted(str(path) for path in first.keys() | now.keys() if first.get(path) != now.get(path))
    assert not differing, f"changed outside the user's folders: {differing}"
    return f"the other {len(now):,} files are as they were built"


if __name__ == "__main__":
    sys.exit(main())
