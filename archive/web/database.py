"""The archive as a Datasette database: read-only connections, the folder of original files, and whether the site is public."""

import asyncio
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from sqlite3 import Connection, OperationalError
from sqlite3 import Error as SqliteError
from typing import TYPE_CHECKING, Any, TypeVar

from datasette.database import Database, QueryInterrupted
from datasette.utils import detect_primary_keys, get_all_foreign_keys, get_outbound_foreign_keys

from archive.database.public import close_off, hide_private, public_columns
from archive.database.readonly import connect_read_only, reading
from archive.errors import ConfigurationError
from archive.keeping.source_terms import Rights, read_rights
from archive.search.engine import open_engine
from archive.store.files import Place
from archive.urls import NAME

if TYPE_CHECKING:
    from datasette.app import Datasette


TABLES = "select name, type from sqlite_master where type in ('table', 'view') order by name"
SECONDS = 1.0  # for all queries of one page
_SECONDS_TO_OPEN = 60.0

Answer = TypeVar("Answer")


class ArchiveDatabase(Database):
    """`files` is where the originals are; `public` whether articles' text, sentences and inspectors' names are kept back.

    `described` is what metadata.yml says of each table.
    """

    def __init__(self, datasette: "Datasette", path: Path, files: Place, *, public: bool, described: Mapping[str, Any]) -> None:
        super().__init__(datasette, str(path))
        self.files = files
        self.public = public
        self.described = described
        self._shown_columns: Mapping[str, frozenset[str]] | None = None
        self._rights: tuple[int, Rights] | None = None  # as at the version of the file; every page's end says whose the reports are
        self._of_rights: Connection | None = None
        self._own = threading.local()  # in public, two connections a thread: for pages of our own, and for the keys of tables
        self._opened: list[Connection] = []

    @property
    def rights(self) -> Rights:
        """Whose reports the archive holds, read again after a write; of an archive that cannot be read, as it was last known."""
        with suppress(ConfigurationError, SqliteError):
            self._of_rights = self._of_rights or self._connect()
            (version,) = self._of_rights.execute("pragma data_version").fetchone()
            if self._rights is None or self._rights[0] != version:
                self._rights = version, read_rights(self._of_rights)
        return self._rights[1] if self._rights else Rights()

    @property
    def size(self) -> int:
        """Bytes of the database, also of one whose file was removed since it was opened."""
        self._of_rights = self._of_rights or self._connect()
        size: int = self._of_rights.execute("select page_count * page_size from pragma_page_count, pragma_page_size").fetchone()[0]
        return size

    def connect(self, write: bool = False) -> Connection:
        """A read-only connection for Datasette's own pages; in public it sees nothing private, whatever it is asked."""
        connection = self._connect()
        if self.public:
            close_off(connection)
        return connection

    def _connect(self) -> Connection:
        connection = connect_read_only(Path(self.path))
        if self.public:
            hide_private(connection)
        self._opened.append(connection)
        return connection

    def close(self) -> None:
        """End all connections."""
        super().close()
        for connection in self._opened:
            connection.close()
        self._opened.clear()

    def _for_own_pages(self, of_datasette: Connection) -> Connection:
        """What our pages read with: in public it may search the full-text indexes, of which our pages show only what is public."""
        if not self.public:
            return of_datasette
        if not hasattr(self._own, "connection"):
            self._own.connection = self._connect()
            self.ds._prepare_connection(self._own.connection, self.name)
        own: Connection = self._own.connection
        return own

    def _for_keys(self, of_datasette: Connection) -> Connection:
        """What says which keys tables have: in public, Datasette's connection sees views in their place, which have none."""
        if not self.public:
            return of_datasette
        if not hasattr(self._own, "plain"):
            self._own.plain = connect_read_only(Path(self.path))
            self._opened.append(self._own.plain)
        plain: Connection = self._own.plain
        return plain

    async def open_all(self) -> None:
        """Open all that any thread reads with, so that from now on the archive is answered from even where its file is removed.

        An export removes the last snapshot at once, and its server is replaced some seconds later.
        """
        number = self.ds.setting("num_sql_threads")
        together = threading.Barrier(number)  # each thread waits for all others, so that none opens twice

        def opened(of_datasette: Connection) -> None:
            try:
                self._for_own_pages(of_datasette)
                self._for_keys(of_datasette)
            finally:
                together.wait(_SECONDS_TO_OPEN)  # where one cannot be opened, the others do not wait for ever

        await asyncio.gather(*(self.execute_fn(opened) for _ in range(number)))
        await self.read(open_engine)
        self._of_rights = self._of_rights or self._connect()

    async def of_own_page(self, function: Callable[[Connection], Answer]) -> Answer:
        """`function(connection)` in a thread, for a page of ours that bounds its time by itself."""
        answer: Answer = await self.execute_fn(lambda of_datasette: _in_plain_text(self._for_own_pages(of_datasette), function))
        return answer

    async def read(self, function: Callable[..., Answer], *arguments: Any, **named: Any) -> Answer:
        """`function(connection, …)` in a thread, with one view of the archive for all its queries. TooSlowError after SECONDS."""

        def bounded(connection: Connection) -> Answer:
            with reading(connection, SECONDS):
                return function(connection, *arguments, **named)

        return await self.of_own_page(bounded)

    async def table_counts(self, limit: int = 10) -> dict[str, int | None]:
        """Rows of each table; None where counting takes over `limit` milliseconds, and of the indexes' own tables: those are not shown.

        Counting the blocks of an index reads all of it, and no limit stops it: with 2,000,000 pages that took seconds.
        """
        counts: dict[str, int | None] = dict.fromkeys(await self.table_names())
        for table in counts:
            if "_fts" not in table and not table.startswith("search_"):
                with suppress(QueryInterrupted):
                    counts[table] = (await self.execute(f"select count(*) from [{table}]", custom_time_limit=limit)).rows[0][0]
        return counts

    async def fts_table(self, table: str) -> str | None:
        """The full-text index of a table's own page; in public none: those indexes hold words of what is private."""
        return None if self.public else await super().fts_table(table)

    async def shown_columns(self) -> Mapping[str, frozenset[str]]:
        """Of each table and view that this site shows, the columns that may be asked about."""
        if self._shown_columns is None:
            self._shown_columns = await self._of_schema(_columns_of_tables)
            if self.public:
                self._shown_columns = public_columns(self._shown_columns)
        return self._shown_columns

    async def primary_keys(self, table: str) -> list[str]:
        """Names of the columns of the table's primary key."""
        return await self._of_schema(detect_primary_keys, table)

    async def foreign_keys_for_table(self, table: str) -> list[dict[str, str]]:
        """The table's references to others."""
        return await self._of_schema(get_outbound_foreign_keys, table)

    async def get_all_foreign_keys(self) -> dict[str, Any]:
        """All references among tables, by table; none of SQLite's own table, whose rows Datasette shows as well."""
        found: dict[str, Any] = await self._of_schema(get_all_foreign_keys)
        return found | {"sqlite_master": {"incoming": [], "outgoing": []}}

    async def _of_schema(self, function: Callable[..., Answer], *arguments: str) -> Answer:
        answer: Answer = await self.execute_fn(lambda of_datasette: function(self._for_keys(of_datasette), *arguments))
        return answer


def _in_plain_text(connection: Connection, function: Callable[[Connection], Answer]) -> Answer:
    """`function(connection)` with text decoded by SQLite's driver; where some is damaged, again as Datasette does it, which replaces that.

    Datasette decodes each value by a function of its own: a page with a list of all councils takes a tenth longer so.
    """
    replacing = connection.text_factory
    connection.text_factory = str
    try:
        return function(connection)
    except OperationalError as error:
        if not str(error).startswith("Could not decode to UTF-8"):
            raise
    finally:
        connection.text_factory = replacing
    return function(connection)


def _columns_of_tables(connection: Connection) -> Mapping[str, frozenset[str]]:
    rows = connection.execute(
        "select t.name, c.name from main.sqlite_master t, pragma_table_info(t.name, 'main') c where t.type in ('table', 'view')"
    )
    found: dict[str, set[str]] = {}
    for table, column in rows:
        found.setdefault(table, set()).add(column)
    return {table: frozenset(columns) for table, columns in found.items()}


def serves_archive(datasette: "Datasette") -> bool:
    """Whether this Datasette serves an archive; where it serves something else the plugin keeps out of the way."""
    return isinstance(datasette.databases.get(NAME), ArchiveDatabase)


def archive_of(datasette: "Datasette") -> ArchiveDatabase:
    """The archive this Datasette serves."""
    database = datasette.databases[NAME]
    assert isinstance(database, ArchiveDatabase)
    return database
