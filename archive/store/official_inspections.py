"""Saves the inspections from a file of Ofsted's statistics. A newer edition of the same file replaces the older one."""

from collections.abc import Sequence

from sqlite_utils import Database

from archive.authorities import LocalAuthority
from archive.outcomes.ofsted_file import OfficialFile
from archive.outcomes.ofsted_tables import Official
from archive.outcomes.reconciliation import find_place
from archive.records import Problem
from archive.store.documents import insert
from archive.store.opening import transaction
from archive.store.problems import resolve_problems, save_problem


def save_official(
    database: Database, file: OfficialFile, name: str, sha256: str, places: Sequence[LocalAuthority], now: str
) -> tuple[int, list[str]]:
    """Write the file's inspections in place of those of the same statistics as at the same day, and a problem for each part left out.

    Returns how many inspections were not in the archive before, and the printed names that are no known authority's.
    """
    same = "from official_inspections where statistics = ? and as_at = ?"
    key = [file.kind, file.as_at]
    listed = "list, kind, local_authority_printed, inspection_start, published"
    rows = [_row(one, place_of(one, places, file.as_at)) for one in file.found if one.inspected or one.published]
    with transaction(database):
        before = {tuple(row) for row in database.execute(f"select {listed} {same}", key).fetchall()}
        database.execute(f"delete {same}", key)
        for row in rows:
            insert(
                database,
                "official_inspections",
                {"statistics": file.kind, "file_name": name, "sha256": sha256, "as_at": file.as_at, "loaded": now, **row},
            )
        save_refused(database, file, name, now)
    new = [row for row in rows if tuple(row[name] for name in listed.split(", ")) not in before]
    return len(new), sorted({str(row["local_authority_printed"]) for row in rows if row["local_authority"] is None})


def save_refused(database: Database, file: OfficialFile, name: str, now: str) -> None:
    """Problems of an earlier file of the same statistics as at the same day are over where this one does not have them."""
    address = f"statistics:{file.kind}:{file.as_at}"
    standing = [Problem("statistics_row", f"{name}: {sentence}") for sentence in file.refused]
    for problem in standing:
        save_problem(database, problem, run_id=None, source=None, url=address, document_id=None, now=now)
    resolve_problems(database, None, address, standing, now)


def place_of(one: Official, places: Sequence[LocalAuthority], as_at: str) -> str | None:
    """The ONS code of the authority that was inspected: the one there was on that day; None where none has this name or code."""
    place = find_place(one.name, places, one.inspected or one.published or as_at, one.code)
    return place.code if place else None


def _row(one: Official, authority: str | None) -> dict[str, object]:
    return {
        "list": one.of,
        "row": one.row,
        "kind": one.kind,
        "local_authority_printed": one.name,
        "local_authority_code_printed": one.code,
        "local_authority": authority,
        "inspection_start": one.inspected,
        "inspection_end": one.last,
        "published": one.published,
        "outcome": one.outcome,
        "theme": one.theme,
        "link": one.link,
    }
