"""Does what the Dockerfile says in a folder that stands for the image's root: for machines without a container engine."""

import json
import os
import shlex
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.conftest import ROOT
from tests.deploy.context import ImageError, copied, dockerfile

BASES = ("python3", "python3.11", "python3.12", "python3.13", "python3.14")
NEEDED = "import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))"
INSTALL_SECONDS = 900


def as_user(user: int) -> dict[str, Any]:
    """What `subprocess` is told to start something as that user, in no group but the user's own."""
    return {"user": user, "group": user, "extra_groups": []}


def base_python(user: int) -> str:
    """A Python that `user` may run and that can make environments; ImageError when there is none."""
    folders = ["/usr/local/bin", "/usr/bin", *os.environ["PATH"].split(":")]
    for program in [Path(folder, name) for folder in folders for name in BASES]:
        try:
            subprocess.run([program, "-c", NEEDED], cwd="/", env={}, check=True, capture_output=True, **as_user(user))
        except (OSError, subprocess.CalledProcessError):
            continue
        return str(program)
    raise ImageError("no Python 3.11 or newer, with venv, that other users may run; on Debian: apt-get install python3-venv")


@dataclass
class Image:
    """An image below `root` as far as it is built; `owned` are the folders that `user` was given."""

    root: Path
    user: int = 0
    workdir: str = "/"
    home: str = "/"
    owned: list[str] = field(default_factory=list)
    environment: dict[str, str] = field(default_factory=dict)
    command: list[str] = field(default_factory=list)
    files: int = 0

    def place(self, path: str) -> Path:
        """Where a path of the image stands on this machine."""
        return self.root / os.path.normpath(os.path.join(self.workdir, path)).lstrip("/")

    def mapped(self, word: str) -> str:
        """A word of a command or of the environment; a path of the image as the place where it stands."""
        return str(self.place(word)) if word.startswith("/") and not word.startswith(str(self.root)) else word

    def variables(self, more: dict[str, str]) -> dict[str, str]:
        """The whole environment of a command: what the image says, PATH, HOME, and `more`."""
        path = f"{self.place('/usr/local/bin')}:/usr/bin:/bin"
        said = self.environment | more
        return {"PATH": path, "HOME": str(self.place(self.home))} | {name: self.mapped(value) for name, value in said.items()}


def build(image: Image) -> None:
    """Do every step of the Dockerfile below the image's root, an empty folder; raises ImageError for one that is not known or fails."""
    steps = dockerfile()
    image.user = int(next(arguments for name, arguments in steps if name == "USER"))
    for name, arguments in steps:
        if name == "RUN":
            for command in arguments.split("&&"):
                run(image, shlex.split(command))
        elif name == "COPY":
            copy(image, shlex.split(arguments))
        elif name == "WORKDIR":
            image.workdir = arguments
            image.place(".").mkdir(parents=True, exist_ok=True)
        elif name == "ENV":
            image.environment |= dict(word.split("=", 1) for word in shlex.split(arguments))
        elif name == "CMD":
            image.command = json.loads(arguments)
        elif name not in ("FROM", "USER", "VOLUME", "HEALTHCHECK"):  # nothing of these stands in a folder
            raise ImageError(f"{name} is not known here: teach it to {__name__}")


def run(image: Image, words: list[str]) -> None:
    """One command of RUN, as root."""
    paths = [word for word in words if word.startswith("/")]
    match words:
        case ["useradd", *_]:
            image.home = paths[0]
            image.place(image.home).mkdir(parents=True)
            give(image, paths)
        case ["mkdir", *_]:
            for path in paths:
                image.place(path).mkdir()
        case ["chown", *_]:
            give(image, paths)
        case ["pip", *told]:
            install(image, told)
        case _:
            raise ImageError(f"RUN {words[0]} is not known here: teach it to {__name__}")


def give(image: Image, paths: list[str]) -> None:
    """Make the image's user the owner of folders."""
    for path in paths:
        os.chown(image.place(path), image.user, image.user)
        image.owned.append(path)


def install(image: Image, told: list[str]) -> None:
    """`pip` with these words, in an environment of its own that stands for the image's Python."""
    local = image.place("/usr/local")
    subprocess.run([base_python(image.user), "-m", "venv", local], check=True, cwd="/")
    command = [str(local / "bin" / "pip"), *told]
    done = subprocess.run(command, cwd=image.place("."), capture_output=True, text=True, check=False, timeout=INSTALL_SECONDS)
    if done.returncode:
        raise ImageError(f"pip ended with {done.returncode}: {(done.stdout + done.stderr)[-2000:]}")


def copy(image: Image, words: list[str]) -> None:
    """COPY as a builder does it: modes as they are in the project, everything root's."""
    *sources, target = words
    for source in sources:
        for path, below in copied(source):
            made = image.place(target) / below
            made.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, made)
            os.chown(made, 0, 0)
            if path.parent != ROOT:  # a folder keeps its mode as well
                shutil.copymode(path.parent, made.parent)
            image.files += 1
