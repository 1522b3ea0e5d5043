"""Links articles to reports at the end of a run. Mentions and quotations depend on two documents and belong to neither."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from functools import lru_cache
from urllib.parse import urlsplit

from sqlite_utils import Database

from archive.matching.claims.facts import Facts
from archive.matching.copies import COPY, containment, shingles
from archive.matching.facts import ArticleFacts, Mention, ReportFacts, Ties
from archive.matching.links import OFSTED_HOSTS
from archive.matching.quotations import Passage, Quotation, match_sentences, passages_of
from archive.matching.report_text import ReportText, report_text
from archive.matching.sentences import Sentence, read_sentences
from archive.matching.tie_article import tie_article
from archive.store import transaction
from archive.store.authorities import OFSTED_URNS, REPORTS_OF_HOMES, read_authorities
from archive.store.claims import claims_of, read_facts, save_claims
from archive.store.code_version import tying_version
from archive.store.documents import insert
from archive.store.opening import now

COPY_DAYS = 30  # copies of one article appear within a month of each other
ARTICLES = "select id, url, title, text, published from articles where {} order by id"
UNTIED = "tied is null"
# A report that is about another authority than its provider is tied to none, so that its URN says nothing here; nor does any number
# that is not Ofsted's.
REPORTS = f"""
    select reports.id, key, iif(local_authority is null or reports.source not in ({OFSTED_URNS}), null, urn) as urn, local_authority,
        report_type, published, inspection_start, inspection_end, url, overall_effectiveness as overall,
        reports.source in ({OFSTED_URNS}) as ofsteds
    from reports left join inspections on inspections.report_id = reports.id
    where reports.id not in ({REPORTS_OF_HOMES})
"""
JUDGEMENTS = "select report_id, area, grade from judgements where grade is not null and area != 'overall_effectiveness'"
# So many reports' words are kept at hand (about 0.1 MB each), and so many reports' sentences.
WORDS_KEPT, PASSAGES_KEPT = 3000, 200
# A link to a report of another inspectorate than Ofsted is known by the whole address of the file, whichever source that is.
_LINKS_TO_OTHERS = f"""update article_links set report_key = (
    select key from reports where reports.url = article_links.url and reports.source not in ({OFSTED_URNS}) limit 1)
    where article_id = ? and report_key is null"""


@dataclass(frozen=True, slots=True)
class Retied:
    """An article whose ties are no longer those in the archive: (authority code, report key) that came and that went."""

    url: str
    added: tuple[tuple[str | None, str | None], ...]
    removed: tuple[tuple[str | None, str | None], ...]


def untie_articles_of(database: Database, report_id: int) -> None:
    """The report was read anew: the articles that may be about it are tied again. Takes part in the caller's transaction."""
    database.execute(
        """
        update articles set tied = null where id in (
            select article_id from mentions where report_id = :id
            or local_authority = (select local_authority from reports where id = :id)
            union select article_id from article_links where report_key = (select key from reports where id = :id)
            or urn = (select urn from reports where id = :id) or url = (select url from reports where id = :id)
        ) or published is null
        """,
        {"id": report_id},
    )


def tie_articles(database: Database) -> int:
    """Tie every article that is new or changed, or whose report is; one transaction each. Returns how many were tied."""
    rows = list(database.query(ARTICLES.format(UNTIED)))
    if rows:
        tying = _Tying(database)
        for row in rows:
            tying.save(row, tying.ties(row))
    return len(rows)


def tie_again(database: Database, *, write: bool) -> list[Retied]:
    """Tie every article anew, as after a change of the rules; with `write` the archive takes the new ties. Returns what changed."""
    tying, changed = _Tying(database), []
    for row in list(database.query(ARTICLES.format("1"))):
        before = database.execute(
            "select m.local_authority, key from mentions m left join reports r on r.id = report_id where article_id = ?", [row["id"]]
        ).fetchall()
        ties = tying.ties(row)
        old, new = set(map(tuple, before)), {(each.local_authority, each.report_key) for each in ties.mentions}
        if old != new:
            changed.append(Retied(row["url"], tuple(sorted(new - old, key=str)), tuple(sorted(old - new, key=str))))
        if write:
            tying.save(row, ties)
    return changed


class _Tying:
    """What tying many articles has in common: the reports with their words, and the authorities."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.authorities = read_authorities(database)
        judgements: dict[int, list[tuple[str, str]]] = {}
        for report_id, area, grade in database.execute(JUDGEMENTS).fetchall():
            judgements.setdefault(report_id, []).append((area, grade))
        rows = {row.pop("id"): row for row in database.query(REPORTS)}
        self.reports = [ReportFacts(**row, judgements=tuple(judgements.get(report_id, ()))) for report_id, row in rows.items()]
        self.ids = {str(row["key"]): int(report_id) for report_id, row in rows.items()}
        self.hosts = OFSTED_HOSTS | {urlsplit(report.url or "").netloc for report in self.reports if report.ofsteds} - {""}
        self.words = lru_cache(WORDS_KEPT)(self._words)
        self.passages = lru_cache(PASSAGES_KEPT)(self._passages)
        self.facts = lru_cache(WORDS_KEPT)(self._facts)

    def _pages(self, report_id: int) -> list[tuple[int, str]]:
        return self.database.execute("select page, text from report_pages where report_id = ? order by page", [report_id]).fetchall()

    def _words(self, key: str) -> ReportText:
        return report_text(text for _, text in self._pages(self.ids[key]))

    def _passages(self, report_id: int) -> tuple[Passage, ...]:
        return passages_of((page, text) for page, text in self._pages(report_id))

    def _facts(self, report_id: int) -> Facts | None:
        return read_facts(self.database, report_id)

    def ties(self, row: dict[str, str]) -> Ties:
        """What one article is about."""
        article = _facts(self.database, row)
        return tie_article(article, self.reports, self.authorities, lambda report: self.words(report.key), self.hosts)

    def save(self, row: dict[str, str], ties: Ties) -> None:
        """Save an article's ties, where each of its sentences stands in the reports it is tied to, and what it says of their facts."""
        article = _facts(self.database, row)
        sentences = read_sentences(article.paragraphs)
        tied = list(dict.fromkeys(self.ids[mention.report_key] for mention in ties.mentions if mention.report_key))
        best = _best_matches(sentences, [(report_id, match_sentences(sentences, self.passages(report_id))) for report_id in tied])
        claims = claims_of(article, sentences, [known for report_id in tied if (known := self.facts(report_id))], self.authorities)
        with transaction(self.database):
            _save(self.database, row["id"], ties, self.ids, list(best), tying_version())
            save_claims(self.database, row["id"], claims, self.ids, tying_version())


def _facts(database: Database, row: dict[str, str]) -> ArticleFacts:
    links = database.execute("select url, text from article_links where article_id = ? order by position", [row["id"]]).fetchall()
    return ArticleFacts(row["url"], row["title"], row["published"], _paragraphs(row["text"]), tuple((url, text) for url, text in links))


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(paragraph for paragraph in text.split("\n\n") if paragraph.strip())


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
        row = {
            "article_id": article_id,
            "local_authority": mention.local_authority,
            "report_id": ids[mention.report_key] if mention.report_key else None,
            "how": mention.how,
            "score": mention.score,
            "evidence": _evidence(mention),
            "reader_version": version,
        }
        insert(database, "mentions", row)
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
    homes = f"select key from reports where id in ({REPORTS_OF_HOMES})"
    database.execute(f"update article_links set report_key = null where article_id = ? and report_key in ({homes})", [article_id])
    database.execute(_LINKS_TO_OTHERS, [article_id])
    database.execute(
        "update article_links set report_id = (select id from reports where key = report_key) where article_id = ?",
        [article_id],
    )
    _mark_copy(database, article_id)
    database.execute("update articles set tied = ? where id = ?", [now(), article_id])


def _evidence(mention: Mention) -> str | None:
    """Evidence as JSON, the weightiest first; null for a mention without any."""
    told = sorted(mention.evidence, key=lambda each: -abs(each.weight))
    return json.dumps([asdict(each) for each in told], ensure_ascii=False) if told else None


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
