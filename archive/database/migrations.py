"""The schema and every change to it: the files of archive/database/landed/ in order, applied when an archive is opened.

**A migration that has landed is never changed**, so each is a file of SQL that calls no code of ours; a test holds its hash. A change of
the schema is a new file. All dates in the tables are ISO text in UTC or as printed; NULL means what the comment beside the column says.
"""

import hashlib
from collections.abc import Callable
from importlib.resources import files

from sqlite_utils import Database, Migrations

from archive.errors import ConfigurationError

# Hash of the index that searches use, as the file 15_full_text_search_of_a_sample leaves it in a new archive.
_SEARCH_INDEX = "b05546aac916caad5d8ee97e0d26ca4621750fa7f3a6ae9b6044dea52a1493df"


def _search_index_is_older(db: Database) -> bool:
    """Whether an earlier version made the index that searches use differently: with other parts, or with its rows in another order."""
    made = db.execute(
        "select name, sql from sqlite_master where name like '%search\\_fts\\_dated%' escape '\\' and sql is not null order by name"
    )
    return hashlib.sha256(repr(made.fetchall()).encode()).hexdigest() != _SEARCH_INDEX


_FOLDER = files("archive.database").joinpath("landed")
# Name of a migration -> its SQL, in order.
_SQL = {
    file.name.removesuffix(".sql").partition("_")[2]: file.read_text(encoding="utf-8")
    for file in sorted(_FOLDER.iterdir(), key=lambda one: one.name)
}
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
    for name, sql in _SQL.items():
        register: Callable[[Callable[[Database], None]], object] = found(name=name)
        register(_migration(name, sql))
    return found


migrations = _landed()


def refuse_newer(database: Database, path: object) -> None:
    """ConfigurationError where a version after this one changed the tables: what we read or wrote there could be wrong."""
    if newer := [one.name for one in migrations.applied(database) if one.name not in _SQL]:
        raise ConfigurationError(
            f"{path} was made by a newer version of this program (it has {', '.join(newer)}); install that version again, or put back a"
            " copy from before the upgrade (docs/operations.md, Upgrades and downgrades)"
        )
