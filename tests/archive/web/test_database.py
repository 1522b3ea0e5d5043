"""The archive as Datasette's database: what it counts, and what its connections see in public."""

import asyncio
from sqlite3 import Connection, DatabaseError

import pytest

from archive.web.database import archive_of
from archive.web.site import make_site
from tests.archive.factory import ArchiveFactory


def test_rows_are_counted_of_tables_and_not_of_indexes(made: ArchiveFactory) -> None:
    counts = asyncio.run(archive_of(make_site(made.path, made.files)).table_counts(1_000))
    assert counts["reports"] == made.db.execute("select count(*) from reports").fetchone()[0]
    assert {count for table, count in counts.items() if "_fts" not in table} >= {0, 1}
    assert {count for table, count in counts.items() if "_fts" in table} == {None}


def test_in_public_stock_pages_see_nothing_private_and_ours_may_search(made: ArchiveFactory) -> None:
    archive = archive_of(make_site(made.path, made.files, public=True))

    def texts(connection: Connection) -> int:
        return int(connection.execute("select count(text) from articles").fetchone()[0])

    def behind(connection: Connection) -> None:
        connection.execute("select text from main.articles").fetchall()

    def found(connection: Connection) -> int:
        return int(connection.execute("select count(*) from search_fts where search_fts match 'irregular'").fetchone()[0])

    async def ask() -> None:
        assert await archive.execute_fn(texts) == await archive.of_own_page(texts) == 0
        with pytest.raises(DatabaseError, match="prohibited"):
            await archive.execute_fn(behind)
        assert await archive.execute_fn(lambda connection: connection.execute("select count(*) from search_fts").fetchone()[0]) == 0
        assert await archive.of_own_page(found) > 0
        assert await archive.fts_table("articles") is await archive.fts_table("search_fts") is None
        shown = await archive.shown_columns()
        assert {"reports", "documents"} <= shown.keys()
        assert not {"articles", "inspectors", "search_fts"} & shown.keys()
        assert not {"headers", "listed"} & shown["documents"]

    asyncio.run(ask())


def test_in_private_all_is_there(made: ArchiveFactory) -> None:
    archive = archive_of(make_site(made.path, made.files, public=False))

    async def ask() -> None:
        assert "text" in (await archive.shown_columns())["articles"]
        assert await archive.fts_table("search_fts") == "search_fts"
        assert await archive.of_own_page(lambda connection: connection.execute("select count(text) from articles").fetchone()[0]) > 0

    asyncio.run(ask())


def test_damaged_text_is_shown_with_what_replaces_it(made: ArchiveFactory) -> None:
    archive = archive_of(make_site(made.path, made.files))

    def read(connection: Connection) -> list[object]:
        return [*connection.execute("select 'whole é', cast(x'6265ff' as text)").fetchone()]

    async def ask() -> None:
        assert await archive.of_own_page(read) == ["whole é", "be\ufffd"]
        assert await archive.of_own_page(lambda connection: connection.execute("select 'whole é'").fetchone()[0]) == "whole é"
        assert await archive.execute_fn(read) == ["whole é", "be\ufffd"]  # Datasette's own pages as before

    asyncio.run(ask())
