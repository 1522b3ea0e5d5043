"""Saves problems: what we could not find, fetch, read or store. Each has one row, and is resolved when it no longer occurs."""

from collections.abc import Collection

from sqlite_utils import Database

from archive.records import Problem
from archive.store.clean_text import cleaned_record, without_paths
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


UNUSED = "the list of its source leads there no longer"
OFF_PAGE = "the page of its provider names it no longer"


def close_unused(database: Database, source: str, arguments: str, run_id: int, used: Collection[str], now: str) -> int:
    """Close problems of addresses that a run over the whole list of `source`, told `arguments` (JSON), used no longer; how many.

    `used`: the addresses that it asked for or knew already. Problems stay that this run found, that say a provider is gone, that doubt what
    we read in a file we hold, or whose report or provider the source still names: they are asked for when they are due. A run that was
    told a limit or a day closes nothing, for no problem counts as found by such a run.
    """
    fetching = ", ".join(f"'{kind}'" for kind in sorted(FETCHING))
    rows = database.query(
        f"""select p.id, p.url, exists (select 1 from reports where url = p.url) as of_report
            from problems p join runs on runs.id = p.run_id
            where p.source = ? and p.url is not null and p.resolved is null and p.run_id <> ? and p.kind <> 'provider_gone'
                and json_remove(runs.arguments, '$.limit', '$.since') = json(?)
                and (p.kind in ({fetching})
                    or not exists (select 1 from documents d where d.url = p.url and d.kind in ('report', 'article')))
                and not exists (select 1 from reports r where r.url = p.url and r.off_page is null)
                and not exists (select 1 from providers v where v.url = p.url and not exists (
                    select 1 from problems g where g.url = v.url and g.kind = 'provider_gone' and g.resolved is null))""",
        [source, run_id, arguments],
    )
    unused = [row for row in rows if row["of_report"] or row["url"] not in used]
    for row in unused:
        why = OFF_PAGE if row["of_report"] else UNUSED
        database.execute("update problems set resolved = ?, closed_because = ? where id = ?", [now, why, row["id"]])
    return len(unused)


def resolve_found(database: Database, standing: Collection[Problem], now: str) -> None:
    """What an earlier `archive verify` found and this one did not is over."""
    rows = database.query("select id, kind, message from problems where source is null and url is null and resolved is null")
    for row in list(rows):
        if Problem(row["kind"], row["message"]) not in standing:
            database.execute("update problems set resolved = ? where id = ?", [now, row["id"]])
