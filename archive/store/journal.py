"""Saves runs and problems: what was done each night, and what could not be."""

from collections.abc import Collection, Mapping

from sqlite_utils import Database

from archive.clean import cleaned_record, without_paths
from archive.records import Problem
from archive.store.documents import insert

# Kinds that make a run degraded when they are new; the others are doubts about a fact, shown beside it.
FAILURES = frozenset(
    {
        "not_found",
        "blocked",
        "fetch_failed",
        "not_a_pdf",
        "parse_error",
        "encrypted",
        "no_text",
        "dynamic_form",
        "garbled",
        "too_many_pages",
        "reader_died",
        "reader_failed",
        "listing_short",
        "listing_empty",
        "markup_changed",
        "provider_gone",
        "page_shrunk",
        "implausible_fact",
        "robots",
        "callback_error",
        "sha256_mismatch",
    }
)
# Kinds that say something of an address, nothing of what was read there: over as soon as the address answers well.
FETCHING = frozenset({"not_found", "blocked", "fetch_failed", "not_a_pdf", "robots", "off_site_link"})


def start_run(database: Database, source: str | None, now: str, arguments: str = "{}") -> int:
    """A new row in `runs`; `finished` stays null until `finish_run`, and for ever if the run dies."""
    return insert(database, "runs", {"source": source, "started": now, "arguments": arguments})


def mark_dead_runs(database: Database, now: str) -> int:
    """Say of runs that never finished that they died; returns how many. To be called with the lock of the archive held."""
    words = f"died without a word (killed, or the machine stopped); noticed by the run of {now}; what it did not do is done by later runs"
    return database.execute("update runs set outcome = 'failed', reason = ? where finished is null and outcome is null", [words]).rowcount


def finish_run(database: Database, run_id: int, counts: Mapping[str, object]) -> None:
    """Write the end of a run: `counts` maps columns of `runs` to values."""
    names = ", ".join(f"{name} = ?" for name in counts)
    values = [without_paths(value) if isinstance(value, str) else value for value in counts.values()]
    database.execute(f"update runs set {names} where id = ?", [*values, run_id])


def save_problem(
    database: Database,
    problem: Problem,
    *,
    run_id: int | None,
    source: str | None,
    url: str | None,
    document_id: int | None,
    now: str,
) -> bool:
    """Record a problem once: the same one seen again only moves `last_seen`. True when it is new (or had been resolved)."""
    problem = Problem(problem.kind, without_paths(problem.message))
    found = database.execute(
        "select id from problems where source is ? and url is ? and kind = ? and message = ? and resolved is null",
        [source, url, problem.kind, problem.message],
    ).fetchone()
    if found is not None:
        database.execute(
            "update problems set last_seen = ?, document_id = coalesce(?, document_id) where id = ?", [now, document_id, found[0]]
        )
        return False
    row = {
        "run_id": run_id,
        "source": source,
        "url": url,
        "document_id": document_id,
        "kind": problem.kind,
        "message": problem.message,
        "first_seen": now,
        "last_seen": now,
    }
    insert(database, "problems", row)
    return True


def resolve_problems(database: Database, source: str | None, url: str, standing: Collection[Problem], now: str) -> None:
    """Mark the problems of `url` that its newest reading no longer shows as resolved."""
    keys = {(problem.kind, cleaned_record(without_paths(problem.message))) for problem in standing}
    for row in database.query("select id, kind, message from problems where source is ? and url = ? and resolved is null", [source, url]):
        if (row["kind"], row["message"]) not in keys:
            database.execute("update problems set resolved = ? where id = ?", [now, row["id"]])


def open_problems(database: Database, source: str, kind: str) -> set[str]:
    """Addresses with a problem of this kind that stands."""
    rows = database.execute(
        "select url from problems where source = ? and kind = ? and url is not null and resolved is null", [source, kind]
    )
    return {row[0] for row in rows}


def resolve_fetching(database: Database, source: str, url: str, now: str, *, standing: str | None = None) -> None:
    """The address answers again, or in another way: its problems of FETCHING are over, but for those of the kind `standing`."""
    kinds = sorted(FETCHING - {standing})
    marks = ", ".join("?" * len(kinds))
    database.execute(
        f"update problems set resolved = ? where source = ? and url = ? and resolved is null and kind in ({marks})",
        [now, source, url, *kinds],
    )
