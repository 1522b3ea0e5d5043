"""Which of Datasette's own pages a public site answers: known pages with known, harmless parameters. It refuses everything else.

Datasette's pages take parameters that ask questions of tables which are not shown (`_fts_table` and `_fts_pk` told, word by word, what
private articles say). So nothing is let through because it looks harmless: a parameter is on the lists below, or it is refused. This is
the first of two walls; the second is the connection these pages are made with (`public.close_off`), which sees nothing private.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from urllib.parse import parse_qsl

from datasette.utils import tilde_decode

PLAIN = frozenset(
    {
        *("_next", "_size", "_facet_size", "_nocount", "_nofacet", "_nosuggest", "_shape", "_labels", "_nl", "_stream", "_header"),
        "_dl",
    }
)
NAMING_A_COLUMN = frozenset({"_sort", "_sort_desc", "_col", "_nocol", "_label", "_facet", "_facet_date", "_facet_array", "_filter_column"})
OF_FORMS = frozenset({"_filter_op", "_filter_value", "_sort_by_desc"})
OPERATORS = frozenset(
    {
        *("exact", "not", "contains", "notcontains", "endswith", "startswith", "gt", "lt", "gte", "lte", "like", "notlike", "glob"),
        *("in", "notin", "date", "isnull", "notnull", "isblank", "notblank"),
    }
)
MOST_PARAMETERS = 30
MOST_FACETS = 3
NO_QUERIES = "SQL queries are not available on a public site."
FACETS = ("_facet", "_facet_date", "_facet_array")
_NUMBERED = re.compile(r"_\d+$")  # of several filters in one form
_TABLE = re.compile(r"^/archive/(?P<table>[^/.]+)(?:\.(?:json|csv))?$")
_ROW = re.compile(r"^/archive/(?P<table>[^/.]+)/[^/]+?(?:\.json)?$")
_DATABASE = re.compile(r"^/archive(?:\.json)?$")
_MCP = "|mcp" if find_spec("datasette_mcp") else ""  # of the extra [mcp]
_OURS = re.compile(rf"^/-/(?:(?:health|live|metrics{_MCP})$|static/)")
# Pages of Datasette outside the archive: of the machine, of its other databases, of whoever is logged in.
_MACHINE = re.compile(r"^/(?:-/|_|:memory:|archive)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a request is not answered: an HTTP status, and a sentence for whoever asked."""

    status: int
    words: str

    @property
    def title(self) -> str:
        """The heading of the page that says so."""
        return "Not possible" if self.status == 400 else "Not public"


Columns = Mapping[str, frozenset[str]]  # of each table and view that the site shows: the columns that may be asked about


def refuse_public(path: str, query: str, columns: Columns) -> Refusal | None:
    """Why a public site does not answer `path` (as sent) with `query`; None when it does. Pages of our own are not judged here."""
    if not _MACHINE.match(path) or _OURS.match(path):
        return None
    if path.startswith(("/archive.csv", "/archive/-/query")):
        return Refusal(403, NO_QUERIES)
    if _DATABASE.match(path):
        return _only(query, frozenset(), "This page")
    found = _TABLE.match(path) or _ROW.match(path)
    if found is None:
        return Refusal(404, "This page is not available on a public site.")
    table = tilde_decode(found["table"])
    if table not in columns:
        return Refusal(403, "This table is not public.")
    if _ROW.match(path):
        return _only(query, frozenset({"_shape", "_labels"}), "The page of a row")
    return _table(query, columns[table]) or refuse_columns(path, query, columns)


def refuse_columns(path: str, query: str, columns: Columns) -> Refusal | None:
    """Why a table's page cannot be ordered, narrowed or counted as asked, on any site: there is no such column."""
    found = _TABLE.match(path)
    known = columns.get(tilde_decode(found["table"])) if found else None
    if known is None:
        return None
    for name, value in parse_qsl(query, keep_blank_values=True):
        if _NUMBERED.sub("", name) in NAMING_A_COLUMN and value and value not in known:
            return Refusal(400, f"There is no column {value[:100]!r} for {name}.")
    return None


def _table(query: str, known: frozenset[str]) -> Refusal | None:
    pairs = parse_qsl(query, keep_blank_values=True)
    if len(pairs) > MOST_PARAMETERS:
        return Refusal(403, f"You can use at most {MOST_PARAMETERS} parameters on a public site.")
    if sum(name in FACETS for name, _ in pairs) > MOST_FACETS:
        return Refusal(403, f"You can count by at most {MOST_FACETS} columns at once on a public site.")
    for name, _ in pairs:
        plain = _NUMBERED.sub("", name)
        column, _, operator = name.rpartition("__")
        if not (name in PLAIN or plain in NAMING_A_COLUMN | OF_FORMS or name in known or (column in known and operator in OPERATORS)):
            return _unknown(name)
    return None


def _only(query: str, known: frozenset[str], what: str) -> Refusal | None:
    for name, _ in parse_qsl(query, keep_blank_values=True):
        if name == "sql":
            return Refusal(403, NO_QUERIES)
        if name not in known:
            return Refusal(403, f"{what} does not accept {name[:100]!r} on a public site.")
    return None


def _unknown(name: str) -> Refusal:
    if name.startswith("_search"):
        return Refusal(403, "You cannot search tables on a public site. Use /search, or filter a column.")
    return Refusal(403, f"You cannot use the parameter {name[:100]!r} on a public site.")
