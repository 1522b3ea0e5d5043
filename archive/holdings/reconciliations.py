"""Comparisons with Ofsted’s yearly files, as they were saved."""

from sqlite3 import Connection, Row


def read_reconciliation(connection: Connection, as_at: str) -> tuple[list[Row], Row | None, list[Row]]:
    """All comparisons, newest first; the one as at that day, else the newest; its differences."""
    every = connection.execute("select * from reconciliations order by as_at desc").fetchall()
    chosen = next((row for row in every if row["as_at"] == as_at), every[0] if every else None)
    sql = "select * from reconciliation_differences where reconciliation_id = ? order by id"
    return every, chosen, connection.execute(sql, [chosen["id"]]).fetchall() if chosen else []
