"""Which report a file belongs to."""

import re
from sqlite3 import Connection


def key_of(connection: Connection, sha256: str) -> str | None:
    """The key of the report whose file has this hash, made safe for a file name; None when it is no report's."""
    sql = """select coalesce(r.key, d.sha256) from documents d left join reports r on r.file_document_id = d.id
        where d.sha256 = ? and d.kind = 'report' order by r.key is null limit 1"""
    found = connection.execute(sql, [sha256]).fetchone()
    return re.sub(r"[^\w.-]", "_", found[0], flags=re.ASCII) if found else None
