"""Names the code that made a row: a hash of the files that this code consists of, so that rows made by other rules can be told."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

# What decides about ties and quotations: the rules, their tables, and the list of authorities.
TYING = (("archive", ("matching", "authorities.py", "authorities.csv")),)
CODE = (".py", ".csv")


def code_files(parts: Sequence[tuple[str, Sequence[str]]]) -> dict[str, bytes]:
    """The files of folders and files of packages, by their path; FileNotFoundError for a part that is not there."""
    found: dict[str, bytes] = {}
    for package, names in parts:
        for name in names:
            found |= dict(_files(files(package).joinpath(name), f"{package}/{name}"))
    return found


def _files(at: Traversable, path: str) -> Iterator[tuple[str, bytes]]:
    if at.is_dir():
        for inner in at.iterdir():
            if inner.is_dir() or inner.name.endswith(CODE):
                yield from _files(inner, f"{path}/{inner.name}")
    else:
        yield path, at.read_bytes()


def version_of(code: Mapping[str, bytes]) -> str:
    """12 hex digits of the hash of files with their paths."""
    digest = hashlib.sha256()
    for path in sorted(code):
        digest.update(f"{path}\0{len(code[path])}\0".encode() + code[path])
    return digest.hexdigest()[:12]


@cache
def tying_version() -> str:
    """Names the code that ties articles and matches their sentences."""
    return version_of(code_files(TYING))
