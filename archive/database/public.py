"""What the public may see: rows, columns and tables that are private, both on a public site over the live archive and in a snapshot.

Private are articles' text and all that is made of it, sentences of articles, inspectors' names as a table, how a document was answered,
and whatever was taken down. Both uses read the same tables below, so that neither can forget what the other keeps back.
"""

import re
import sqlite3
from collections.abc import Mapping

# Tables of which the public sees no row; a snapshot does not have them.
PRIVATE_TABLES = ("inspectors", "article_versions", "takedowns", "row_seals", "page_blocks", "refused_pages", "search_changes")

# Columns that are empty in public; a snapshot does not have them. `listed` may repeat an article's text, the words of links are its own.
PRIVATE_COLUMNS = {
    "articles": ("text",),
    "article_links": ("text",),
    "quotations": ("sentence",),
    "documents": ("headers", "listed"),
}

# Columns that are empty in public, in a snapshot too. The summary is the publisher's and may repeat the text, also of an article
# that has no excerpt because it is about one child.
EMPTIED_COLUMNS = {"articles": ("summary",)}

# A lead inspector is named with the report: on its page and in the sector's columns. On pages of tables and in files of them these are
# empty, and nobody can list, order or count reports by them: the archive must not serve to rate persons.
UNLISTED_COLUMNS = {"inspections": ("lead_inspector", "lead_inspector_page")}
_UNLISTED_IN_VIEWS = {"sector_outcomes": ("inspector",)}

_REPORTS = "(select id from main.reports where withheld is not null)"
_ARTICLES = "(select id from main.articles where withheld is not null)"
# `cross join` fixes the order: the few that are withheld first, their documents by index.
_DOCUMENTS = """(
    select d.id from main.reports r cross join main.documents d on d.url = r.url and d.kind = 'report' where r.withheld is not null
    union select file_document_id from main.reports where withheld is not null and file_document_id is not null
    union select d.id from main.articles a cross join main.documents d on d.url = a.url and d.kind = 'article' where a.withheld is not null
    union select document_id from main.articles where withheld is not null
    union select v.document_id from main.article_versions v join main.articles a on a.id = v.article_id where a.withheld is not null
)"""
_URLS = """(
    select url from main.reports where withheld is not null union select url from main.articles where withheld is not null
    union select d.url from main.articles a join main.documents d on d.id = a.document_id where a.withheld is not null
)"""
_OF_REPORT = f"report_id is null or report_id not in {_REPORTS}"
_OF_BOTH = f"article_id not in {_ARTICLES} and ({_OF_REPORT})"

# What is true of the rows of a table that were not taken down.
SHOWN = {
    "reports": "withheld is null",
    "report_providers": _OF_REPORT,
    "inspections": _OF_REPORT,
    "judgements": _OF_REPORT,
    "recommendations": _OF_REPORT,
    "report_changes": _OF_REPORT,
    "topics": _OF_REPORT,
    "report_paragraphs": _OF_REPORT,
    "report_pages": _OF_REPORT,
    "page_sections": f"id / 10000 not in {_REPORTS}",
    "articles": "withheld is null",
    "article_links": _OF_BOTH,
    "mentions": _OF_BOTH,
    "quotations": _OF_BOTH,
    "claims": _OF_BOTH,
    "reconciliation_differences": "report_key is null or report_key not in (select key from main.reports where withheld is not null)",
    "documents": f"id not in {_DOCUMENTS}",
    "problems": f"(document_id is null or document_id not in {_DOCUMENTS}) and (url is null or url not in {_URLS})",
}

# Private tables that pages ask for without knowing whether the site is public.
_ASKED_FOR = {"inspectors": ("report_id", "position", "name", "lead"), "article_versions": ("article_id", "document_id", "seen")}

_NOT_LAID_OVER = "name like 'search%content' or name = 'withdrawn'"  # views of which nothing public is made
# What Datasette 1.0 asks of its own list of tables: those of the database :archive_name that are not in the JSON list :archive_shown.
DENIED = """
    select database_name as parent, name as child, 0 as allow, 'not public' as reason
    from (select database_name, table_name as name from catalog_tables union select database_name, view_name from catalog_views)
    where database_name = :archive_name and name not in (select value from json_each(:archive_shown))
"""


def is_snapshot(connection: sqlite3.Connection) -> bool:
    """Whether this archive is a public snapshot: it has no column for articles' text."""
    columns = columns_of(connection, "articles")
    return bool(columns) and "text" not in columns


def hide_private(connection: sqlite3.Connection) -> None:
    """Lay over every table with private rows or columns a temporary view that lacks them, for the life of this connection.

    SQLite finds a temporary view before the table of that name, so that no query of a public site, written by whomever, can forget
    a condition. Full-text tables cannot be laid over: who searches must look up what was found in `reports` and `articles`.
    """
    if is_snapshot(connection):  # it has nothing to hide, but pages ask for these tables
        for table, names in _ASKED_FOR.items():
            connection.execute(f"create temp view {table} as select {', '.join(f'null as {name}' for name in names)} where 0")
        return
    for table in sorted({*SHOWN, *PRIVATE_TABLES, *PRIVATE_COLUMNS}):
        private = PRIVATE_COLUMNS.get(table, ()) + EMPTIED_COLUMNS.get(table, ())
        columns = ", ".join(f"null as {name}" if name in private else name for name in columns_of(connection, table))
        condition = "0" if table in PRIVATE_TABLES else SHOWN[table]
        connection.execute(f"create temp view {table} as select {columns} from main.{table} where {condition}")
    _lay_views_over(connection)


def _lay_views_over(connection: sqlite3.Connection) -> None:
    """The views of the archive once more, over the temporary ones."""
    views = f"select sql from main.sqlite_master where type = 'view' and not ({_NOT_LAID_OVER}) order by rowid"
    for (sql,) in connection.execute(views).fetchall():
        connection.execute(re.sub(r"^create\s+view", "create temp view if not exists", sql, count=1, flags=re.IGNORECASE))


def keep_names_apart(connection: sqlite3.Connection) -> None:
    """Empty the UNLISTED_COLUMNS for this connection, with which tables are shown as pages or written as files.

    Of a live archive, call it after `hide_private`.
    """
    shown = {} if is_snapshot(connection) else SHOWN
    for table, unlisted in UNLISTED_COLUMNS.items():
        held = columns_of(connection, table)
        names = [row[0] for row in connection.execute("select name from pragma_table_info(?)", [table])]  # with those that came later
        columns = (f"null as {name}" if name in unlisted or name not in held else name for name in names)
        connection.execute(f"drop view if exists temp.{table}")
        connection.execute(f"create temp view {table} as select {', '.join(columns)} from main.{table} where {shown.get(table, '1')}")
    _lay_views_over(connection)


def close_off(connection: sqlite3.Connection) -> None:
    """Leave this connection, of which `hide_private` has taken what is private, no way to it: for pages that are not ours.

    Nor to the names of `keep_names_apart`.

    Full-text indexes hold words of private text, so they are laid over with empty views; and SQLite itself refuses every query that
    would read one of them, or a private column, behind these views.
    """
    keep_names_apart(connection)
    indexes = {name for (name,) in connection.execute(f"select name from main.sqlite_master where {_OF_INDEXES}")}
    for name in sorted(indexes):
        connection.execute(f"create temp view if not exists [{name}] as select null as word where 0")
    kept_back = UNLISTED_COLUMNS if is_snapshot(connection) else _KEPT_BACK

    def allowed(action: int, table: str | None, column: str | None, database: str | None, through: str | None) -> int:
        del through
        private = table in indexes or column in kept_back.get(table or "", ())
        refused = (action == sqlite3.SQLITE_READ and database == "main" and private) or action in _NEVER
        return sqlite3.SQLITE_DENY if refused else sqlite3.SQLITE_OK

    connection.set_authorizer(allowed)


_OF_INDEXES = "type in ('table', 'view') and (name like '%search%' or name like '%\\_fts%' escape '\\')"
_KEPT_BACK = {
    table: (*PRIVATE_COLUMNS.get(table, ()), *EMPTIED_COLUMNS.get(table, ()), *UNLISTED_COLUMNS.get(table, ()))
    for table in (*PRIVATE_COLUMNS, *EMPTIED_COLUMNS, *UNLISTED_COLUMNS)
}
_NEVER = frozenset({sqlite3.SQLITE_ATTACH, sqlite3.SQLITE_DETACH})
# Tables of which a public site has no page of Datasette's while they have this column.
_TEXTS = {"articles": "text", "quotations": "sentence"}


def public_columns(columns: Mapping[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    """Of all tables and views with their columns, those of which the public has pages, and the columns it may ask about.

    A table that holds articles' text, or sentences of it, has no page of its own: our pages show what is public of it.
    """
    never_asked: dict[str, tuple[str, ...]] = {**_KEPT_BACK, **_UNLISTED_IN_VIEWS}
    return {
        table: names - {*never_asked.get(table, ())}
        for table, names in columns.items()
        if table not in PRIVATE_TABLES and not re.search(r"search|_fts|^_|^sqlite_", table) and _TEXTS.get(table) not in names
    }


def columns_of(connection: sqlite3.Connection, table: str) -> list[str]:
    """The columns of a table of the archive itself, whatever is laid over it."""
    return [row[0] for row in connection.execute("select name from pragma_table_xinfo(?, 'main') where hidden in (0, 2)", [table])]
