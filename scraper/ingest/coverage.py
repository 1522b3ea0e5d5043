"""Coverage: notices when many pages no longer give a fact they used to give. A single page may lack it for a good reason."""

from collections import Counter
from collections.abc import Iterable, Iterator

from sqlite_utils import Database

from archive.records import Problem, Provider, Record, Report

# Facts that a page may lack: (record, table, column).
OPTIONAL = (
    (Provider, "providers", "status"),
    (Provider, "providers", "address"),
    (Report, "reports", "published"),
    (Report, "reports", "inspected"),
)
FEWEST = 5  # records below which a share says nothing
FLOOR = 0.5  # of the share that the archive holds


class Coverage:
    """Counts, over the pages of one run, how often each fact of OPTIONAL was there."""

    def __init__(self) -> None:
        self._seen: Counter[tuple[str, str]] = Counter()
        self._given: Counter[tuple[str, str]] = Counter()

    def count(self, records: Iterable[Record]) -> None:
        """Count the facts of one page's records."""
        for record in records:
            for kind, table, column in OPTIONAL:
                if isinstance(record, kind):
                    self._seen[table, column] += 1
                    self._given[table, column] += getattr(record, column) is not None

    def problems(self, database: Database, source: str) -> Iterator[Problem]:
        """A problem for each fact that this run found less than half as often as the archive holds it.

        The archive never overwrites a fact with nothing, so that its share is that of the runs before.
        """
        for (table, column), seen in self._seen.items():
            sql = f"select avg({column} is not null) from {table} where source = ?"
            (share,) = database.execute(sql, [source]).fetchone()
            given = self._given[table, column]
            if seen >= FEWEST and given / seen < FLOOR * (share or 0.0):
                words = f"pages give {column} of less than half as many {table} as before; the markup may have changed"
                yield Problem("markup_changed", words)
