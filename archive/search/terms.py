"""A list of search terms counted over councils: how many of each council's reports have each term, and of how many."""

import re
import sqlite3
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from archive.database.readonly import TooSlowError, reading
from archive.search.facets import count_facets
from archive.search.filters import Filters, unknown_choices
from archive.search.query import NOTHING_TO_LOOK_FOR, Query, read_query
from archive.search.reports_with import reports_held, reports_with
from archive.search.results import FacetValue
from archive.search.search import SECONDS, TOO_SLOW

MOST_TERMS = 20
LONGEST = 100  # characters of a term
MOST_CHARACTERS = 4_000  # of a list: what is longer is cut before it is read
_ONE = re.compile(r'(?:"[^"\n]*"|“[^”\n]*”|[^,\n])+')


@dataclass(frozen=True, slots=True)
class Council:
    """A council with `of` reports, of which `reports[n]` have the term with number n. `region` is None where it has none."""

    code: str
    name: str
    region: str | None
    of: int
    reports: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Terms:
    """The `terms` as searches, in the order typed, and the councils with a report that passes the filters, by name.

    `without` reports are of no council we know: they are in no row. `facets` are counted over the reports of all rows.
    """

    terms: tuple[Query, ...] = ()
    councils: tuple[Council, ...] = ()
    without: int = 0
    facets: Mapping[str, tuple[FacetValue, ...]] = field(default_factory=dict)
    notices: tuple[str, ...] = ()

    @property
    def typed(self) -> str:
        """The terms as a list with commas, as an address has them."""
        return ", ".join(term.typed for term in self.terms)

    @property
    def of(self) -> int:
        """The reports of all councils."""
        return sum(one.of for one in self.councils)

    @property
    def totals(self) -> list[int]:
        """The reports of all councils that have each term."""
        return [sum(one.reports[number] for one in self.councils) for number in range(len(self.terms))]


def read_terms(text: str, *, synonyms: bool) -> tuple[tuple[Query, ...], tuple[str, ...]]:
    """The terms of a list, one a line or with commas between them, each once, and notices of what was left out.

    A comma within quotation marks parts nothing. Any text is taken.
    """
    notices: list[str] = []
    if len(text) > MOST_CHARACTERS:
        text, notices = text[:MOST_CHARACTERS], [f"Your list is too long. We read its first {MOST_CHARACTERS:,} characters only."]
    found: dict[str, Query] = {}
    for typed in (" ".join(one.split()) for one in _ONE.findall(text.replace("\r", "\n"))):
        if not typed or typed.lower() in found:
            continue
        query = read_query(typed, synonyms=synonyms)
        if len(typed) > LONGEST:
            notices.append(f"We left out “{typed[:40]}…”: a term can have {LONGEST} characters at most.")
        elif query.match() is None:
            notices += [f"We left out “{typed[:40]}”. {why}" for why in query.notices or (NOTHING_TO_LOOK_FOR,)]
        elif len(found) == MOST_TERMS:
            notices.append(f"Your list has too many terms. We counted the first {MOST_TERMS} only.")
            break
        else:
            found[typed.lower()] = query
    return tuple(found.values()), tuple(notices)


def find_terms(connection: sqlite3.Connection, text: str, filters: Filters, *, public: bool = False) -> Terms:
    """The terms of the list in `text`, counted. Filters narrow both numbers; a report counts once, however often it has a term."""
    terms, notices = read_terms(text, synonyms=filters.synonyms)
    notices = (*notices, *filters.notices, *unknown_choices(connection, filters.chosen()))
    if not terms:
        return Terms(notices=notices)
    try:
        with reading(connection, SECONDS):
            held = reports_held(connection, filters)
            found = [held.keys() & reports_with(connection, term.match() or "", filters, public=public).keys() for term in terms]
    except TooSlowError:
        return Terms(terms, notices=(TOO_SLOW, *notices))
    of = Counter(row.authority for row in held.values())
    having = [Counter(held[report].authority for report in reports) for reports in found]
    named = {row.authority: row for row in held.values() if row.authority}
    councils = [
        Council(code, row.authority_name or code, row.region, of[code], tuple(one[code] for one in having)) for code, row in named.items()
    ]
    rows = [row for row in held.values() if row.authority]
    facets = count_facets(connection, rows, Counter(), filters)
    return Terms(terms, tuple(sorted(councils, key=lambda one: one.name)), of[None], facets, notices)
