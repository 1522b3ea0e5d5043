"""Who else was told this: recommendations of other reports in the words of one, each with how alike it is."""

import sqlite3
from dataclasses import dataclass

from archive.search.query import read_query

LEAST = 0.25  # of the score that a recommendation has for its own words
MOST = 40
WORDS = 24  # the first content words of a long recommendation say what it is about


@dataclass(frozen=True, slots=True)
class Similar:
    """`score` is from 0 to 1: the share of the words' weight (bm25) that `row` has."""

    row: sqlite3.Row
    score: float


_COLUMNS = """c.id, c.report_id, c.kind, c.text, c.page, c.position, r.key, r.title, r.published, r.local_authority as authority,
    coalesce(a.name, 'Authority not known') as authority_name, coalesce(i.report_type, 'not_known') as report_kind"""
_JOINED = """join reports r on r.id = c.report_id left join inspections i on i.report_id = r.id
    left join local_authorities a on a.code = r.local_authority"""
_ALIKE = f"""select {_COLUMNS}, f.score from (
        select rowid, -bm25(recommendations_fts) as score from recommendations_fts where recommendations_fts match ? order by rank limit ?
    ) f join recommendations c on c.id = f.rowid {_JOINED} order by f.score desc, c.id"""


def read_recommendation(connection: sqlite3.Connection, number: int) -> sqlite3.Row | None:
    """The recommendation with this id, or None."""
    row: sqlite3.Row | None = connection.execute(f"select {_COLUMNS} from recommendations c {_JOINED} where c.id = ?", [number]).fetchone()
    return row


def find_similar(connection: sqlite3.Connection, asked: sqlite3.Row) -> list[Similar]:
    """Recommendations of other reports, most alike first; what was asked has score 1 for itself and is left out."""
    content = read_query(asked["text"].replace('"', " ")).content()[:WORDS]
    if not content:
        return []
    match = " OR ".join(term.match() for group in content for term in group)
    rows = connection.execute(_ALIKE, [match, 4 * MOST]).fetchall()
    own = next((row["score"] for row in rows if row["id"] == asked["id"]), rows[0]["score"] if rows else 0)
    alike = [Similar(row, round(min(1.0, row["score"] / own), 3)) for row in rows if row["report_id"] != asked["report_id"]] if own else []
    return [one for one in alike if one.score >= LEAST][:MOST]
