"""Saves a comparison with Ofsted's yearly file. A later comparison for the same date replaces it."""

from collections.abc import Sequence
from dataclasses import asdict

from sqlite_utils import Database

from archive.outcomes.graded_inspections import by_authority, read_graded
from archive.outcomes.latest import read_judgements
from archive.outcomes.reconciliation import Difference, Held
from archive.outcomes.succession import read_continued, with_predecessors
from archive.store.documents import insert
from archive.store.opening import transaction


def read_held(database: Database) -> Held:
    """What the archive has to compare with the file."""
    inspections = with_predecessors(by_authority(read_graded(database.conn, by="inspected")), read_continued(database.conn))
    ids = [one.report_id for found in inspections.values() for one in found]
    unheld: dict[str, set[str]] = {}
    sql = """select local_authority, published from reports
        where availability != 'held' and published is not null and local_authority is not null"""
    for code, published in database.execute(sql).fetchall():
        unheld.setdefault(code, set()).add(published)
    return Held(inspections, read_judgements(database.conn, ids), {code: frozenset(days) for code, days in unheld.items()})


def save_reconciliation(
    database: Database, name: str, sha256: str, as_at: str, authorities: int, differences: Sequence[Difference], now: str
) -> int:
    """Write the comparison; returns how many of the file's authorities agree in all."""
    agreed = authorities - len({one.local_authority for one in differences if one.cause != "not_in_file"})
    with transaction(database):
        database.execute(
            "delete from reconciliation_differences where reconciliation_id in (select id from reconciliations where as_at = ?)", [as_at]
        )
        database.execute("delete from reconciliations where as_at = ?", [as_at])
        row = {"file_name": name, "sha256": sha256, "as_at": as_at, "made": now, "authorities": authorities, "agreed": agreed}
        number = insert(database, "reconciliations", row)
        for one in differences:
            values = asdict(one)
            values["local_authority_printed"], values["local_authority"] = one.local_authority, values.pop("code")
            insert(database, "reconciliation_differences", values | {"reconciliation_id": number})
    return agreed
