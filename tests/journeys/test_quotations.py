"""A hundred quotations of the real reports: exact, changed and invented ones are told apart, and none is called verbatim that is not."""

import re
import sqlite3
from collections import Counter
from contextlib import closing

import pytest

from archive.database.readonly import connect_read_only
from archive.holdings.check_text import check_text
from archive.search.filters import Filters
from archive.search.verify_quote import Verified, verify_quote
from tests.conftest import Home
from tests.quotations import CHANGED, EXACT, INVENTED, Case, hundred

pytestmark = pytest.mark.drill
CHANGES = ("number", "negation", "opposite")


def stands_on(connection: sqlite3.Connection, case: Case, found: Verified) -> bool:
    """Whether the first and the last words of the quotation stand on the pages that were named."""
    words = plain(re.sub(r"\[[^\]]*\]\w*", " ", case.words)).split()
    sql = "select text from report_pages p join reports r on r.id = p.report_id where r.key = ? and p.page = ?"
    first, last = (plain(connection.execute(sql, [case.key, page]).fetchone()[0]) for page in (found.page, found.page_end))
    return f" {' '.join(words[:3])} " in first and f" {' '.join(words[-3:])} " in last


def plain(text: str) -> str:
    """Words and numbers only, a blank around each."""
    return f" {' '.join(re.findall('[a-z0-9]+', text.lower()))} "


@pytest.mark.parametrize("seed", [18, 19])
def test_a_hundred_quotations_are_told_apart(corpus: Home, seed: int) -> None:
    with closing(connect_read_only(corpus.database)) as connection:
        cases = hundred(connection, seed)
        kinds = Counter(case.kind for case in cases)
        assert min(kinds[kind] for kind in ("plain", "over pages", "ellipsis", "brackets", *CHANGES)) >= 5
        assert (len(cases), sum(kinds[kind] for kind in CHANGES)) == (EXACT + CHANGED + len(INVENTED), CHANGED)
        for case in cases:
            found = verify_quote(connection, case.words, Filters())
            wanted = "not_found" if case.kind == "invented" else "near" if case.kind in CHANGES else "verbatim"
            assert (found.verdict, found.changes_sense) == (wanted, case.kind in CHANGES), case
            if found.row is None:
                continue
            named = verify_quote(connection, case.words, Filters(), key=case.key)  # other reports may have the same sentence
            assert named.verdict == wanted, case
            if case.kind not in CHANGES:
                assert stands_on(connection, case, named), case


def test_the_same_quotations_in_a_draft(corpus: Home) -> None:
    with closing(connect_read_only(corpus.database)) as connection:
        cases = hundred(connection, 20)[::5]
        drawn = {kind: [one for one in cases if one.kind == kind and "“" in one.words] for kind in ("plain", "number", "negation")}
        asked = [one for some in drawn.values() for one in some]
        checked = check_text(connection, "\n".join(f"The report says {one.words}" for one in asked))
        assert len(asked) >= 5
        assert [one.verdict for one in checked.quotations] == ["near" if one.kind in CHANGES else "verbatim" for one in asked]
