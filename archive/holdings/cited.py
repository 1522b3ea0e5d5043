"""What citations name: of reports their author, title, dates and addresses; of articles their authors and publisher."""

import json
from collections.abc import Sequence
from sqlite3 import Connection, Row

from archive.database.listed_rows import AUTHOR, REPORTS

ListedKey = str | int
"""What a list names: a report by its key, an article by its id."""

_REPORTS = f"""select v.key, v.kind, v.title, v.authority_name, v.other_provider, v.published, r.url, {AUTHOR},
        (select d.first_fetched from documents d where d.url = r.url and d.kind = 'report' order by d.id desc limit 1) as snapshot
    from ({REPORTS}) v join reports r on r.id = v.id join sources s on s.name = r.source
    where v.key in (select value from json_each(?))"""
_ARTICLES = """select a.id, a.title, a.authors, substr(a.published, 1, 10) as published, a.url, s.title as publisher
    from articles a join sources s on s.name = a.source where a.id in (select value from json_each(?))"""


def read_cited(connection: Connection, listed: Sequence[ListedKey]) -> list[Row]:
    """A row for each report and article of a list, each once, in its order; none for what this site does not show.

    A row of an article has `id`, `authors` (JSON) and `publisher`; one of a report `key`, `kind`, `authority_name`, `other_provider`,
    `author`, `attribution` and `snapshot` (when its file was fetched). Both have `title`, `published` (ISO or None) and `url`.
    """
    rows: dict[ListedKey, Row] = {}
    for sql, name, kind in ((_REPORTS, "key", str), (_ARTICLES, "id", int)):
        wanted = json.dumps([one for one in listed if isinstance(one, kind)])
        rows |= {row[name]: row for row in connection.execute(sql, [wanted])}
    return [rows[one] for one in dict.fromkeys(listed) if one in rows]
