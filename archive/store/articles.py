"""Saves articles with their versions and links. If the page is taken down, we keep the text."""

import json
from collections.abc import Sequence
from dataclasses import asdict

from sqlite_utils import Database

from archive.records import Article, ArticleLink
from archive.store.authorities import REPORTS_OF_HOMES
from archive.store.documents import Provenance, insert, upsert

FIRST_ARTICLE = 10**12  # ids of articles start here, above every report_pages.id, so that both share one full-text index


def find_article(database: Database, url: str) -> int | None:
    """The id of the article whose canonical address or alias is `url`."""
    found = database.execute("select id from articles where url = ?", [url]).fetchone()
    if found is None:
        found = database.execute(
            "select articles.id from articles, json_each(articles.aliases) where json_each.value = ? limit 1", [url]
        ).fetchone()
    return None if found is None else int(found[0])


def save_article(database: Database, article: Article, links: Sequence[ArticleLink], source: str, origin: Provenance) -> int:
    """Write an article and its links; a changed title or text is one more version. Takes part in the caller's transaction."""
    article_id = find_article(database, article.url)
    known = None
    aliases = set(article.aliases)
    if article_id is None:
        article_id = max(FIRST_ARTICLE, (database.execute("select max(id) from articles").fetchone()[0] or 0) + 1)
    else:
        known = database.execute(
            "select url, title, text, aliases, first_seen, published, published_source from articles where id = ?", [article_id]
        ).fetchone()
        aliases |= set(json.loads(known[3])) | {article.url}
    url = known[0] if known else article.url  # the first canonical address wins
    row: dict[str, object] = asdict(article) | {
        "id": article_id,
        "url": url,
        "source": source,
        "authors": json.dumps(article.authors, ensure_ascii=False),
        "aliases": json.dumps(sorted(aliases - {url}), ensure_ascii=False),
        "published": article.published or (known[5] if known else None),  # a date once known is not lost when discovery falls back
        "published_source": article.published_source or (known[6] if known else None),
        "tied": None,
        "first_seen": known[4] if known else origin.moment,
        "last_seen": origin.moment,
        **origin.columns(),
    }
    upsert(database, "articles", "id", row)
    if known is None or (known[1], known[2]) != (article.title, article.text):
        seen = {"document_id": origin.document_id, "seen": origin.moment}
        version_row = {"article_id": article_id, "title": article.title, "text": article.text} | seen
        database.execute(
            "insert or replace into article_versions (article_id, document_id, seen, title, text)"
            " values (:article_id, :document_id, :seen, :title, :text)",
            version_row,
        )
    _save_links(database, article_id, links, origin)
    return article_id


def _save_links(database: Database, article_id: int, links: Sequence[ArticleLink], origin: Provenance) -> None:
    database.execute("delete from article_links where article_id = ?", [article_id])
    for position, link in enumerate(links, start=1):
        known = f"select id from reports where key = ? and id not in ({REPORTS_OF_HOMES})"
        found = database.execute(known, [link.report_key]).fetchone() if link.report_key else None
        row: dict[str, object] = asdict(link) | {
            "article_id": article_id,
            "position": position,
            "report_id": found[0] if found else None,
            **origin.columns(),
        }
        insert(database, "article_links", row)


def set_seen(database: Database, url: str, now: str) -> None:
    """The article at `url` was seen at its publisher: it is not gone."""
    article_id = find_article(database, url)
    if article_id is not None:
        database.execute("update articles set last_seen = ?, gone = null where id = ?", [now, article_id])


def mark_gone(database: Database, url: str, now: str) -> bool:
    """The publisher answers that the article is gone: say since when, keep its text. False when it is not known here."""
    article_id = find_article(database, url)
    if article_id is None:
        return False
    database.execute("update articles set gone = coalesce(gone, ?) where id = ?", [now, article_id])
    return True
