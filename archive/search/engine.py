"""The search engine beside the archive: a tantivy index of the rows of search_fts, which counts and ranks all that match in milliseconds.

It is derived, and used only while it holds exactly what the reader's view of the archive holds: both name the same state (`token`), and
no change is noted that the engine has yet to take in (table search_changes). Otherwise FTS5 answers, which is part of the database.
archive.store.engine makes it and keeps it up to date.
"""

import shutil
import sqlite3
import threading
from collections import OrderedDict
from collections.abc import Collection, Mapping
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import tantivy
from tantivy import Occur, Query

from archive.database.public import is_snapshot
from archive.database.search_index import FIRST_PARAGRAPH, owner_of, sections_of
from archive.database.sections import BITS
from archive.search.engine_query import Texts, TooWideError, read_match
from archive.search.stems import STEMMER, pairs

VERSION = f"2 {version('tantivy')}"  # of the fields below, and of what tantivy makes of them: an engine of another version is made anew
TOKEN_ROW = 0  # the document that holds the token; no row of the archive has this id
MOST_OWNERS = 60_000  # tantivy counts no more than 65,000 values at once
_FEW_OWNERS = 500  # so many are looked up in the index; of more, every match is ranked and the others are left out
_FIRST_RANKED = 256  # matches, then eight times as many until enough reports are among them
_MOST_KEPT = 400_000  # reports and articles of the last answers
_ALL = 2**31 - 1


def engine_folder(database: Path) -> Path:
    """Where the engine of an archive is kept: beside it, in a folder named after it."""
    return database.with_name(f"{database.name}-search") / "words"


def make_schema() -> tantivy.Schema:
    """The fields of a row of search_content. `text` holds the words of the title too; stems are made before, so blanks part them.

    Phrases are found by pairs of words. Over 100,000 pages with the places of single words instead, "social workers" took 14 ms, not 2.
    """
    fields = tantivy.SchemaBuilder()
    for name in ("text", "title"):
        fields.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
        fields.add_text_field(f"{name}_pairs", tokenizer_name="whitespace")
    fields.add_text_field("token", stored=True, tokenizer_name="raw")
    fields.add_unsigned_field("row", indexed=True, fast=True)
    fields.add_unsigned_field("owner", indexed=True, fast=True)
    fields.add_unsigned_field("owners", indexed=True, fast=True)  # owner // MOST_OWNERS
    fields.add_unsigned_field("part", indexed=True)  # each bit of the parts of a report that the row stands in
    fields.add_unsigned_field("article", indexed=True)
    fields.add_unsigned_field("sum", fast=True)  # of its words, by which `archive verify` finds what differs
    return fields.build()


def make_document(schema: tantivy.Schema, row: int, title: str, text: str, check: int) -> tantivy.Document:
    """A row of search_content for the engine; `title` and `text` are stems."""
    owner = owner_of(row)
    bits = sections_of(row)
    texts = [title, text] if title else [text]
    fields = {
        "text": texts,
        "text_pairs": [" ".join(pairs(one.split())) for one in texts],
        "row": row,
        "owner": owner,
        "owners": owner // MOST_OWNERS,
        "part": [bit for bit in BITS.values() if bits & bit],
        "sum": check,
    }
    if title:
        fields |= {"title": title, "title_pairs": " ".join(pairs(title.split()))}
    if row < FIRST_PARAGRAPH and owner == row:
        fields["article"] = 1
    return tantivy.Document.from_dict(fields, schema)


class Engine:
    """An opened index, which stays as it is while others write; `token` names the state of the archive that it holds."""

    def __init__(self, index: tantivy.Index) -> None:
        self.schema = index.schema
        self.searcher = index.searcher()
        found = self.searcher.search(Query.term_query(self.schema, "row", TOKEN_ROW), 1).hits
        self.token = str(self.searcher.doc(found[0][1]).get_first("token")) if found else ""
        self._has_titles = self._count(Query.term_query(self.schema, "article", 1)) > 0
        owners = self.searcher.cardinality(Query.all_query(), "owner") if self.searcher.num_docs else 0  # within a hundredth
        self._groups: list[int | None] = [*self._by(Query.all_query(), "owners")] if owners > MOST_OWNERS else [None]
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[str, bool, int, int], Mapping[int, int]] = OrderedDict()

    def can_find(self, match: str) -> bool:
        """Whether it finds this in short time; FTS5, which can be stopped, is to be asked for the rest."""
        try:
            self._query(match, public=False, bits=0)
        except TooWideError:
            return False
        return True

    def count(self, match: str) -> int:
        """How many rows match."""
        return self._count(self._query(match, public=False, bits=0))

    def owners(self, match: str, *, public: bool, bits: int, also: int = 0) -> Mapping[int, int]:
        """Every report and article with a row that matches, and how many of its rows do.

        `public`: no articles. `bits`: only rows in one of these parts of a report; `also`: and in this one. The last answers are kept.
        """
        asked = (match, public, bits, also)
        with self._lock:
            if asked in self._kept:
                self._kept.move_to_end(asked)
                return self._kept[asked]
        query = self._query(match, public=public, bits=bits)
        at_once = also and len(self.owners(match, public=public, bits=bits)) * len(BITS) <= MOST_OWNERS
        found = self._by_part(query) if at_once else {also: self._by_owner(query, also)}
        with self._lock:
            self._kept |= {(match, public, bits, part): owners for part, owners in found.items()}
            while len(self._kept) > len(found) and sum(map(len, self._kept.values())) > _MOST_KEPT:
                self._kept.popitem(last=False)
        return found[also]

    def best_owners(self, match: str, wanted: Collection[int], number: int, *, public: bool, bits: int) -> dict[int, float]:
        """Scores of at least `number` of the `wanted` that match (of all, where fewer do): the best, and all with the same score."""
        query = self._query(match, public=public, bits=bits, scored=True)
        if len(wanted) <= _FEW_OWNERS:
            query = _all_of(query, Query.term_set_query(self.schema, "owner", list(wanted)))
        ranked = _FIRST_RANKED
        while True:
            hits = self.searcher.search(query, ranked, count=False).hits
            best: dict[int, float] = {}
            for (score, _), owner in zip(hits, self.searcher.fast_field_values("owner", [place for _, place in hits]), strict=True):
                if owner in wanted:
                    best.setdefault(int(owner or 0), score)
            if len(hits) < ranked:
                return best
            settled = {owner: score for owner, score in best.items() if score > hits[-1][0]}
            if len(settled) >= number:
                return settled
            ranked *= 8

    def rows(self, match: str, wanted: Collection[int], *, public: bool, bits: int) -> dict[int, list[tuple[float, int]]]:
        """(score, id) of the rows that match, best first, by the report or article they are of; only of those `wanted`."""
        query = self._query(match, public=public, bits=bits, scored=True)
        if len(wanted) <= _FEW_OWNERS:
            query = _all_of(query, Query.term_set_query(self.schema, "owner", list(wanted)))
        hits = self.searcher.search(query, max(1, self.searcher.num_docs), count=False).hits
        found: dict[int, list[tuple[float, int]]] = {owner: [] for owner in wanted}
        for (score, _), row in zip(hits, self.searcher.fast_field_values("row", [place for _, place in hits]), strict=True):
            if (owner := owner_of(int(row or 0))) in found:
                found[owner].append((score, int(row or 0)))
        return found

    def sums(self, rows: Collection[int]) -> dict[int, int]:
        """The check sums of these rows, without those that it does not hold."""
        query = Query.term_set_query(self.schema, "row", list(rows))
        places = [place for _, place in self.searcher.search(query, len(rows) + 1, count=False).hits]
        held, sums = (self.searcher.fast_field_values(name, places) for name in ("row", "sum"))
        return {int(row or 0): int(check or 0) for row, check in zip(held, sums, strict=True)}

    def number_of_rows(self) -> int:
        """How many rows it holds."""
        return self._count(Query.exists_query("sum"))

    def _query(self, match: str, *, public: bool, bits: int, scored: bool = False) -> Query:
        query = read_match(match, Texts(self.searcher, self.schema, STEMMER, titles=scored and self._has_titles))
        if bits:
            within = [(Occur.Should, Query.term_query(self.schema, "part", bit)) for bit in BITS.values() if bit & bits]
            query = _all_of(query, Query.const_score_query(Query.boolean_query(within), 0.0))
        if public and self._has_titles:
            query = Query.boolean_query([(Occur.Must, query), (Occur.MustNot, Query.term_query(self.schema, "article", 1))])
        return query

    def _count(self, query: Query) -> int:
        return int(getattr(self.searcher.search(query, 1), "count", 0))

    def _by_owner(self, query: Query, part: int) -> dict[int, int]:
        query = _all_of(query, Query.term_query(self.schema, "part", part)) if part else query
        found: dict[int, int] = {}
        for group in self._groups:
            found |= self._by(query if group is None else _all_of(query, Query.term_query(self.schema, "owners", group)), "owner")
        return found

    def _by_part(self, query: Query) -> dict[int, dict[int, int]]:
        """Of all parts at once, so that what matches is sought once: for LAC, which stands for eight phrases, 30 ms instead of 70."""
        counts = {str(part): {"filter": f"part:{part}", "aggs": _count_by("owner")} for part in BITS.values()}
        counted = self.searcher.aggregate(query, counts)
        return {part: _read_counts(counted[str(part)]) for part in BITS.values()}

    def _by(self, query: Query, field: str) -> dict[int, int]:
        return _read_counts(self.searcher.aggregate(query, _count_by(field)))


def _count_by(field: str) -> dict[str, Any]:  # sorted by value, which takes tantivy a tenth less than by number
    return {"values": {"terms": {"field": field, "size": _ALL, "order": {"_key": "asc"}}}}


def _read_counts(counted: dict[str, Any]) -> dict[int, int]:
    return {bucket["key"]: bucket["doc_count"] for bucket in counted["values"]["buckets"]}


def _all_of(query: Query, narrowing: Query) -> Query:
    """What matches both, scored by the first."""
    return Query.boolean_query([(Occur.Must, query), (Occur.Must, Query.const_score_query(narrowing, 0.0))])


_opened: dict[Path, Engine] = {}
_opening = threading.Lock()


def open_engine(connection: sqlite3.Connection) -> Engine | None:
    """The engine of the archive as this connection sees it; None where there is none, or it holds another state of the archive.

    Call it inside a transaction, which fixes what the connection sees.
    """
    found = connection.execute("select token from search_engine").fetchone()
    token = found[0] if found else ""
    if not token.startswith(f"{VERSION} "):
        return None
    if not is_snapshot(connection) and connection.execute("select 1 from main.search_changes limit 1").fetchone():
        return None
    path = Path(connection.execute("pragma database_list").fetchone()[2])
    with _opening:
        engine = _opened.get(path)
        if engine is None or engine.token != token:
            engine = read_engine(engine_folder(path))
            if engine is not None:
                _opened[path] = engine
    return engine if engine is not None and engine.token == token else None


def read_engine(folder: Path) -> Engine | None:
    """The engine in `folder`; None where there is none that this version can read, or another process has just replaced its files.

    tantivy locks what it opens, for which it writes: a reader gives it a folder of links, since its own may be read-only.
    """
    if not (folder / "meta.json").is_file():
        return None
    try:
        with TemporaryDirectory(prefix="archive-search-") as links:
            shutil.copyfile(folder / "meta.json", Path(links) / "meta.json")
            for file in folder.iterdir():
                if file.suffix not in (".json", ".lock"):
                    (Path(links) / file.name).symlink_to(file.resolve())
            return Engine(tantivy.Index.open(links))
    except (OSError, ValueError):
        return None
