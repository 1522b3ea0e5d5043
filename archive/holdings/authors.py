"""Who writes the reports of each source, for citations."""

from sqlite3 import Connection
from typing import NamedTuple

from archive.database.listed_rows import AUTHOR


class Author(NamedTuple):
    """Who writes the reports of a source, and the sentence that its terms ask for."""

    name: str
    attribution: str


def read_authors(connection: Connection) -> dict[str, Author]:
    """The author of each source's reports, by the source's name."""
    return {row[0]: Author(row[1], row[2]) for row in connection.execute(f"select s.name, {AUTHOR} from sources s")}
