"""The public database: a copy of the archive without what is private, its search index rebuilt over excerpts, in a file of its own.

The full copy is never in the public folder: it is made beside the archive, and only what is left when every
private row and column is gone is written, page by page anew (`vacuum into`), to the public file.
"""

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

from archive.database.public import EMPTIED_COLUMNS, PRIVATE_COLUMNS, PRIVATE_TABLES, SHOWN
from archive.database.search_index import INDEX, content_view
from archive.errors import DamageError, RunningError
from archive.keeping.locks import alone
from archive.keeping.source_terms import Rights, read_rights
from archive.search.engine import engine_folder
from archive.store.engine import make_engine_of
from archive.store.sqlite_errors import storage_errors

BUSY_SECONDS = 30
WORKING = ".export-"  # begins the name of the folder of a private copy
_AFTER_REPORTS = ("reports", "articles", "documents")  # rows that others point at go last


@contextmanager
def _room(beside: Path) -> Iterator[Path]:
    """A folder for a private copy of the archive, beside it; the copies that killed exports left go first."""
    for old in beside.glob(f"{WORKING}*"):
        with suppress(RunningError), alone(old, "export"):
            shutil.rmtree(old)
    with tempfile.TemporaryDirectory(dir=beside, prefix=WORKING) as folder, alone(Path(folder), "export"):
        yield Path(folder)


def make_snapshot(path: Path, target: Path, made: str) -> None:
    """Write the public database of the archive at `path` to the new file `target`; `made` is the ISO moment it is dated."""
    with _room(path.parent) as folder, storage_errors(folder):
        working = folder / "archive.db"
        with closing(sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True, timeout=BUSY_SECONDS)) as connection:
            connection.execute("vacuum into ?", [str(working)])  # one state of the archive, also while a crawl writes
        with closing(sqlite3.connect(working)) as connection:
            connection.execute("pragma journal_mode = off")  # a copy that is thrown away when anything goes wrong
            _take_out(connection)
            _index_anew(connection)
            connection.execute("update search_engine set token = ?", [make_engine_of(connection, engine_folder(target))])
            connection.execute("create table snapshot (made text not null, licence text not null)")
            connection.execute("insert into snapshot values (?, ?)", [made, _licences(read_rights(connection))])
            connection.commit()
            with storage_errors(target):
                connection.execute("vacuum into ?", [str(target)])
    with storage_errors(target), closing(sqlite3.connect(target)) as connection:
        faults = [row[0] for row in connection.execute("pragma integrity_check") if row[0] != "ok"]
        if faults or connection.execute("pragma foreign_key_check").fetchone():
            raise DamageError(
                f"the snapshot is damaged ({'; '.join(faults[:3]) or 'rows refer to missing rows'}); run archive verify on the archive"
            )
        connection.execute("analyze")
        connection.commit()


def _licences(rights: Rights) -> str:
    others = [f"Reports by {one.author}: {one.licence}." for one in rights.others]
    ofsteds = f"Reports{' by Ofsted' if others else ''}: Open Government Licence v3.0."
    return " ".join([*([ofsteds] if rights.of_ofsted else []), *others, "Articles: titles and excerpts only."])


def _take_out(connection: sqlite3.Connection) -> None:
    """Delete private rows, empty private columns, drop private columns and tables."""
    for (trigger,) in connection.execute("select name from sqlite_master where type = 'trigger'").fetchall():
        connection.execute(f"drop trigger {trigger}")  # the index is built anew, and nothing is written after that
    connection.execute("create temp table public_marks as select * from withdrawn")
    connection.execute("drop view withdrawn")
    for table in sorted(SHOWN, key=_AFTER_REPORTS.__contains__):  # conditions look at `withheld` of reports and articles
        connection.execute(f"create temp table gone as select rowid as row from {table} where not ({SHOWN[table]})")
        if table in ("reports", "articles"):
            connection.execute(f"create temp table gone_{table} as select row from gone")
        else:
            connection.execute(f"delete from {table} where rowid in (select row from gone)")
        connection.execute("drop table gone")
    for table in ("articles", "reports"):
        connection.execute(f"delete from {table} where rowid in (select row from gone_{table})")
    connection.execute("update articles set copy_of = null where copy_of not in (select id from articles)")
    connection.execute("drop view search_content")
    for table in PRIVATE_TABLES:
        connection.execute(f"drop table {table}")
    for emptied, columns in EMPTIED_COLUMNS.items():
        connection.execute(f"update {emptied} set {', '.join(f'{name} = null' for name in columns)}")
    for holder, names in PRIVATE_COLUMNS.items():
        for name in names:
            connection.execute(f"alter table {holder} drop column {name}")
    connection.execute("create table withdrawn (kind text not null, subject text not null, since text not null)")
    connection.execute("insert into withdrawn select * from public_marks")


def _index_anew(connection: sqlite3.Connection) -> None:
    """Build the full-text indexes over what is left; of articles, title and excerpt."""
    connection.execute(content_view("coalesce(excerpt, '')"))
    for index in (INDEX, "recommendations_fts", "articles_fts"):
        connection.execute(f"insert into {index}({index}) values ('rebuild')")
        connection.execute(f"insert into {index}({index}) values ('optimize')")
