"""By meaning: questions, who else was told this and recurring asks; vectors are made as time allows and go with their texts.

Needs the extra [meaning].
"""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from archive.keeping.export.public_snapshot import export_public
from archive.keeping.takedown import erase
from archive.keeping.verify import verify
from archive.search.alike import find_alike
from archive.search.ask import ask
from archive.search.filters import read_filters
from archive.search.meaning import load_model
from archive.search.recurring import find_recurring, group_alike
from archive.search.similar_recommendations import find_similar, read_recommendation
from archive.search.vector_file import text_key, vectors_file
from archive.store.takedowns import find_subject
from archive.store.vectors import AT_ONCE, make_vectors
from archive.web.site import metadata
from tests.archive.factory import ArchiveFactory
from tests.archive.sample import AMBERFORD, BRACKMERE

pytestmark = pytest.mark.skipif(load_model() is None, reason="needs the extra [meaning]")

WAITING = (
    "Families wait many weeks before anybody is allocated to them, "
    "because there are not enough staff to take on the number of new cases each month."
)
ADOPTION = (
    "Prospective adopters receive helpful training, "
    "and panels consider every match with care before a child moves to live with a new family."
)
WEATHER = (
    "The hall has a new roof, "
    "a repaired boiler and windows that keep out the rain, so that meetings can be held there during the winter months."
)


@pytest.fixture
def made(tmp_path: Path) -> Iterator[ArchiveFactory]:
    """Three reports of one paragraph each."""
    factory = ArchiveFactory(tmp_path)
    for code, name in ((AMBERFORD, "Amberford"), (BRACKMERE, "Brackmere")):
        factory.authority(code, name)
    for number, (authority, text) in enumerate(((AMBERFORD, WAITING), (BRACKMERE, ADOPTION), (BRACKMERE, WEATHER)), start=1):
        report = factory.report(number, authority, f"202{number}-01-01", [text])
        factory.db.execute("update report_pages set rest = '' where report_id = ?", [report])
        factory.fact("report_paragraphs", report, position=1, page=1, page_end=1, text=text)
    factory.db.conn.row_factory = sqlite3.Row
    yield factory
    factory.db.close()


def keys(made: ArchiveFactory, typed: str, **parameters: str) -> list[str]:
    return [one.key for one in ask(made.db.conn, typed, read_filters(parameters), limit=9, public=False).found]


def test_a_question_is_answered_though_it_shares_no_word(made: ArchiveFactory) -> None:
    question = "delays in getting a social worker"
    assert keys(made, question) == []
    assert make_vectors(made.db) == (3, 3)
    assert ask(made.db.conn, question, read_filters({}), limit=9, public=False).vectors == (3, 3)
    assert keys(made, question)[0] == "ofsted-1"
    assert keys(made, question, authority=BRACKMERE)[0] == "ofsted-2"
    assert keys(made, f'{question} "new roof"') == ["ofsted-3"]  # a quotation must be there


def test_vectors_are_made_as_time_allows_the_newest_first(made: ArchiveFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("archive.store.vectors.AT_ONCE", 1)
    ticks = iter(range(100))
    monkeypatch.setattr("archive.store.vectors.monotonic", lambda: next(ticks))
    assert make_vectors(made.db, 1) == (1, 3)  # the clock moves a second at every look
    held = sqlite3.connect(vectors_file(made.path)).execute("select text from vectors").fetchall()
    assert held == [(text_key(WEATHER),)]
    assert make_vectors(made.db, 0) is None
    assert make_vectors(made.db) == (3, 3)
    assert AT_ONCE > 1


def test_what_is_erased_is_forgotten_its_bytes_too(made: ArchiveFactory) -> None:
    make_vectors(made.db)
    file = vectors_file(made.path)
    assert text_key(WAITING) in file.read_bytes()
    erase(made.db, made.path, made.files, find_subject(made.db, "ofsted-1"), [])
    assert text_key(WAITING) not in file.read_bytes()
    assert make_vectors(made.db) == (2, 2)


def test_a_changed_text_gets_a_new_vector_and_loses_its_old(made: ArchiveFactory) -> None:
    make_vectors(made.db)
    made.db.execute("update report_paragraphs set text = ? where text = ?", [WEATHER.replace("hall", "house"), WEATHER])
    made.db.conn.commit()
    assert make_vectors(made.db) == (3, 3)
    assert text_key(WEATHER) not in vectors_file(made.path).read_bytes()


def test_the_public_is_answered_with_nothing_that_was_taken_down(made: ArchiveFactory) -> None:
    from archive.database.public import hide_private

    make_vectors(made.db)
    made.db.execute("update reports set withheld = '2026-01-01' where key = 'ofsted-1'")
    made.db.conn.commit()
    hide_private(made.db.conn)
    found = ask(made.db.conn, "delays in getting a social worker", read_filters({}), limit=9, public=True)
    assert found.vectors == (2, 2)
    assert "ofsted-1" not in {one.key for one in found.found}


def test_a_council_or_a_year_that_a_question_names_comes_first(made: ArchiveFactory) -> None:
    for number, authority in ((4, AMBERFORD), (5, BRACKMERE)):
        report = made.report(number, authority, f"202{number}-01-01", ["Words."])
        text = f"{WAITING} This was so in {number} of the last six months, and leaders knew it."
        made.fact("report_paragraphs", report, position=1, page=1, page_end=1, text=text)
    make_vectors(made.db)
    assert keys(made, "Why do families wait in Brackmere?")[0] == "ofsted-5"
    assert keys(made, "Why do families wait in Amberford in 2024?")[0] == "ofsted-4"
    assert keys(made, "Why did families wait in 2021?")[0] == "ofsted-1"
    assert set(keys(made, 'Why did families wait in 2021? "5 of the last six"')) == {"ofsted-5"}  # a quotation must be there all the same
    assert keys(made, 'waiting "in 2021"') == []


def test_a_council_called_as_a_usual_word_is_named_only_with_a_capital_letter(made: ArchiveFactory) -> None:
    made.authority("X0000008", "Reading")
    report = made.report(4, "X0000008", "2024-01-01", ["Words."])
    made.fact("report_paragraphs", report, position=1, page=1, page_end=1, text=WEATHER.replace("hall", "school"))
    make_vectors(made.db)
    assert keys(made, "Are there enough staff in Reading?")[0] == "ofsted-4"
    assert keys(made, "Are there enough staff for reading?")[0] == "ofsted-1"


def test_every_paragraph_of_a_report_can_be_reached(made: ArchiveFactory) -> None:
    report = made.report(4, AMBERFORD, "2024-01-01", ["Words."])
    for position in range(1, 9):
        text = f"{WAITING} Number {position} of these families told inspectors about it."
        made.fact("report_paragraphs", report, position=position, page=1, page_end=1, text=text)
    make_vectors(made.db)
    answers = ask(made.db.conn, "delays in getting a social worker", read_filters({}), limit=300, public=False).found
    assert sum(one.key == "ofsted-4" and one.place.position is not None for one in answers) == 8
    assert [one.score for one in answers] == sorted((one.score for one in answers), reverse=True)


def changed(file: Path, sql: str) -> None:
    beside = sqlite3.connect(file)
    beside.execute(sql)
    beside.commit()
    beside.close()


@pytest.mark.parametrize(
    "harm",
    [
        "update vectors set vector = zeroblob(384) where text = (select min(text) from vectors)",
        "update vectors set vector = x'00' where text = (select min(text) from vectors)",
        "update vectors set checksum = 'another model' where text = (select min(text) from vectors)",
    ],
)
def test_a_damaged_vector_is_not_used_and_is_made_anew(made: ArchiveFactory, monkeypatch: pytest.MonkeyPatch, harm: str) -> None:
    monkeypatch.setenv("ARCHIVE_VECTOR_SECONDS", "45")
    make_vectors(made.db)
    file = vectors_file(made.path)
    before = sqlite3.connect(file).execute("select * from vectors").fetchall()
    changed(file, harm)
    assert ask(made.db.conn, "delays in getting a social worker", read_filters({}), limit=9, public=False).vectors == (2, 3)
    found = [damage for damage in verify(made.db, made.files) if "vectors" in damage.problem.message]
    assert [(damage.mended, damage.problem.message[:2]) for damage in found] == [(True, "1 ")]
    assert sqlite3.connect(file).execute("select * from vectors").fetchall() == before
    assert not [damage for damage in verify(made.db, made.files) if "vectors" in damage.problem.message]


def test_a_file_of_vectors_that_is_no_database_is_made_anew(made: ArchiveFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ARCHIVE_VECTOR_SECONDS", "45")
    make_vectors(made.db)
    vectors_file(made.path).write_bytes(b"no database" * 1_000)
    assert ask(made.db.conn, "delays in getting a social worker", read_filters({}), limit=9, public=False).vectors == (0, 3)
    assert [damage.mended for damage in verify(made.db, made.files) if "vectors" in damage.problem.message] == [True]
    assert make_vectors(made.db) == (3, 3)


def test_a_public_snapshot_has_the_vectors_of_its_own_texts_alone(made: ArchiveFactory, tmp_path: Path) -> None:
    make_vectors(made.db)
    made.db.execute("update reports set withheld = '2026-01-01' where key = 'ofsted-1'")
    made.db.conn.commit()
    described = metadata()["databases"]["archive"]["tables"]
    file = vectors_file(export_public(made.path, tmp_path / "public", described).database)
    held = {row[0] for row in sqlite3.connect(file).execute("select text from vectors")}
    assert held == {text_key(ADOPTION), text_key(WEATHER)}
    assert text_key(WAITING) not in file.read_bytes()
    export_public(made.path, tmp_path / "public", described)
    assert [one.name for one in (tmp_path / "public").glob("*-search")] == [f"{(tmp_path / 'public' / 'latest.db').resolve().name}-search"]


TOLD = (
    (AMBERFORD, "The timeliness of return home interviews when children have gone missing."),
    (BRACKMERE, "How quickly children who went missing are interviewed when they come back home."),
    (AMBERFORD, "The quality and timeliness of interviews with children who return home after going missing."),
    (BRACKMERE, "The oversight of private fostering."),
)

TEXTS = [text for _, text in TOLD]


@dataclass(frozen=True)
class Said:
    """A recommendation of its text alone."""

    text: str


@pytest.fixture
def told(made: ArchiveFactory) -> ArchiveFactory:
    """Recommendations of four reports: three on one matter, in other words, and one on another."""
    for number, (authority, text) in enumerate(TOLD, start=11):
        report = made.report(number, authority, f"20{number}-01-01", ["Words."])
        made.fact("recommendations", report, position=1, kind="improvement", addressed_to="authority", page=1, text=text)
    return made


def test_who_else_was_told_this_is_found_by_meaning(told: ArchiveFactory) -> None:
    asked = read_recommendation(told.db.conn, 1)
    assert asked is not None
    assert find_similar(told.db.conn, asked, public=False)[1] is False  # no vectors yet
    make_vectors(told.db)
    found, by_meaning = find_similar(told.db.conn, asked, public=False)
    assert by_meaning
    assert [(one.row["id"], one.row["authority"]) for one in found] == [(3, AMBERFORD), (2, BRACKMERE)]
    assert 1 >= found[0].score > found[1].score >= 0.6


def test_recommendations_of_two_reports_are_alike_in_meaning_or_else_in_words(told: ArchiveFactory) -> None:
    groups = [[Said(told_one)] for _, told_one in TOLD]
    by_words = find_alike(told.db.conn, groups)
    assert {pair.by_meaning for pair in by_words} == {False}
    make_vectors(told.db)
    pairs = find_alike(told.db.conn, groups)
    assert {(TEXTS.index(pair.first.text), TEXTS.index(pair.second.text)) for pair in pairs} == {(0, 1), (0, 2), (1, 2)}
    assert all(pair.by_meaning and 0.75 <= pair.score <= 1 for pair in pairs)
    assert [pair.score for pair in pairs] == sorted((pair.score for pair in pairs), reverse=True)
    assert find_alike(told.db.conn, groups, 1) == pairs[:1]
    assert find_alike(told.db.conn, [[Said(TEXTS[0]), Said(TEXTS[2])]]) == []  # one report is not compared with itself
    assert find_alike(told.db.conn, [*groups, [Said("A text that no report has.")]]) == by_words


def test_what_many_councils_were_told_is_counted_by_family_kind_and_year(told: ArchiveFactory) -> None:
    assert find_recurring(told.db.conn, {}) is None
    make_vectors(told.db)
    assert find_recurring(told.db.conn, {}) == []  # two councils are not many
    told.authority("X0000009", "Cranmoor")
    report = told.report(20, "X0000009", "2020-01-01", ["Words."])
    told.fact("recommendations", report, position=1, kind="priority_action", addressed_to="authority", page=1, text=TOLD[0][1])
    make_vectors(told.db)
    asks = find_recurring(told.db.conn, {})
    assert asks is not None
    assert len(asks) == 1
    assert asks[0].central["text"] in {text for _, text in TOLD[:3]}
    assert {row["id"] for row in asks[0].rows} == {1, 2, 3, 5}
    assert {(family, kind): councils for family, kind, councils, _, _ in asks[0].kinds} == {
        (asks[0].rows[0]["family"], "improvement"): 2,
        (asks[0].rows[0]["family"], "priority_action"): 1,
    }
    assert [(one.kind, one.year, one.councils) for one in asks[0].counts if one.kind == "priority_action"] == [
        ("priority_action", "2020", 1)
    ]
    assert find_recurring(told.db.conn, {"year": "2020"}) == []


def test_the_central_text_of_a_group_is_close_to_all_of_it() -> None:
    numpy = pytest.importorskip("numpy")
    lines = {name: numpy.zeros(384) for name in (b"one", b"two", b"three", b"four")}
    for at, name in enumerate(lines):  # each 36 degrees from the next, so that the first and third are not close
        lines[name][0], lines[name][1] = numpy.cos(at * 0.628), numpy.sin(at * 0.628)
    vectors = {name: numpy.round(127 * line).astype(numpy.int8).tobytes() for name, line in lines.items()}
    assert group_alike(vectors) == {b"one": b"two", b"two": b"two", b"three": b"two", b"four": b"four"}
