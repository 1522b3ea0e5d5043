"""One report of a file that was added by hand and that a crawl holds too, whichever came first. Its earlier keys lead to it.

A row that was added by hand is one that no page has named (`page_url` is null). Its source is `local` where its address does not tell,
and its key is made of the file's hash where its address does not tell that either.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from archive.records import ListedReport
from archive.store import transaction
from archive.store.authorities import has_ofsted_urns
from archive.store.provider_pages import listed_authority
from archive.store.takedowns import Subject, delete_rows

LOCAL = "local"
_HASHED = "{0}.key like '%-' || substr(d.sha256, 1, 16)"


@dataclass(frozen=True, slots=True)
class AddedFile:
    """A file to add: the key and source that its own address gives it, its address, and its SHA-256."""

    key: str
    source: str
    address: str
    sha256: str


def find_same(database: Database, file: AddedFile) -> int | None:
    """The id of the report that holds these bytes; None where none does.

    An address that tells the source's own key is one report, even if another has the same bytes: two pages may name one letter twice.
    """
    documents = database.execute("select id, url from documents where sha256 = ? and kind = 'report'", [file.sha256]).fetchall()
    found: list[Mapping[str, Any]] = []
    for number, url in documents:
        sql = "select id, key, source, url, page_url from reports where file_document_id = ? or url = ?"
        found += list(database.query(sql, [number, url]))
    hashed = file.key.endswith(f"-{file.sha256[:16]}")
    same = [
        row
        for row in found
        if file.key == row["key"]
        or file.address == row["url"]
        or (hashed and file.source in (row["source"], LOCAL))
        or (file.source == LOCAL != row["source"])
    ]
    ranked = sorted(same, key=lambda row: (row["key"] != file.key, row["url"] != file.address, row["page_url"] is None, row["id"]))
    return int(ranked[0]["id"]) if ranked else None


def find_at(database: Database, address: str) -> tuple[str, str] | None:
    """Key and source of the report whose file is at `address`, one that a page names first; None where there is none."""
    sql = "select key, source from reports where url = ? order by page_url is null, id limit 1"
    found = database.execute(sql, [address]).fetchone()
    return (str(found[0]), str(found[1])) if found else None


def join_same(database: Database) -> int:
    """Join each report that was added by hand to the one that has its file under a key of its source's own; how many were joined.

    Articles that were tied to a joined one are to be tied anew. One transaction each.
    """
    sql = f"""
        select a.id as added, c.id as kept from reports a join documents d on d.id = a.file_document_id
        join documents other on other.sha256 = d.sha256 and other.kind = 'report' join reports c on c.file_document_id = other.id
        where a.page_url is null and c.id <> a.id and not ({_HASHED.format("c")})
            and (c.source <> ? or {_HASHED.format("a")}) and (a.source = ? or (a.source = c.source and {_HASHED.format("a")}))
        order by a.id, c.page_url is null, c.id"""
    joined: set[int] = set()
    for added, kept in database.execute(sql, [LOCAL, LOCAL]).fetchall():
        if added not in joined and kept not in joined:
            with transaction(database):
                _join(database, added, kept)
            joined.add(added)
    return len(joined)


def _join(database: Database, added_id: int, kept_id: int) -> None:
    """Everything that only the added row says goes to the kept one; the added one ends."""
    added, kept = (next(database.query("select * from reports where id = ?", [number])) for number in (added_id, kept_id))
    of_ofsted = has_ofsted_urns(database, kept["source"])
    facts = {name: kept[name] or added[name] for name in ("title", "published", "inspected", "withheld")}
    facts |= {"urn": kept["urn"] or (added["urn"] if of_ofsted else None), "first_seen": min(kept["first_seen"], added["first_seen"])}
    if kept["local_authority"] is None and facts["urn"] != kept["urn"]:
        listed = ListedReport(kept["key"], facts["urn"], None, facts["inspected"] or facts["published"])
        facts["local_authority"] = listed_authority(database, kept["source"], listed, kept["url"])
    if of_ofsted:
        providers = "insert or ignore into report_providers (report_id, urn) select ?, urn from report_providers where report_id = ?"
        database.execute(providers, [kept_id, added_id])
    delete_rows(database, Subject("report", added["key"], added["url"], added_id))
    shared = "select 1 from reports where file_document_id = :id or url = (select url from documents where id = :id)"
    if not database.execute(shared, {"id": added["file_document_id"]}).fetchone():
        database.execute("delete from problems where document_id = ? or url = ?", [added["file_document_id"], added["url"]])
        database.execute("delete from documents where id = ?", [added["file_document_id"]])
    database.table("reports").update(kept_id, facts)
    _lead(database, kept_id, added)


def take_over(database: Database, source: str, key: str, url: str) -> None:
    """A page names the file at `url` under `key`, which no report has: one that was added by hand with this address is that report.

    Takes part in the caller's transaction.
    """
    sql = """select * from reports where url = ? and page_url is null and source in (?, ?)
        and not exists (select 1 from reports where key = ?) order by id limit 1"""
    added = next(database.query(sql, [url, source, LOCAL, key]), None)
    if added is None:
        return
    database.execute("update reports set key = ?, source = ? where id = ?", [key, source, added["id"]])
    database.execute("update documents set source = ? where url = ? and kind = 'report'", [source, url])
    database.execute("update problems set source = ? where url = ?", [source, url])
    if has_ofsted_urns(database, added["source"]) and not has_ofsted_urns(database, source):
        _forget_families(database, added["id"])
    _lead(database, added["id"], added)


def _forget_families(database: Database, report_id: int) -> None:
    """It was read as one of Ofsted's, which it is not: its text stays, and its providers are those that its own pages name."""
    for table in ("judgements", "recommendations", "inspectors", "topics", "report_providers"):
        database.execute(f"delete from {table} where report_id = ?", [report_id])
    pages = "select report_id, pages, document_id, reader_version, 'not_read' from inspections where report_id = ?"
    database.execute(f"replace into inspections (report_id, pages, document_id, reader_version, grade_status) {pages}", [report_id])
    database.execute("update reports set urn = null, local_authority = null where id = ?", [report_id])


def _lead(database: Database, report_id: int, added: Mapping[str, Any]) -> None:
    """The key that the added row had leads to the report, and a takedown under it holds for the report."""
    database.execute(
        """update reports set other_keys = (select json_group_array(value) from (
            select value from json_each(coalesce(reports.other_keys, '[]')) union select value from json_each(:held) union select :key))
        where id = :id""",
        {"held": added["other_keys"] or "[]", "key": added["key"], "id": report_id},
    )
    standing = "update takedowns set subject = (select key from reports where id = ?) where kind = 'report' and subject = ?"
    database.execute(f"{standing} and undone is null", [report_id, added["key"]])
