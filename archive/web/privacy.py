"""What a public site keeps back of Datasette's own pages: tables that hold articles' text, sentences or inspectors' names."""

from archive.web.database import ArchiveDatabase

NEVER_PUBLIC = frozenset({"inspectors", "takedowns"})
# Tables that are public once these columns are taken out, as a public snapshot does.
PRIVATE_COLUMNS = {"articles": "text", "article_versions": "text", "quotations": "sentence"}
# Made of what `articles` holds: its words stand in the index too; and indexes hold what was taken down until it is erased.
_MADE_OF_ARTICLES = ("search_content", "search_fts", "articles_fts", "recommendations_fts")


async def is_public(archive: ArchiveDatabase, table: str) -> bool:
    """Whether a public site may show this table's own page."""
    if table in NEVER_PUBLIC:
        return False
    holder = "articles" if table.startswith(_MADE_OF_ARTICLES) else table
    private = PRIVATE_COLUMNS.get(holder)
    return private is None or private not in await archive.table_columns(holder)
