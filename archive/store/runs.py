"""Saves runs: one row for each run of a source, with what it did."""

from collections.abc import Mapping

from sqlite_utils import Database

from archive.store.clean_text import without_paths
from archive.store.documents import insert


def start_run(database: Database, source: str | None, now: str, arguments: str = "{}") -> int:
    """A new row in `runs`; `finished` stays null until `finish_run`, and for ever if the run dies."""
    return insert(database, "runs", {"source": source, "started": now, "arguments": arguments})


def mark_dead_runs(database: Database, now: str) -> int:
    """Mark runs that never finished as stopped; returns how many. The caller holds the lock of the archive."""
    words = f"stopped without finishing (killed or power loss); found by the run of {now}; later runs do what is left"
    return database.execute("update runs set outcome = 'failed', reason = ? where finished is null and outcome is null", [words]).rowcount


def finish_run(database: Database, run_id: int, counts: Mapping[str, object]) -> None:
    """Write the end of a run: `counts` maps columns of `runs` to values."""
    names = ", ".join(f"{name} = ?" for name in counts)
    values = [without_paths(value) if isinstance(value, str) else value for value in counts.values()]
    database.execute(f"update runs set {names} where id = ?", [*values, run_id])
