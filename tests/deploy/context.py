"""What a builder of images is given: the Dockerfile's instructions, and the files that .dockerignore lets through."""

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from tests.conftest import ROOT


class ImageError(Exception):
    """Raised when a step cannot be done; says what to do."""


def dockerfile() -> list[tuple[str, str]]:
    """(instruction, arguments) of every step."""
    text = (ROOT / "Dockerfile").read_text("utf-8").replace("\\\n", " ")
    return [tuple(line.split(maxsplit=1)) for line in text.splitlines() if line and not line.startswith("#")]  # type: ignore[misc]


def allowed(path: PurePosixPath, patterns: list[str]) -> bool:
    """Whether .dockerignore lets a path of the project through: the last pattern that fits it, or a folder above it, decides."""
    seen = True
    for pattern in patterns:
        glob = pattern.removeprefix("!")
        deep = glob.startswith("**/")
        for name in (path, *list(path.parents)[:-1]):
            if (deep or len(name.parts) == len(PurePosixPath(glob).parts)) and name.match(glob.removeprefix("**/")):
                seen = pattern.startswith("!")
    return seen


def copied(source: str) -> Iterator[tuple[Path, PurePosixPath]]:
    """Every file that `COPY source` takes, and its place below the target: of a folder its contents. ImageError when it takes none."""
    lines = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    patterns = [line for line in lines if line and not line.startswith("#")]
    top = ROOT / source
    number = 0
    for path in sorted(top.rglob("*")) if top.is_dir() else [top]:
        if path.is_file() and allowed(PurePosixPath(path.relative_to(ROOT)), patterns):
            number += 1
            yield path, PurePosixPath(path.relative_to(top if top.is_dir() else ROOT))
    if not number:
        raise ImageError(f"COPY {source}: not there, or .dockerignore keeps it back")
