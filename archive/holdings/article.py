"""Everything about one article. A public site leaves out its text and sentences."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from sqlite3 import Connection, Row
from typing import NamedTuple

from archive.database.listed_rows import REPORTS
from archive.matching.sentences import read_sentences
from archive.vocabulary import VERDICTS


class ReadSentence(NamedTuple):
    """A sentence of an article and its row of `quotations`, or None where we compared it with no report."""

    text: str
    quotation: Row | None


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article and the reports it is about. In public `quotations` hold no sentence, the article no text, and no versions are counted.

    `claims` are what it says of its reports' grades, dates and numbers: what differs first.
    `evidence` of each tie, by the report's key, has kind, detail in words, and weight.
    """

    article: Row
    authors: list[str]
    reports: list[Row]
    evidence: dict[str, list[dict[str, object]]]
    authorities: list[Row]
    claims: list[Row]
    quotations: list[Row]
    links: list[Row]
    versions: int

    @property
    def paragraphs(self) -> list[list[ReadSentence]]:
        """The whole text by paragraph and sentence; none in public."""
        return read_paragraphs(self.article["text"] or "", self.quotations)

    @property
    def facts(self) -> list[Row]:
        """The claims, each once, also where several sentences make it."""
        once: dict[tuple[object, ...], Row] = {}
        for row in self.claims:
            once.setdefault(tuple(row[name] for name in ("key", "kind", "subject", "said", "stated")), row)
        return list(once.values())

    @property
    def verdicts(self) -> dict[str, int]:
        """How many sentences have each verdict that occurs, the closest to the report's words first.

        `facts` are those whose words are not found, but which state facts that were compared.
        """
        stated = {row["position"] for row in self.claims}
        counts = Counter(
            "facts" if row["verdict"] == "not_found" and row["position"] in stated else row["verdict"] for row in self.quotations
        )
        return {verdict: counts[verdict] for verdict in (*VERDICTS.words, "facts") if counts[verdict]}


def read_article(connection: Connection, number: int, *, public: bool) -> ArticleView | None:
    """The article with this id, or None. If `public`, private columns are not even read."""
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

    evidence = rows("select r.key, m.evidence from mentions m join reports r on r.id = m.report_id where m.article_id = ?")
    return ArticleView(
        evidence={row["key"]: json.loads(row["evidence"] or "[]") for row in evidence},
        article=article,
        authors=json.loads(article["authors"]),
        reports=rows(f"""select v.*, m.how from mentions m join ({REPORTS}) v on v.id = m.report_id
            where m.article_id = ? order by m.score desc"""),
        authorities=rows("""select distinct l.code, l.name from mentions m join local_authorities l on l.code = m.local_authority
            where m.article_id = ? order by l.name"""),
        claims=rows("""select c.position, c.kind, c.subject, c.said, c.stated, c.verdict, c.page, r.key, d.sha256
            from claims c join reports r on r.id = c.report_id left join documents d on d.id = r.file_document_id
            where c.article_id = ? order by c.verdict <> 'wrong', c.position, c.id"""),
        quotations=rows(f"""select q.position, {sentence} as sentence, q.quoted, q.altered, q.page, q.passage, q.verdict, r.key, d.sha256
            from quotations q left join reports r on r.id = q.report_id left join documents d on d.id = r.file_document_id
            where q.article_id = ? order by q.position"""),
        links=[]
        if public
        else rows("""select l.url, l.text, r.key from article_links l left join reports r on r.id = l.report_id
            where l.article_id = ? order by l.position"""),
        versions=0 if public else connection.execute("select count(*) from article_versions where article_id = ?", [number]).fetchone()[0],
    )


def read_paragraphs(text: str, quotations: Sequence[Row]) -> list[list[ReadSentence]]:
    """The sentences of a text by paragraph; a row of `quotations` counts only where its sentence is still the one at its position."""
    rows = {(row["position"], row["sentence"]): row for row in quotations}
    sentences = read_sentences(paragraph for paragraph in text.split("\n\n") if paragraph.strip())
    numbered = [(each.paragraph, ReadSentence(each.text, rows.get((number, each.text)))) for number, each in enumerate(sentences, start=1)]
    return [[sentence for _, sentence in group] for _, group in groupby(numbered, key=lambda pair: pair[0])]
