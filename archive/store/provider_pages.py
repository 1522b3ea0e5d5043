"""Saves what provider pages say. A page can add and update facts, but never deletes any or replaces a good fact with a worse one."""

from collections.abc import Sequence
from dataclasses import asdict
from urllib.parse import urlsplit

from sqlite_utils import Database

from archive.matching.plausible_facts import settle
from archive.records import ListedReport, Problem, Provider, Report
from archive.store.authorities import has_ofsted_urns, owner_of, provider_states
from archive.store.documents import Provenance, insert, upsert

LOCAL_AUTHORITY = "44"  # the type of provider, in the address of its page


def save_provider(database: Database, source: str, provider: Provider, origin: Provenance, problems: list[Problem]) -> None:
    """Write the provider's row; what the page no longer states stays, with a problem."""
    sql = "select url, name, status, address from providers where source = ? and urn = ?"
    held = next(database.query(sql, [source, provider.urn]), {})
    problems += [
        Problem("implausible_fact", f"{provider.url} no longer gives the {name} of the provider; we keep {held[name]!r}")
        for name in ("name", "status", "address")
        if held.get("url") == provider.url and held[name] and not getattr(provider, name)
    ]
    owner = owner_of(database, source, provider.urn, origin.moment[:10], provider.stated_authority)
    if provider.stated_authority and owner is None:
        problems.append(_unknown(provider.url, provider.stated_authority))
    elif provider.provider_type == LOCAL_AUTHORITY and owner is None and has_ofsted_urns(database, source):
        words = f"{provider.url}: no local authority has the URN {provider.urn} ({provider.name}), so its reports belong to none"
        problems.append(Problem("unknown_authority", f"{words}. If it is a new authority, add it to authorities.csv"))
    row = {"source": source} | asdict(provider) | {"local_authority": owner.code if owner else None} | origin.columns()
    upsert(database, "providers", "source, urn", row | {"name": provider.name or held.get("name", "")}, keep_null=True)


def save_listed(database: Database, source: str, report: Report, origin: Provenance, problems: list[Problem]) -> Report:
    """Write what a provider page says of a report; what cannot be right is a problem. The first page that names a file owns its row.

    Returns what was written.
    """
    fields = ("key", "urn", "title", "published", "inspected", "url", "page_url")
    held = next(database.query(f"select id, {', '.join(fields)} from reports where key = ?", [report.key]), None)
    now = origin.moment
    if (
        held is not None
        and not has_ofsted_urns(database, source)
        and names_other_file(held["page_url"], held["url"], report.page_url, report.url)
    ):
        words = f"{report.page_url} names {report.url} under the key {report.key}, which {held['url']} has; we left it out"
        problems.append(Problem("parse_error", f"{words}. The source needs another rule for keys"))
        return report
    if held is None or held["page_url"] in (None, report.page_url):
        known = Report(**{name: held[name] for name in fields}) if held else None
        moved = known is not None and urlsplit(known.url).hostname != urlsplit(report.url).hostname
        report = settle(report, known, now[:10], _file_hosts(database, source, report) if moved else (), problems)
    stated = report.stated_authority or provider_states(database, source, report.urn)
    if report.stated_authority and owner_of(database, source, report.urn, report.inspected or report.published, stated) is None:
        problems.append(_unknown(report.page_url, report.stated_authority))
    row: dict[str, object] = asdict(report) | {
        "source": source,
        "stated_authority": stated,
        "local_authority": listed_authority(database, source, report, report.url),
        **origin.columns(),
    }
    if held is None:
        report_id = insert(database, "reports", row | {"availability": "unfetched", "first_seen": now, "last_seen": now})
    else:
        report_id = held["id"]
        if held["page_url"] in (None, report.page_url):
            _update_listed(database, row)
        database.execute("update reports set last_seen = ?, off_page = null where id = ?", [now, report_id])
    if report.urn:
        database.execute("insert or ignore into report_providers (report_id, urn) values (?, ?)", [report_id, report.urn])
    return report


def names_other_file(held_page: str | None, held_url: str, page_url: str | None, url: str) -> bool:
    """Whether the page at `page_url`, which names the file at `url`, means another report than the held one of the same key.

    Numbers of Ofsted's files are never given twice; the keys of other sources are taken from addresses, where names may come again.
    """
    one, other = urlsplit(held_url), urlsplit(url)
    return None not in (held_page, page_url) and held_page != page_url and (one.path, one.query) != (other.path, other.query)


def listed_authority(database: Database, source: str, report: Report | ListedReport, url: str) -> str | None:
    """ONS code of the authority a report is stated to be on, or its provider's; None where its own text says that it is another's."""
    other = "select 1 from problems where url = ? and kind = 'other_authority' and resolved is null"
    if database.execute(other, [url]).fetchone():
        return None
    owner = owner_of(database, source, report.urn, report.inspected or report.published, report.stated_authority)
    return owner.code if owner else None


def _unknown(url: str, stated: str) -> Problem:
    return Problem("unknown_authority", f"{url} states the local authority {stated!r}, which no authority we know has as its name or code")


def _file_hosts(database: Database, source: str, report: Report) -> set[str]:
    """Hosts that a report's file may come from: its page's, and those that files of this source came from."""
    rows = database.execute("select distinct url from reports where source = ? and file_document_id is not null", [source])
    return {urlsplit(url).hostname or "" for url in (report.page_url, *(row[0] for row in rows))}


def _update_listed(database: Database, row: dict[str, object]) -> None:
    """Update the columns a page owns where they differ; null never overwrites what was known."""
    names = [name for name in row if name not in ("key", "source", "document_id", "reader_version")]
    updates = ", ".join(f"{name} = coalesce(:{name}, {name})" for name in (*names, "document_id", "reader_version"))
    differs = " or ".join(f"{name} is not coalesce(:{name}, {name})" for name in names)
    database.execute(f"update reports set {updates} where key = :key and ({differs})", row)


def mark_off_page(database: Database, page_url: str, named: Sequence[Report], now: str, problems: list[Problem]) -> tuple[str, ...]:
    """Mark the reports that `page_url` named before and names no more; the keys of those that nothing replaced, which are a problem.

    A file is replaced when the page now holds another, new one under the same label and date: Ofsted gives a changed file a new id.
    A page that lost more than half of its reports may be cut or empty by a fault: then none of them is marked before its file is gone too.
    """
    keys = {report.key for report in named}
    columns = "select key, title, published, inspected, off_page, replaced_by from reports where page_url = ?"
    before = list(database.query(columns, [page_url]))
    live = [row for row in before if row["off_page"] is None]
    heirs: dict[object, str | None] = {}
    for row in before:
        if row["key"] not in keys:
            heirs[row["key"]] = next((one.key for one in named if one.key not in heirs.values() and _takes_place(database, one, row)), None)
    lost = [row for row in live if row["key"] in heirs and heirs[row["key"]] is None]
    doubted = {row["key"] for row in lost} if 2 * len(lost) > len(live) else set()
    for key in heirs.keys() - doubted:
        database.execute(
            "update reports set off_page = coalesce(off_page, ?), replaced_by = coalesce(replaced_by, ?) where key = ?",
            [now, heirs[key], key],
        )
    if lost:
        problems.append(_shrunk(page_url, lost, len(live), bool(doubted)))
    return tuple(str(row["key"]) for row in lost)


def _shrunk(page_url: str, lost: Sequence[dict[str, object]], live: int, doubted: bool) -> Problem:
    names = ", ".join(f"{row['title']!r} of {row['published'] or 'an unknown day'} ({row['key']})" for row in lost)
    if doubted:
        end = "the page may be incomplete, so we mark a report as removed only if its file is gone too. Look at the page"
    else:
        end = "we mark them as no longer on the site"
    return Problem("page_shrunk", f"{page_url} listed {live} reports and no longer lists {len(lost)} of them: {names}; {end}")


def _takes_place(database: Database, report: Report, old: dict[str, object]) -> bool:
    if report.title != old["title"]:
        return False
    same_day = report.inspected == old["inspected"] if report.inspected and old["inspected"] else report.published == old["published"]
    others = database.execute("select 1 from reports where replaced_by = ?", [report.key]).fetchone()
    return same_day and others is None
