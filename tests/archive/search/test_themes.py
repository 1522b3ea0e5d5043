"""Themes of recommendations against those that two readers judged by hand, of which only a hash is kept; and what counts as being in one.

The first reader judged 1,043 of one set of reports while the words were chosen. The second judged 922 of two sets, each before seeing its
themes: a random sample of 300 (`first half`, `second half`) and 300 that the first had judged too, from the definitions alone, and more of
those that nobody had judged. Words were mended by the errors in those of the first half and those looked at.
"""

import csv
import hashlib
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from archive.search.themes import THEMES, WITHIN, put_in_themes
from tests.archive.factory import ArchiveFactory
from tests.conftest import Home

JUDGED = Path(__file__).with_name("themes_judged.csv")
JUDGED_AGAIN = Path(__file__).with_name("themes_judged_again.csv")
FLOORS = {  # least precision and recall of samples of the second reader; no word was mended by `second half` and `fresh`
    ("first half", "second half"): (0.9, 0.8),
    ("second half",): (0.9, 0.8),
    ("fresh",): (0.87, 0.8),
    ("first half", "second half", "both readers", "looked at", "fresh"): (0.9, 0.8),
}


@dataclass(frozen=True, slots=True)
class Judged:
    """A recommendation with the keys of the themes that a reader saw in it; `disputed` are neither right nor wrong."""

    sample: str
    text: str
    themes: frozenset[str]
    disputed: frozenset[str] = frozenset()


def read_judged(path: Path, home: Home) -> list[Judged]:
    """The rows of a file of judgements whose recommendations are in the archive."""
    with closing(sqlite3.connect(home.database)) as db:
        texts = {
            hashlib.sha256(row[0].encode()).hexdigest()[:16]: row[0] for row in db.execute("select distinct text from recommendations")
        }
    with path.open(newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["sha256"] in texts]
    return [Judged(row["sample"], texts[row["sha256"]], frozenset(row["themes"].split())) for row in rows]


def measure(rows: Sequence[Judged]) -> tuple[float, float]:
    """Precision and recall of the themes that are assigned."""
    found = [frozenset(one.theme.theme for one in themes) for themes in put_in_themes([row.text for row in rows])]
    right = sum(len(mine & row.themes) for mine, row in zip(found, rows, strict=True))
    assigned = sum(len(mine - row.disputed) for mine, row in zip(found, rows, strict=True))
    return right / assigned, right / sum(len(row.themes) for row in rows)


def themes_of(text: str) -> dict[str, tuple[str, ...]]:
    """The words that put a recommendation with this text in each of its themes."""
    return {one.theme.theme: one.because for one in put_in_themes([text])[0]}


def test_the_words_that_put_it_there_are_said_once() -> None:
    found = themes_of("Supervision of staff is late. Ensure that supervision is recorded in time, with domestic abuse in mind.")
    assert found["supervision"] == ("Supervision",)
    assert found["domestic_abuse"] == ("domestic abuse",)
    assert "neglect" not in found


def test_a_word_far_into_a_text_counts_only_if_it_stands_there_three_times() -> None:
    story = "The hospital keeps paper cards that nobody can find again. " * 4
    assert "neglect" not in themes_of(f"{story} This was so for neglect. Signs of neglect are missed.")
    assert "neglect" in themes_of(f"{story} This was so for neglect. Signs of neglect are missed, and neglect goes on.")


def test_the_opening_of_a_long_text_is_shorter() -> None:
    start, story = f"{'The hospital keeps paper cards that nobody can find again. ' * 2} This was so for neglect.", "Nobody knows why. "
    assert "neglect" in themes_of(start + story)
    assert "neglect" not in themes_of(start + story * 12)


def test_texts_that_were_shown_before_have_the_same_themes() -> None:
    first, second = "Supervision of staff is late.", "Neglect is not seen in time."
    before = put_in_themes([first])
    both = put_in_themes([second, first, second])
    assert both[1:2] == before
    assert both[0] == both[2]
    assert [one.theme.theme for one in both[0]] == ["neglect"]
    assert put_in_themes([]) == []


def test_the_archive_and_an_index_of_one_page_agree(tmp_path: Path) -> None:
    made = ArchiveFactory(tmp_path)
    report = made.report(1, None, "2024-05-06", ["A page."])
    story = "Nobody knows why it is so. "
    places = ("{0}", story * 5 + "{0} " + story * 9, story * 9 + "{0} {0} {0}")  # short; too late in a long text; three times
    texts = [place.format(one.example) for one in THEMES.values() for place in places]
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
    judged = read_judged(JUDGED, corpus)
    for rows, fewest in ((judged, 500), ([row for row in judged if row.sample == "kept back"], 30)):
        assert len(rows) >= fewest
        precision, recall = measure(rows)
        assert (precision >= 0.9, recall >= 0.8) == (True, True), f"precision {precision:.2f}, recall {recall:.2f}"


@pytest.mark.long
def test_themes_agree_with_a_second_reader(added: Home) -> None:
    judged = read_judged(JUDGED_AGAIN, added)
    for samples, (least_precision, least_recall) in FLOORS.items():
        rows = [row for row in judged if row.sample in samples]
        assert len(rows) >= 140
        precision, recall = measure(rows)
        assert (precision >= least_precision, recall >= least_recall) == (True, True), f"{samples}: {precision:.3f}, {recall:.3f}"


@pytest.mark.long
def test_themes_agree_with_what_both_readers_say(added: Home) -> None:
    """Of 300 judged by both. A theme that only one of them saw counts neither for nor against."""
    first = {row.text: row.themes for row in read_judged(JUDGED, added)}
    both = [
        row for row in read_judged(JUDGED_AGAIN, added) if row.text in first and row.sample in ("first half", "second half", "both readers")
    ]
    assert len(both) >= 290
    agreed = [Judged(row.sample, row.text, row.themes & first[row.text], row.themes ^ first[row.text]) for row in both]
    precision, recall = measure(agreed)
    assert (precision >= 0.9, recall >= 0.8) == (True, True), f"precision {precision:.3f}, recall {recall:.3f}"
