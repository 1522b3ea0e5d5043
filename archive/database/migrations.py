"""The schema and every change to it: the files of archive/database/landed/ in order, applied when an archive is opened.

**A migration that has landed is never changed**, so each is a file of SQL that calls no code of ours; a test holds its hash. A change of
the schema is a new file. All dates in the tables are ISO text in UTC or as printed; NULL means what the comment beside the column says.
"""

import hashlib
from collections.abc import Callable
from importlib.resources import files

from sqlite_utils import Database, Migrations

# Hash of the index that searches use, as the file 15_full_text_search_of_a_sample leaves it in a new archive.
_SEARCH_INDEX = "b05546aac916caad5d8ee97e0d26ca4621750fa7f3a6ae9b6044dea52a1493df"


def _search_index_is_older(db: Database) -> bool:
    """Whether an earlier version made the index that searches use differently: with other parts, or with its rows in another order."""
    made = db.execute(
        "select name, sql from sqlite_master where name like '%search\\_fts\\_dated%' escape '\\' and sql is not null order by name"
    )
    return hashlib.sha256(repr(made.fetchall()).encode()).hexdigest() != _SEARCH_INDEX


# Name of a migration -> whether it has anything to do in this archive; all others are applied to every archive.
_ONLY_IF: dict[str, Callable[[Database], bool]] = {"search_index_made_anew": _search_index_is_older}


def _migration(name: str, sql: str) -> Callable[[Database], None]:
    needed = _ONLY_IF.get(name)

    def apply(db: Database) -> None:
        if needed is None or needed(db):
            db.executescript(sql)

    return apply


def _landed() -> Migrations:
    found = Migrations("archive")
    for file in sorted(files("archive.database").joinpath("landed").iterdir(), key=lambda one: one.name):
        _, _, name = file.name.removesuffix(".sql").partition("_")
        register: Callable[[Callable[[Database], None]], object] = found(name=name)
        register(_migration(name, file.read_text(encoding="utf-8")))
    return found


migrations = _landed()
