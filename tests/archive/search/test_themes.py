"""Themes of recommendations against 1,043 of them judged by hand, of which only a hash is kept; and what counts as being in one."""

import csv
import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from archive.search.themes import THEMES, WITHIN, put_in_themes
from tests.archive.factory import ArchiveFactory
from tests.conftest import Home

JUDGED = Path(__file__).with_name("themes_judged.csv")


def themes_of(text: str) -> dict[str, tuple[str, ...]]:
    """The words that put a recommendation with this text in each of its themes."""
    return {one.theme.theme: one.because for one in put_in_themes([text])[0]}


def test_the_words_that_put_it_there_are_said_once() -> None:
    found = themes_of("Supervision of staff is late. Ensure that supervision is recorded in time, with domestic abuse in mind.")
    assert found["supervision"] == ("Supervision",)
    assert found["domestic_abuse"] == ("domestic abuse",)
    assert "neglect" not in found


def test_a_word_far_into_a_long_text_counts_only_if_it_stands_there_twice() -> None:
    story = "The hospital keeps paper cards that nobody can find again. " * 4
    assert "neglect" not in themes_of(f"{story} This was so for neglect.")
    assert "neglect" in themes_of(f"{story} This was so for neglect. Signs of neglect are missed.")


def test_the_archive_and_an_index_of_one_page_agree(tmp_path: Path) -> None:
    made = ArchiveFactory(tmp_path)
    report = made.report(1, None, "2024-05-06", ["A page."])
    texts = [one.example for one in THEMES.values()]
    told = {"kind": "improvement", "addressed_to": "authority", "page": 1}
    ids = [made.fact("recommendations", report, position=at, text=text, **told) for at, text in enumerate(texts)]
    for theme in THEMES.values():
        sql = f"select c.id from recommendations c where {WITHIN.format('?')}"
        in_archive = {row[0] for row in made.db.execute(sql, [theme.words])}
        on_page = {number for number, found in zip(ids, put_in_themes(texts), strict=True) if theme in [one.theme for one in found]}
        assert in_archive == on_page


@pytest.mark.long
def test_themes_agree_with_what_people_judged(corpus: Home) -> None:
    """Over all of them, and over those that no word was chosen by."""
    with closing(sqlite3.connect(corpus.database)) as db:
        texts = {
            hashlib.sha256(row[0].encode()).hexdigest()[:16]: row[0] for row in db.execute("select distinct text from recommendations")
        }
    with JUDGED.open(newline="") as file:
        judged = [row for row in csv.DictReader(file) if row["sha256"] in texts]
    for rows, fewest in ((judged, 500), ([row for row in judged if row["sample"] == "kept back"], 30)):
        assert len(rows) >= fewest
        found = [{one.theme.theme for one in themes} for themes in put_in_themes([texts[row["sha256"]] for row in rows])]
        wanted = [set(row["themes"].split()) for row in rows]
        right = sum(len(mine & theirs) for mine, theirs in zip(found, wanted, strict=True))
        precision, recall = right / sum(map(len, found)), right / sum(map(len, wanted))
        assert (precision >= 0.9, recall >= 0.8) == (True, True), f"precision {precision:.2f}, recall {recall:.2f}"
