"""What reports and articles are sorted and counted by, kept from search to search: most searches find many of the same."""

import json
import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from archive.filters import ARTICLES, REPORTS
from archive.found import is_article
from archive.readonly import kept_rows, plain_rows


class Counted(NamedTuple):
    """The columns of filters.REPORTS and filters.ARTICLES that results are sorted and counted by."""

    source: str
    authority: str | None
    authority_name: str | None
    region: str | None
    published: str | None
    inspected: str | None
    year: str | None
    kind: str
    grade: str | None


def read_counted(connection: sqlite3.Connection, ids: Sequence[int]) -> list[Counted | None]:
    """Of each of these reports and articles; None for those that are not there, or not public where only what is public is.

    From the last searches of this connection where nothing was written since. The same text is the same object in all of them, which
    makes counting several times as quick.
    """
    kept = kept_rows(connection)
    new = [one for one in ids if one not in kept.rows]
    for table, wanted in ((REPORTS, [one for one in new if not is_article(one)]), (ARTICLES, [one for one in new if is_article(one)])):
        if wanted:
            sql = f"select id, {', '.join(Counted._fields)} from ({table}) where id in (select value from json_each(?))"
            for one, *values in plain_rows(connection, sql, [json.dumps(wanted)]):
                kept.rows[one] = Counted._make(map(kept.values.setdefault, values, values))
    return [kept.rows.get(one) for one in ids]
