"""Links articles to reports at the end of a run. Mentions and quotations depend on two documents and belong to neither."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from urllib.parse import urlsplit

from sqlite_utils import Database

from archive.matching.claims.facts import Facts
from archive.matching.copies import COPY, containment, shingles
from archive.matching.facts import ArticleFacts, ReportFacts, Ties
from archive.matching.quotations import Passage, Quotation, match_sentences, passages_of, share_found
from archive.matching.sentences import Sentence, read_sentences
from archive.matching.tie_article import OFSTED_HOSTS, tie_article
from archive.store import transaction
from archive.store.authorities import HOMES, read_authorities
from archive.store.claims import claims_of, read_facts, save_claims
from archive.store.documents import insert
from archive.store.opening import now

COPY_DAYS = 30  # copies of one article appear within a month of each other
UNTIED = "select id, url, title, text, published from articles where tied is null order by id"
# A report that is about another authority than its provider is tied to none, so that its URN says nothing here.
REPORTS = f"""
    select reports.id, key, iif(local_authority is null, null, urn) as urn, local_authority,
        report_type, published, inspection_start, inspection_end, url
    from reports left join inspections on inspections.report_id = reports.id
    where reports.urn is null or reports.urn not in ({HOMES})
"""


def untie_articles_of(database: Database, report_id: int) -> None:
    """The report was read anew: the articles that may be about it are tied again. Takes part in the caller's transaction."""
    database.execute(
        """
        update articles set tied = null where id in (
            select article_id from mentions where report_id = :id
            or local_authority = (select local_authority from reports where id = :id)
            union select article_id from article_links where report_key = (select key from reports where id = :id)
            or urn = (select urn from reports where id = :id)
        ) or published is null
        """,
        {"id": report_id},
    )


def tie_articles(database: Database, version: str) -> int:
    """Tie every article that is new or changed, or whose report is; one transaction each. Returns how many were tied."""
    articles = list(database.query(UNTIED))
    if not articles:
        return 0
    reports = {row.pop("id"): ReportFacts(**row) for row in database.query(REPORTS)}
    ids = {report.key: report_id for report_id, report in reports.items()}
    authorities = read_authorities(database)
    hosts = OFSTED_HOSTS | {urlsplit(report.url or "").netloc for report in reports.values()} - {""}

    @cache
    def passages(report_id: int) -> tuple[Passage, ...]:
        pages = database.execute("select page, text from report_pages where report_id = ? order by page", [report_id])
        return passages_of((page, text) for page, text in pages.fetchall())

    @cache
    def facts(report_id: int) -> Facts | None:
        return read_facts(database, report_id)

    for row in articles:
        article = _facts(database, row)
        sentences = read_sentences(article.paragraphs)

        def score(report: ReportFacts, sentences: Sequence[Sentence] = sentences) -> float:
            return share_found(match_sentences(sentences, passages(ids[report.key])))

        ties = tie_article(article, list(reports.values()), authorities, score, hosts)
        tied = list(dict.fromkeys(ids[mention.report_key] for mention in ties.mentions if mention.report_key))
        best = _best_matches(sentences, [(report_id, match_sentences(sentences, passages(report_id))) for report_id in tied])
        claims = claims_of(article, sentences, [known for report_id in tied if (known := facts(report_id))], authorities)
        with transaction(database):
            _save(database, row["id"], ties, ids, list(best), version)
            save_claims(database, row["id"], claims, ids, version)
    return len(articles)


def _facts(database: Database, row: dict[str, str]) -> ArticleFacts:
    links = database.execute("select url, text from article_links where article_id = ? order by position", [row["id"]]).fetchall()
    paragraphs = tuple(paragraph for paragraph in row["text"].split("\n\n") if paragraph.strip())
    return ArticleFacts(row["url"], row["title"], row["published"], paragraphs, tuple((url, text) for url, text in links))


def _best_matches(sentences: Sequence[Sentence], matched: Sequence[tuple[int, Sequence[Quotation]]]) -> Iterator[tuple[int, Quotation]]:
    """For each sentence (report id, quotation) of the report that holds it best; nothing when no report is tied."""
    if matched:
        for place in range(len(sentences)):
            yield max(
                ((report_id, found[place]) for report_id, found in matched), key=lambda pair: (pair[1].page is not None, pair[1].score)
            )


def _save(
    database: Database, article_id: object, ties: Ties, ids: dict[str, int], best: Sequence[tuple[int, Quotation]], version: str
) -> None:
    database.execute("delete from mentions where article_id = ?", [article_id])
    database.execute("delete from quotations where article_id = ?", [article_id])
    for mention in ties.mentions:
        row = {"local_authority": mention.local_authority, "how": mention.how, "score": mention.score, "reader_version": version}
        insert(database, "mentions", row | {"article_id": article_id, "report_id": ids[mention.report_key] if mention.report_key else None})
    for report_id, found in best:
        quotation = {
            "article_id": article_id,
            "position": found.position + 1,
            "sentence": found.sentence,
            "quoted": int(found.quoted),
            "altered": int(found.altered),
            "report_id": report_id if found.page is not None else None,
            "page": found.page,
            "passage": found.passage,
            "score": found.score,
            "verdict": found.verdict,
            "reader_version": version,
        }
        insert(database, "quotations", quotation)
    homes = f"select key from reports where urn in ({HOMES})"
    database.execute(f"update article_links set report_key = null where article_id = ? and report_key in ({homes})", [article_id])
    database.execute(
        "update article_links set report_id = (select id from reports where key = report_key) where article_id = ?",
        [article_id],
    )
    _mark_copy(database, article_id)
    database.execute("update articles set tied = ? where id = ?", [now(), article_id])


def _mark_copy(database: Database, article_id: object) -> None:
    """Say of which earlier article this one is a copy: by shared shingles, among articles on one authority within a month."""
    text, published = database.execute("select text, published from articles where id = ?", [article_id]).fetchone()
    if published is None:
        return
    day = date.fromisoformat(published[:10])
    found = database.execute(
        """
        select distinct articles.id, text from articles join mentions on mentions.article_id = articles.id
        where articles.id != :id and articles.id < :id and copy_of is null and published between :first and :last
        and mentions.local_authority in (select local_authority from mentions where article_id = :id)
        """,
        {"id": article_id, "first": str(day - timedelta(days=COPY_DAYS)), "last": str(day + timedelta(days=COPY_DAYS))},
    ).fetchall()
    own = shingles(text)
    scored = max(((containment(own, shingles(other)), other_id) for other_id, other in found), default=(0.0, None))
    copy = scored if scored[0] >= COPY else (None, None)
    database.execute("update articles set copy_score = ?, copy_of = ? where id = ?", [*copy, article_id])
