"""What is asked for again and again: recommendations that are close in meaning, grouped around their most central text.

The writer groups them (archive.store.vectors) and keeps, for each text, the central text of its group. A group is a star: each of its texts
is close to the central one, so that a chain of small differences never joins two matters.
"""

import importlib
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from archive.database.listed_rows import OTHER_PROVIDER
from archive.search.filters import values_of, with_group
from archive.search.meaning import LENGTH
from archive.search.vector_file import read_beside, text_key

NARROWING = ("family", "kind", "year", "region", "authority", "source")
CLOSE = 0.75  # cosine from which two recommendations count as one ask
FEWEST = 3  # councils of one type of report that make an ask recurring
BLOCK = 1_024


@dataclass(frozen=True, slots=True)
class Count:
    """How many councils were told this in reports of one family, by recommendations of one kind, published in one year ("" if unknown)."""

    family: str
    kind: str
    year: str
    councils: int
    recommendations: int


@dataclass(frozen=True, slots=True)
class Ask:
    """One recurring ask: `central` is the recommendation that names it, `rows` are all of it, newest first."""

    central: sqlite3.Row
    rows: tuple[sqlite3.Row, ...]

    @property
    def kinds(self) -> list[tuple[str, str, int, str, str]]:
        """(family, kind, councils, first year, last year), most councils first: families and kinds are never added up."""
        return sorted(
            (
                (family, kind, _councils(rows), min(_years(rows), default=""), max(_years(rows), default=""))
                for (family, kind), rows in _by(self.rows, "family", "kind").items()
            ),
            key=lambda one: (-one[2], one[:2]),
        )

    @property
    def counts(self) -> list[Count]:
        """Numbers by family, kind and year."""
        parts = _by(self.rows, "family", "kind", "year").items()
        return [Count(family, kind, year, _councils(rows), len(rows)) for (family, kind, year), rows in sorted(parts)]

    @property
    def most(self) -> int:
        """The most councils that reports of one family told this."""
        return max(_councils(rows) for rows in _by(self.rows, "family").values())


def group_alike(vectors: Mapping[bytes, bytes]) -> dict[bytes, bytes]:
    """The central text of the group of each text, itself where it is alone.

    The text with the most others that are close to it and in no group yet is the next centre. Needs the extra `[meaning]`.
    """
    if not vectors:
        return {}
    numpy: Any = importlib.import_module("numpy")
    keys = list(vectors)
    matrix = numpy.frombuffer(b"".join(vectors.values()), dtype=numpy.int8).reshape(len(keys), -1).astype(numpy.float32) / LENGTH
    close = [row for first in range(0, len(keys), BLOCK) for row in _close(numpy, matrix, first)]
    free = numpy.ones(len(keys), dtype=bool)
    numbers = numpy.array([len(row) for row in close])
    centre_of: dict[bytes, bytes] = {}
    while free.any():
        centre = int(numpy.argmax(numpy.where(free, numbers, -1)))
        group = [int(one) for one in close[centre] if free[one]]
        free[group] = False
        for one in group:
            centre_of[keys[one]] = keys[centre]
            numbers[close[one]] -= 1
    return centre_of


def _close(numpy: Any, matrix: Any, first: int) -> list[Any]:
    """The places of what is close to each line of a block of the matrix; a text is always close to itself."""
    alike = matrix[first : first + BLOCK] @ matrix.T >= CLOSE
    alike[numpy.arange(len(alike)), numpy.arange(first, first + len(alike))] = True
    return [numpy.flatnonzero(row) for row in alike]


# What a home or a school was told counts for no council: `authority` and `region` are of a council's own reports.
_ROWS = f"""select c.id, c.kind, c.addressed_to, c.text, c.position, r.key, r.published, coalesce(substr(r.published, 1, 4), '') as year,
        coalesce(i.family, '') as family, iif({OTHER_PROVIDER} is null, r.local_authority, null) as authority,
        coalesce({OTHER_PROVIDER}, a.name, 'Authority not known') as subject, a.region, r.source
    from recommendations c join reports r on r.id = c.report_id left join inspections i on i.report_id = r.id
        left join local_authorities a on a.code = r.local_authority
    where r.replaced_by is null order by r.published desc, r.id desc, c.position"""


def find_recurring(connection: sqlite3.Connection, chosen: Mapping[str, str]) -> list[Ask] | None:
    """What at least FEWEST councils were told, most councils first; None where recommendations are not grouped.

    `chosen` narrows the rows (names of NARROWING, or a `group` of authorities; several values with commas, empty text is
    no choice) before they are counted.
    """
    centres = read_centres(Path(connection.execute("pragma database_list").fetchone()[2]))
    if not centres:
        return None
    wanted = {name: values_of(value) for name, value in with_group(chosen).items() if value and name in NARROWING}
    groups: dict[bytes, list[sqlite3.Row]] = {}
    named: dict[bytes, sqlite3.Row] = {}
    for row in connection.execute(_ROWS).fetchall():
        key = text_key(row["text"])
        if (centre := centres.get(key)) is None:
            continue
        if key == centre:
            named.setdefault(centre, row)
        if all(row[name] in values for name, values in wanted.items()):
            groups.setdefault(centre, []).append(row)
    asks = [Ask(named.get(centre, rows[0]), tuple(rows)) for centre, rows in groups.items()]  # a central text may be withheld
    return sorted((ask for ask in asks if ask.most >= FEWEST), key=lambda ask: (-ask.most, ask.central["id"]))


def read_centres(database: Path) -> dict[bytes, bytes]:
    """The central text of the group of each recommendation, as keys of texts; nothing where the file is not there or cannot be read."""
    return dict(read_beside(database, "select text, centre from recurring"))


def _by(rows: Iterable[sqlite3.Row], *names: str) -> dict[tuple[str, ...], list[sqlite3.Row]]:
    parts: dict[tuple[str, ...], list[sqlite3.Row]] = {}
    for row in rows:
        parts.setdefault(tuple(row[name] for name in names), []).append(row)
    return parts


def _councils(rows: Iterable[sqlite3.Row]) -> int:
    return len({row["authority"] for row in rows if row["authority"]})


def _years(rows: Iterable[sqlite3.Row]) -> list[str]:
    return [row["year"] for row in rows if row["year"]]
