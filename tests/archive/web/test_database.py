"""The archive as Datasette's database: what it counts."""

import asyncio

from archive.web.database import archive_of
from archive.web.site import make_site
from tests.archive.factory import ArchiveFactory


def test_rows_are_counted_of_tables_and_not_of_indexes(made: ArchiveFactory) -> None:
    counts = asyncio.run(archive_of(make_site(made.path, made.files)).table_counts(1_000))
    assert counts["reports"] == made.db.execute("select count(*) from reports").fetchone()[0]
    assert {count for table, count in counts.items() if "_fts" not in table} >= {0, 1}
    assert {count for table, count in counts.items() if "_fts" in table} == {None}
