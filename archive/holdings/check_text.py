"""Checks a text that somebody pasted: its quotations against all reports, and the grades, dates and numbers it gives of councils."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from time import monotonic

from sqlite_utils import Database

from archive.database.listed_rows import OTHER_PROVIDER
from archive.matching.authority_names import find_authorities
from archive.matching.claims.check import check_claims
from archive.matching.claims.facts import Claim, Facts
from archive.matching.claims.prose import prose_of
from archive.matching.sentences import quotations_in, read_sentences
from archive.search.filters import Filters
from archive.search.verify_quote import Verified, verify_quote
from archive.store.authorities import read_authorities
from archive.store.claims import read_facts

LONGEST = 50_000  # letters: a long article; a request that holds more is refused before it comes here
MOST_QUOTATIONS = 60
MOST_COUNCILS = 5
SECONDS = 10.0  # for all quotations together
_MARKS = str.maketrans("«»„", "“”“")

# The newest graded inspection of a council, and what came after it.
_NEWEST = """
    select r.id, i.grade_status = 'given' and i.report_type in ('ilacs_inspection', 'sif_inspection', 'sif_reinspection') as graded
    from reports r join inspections i on i.report_id = r.id
    where r.local_authority = ? and r.availability = 'held' order by r.published desc, r.id desc
"""


@dataclass(frozen=True, slots=True)
class CheckedClaim:
    """What a sentence says of a council's report, with the report's row (key, title, published, sha256) and council."""

    sentence: str
    claim: Claim
    row: sqlite3.Row


@dataclass(frozen=True, slots=True)
class CheckedText:
    """`quotations` and `claims` in the order of the text. `unchecked`: how many quotations there was no time for.

    `councils` are (code, name) of those that the text names; `not_held` are those of which the archive holds no report.
    """

    quotations: tuple[Verified, ...]
    claims: tuple[CheckedClaim, ...]
    councils: tuple[tuple[str, str], ...]
    not_held: tuple[str, ...]
    unchecked: int


def check_text(connection: sqlite3.Connection, text: str, *, public: bool = False) -> CheckedText:
    """Check a text of at most LONGEST letters, its paragraphs on lines of their own. Nothing of it is kept."""
    paragraphs = [line.strip() for line in text[:LONGEST].replace("\x00", " ").translate(_MARKS).splitlines() if line.strip()]
    database = Database(connection)
    authorities = read_authorities(database)
    named = {one.authority.code: one.authority.name for one in find_authorities("\n".join(paragraphs), authorities)}
    councils = tuple(named.items())[:MOST_COUNCILS]
    quoted = list(dict.fromkeys(words for paragraph in paragraphs for words in quotations_in(paragraph)))
    verified: list[Verified] = []
    began = monotonic()
    for words in quoted[:MOST_QUOTATIONS]:
        if monotonic() - began > SECONDS:
            break
        verified.append(_verify(connection, words, [code for code, _ in councils], public=public))
    facts = {code: _reports(database, code, text) for code, _ in councils}
    sentences = read_sentences(paragraphs)

    def names(words: str) -> set[str]:
        return {one.authority.code for one in find_authorities(words, authorities)}

    reports = [report for of_council in facts.values() for report in of_council]
    claims = check_claims(sentences, prose_of(paragraphs, frozenset()), reports, names) if reports else ()
    rows = {claim.report_key: _row(connection, claim.report_key) for claim in claims}
    return CheckedText(
        tuple(verified),
        tuple(CheckedClaim(sentences[claim.position].text, claim, rows[claim.report_key]) for claim in claims),
        councils,
        tuple(name for code, name in councils if not facts[code]),
        len(quoted) - len(verified),
    )


def _verify(connection: sqlite3.Connection, words: str, codes: Sequence[str], *, public: bool) -> Verified:
    """Looked for in the reports on the councils that the text names first: several councils may have been told the same."""
    for code in codes:
        found = verify_quote(connection, words, Filters(authority=code), public=public)
        if found.verdict == "verbatim":
            return found
    return verify_quote(connection, words, Filters(), public=public)


def _reports(database: Database, code: str, text: str) -> list[Facts]:
    """The reports of a council that a text can mean: those of a year that it names, or else the newest graded one and the newest."""
    rows = list(database.query(_NEWEST, [code]))
    facts = [found for row in rows if (found := read_facts(database, row["id"]))]
    of_year = [report for report in facts if any(year in text for year in report.years)]
    graded = {row["id"] for row in rows if row["graded"]}
    newest = [row["id"] for row in rows if row["id"] in graded][:1] + [row["id"] for row in rows][:1]
    return of_year or [found for number in dict.fromkeys(newest) if (found := read_facts(database, number))]


def _row(connection: sqlite3.Connection, key: str) -> sqlite3.Row:
    row: sqlite3.Row = connection.execute(
        f"""select r.key, r.title, r.published, coalesce(a.name, '') as authority_name, {OTHER_PROVIDER} as other_provider, d.sha256
            from reports r
            left join local_authorities a on a.code = r.local_authority left join documents d on d.id = r.file_document_id
            where r.key = ?""",
        [key],
    ).fetchone()
    return row
