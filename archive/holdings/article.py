"""Everything about one article. A public site leaves out its text and sentences."""

import json
from dataclasses import dataclass
from sqlite3 import Connection, Row

from archive.database.listed_rows import REPORTS


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article and what it is tied to. In public `quotations` hold no sentence, the article no text, and no versions are counted."""

    article: Row
    authors: list[str]
    reports: list[Row]
    authorities: list[Row]
    quotations: list[Row]
    links: list[Row]
    versions: int


def read_article(connection: Connection, number: int, *, public: bool) -> ArticleView | None:
    """The article with this id, or None. `public`: what must not be shown is not even read."""
    body, sentence = ("null", "null") if public else ("a.text", "q.sentence")
    article = connection.execute(
        f"""select a.id, a.source, a.url, a.title, a.authors, a.published, a.published_source, a.modified, a.gone, a.access,
            coalesce(a.excerpt, a.summary) as excerpt, {body} as text, a.copy_of, a.first_seen, s.title as publisher
            from articles a join sources s on s.name = a.source where a.id = ?""",
        [number],
    ).fetchone()
    if article is None:
        return None

    def rows(sql: str) -> list[Row]:
        return connection.execute(sql, [number]).fetchall()

    return ArticleView(
        article=article,
        authors=json.loads(article["authors"]),
        reports=rows(f"""select v.*, m.how from mentions m join ({REPORTS}) v on v.id = m.report_id
            where m.article_id = ? order by m.score desc"""),
        authorities=rows("""select distinct l.code, l.name from mentions m join local_authorities l on l.code = m.local_authority
            where m.article_id = ? order by l.name"""),
        quotations=rows(f"""select q.position, {sentence} as sentence, q.quoted, q.altered, q.page, q.passage, q.verdict, r.key, d.sha256
            from quotations q left join reports r on r.id = q.report_id left join documents d on d.id = r.file_document_id
            where q.article_id = ? order by q.position"""),
        links=[]
        if public
        else rows("""select l.url, l.text, r.key from article_links l left join reports r on r.id = l.report_id
            where l.article_id = ? order by l.position"""),
        versions=0 if public else connection.execute("select count(*) from article_versions where article_id = ?", [number]).fetchone()[0],
    )
