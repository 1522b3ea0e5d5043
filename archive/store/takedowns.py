"""Saves takedowns: what is hidden from the public or made public again, and what is erased with all its rows."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlite_utils import Database

from archive.database.other_keys import key_now
from archive.errors import ConfigurationError
from archive.store import transaction
from archive.store.documents import insert

# Every table with rows of one report or article, and every full-text index: a copy of the archive may have another version of the schema.
_TABLES_OF = """
    select m.name from sqlite_master m, pragma_table_info(m.name) c where m.type = 'table' and c.name = ? and m.name not like '%fts%'
"""
_INDEXES = "select name from sqlite_master where type = 'table' and sql like '%using fts5%'"


@dataclass(frozen=True, slots=True)
class Subject:
    """A report or an article: `kind` says which, `name` is its key or id as text, `id` its row, None once it is erased."""

    kind: str
    name: str
    url: str
    id: int | None

    @property
    def table(self) -> str:
        """Where its row stands."""
        return f"{self.kind}s"


def find_subject(database: Database, name: str) -> Subject:
    """The report with this key or the article with this id or address. ConfigurationError when the archive knows none."""
    for kind, condition in (("report", "key = ?"), ("article", "cast(id as text) = ? or url = ?")):
        column = "key" if kind == "report" else "cast(id as text)"
        values = [key_now(database.conn, name) or name if kind == "report" else name] * condition.count("?")
        row = database.execute(f"select {column}, url, id from {kind}s where {condition}", values).fetchone()
        if row is not None:
            return Subject(kind, row[0], row[1], row[2])
    row = database.execute("select kind, subject, url from takedowns where subject = ? or url = ? limit 1", [name, name]).fetchone()
    if row is None:
        raise ConfigurationError(
            f"the archive has no report with the key {name!r} and no article with that number or address; its page's address shows both"
        )
    return Subject(row[0], row[1], row[2], None)


def withhold(database: Database, subject: Subject, reason: str, moment: str) -> None:
    """Keep `subject` out of everything public from `moment` (ISO) on; saying so twice adds no second takedown."""
    with transaction(database):
        if not _standing(database, subject):
            row = {"kind": subject.kind, "subject": subject.name, "url": subject.url, "reason": reason, "taken": moment}
            insert(database, "takedowns", row)
        database.execute(f"update {subject.table} set withheld = coalesce(withheld, ?) where id = ?", [moment, subject.id])


def put_back(database: Database, subject: Subject, moment: str) -> None:
    """Undo a takedown. ConfigurationError when nothing was taken down, or when it was erased."""
    standing = _standing(database, subject)
    if not standing:
        raise ConfigurationError(f"{subject.name} is public; there is no takedown to undo")
    if any(erased for _, erased in standing):
        raise ConfigurationError(
            f"{subject.name} was erased and cannot be made public again; it would have to be fetched again from {subject.url}"
        )
    with transaction(database):
        database.execute("update takedowns set undone = ? where subject = ? and undone is null", [moment, subject.name])
        database.execute(f"update {subject.table} set withheld = null where id = ?", [subject.id])


def _standing(database: Database, subject: Subject) -> list[tuple[int, str | None]]:
    sql = "select id, erased from takedowns where subject = ? and kind = ? and undone is null"
    return [(row[0], row[1]) for row in database.execute(sql, [subject.name, subject.kind]).fetchall()]


def is_erased(database: Database, names: Iterable[str]) -> bool:
    """Whether one of these (keys, addresses) was erased: it must not be fetched again."""
    sql = "select 1 from takedowns where erased is not null and undone is null and (subject = :name or url = :name)"
    return any(database.execute(sql, {"name": name}).fetchone() for name in names)


def erase_rows(database: Database, subject: Subject, moment: str) -> list[str]:
    """Delete every row made of `subject`; returns the hashes of files that no row names any more. The takedown itself stays.

    Free pages are overwritten (`secure_delete`), so that the words do not stay in the file. In a copy of the archive from before
    takedowns were kept, only the rows go.
    """
    database.execute("pragma secure_delete = on")
    with transaction(database):
        documents = _documents(database, subject)
        marks = ", ".join("?" * len(documents))
        hashes = [row[0] for row in database.execute(f"select sha256 from documents where id in ({marks})", documents).fetchall()]
        database.execute(f"delete from problems where url = ? or document_id in ({marks})", [subject.url, *documents])
        delete_rows(database, subject)
        database.execute(f"delete from documents where id in ({marks})", documents)
        if "refused_pages" in database.table_names():
            database.execute("delete from refused_pages where url = ?", [subject.url])
        if "takedowns" in database.table_names():
            sql = "update takedowns set erased = coalesce(erased, ?) where subject = ? and undone is null"
            database.execute(sql, [moment, subject.name])
    for (index,) in database.execute(_INDEXES).fetchall():
        database.execute(f"insert into {index}({index}) values ('optimize')")  # merges away what deleted rows left in the index
    database.conn.commit()
    return [sha256 for sha256 in hashes if not database.execute("select 1 from documents where sha256 = ?", [sha256]).fetchone()]


def delete_rows(database: Database, subject: Subject) -> None:
    """Delete the row of `subject` and all rows that hang on it, but no document. Takes part in the caller's transaction."""
    column = f"{subject.kind}_id"
    if subject.kind == "report":  # articles about it are tied anew, to what is left
        database.execute("update articles set tied = null where id in (select article_id from mentions where report_id = ?)", [subject.id])
        database.execute("update article_links set report_id = null where report_id = ?", [subject.id])
    else:
        database.execute("update articles set copy_of = null, copy_score = null where copy_of = ?", [subject.id])
    for (table,) in database.execute(_TABLES_OF, [column]).fetchall():
        database.execute(f"delete from {table} where {column} = ?", [subject.id])
    database.execute(f"delete from {subject.table} where id = ?", [subject.id])


def _documents(database: Database, subject: Subject) -> list[int]:
    """Ids of the documents that hold `subject` alone: every version of the report's file or of the article's page."""
    if subject.kind == "report":
        sql = """
            select id from documents where kind = 'report'
                and (url = :url or id in (select file_document_id from reports where id = :id))
        """
    else:
        sql = """
            select id from documents where kind = 'article' and (url = :url
                or url in (select value from articles, json_each(aliases) where articles.id = :id)
                or id in (select document_id from articles where id = :id)
                or id in (select document_id from article_versions where article_id = :id)
                or url in (select d.url from articles a join documents d on d.id = a.document_id where a.id = :id))
        """
    return [row[0] for row in database.execute(sql, {"url": subject.url, "id": subject.id}).fetchall()]
