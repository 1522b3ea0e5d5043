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
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import tantivy
from tantivy import Occur, Query

from archive.database.public import is_snapshot
from archive.database.search_index import owner_of
from archive.database.sections import BITS
from archive.search.engine_fields import MOST_OWNERS, TOKEN_ROW, VERSION
from archive.search.engine_query import Texts, TooWideError, all_of, read_match
from archive.search.stems import STEMMER

MOST_BUCKETS = 64_000  # tantivy counts no more than 65,000 values at once
_FEW_OWNERS = 500  # so many are looked up in the index; of more, every match is ranked and the others are left out
_FIRST_RANKED = 256  # matches, then eight times as many until enough reports are among them
_MOST_KEPT = 1_500_000  # reports and articles of the last answers, of 40 bytes each; “children” in 2,000,000 pages has 700,000
_ALL = 2**31 - 1


def engine_folder(database: Path) -> Path:
    """Where the engine of an archive is kept: beside it, in a folder named after it."""
    return database.with_name(f"{database.name}-search") / "words"


class Owners(NamedTuple):
    """Reports and articles that were found, and those that were found in each part of a report, by its bit."""

    every: frozenset[int]
    of_parts: Mapping[int, list[int]]

    def size(self) -> int:
        """How many ids it holds."""
        return len(self.every) + sum(map(len, self.of_parts.values()))


class Engine:
    """An opened index, which stays as it is while others write; `token` names the state of the archive that it holds."""

    def __init__(self, index: tantivy.Index) -> None:
        self.schema = index.schema
        self.searcher = index.searcher()
        found = self.searcher.search(Query.term_query(self.schema, "row", TOKEN_ROW), 1).hits
        self.token = str(self.searcher.doc(found[0][1]).get_first("token")) if found else ""
        self._has_titles = self._count(Query.term_query(self.schema, "article", 1)) > 0
        self._most = self.searcher.cardinality(Query.all_query(), "owner") if self.searcher.num_docs else 0  # owners, within a hundredth
        self._groups = _read_values(self.searcher.aggregate(Query.all_query(), _count_by("owners"))) if self._most > MOST_OWNERS else [None]
        self._parts = [part for part in BITS.values() if self._count(Query.term_query(self.schema, "part", part))]
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[str, bool, int, bool], Owners] = OrderedDict()

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

    def owners(self, match: str, *, public: bool, bits: int, parts: bool = False) -> Owners:
        """Every report and article with a row that matches; with `parts`, those with one in each part of a report as well.

        `public`: no articles. `bits`: only rows in one of these parts. The last answers are kept.
        """
        asked = (match, public, bits, parts)
        with self._lock:
            if asked in self._kept:
                self._kept.move_to_end(asked)
                return self._kept[asked]
        query = self._query(match, public=public, bits=bits)
        if parts and self.at_once:
            every, *of_parts = self._by_parts(query, [0, *self._parts])
            found = Owners(frozenset(every), dict(zip(self._parts, of_parts, strict=True)))
        elif parts:
            owners = self.owners(match, public=public, bits=bits).every
            found = Owners(owners, self._of_parts(query, len(owners)))
        else:
            found = Owners(frozenset(self._by_owner(query)), {})
        with self._lock:
            self._kept[asked] = found
            while len(self._kept) > 1 and sum(map(Owners.size, self._kept.values())) > _MOST_KEPT:
                self._kept.popitem(last=False)
        return found

    def best_owners(self, match: str, wanted: Collection[int], number: int, *, public: bool, bits: int) -> dict[int, float]:
        """Scores of at least `number` of the `wanted` that match (of all, where fewer do): the best, and all with the same score."""
        query = self._query(match, public=public, bits=bits, scored=True)
        if len(wanted) <= _FEW_OWNERS:
            query = all_of(query, Query.term_set_query(self.schema, "owner", list(wanted)))
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

    def best_rows(self, match: str, wanted: Collection[int] | None, unwanted: Collection[int], number: int, *, bits: int) -> list[int]:
        """Ids of the best rows of reports, best first; only of the reports `wanted` (None: of all), and of none `unwanted`."""
        query = self._query(match, public=True, bits=bits, scored=True)
        if wanted is not None and len(wanted) <= _FEW_OWNERS:
            query = all_of(query, Query.term_set_query(self.schema, "owner", list(wanted)))
        ranked = max(1, min(number, self.searcher.num_docs))
        while True:
            hits = self.searcher.search(query, ranked, count=False).hits
            rows = self.searcher.fast_field_values("row", [place for _, place in hits])
            scored = sorted((-score, int(row or 0)) for (score, _), row in zip(hits, rows, strict=True))
            best = [row for _, row in scored if (wanted is None or owner_of(row) in wanted) and owner_of(row) not in unwanted]
            if len(best) >= number or len(hits) < ranked:
                return best[:number]
            ranked *= 8

    def rows(self, match: str, wanted: Collection[int], *, public: bool, bits: int) -> dict[int, list[tuple[float, int]]]:
        """(score, id) of the rows that match, best first, by the report or article they are of; only of those `wanted`."""
        query = self._query(match, public=public, bits=bits, scored=True)
        if len(wanted) <= _FEW_OWNERS:
            query = all_of(query, Query.term_set_query(self.schema, "owner", list(wanted)))
        hits = self.searcher.search(query, max(1, self.searcher.num_docs), count=False).hits
        found: dict[int, list[tuple[float, int]]] = {owner: [] for owner in wanted}
        for (score, _), row in zip(hits, self.searcher.fast_field_values("row", [place for _, place in hits]), strict=True):
            if (owner := owner_of(int(row or 0))) in found:
                found[owner].append((score, int(row or 0)))
        return found

    def stems(self, start: str) -> dict[str, int]:
        """The stems that start so, and in how many rows each stands, rows that were deleted since included."""
        return dict(self.searcher.terms_with_prefix("text", start))

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
            query = all_of(query, Query.const_score_query(Query.boolean_query(within), 0.0))
        if public and self._has_titles:
            query = Query.boolean_query([(Occur.Must, query), (Occur.MustNot, Query.term_query(self.schema, "article", 1))])
        return query

    def _count(self, query: Query) -> int:
        return int(getattr(self.searcher.search(query, 1), "count", 0))

    @property
    def at_once(self) -> bool:
        """Whether parts are counted with the reports, in one search. Else they come last: SQLite, asked later, would stop it."""
        return bool(self._most * (1 + len(self._parts)) <= MOST_BUCKETS)

    def _of_parts(self, query: Query, owners: int) -> dict[int, list[int]]:
        if owners * len(self._parts) <= MOST_BUCKETS:
            return dict(zip(self._parts, self._by_parts(query, self._parts), strict=True))
        return {part: self._by_owner(all_of(query, Query.term_query(self.schema, "part", part))) for part in self._parts}

    def _by_owner(self, query: Query) -> list[int]:
        found: list[int] = []
        for group in self._groups:
            of_group = query if group is None else all_of(query, Query.term_query(self.schema, "owners", group))
            found += _read_values(self.searcher.aggregate(of_group, _count_by("owner")))
        return found

    def _by_parts(self, query: Query, parts: list[int]) -> list[list[int]]:
        """Owners by part of a report, or of any row (0)."""
        counts = {str(part): {"filter": f"part:{part}" if part else "*", "aggs": _count_by("owner")} for part in parts}
        counted = self.searcher.aggregate(query, counts) if parts else {}
        return [_read_values(counted[str(part)]) for part in parts]


def _count_by(field: str) -> dict[str, Any]:  # sorted by value, which takes tantivy a tenth less than by number
    return {"values": {"terms": {"field": field, "size": _ALL, "order": {"_key": "asc"}}}}


def _read_values(counted: dict[str, Any]) -> list[int]:
    return [bucket["key"] for bucket in counted["values"]["buckets"]]  # as an array, which is smaller, it took “children” 6 ms longer


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

    tantivy locks what it opens, for which it writes: a reader gives it a folder of links, since its own may be read-only. A thread of
    tantivy makes a lock there a moment after it has opened it, sometimes just while the folder is removed: then it is removed again.
    """
    if not (folder / "meta.json").is_file():
        return None
    try:
        with TemporaryDirectory(prefix="archive-search-", ignore_cleanup_errors=True) as links:
            shutil.copyfile(folder / "meta.json", Path(links) / "meta.json")
            for file in folder.iterdir():
                if file.suffix not in (".json", ".lock"):
                    (Path(links) / file.name).symlink_to(file.resolve())
            engine = Engine(tantivy.Index.open(links))
        shutil.rmtree(links, ignore_errors=True)
        return engine
    except (OSError, ValueError):
        return None
