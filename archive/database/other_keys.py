"""The key of a report that had another key before: a file that was added by hand and that its inspectorate lists too."""

from sqlite3 import Connection


def key_now(connection: Connection, key: str) -> str | None:
    """The key now of the report that had `key` before; None where there is none, or the archive is of an older version."""
    if not connection.execute("select 1 from pragma_table_info('reports') where name = 'other_keys'").fetchone():
        return None
    sql = "select key from reports where other_keys is not null and exists (select 1 from json_each(other_keys) where value = ?)"
    found = connection.execute(sql, [key]).fetchone()
    return str(found[0]) if found else None
