"""All local authorities and sources as a page needs them: a few hundred rows, which seldom change."""

import sqlite3
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from archive.database.readonly import between_writes, plain_rows


def read_councils(connection: sqlite3.Connection) -> Sequence[sqlite3.Row]:
    """Every row of local_authorities, by name. Call it inside `reading`."""
    return between_writes(connection, "councils", lambda: connection.execute("select * from local_authorities order by name").fetchall())


def read_council_names(connection: sqlite3.Connection) -> Mapping[str, str]:
    """The name of every local authority by its ONS code, in the order of names. Call it inside `reading`."""
    return between_writes(connection, "council names", lambda: {row["code"]: row["name"] for row in read_councils(connection)})


def read_regions(connection: sqlite3.Connection) -> Sequence[str]:
    """The regions of local authorities, sorted. Call it inside `reading`."""
    return between_writes(connection, "regions", lambda: sorted({row["region"] for row in read_councils(connection)} - {None}))


class Choices(NamedTuple):
    """What stands in the boxes of a list: (value, words) of all councils by name, and of all regions."""

    councils: tuple[tuple[str, str], ...]
    regions: tuple[tuple[str, str], ...]


def read_choices(connection: sqlite3.Connection) -> Choices:
    """The same values until somebody writes, so that a box with them need not be drawn again. Call it inside `reading`."""

    def make() -> Choices:
        return Choices(tuple(read_council_names(connection).items()), tuple((one, one) for one in read_regions(connection)))

    return between_writes(connection, "choices", make)


def read_source_titles(connection: sqlite3.Connection) -> Mapping[str, str]:
    """What each source is called, by its name."""
    return dict(plain_rows(connection, "select name, title from sources").fetchall())
