"""Saves which blocks the kept pages of articles have, and which of them the last reading left out because other pages have them too."""

import json
from collections.abc import Collection
from dataclasses import dataclass

from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class KeptBlocks:
    """The blocks of one kept page, as hashes; None where it was not looked at yet."""

    document_id: int
    hashes: frozenset[str] | None
    left_out: frozenset[str]


def save_page_blocks(database: Database, document_id: int, hashes: Collection[str], left_out: Collection[str]) -> None:
    """Write the row of one page. Takes part in the caller's transaction."""
    row = [document_id, json.dumps(sorted(hashes)), json.dumps(sorted(left_out))]
    database.execute("insert or replace into page_blocks (document_id, hashes, left_out) values (?, ?, ?)", row)


def kept_blocks(database: Database, source: str, newest: int) -> list[KeptBlocks]:
    """The `newest` articles' pages of `source`, the last one kept of each address, in the order they were kept."""
    rows = database.execute(
        "select id, hashes, left_out from documents left join page_blocks on document_id = id where id in"
        " (select max(id) from documents where source = ? and kind = 'article' group by url) order by id desc limit ?",
        [source, newest],
    ).fetchall()
    return [
        KeptBlocks(row[0], frozenset(json.loads(row[1])) if row[1] else None, frozenset(json.loads(row[2] or "[]"))) for row in rows[::-1]
    ]
