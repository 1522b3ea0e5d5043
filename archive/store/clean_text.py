"""Makes text safe to store and show: removes our own marks, control characters and the folders of this machine."""

import re
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any, TypeVar, cast

# Controls but tab and line ends; marks of direction; private use (found words are marked with it); surrogates; no characters at all.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufeff"
    "\ufff9-\ufffb\ufffe\uffff"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0xF0000, 0x10000))
    + "\U000f0000-\U0010ffff]"
)
_PATH = re.compile(r"(?:(?<=^)|(?<=[\s'\"(\[=‘“])|(?<=file://))(?P<root>/[\w.+~-]+)(?:/[\w.+~-]+)*/(?P<name>[\w.+~-]*)")


def cleaned(text: str) -> str:
    """`text` without what could forge a mark or steer a terminal, a page or a query. Letters, accents, emoji and joiners stay."""
    return _UNSAFE.sub("", text)


Value = TypeVar("Value")


def cleaned_record(value: Value) -> Value:
    """`value` with every text in it cleaned: dataclasses and tuples in any depth. Bytes stay as they came."""
    found: Any = value
    if isinstance(found, str):
        found = cleaned(found)
    elif isinstance(found, tuple):
        found = tuple(cleaned_record(one) for one in found)
    elif is_dataclass(found) and not isinstance(found, type):
        found = replace(found, **{field.name: cleaned_record(getattr(found, field.name)) for field in fields(found) if field.init})
    return cast(Value, found)


def without_paths(text: str) -> str:
    """`text` in which a path of this machine is only the name at its end. Addresses and paths of sites stay."""
    return _PATH.sub(lambda found: (found["name"] or "…") if Path(found["root"]).exists() else found[0], text)


class CleanConnection(sqlite3.Connection):
    """A connection that cleans every text it is given: the one way into the archive's database."""

    def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:
        return super().execute(sql, _cleaned(parameters))

    def executemany(self, sql: str, parameters: Iterable[Any], /) -> sqlite3.Cursor:
        return super().executemany(sql, (_cleaned(row) for row in parameters))


def _cleaned(parameters: Any) -> Any:
    if isinstance(parameters, Mapping):
        return {name: cleaned(value) if isinstance(value, str) else value for name, value in parameters.items()}
    return [cleaned(value) if isinstance(value, str) else value for value in parameters or ()]
