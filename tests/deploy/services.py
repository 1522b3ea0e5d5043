"""Runs commands of an image as its user, with what compose.yml says of them as far as a folder can show it."""

import json
import os
import re
import resource
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import yaml

from tests.conftest import ROOT
from tests.deploy.image import Image, as_user

CONTACT = "somebody@example.org"
PIDS = 4096  # where nothing is said
SECONDS = 300
RIGHTS = """
import json, os, sys
paths, writable, unreadable = 1, [], []
for folder, names, files in os.walk(sys.argv[1], onerror=lambda error: unreadable.append(error.filename)):
    for name in (*names, *files):
        path = os.path.join(folder, name)
        paths += 1
        if os.path.islink(path):
            continue
        if os.stat(path).st_uid == os.getuid() or os.access(path, os.W_OK):
            writable.append(path)
        elif not os.access(path, os.R_OK):
            unreadable.append(path)
    names[:] = [name for name in names if os.path.join(folder, name) not in writable]
print(json.dumps([paths, writable, unreadable]))
"""  # what is below a writable folder is the user's to change, whoever owns it; a link is changed by who may write to its folder


@dataclass(frozen=True, slots=True)
class Service:
    """What compose.yml says of a service: `writable` are the folders it mounts for writing; it has a read-only root."""

    command: list[str]
    environment: dict[str, str]
    writable: list[str]
    pids: int


def service(name: str) -> Service:
    """The service of compose.yml, with $ARCHIVE_CONTACT filled in."""
    read = yaml.safe_load((ROOT / "compose.yml").read_text("utf-8"))["services"][name]
    environment = {name: re.sub(r"^\$\{ARCHIVE_CONTACT:.*\}$", CONTACT, str(value)) for name, value in read["environment"].items()}
    volumes = [volume.split(":") for volume in read["volumes"]]
    return Service(read["command"], environment, [parts[1] for parts in volumes if parts[2:] != ["ro"]], read["pids_limit"])


def start(image: Image, words: list[str], more: dict[str, str] | None = None, *, pids: int = PIDS) -> "subprocess.Popen[str]":
    """Start a command as the image's user in its working folder, with the image's environment and `more`, in at most `pids` threads."""
    limit = partial(resource.setrlimit, resource.RLIMIT_NPROC, (pids, pids))
    return subprocess.Popen(
        [image.mapped(words[0]), *words[1:]],
        env=image.variables(more or {}),
        cwd=image.place("."),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        preexec_fn=limit,
        **as_user(image.user),
    )


def ran(image: Image, words: list[str], more: dict[str, str] | None = None, *, status: int, pids: int = PIDS) -> str:
    """What a command printed; AssertionError with it when the command does not end with `status`."""
    running = start(image, words, more, pids=pids)
    try:
        output = running.communicate(timeout=SECONDS)[0]
    finally:
        running.kill()
    assert running.returncode == status, f"{words[0]} ended with {running.returncode}, not {status}:\n{output}"
    return output


def rights(image: Image, writable: list[str]) -> int:
    """How many paths of the image were looked at; AssertionError when the user may write to others than `writable`, or not read some."""
    output = ran(image, ["python3", "-c", RIGHTS, str(image.root)], status=0)
    paths, found, unreadable = json.loads(output)
    assert sorted(found) == sorted(str(image.place(path)) for path in writable), f"the user may write to {found}"
    assert not unreadable, f"the user cannot read {unreadable}"
    return int(paths)


@contextmanager
def mounted(image: Image, writable: list[str]) -> Iterator[None]:
    """The image as compose.yml mounts it: what the user owned elsewhere than in `writable` can be read as before, and not be written."""
    folders = [image.place(path) for path in image.owned if path not in writable]
    before = [(path, path.lstat()) for folder in folders for path in (folder, *folder.rglob("*")) if not path.is_symlink()]
    for path, was in before:
        os.chown(path, 0, image.user)
        path.chmod((was.st_mode & 0o555) | (was.st_mode & 0o500) >> 3)
    try:
        yield
    finally:
        for path, was in before:
            os.chown(path, was.st_uid, was.st_gid)
            path.chmod(was.st_mode & 0o7777)


def unowned(image: Image) -> dict[Path, tuple[int, int, int]]:
    """Size, time of change and mode of every file that is not in a folder of the user's."""
    owned = [image.place(path) for path in image.owned]
    paths = [path for path in image.root.rglob("*") if path.is_file() and not any(path.is_relative_to(folder) for folder in owned)]
    return {path: (path.stat().st_size, path.stat().st_mtime_ns, path.stat().st_mode) for path in paths}


def last_line(output: str) -> str:
    """The last line a command printed."""
    return output.strip().splitlines()[-1]
