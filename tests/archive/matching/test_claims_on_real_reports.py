"""Claims on real reports, in our own words as journalists write, are told right, wrong or not stated in 97 of 100 cases."""

import csv
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from archive.matching.facts import ArticleFacts
from archive.matching.sentences import read_sentences
from archive.store import open_archive
from archive.store.authorities import read_authorities
from archive.store.claims import claims_of, read_facts
from tests.conftest import Home

pytestmark = [pytest.mark.long, pytest.mark.xdist_group("added")]

ENOUGH = 0.97


def read_claims() -> list[dict[str, str]]:
    """The rows of claims.csv: the report by URN and day of publication, what is claimed ("SUBJECT=SAID:VERDICT; …"), the sentence.

    A sentence without claims is about the past, a wish, or somebody else. `before` is the grade of the graded inspection before.
    """
    with Path(__file__).with_name("claims.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_claims_on_real_reports_are_told_apart(added: Home) -> None:
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    missed = []
    with closing(open_archive(added.database)) as database:
        authorities = read_authorities(database)
        for row in read_claims():
            found = database.execute("select id from reports where urn = ? and published = ?", [row["urn"], row["published"]]).fetchone()
            facts = read_facts(database, found[0])
            assert facts is not None, row
            article = ArticleFacts("https://news.example/a", "An inspection", row["published"], (row["sentence"],))
            claims = claims_of(article, read_sentences(article.paragraphs), [facts], authorities)
            told = {f"{'before' if one.subject.startswith('earlier') else one.subject}={one.said}:{one.verdict}" for one in claims}
            wanted = set(filter(None, row["claims"].split("; "))) or {"no claim"}
            told = told or {"no claim"}
            for one in wanted:
                total[one.rpartition(":")[2]] += 1
                right[one.rpartition(":")[2]] += one in told
            if told != wanted:
                missed.append((row["sentence"], sorted(wanted), sorted(told)))
            wrong = {one for one in told - wanted if one.endswith(":wrong")}
            assert not wrong, f"a wrong mark is worse than none: {row['sentence']} {wrong}"
    assert sum(total.values()) - total["no claim"] >= 120
    assert {"right", "wrong", "not_stated", "no claim"} == set(total)
    for verdict, number in total.items():
        assert right[verdict] >= (ENOUGH if number >= 40 else 0.9) * number, (verdict, missed)
    assert sum(right.values()) >= ENOUGH * sum(total.values()), missed
