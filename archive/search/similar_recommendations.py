"""Who else was told this: recommendations of other reports close in meaning to one, or sharing its words, each with how alike it is."""

import json
import sqlite3
from dataclasses import dataclass

from archive.database.listed_rows import OTHER_PROVIDER
from archive.search.meaning import load_model
from archive.search.query import read_query
from archive.search.vector_file import RECOMMENDATIONS, read_vectors

CLOSE = 0.6  # least cosine; from 0.75 on most say the same

LEAST = 0.25  # of the score that a recommendation has for its own words
MOST = 40
WORDS = 24  # the first content words of a long recommendation say what it is about


@dataclass(frozen=True, slots=True)
class Similar:
    """`score` is at most 1: by meaning the cosine of the vectors; by words the share of the words' weight (bm25) that `row` has."""

    row: sqlite3.Row
    score: float


_COLUMNS = f"""c.id, c.report_id, c.kind, c.text, c.page, c.position, r.key, r.title, r.published, r.local_authority as authority,
    {OTHER_PROVIDER} as other_provider, coalesce(a.name, 'Authority not known') as authority_name,
    coalesce(i.report_type, 'not_known') as report_kind"""
_JOINED = """join reports r on r.id = c.report_id left join inspections i on i.report_id = r.id
    left join local_authorities a on a.code = r.local_authority"""
_THESE = f"select {_COLUMNS} from recommendations c {_JOINED} where c.id in (select value from json_each(?))"
_ALIKE = f"""select {_COLUMNS}, f.score from (
        select rowid, -bm25(recommendations_fts) as score from recommendations_fts where recommendations_fts match ? order by rank limit ?
    ) f join recommendations c on c.id = f.rowid {_JOINED} order by f.score desc, c.id"""


def read_recommendation(connection: sqlite3.Connection, number: int) -> sqlite3.Row | None:
    """The recommendation with this id, or None."""
    row: sqlite3.Row | None = connection.execute(f"select {_COLUMNS} from recommendations c {_JOINED} where c.id = ?", [number]).fetchone()
    return row


def find_similar(connection: sqlite3.Connection, asked: sqlite3.Row, *, public: bool) -> tuple[list[Similar], bool]:
    """Recommendations of other reports, most alike first, and whether they were found by meaning; else they were by words."""
    model = load_model()
    vectors = read_vectors(connection, model, public=public, table=RECOMMENDATIONS) if model else None
    if not (model and vectors and vectors.ids):
        return _by_words(connection, asked), False
    (vector,) = model.vectors([asked["text"]])
    scores = dict(vectors.closest(model, vector, None, 2 * MOST))  # some are of the same report
    rows = connection.execute(_THESE, [json.dumps([number for number, score in scores.items() if score >= CLOSE])]).fetchall()
    found = [Similar(row, round(min(1.0, scores[row["id"]]), 3)) for row in rows if row["report_id"] != asked["report_id"]]
    return sorted(found, key=lambda one: (-one.score, one.row["id"]))[:MOST], True


def _by_words(connection: sqlite3.Connection, asked: sqlite3.Row) -> list[Similar]:
    """Those that share its words; what was asked has score 1 for itself and is left out."""
    content = read_query(asked["text"].replace('"', " ")).content()[:WORDS]
    if not content:
        return []
    match = " OR ".join(term.match() for group in content for term in group)
    rows = connection.execute(_ALIKE, [match, 4 * MOST]).fetchall()
    own = next((row["score"] for row in rows if row["id"] == asked["id"]), rows[0]["score"] if rows else 0)
    alike = [Similar(row, round(min(1.0, row["score"] / own), 3)) for row in rows if row["report_id"] != asked["report_id"]] if own else []
    return [one for one in alike if one.score >= LEAST][:MOST]
