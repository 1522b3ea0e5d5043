"""What a person types is read into the FTS5 expression that is meant, and never into an error."""

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.search.query import MAX_CHARACTERS, MAX_TERMS, NOTHING_TO_LOOK_FOR, read_query, searchable
from archive.search.synonyms import GROUPS

PAGES = {
    1: "The multi-agency safeguarding hub is slow.",
    2: "Supervision of social workers is irregular; improvement is slow.",
    3: "Children's homes. A crèche: café.",
    4: "Leaders have improved supervision since the last visit.",
}


@pytest.fixture(scope="module")
def index() -> sqlite3.Connection:
    """An index with the tokenizer of the archive over PAGES."""
    connection = sqlite3.connect(":memory:")
    connection.execute("create virtual table pages using fts5(text, tokenize='porter unicode61 remove_diacritics 2')")
    connection.executemany("insert into pages(rowid, text) values (?, ?)", PAGES.items())
    return connection


def found(index: sqlite3.Connection, typed: str) -> set[int]:
    match = read_query(typed).match()
    return set() if match is None else {row[0] for row in index.execute("select rowid from pages where pages match ?", [match])}


@pytest.mark.parametrize(
    ("typed", "pages"),
    [
        ("supervision", {2, 4}),
        ("Supervision slow", {2}),
        ("supervision AND slow", {2}),
        ('"safeguarding hub"', {1}),
        ("“safeguarding hub”", {1}),
        ('"hub safeguarding"', set()),
        ("multi-agency", {1}),
        ("agency-multi", set()),
        ("supervis*", {2, 4}),
        ("improvem*", {2, 4}),
        ('"social work*"', {2}),
        ("slow -supervision", {1}),
        ("slow NOT supervision", {1}),
        ('slow -"multi-agency safeguarding"', {2}),
        ("hub OR crèche", {1, 3}),
        ("slow hub OR supervision", {1, 2}),
        ("creche cafe", {3}),
        ("children’s", {3}),
        ("children's (homes", {3}),
        ("text:hub", set()),
        ("hub:", {1}),
        ("hub\x00", {1}),
        ("hub 👶", {1}),
        ("OR hub OR", {1}),
        ("sup*", {2, 4}),
        ("su*", set()),
    ],
)
def test_finds_what_is_meant(index: sqlite3.Connection, typed: str, pages: set[int]) -> None:
    assert found(index, typed) == pages


@pytest.mark.parametrize(
    "typed",
    ["", " ", '"', '""', "“", "-", "- -", "*", "(", ")", "OR", "NOT", "AND", "NEAR(", "^", ":", "👶", "\x00", "'", "\\", "-a", "{text}: "],
)
def test_what_holds_no_search_is_none(index: sqlite3.Connection, typed: str) -> None:
    assert read_query(typed).match() in (None, '("NEAR(")', '("{text}:")')
    assert found(index, typed) == set()


@given(st.text(alphabet=st.one_of(st.sampled_from('"*-()ORNTAD:^{}+ aé’“”'), st.characters()), max_size=60))
def test_nothing_typed_is_an_error(typed: str) -> None:
    connection = sqlite3.connect(":memory:")
    connection.execute("create virtual table pages using fts5(title, text, tokenize='porter unicode61 remove_diacritics 2')")
    match = read_query(typed).match()
    if match is not None:
        connection.execute("select rowid from pages where pages match ?", [match]).fetchall()
        connection.execute("select rowid from pages where pages match ?", [f"{{title}} : ({match})"]).fetchall()
    connection.close()


@pytest.mark.parametrize(
    ("typed", "pages"), [("hub -supervis*", {1, 2, 4}), ('hub OR crèche "social work*"', {1, 2, 3}), ("improvem* " * MAX_TERMS, {2, 4})]
)
def test_any_of_its_phrases(index: sqlite3.Connection, typed: str, pages: set[int]) -> None:
    match = read_query(typed).match_any()
    assert {row[0] for row in index.execute("select rowid from pages where pages match ?", [match])} == pages


def test_a_very_long_text_is_cut_and_says_so() -> None:
    query = read_query("word " * 20_000)
    assert len(query.typed) <= MAX_CHARACTERS
    assert len(query.groups) == MAX_TERMS
    assert len(query.notices) == 2


def test_exclusions_alone_ask_for_a_word() -> None:
    assert "Add a word" in read_query("-visit").notices[0]


@pytest.mark.parametrize("typed", ["???", "OR", '""', "*"])
def test_what_holds_no_word_says_that_there_was_nothing_to_look_for(typed: str) -> None:
    query = read_query(typed)
    assert query.match() is None
    assert query.notices == (NOTHING_TO_LOOK_FOR,)
    assert read_query("  ").notices == ()


def test_invisible_characters_are_left_out() -> None:
    assert searchable("saf\u00adeguard\u200bing\ue000 \u202ehub\ud800") == "safeguarding hub"


@pytest.mark.parametrize(
    ("typed", "others"),
    [
        ("LAC", "children in care"),
        ("looked-after children", "children in care"),
        ("looked after children placements", "CLA"),
        ("mash", "multi agency safeguarding hub"),
        ("s47", "section 47"),
        ("nrpf", "no recourse to public funds"),
        ("children in need", "CIN"),
        ("UASC", "unaccompanied asylum seeking children"),
        ("EHCP delays", "EHC plans"),
    ],
)
def test_synonyms_are_searched_together_and_named(typed: str, others: str) -> None:
    query = read_query(typed, synonyms=True)
    assert any(others in names for _, names in query.synonyms)
    assert f'"{others}"' in str(query.match())


def test_synonyms_can_be_switched_off_and_quotation_marks_do_so() -> None:
    assert read_query("LAC").match() == '("LAC")'
    assert read_query('"LAC"', synonyms=True).match() == '("LAC")'


def test_words_of_a_known_name_stand_together(index: sqlite3.Connection) -> None:
    match = read_query("family group decision making slow", synonyms=True).match()
    assert match == '("family group decision making" OR "FGDM") AND ("slow")'
    index.execute("select count(*) from pages where pages match ?", [match])


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ﬁnancial", "financial"),
        ("ＳＥＮＤ", "SEND"),
        ("children’s", "children's"),
        ("oﬃce ＂a b＂", 'office "a b"'),
        ("childrenʼs rights", "childrens rights"),
        ("children´s rights", "childrens rights"),
        ("childrens", "children's"),
    ],
)
def test_ligatures_and_full_width_letters_are_the_letters_they_stand_for(typed: str, meant: str) -> None:
    assert read_query(typed) == read_query(meant)


def test_names_of_one_thing_stand_on_one_line_with_their_source() -> None:
    names = [(name.lower(), number) for number, group in enumerate(GROUPS) for name in group]
    assert len({name for name, _ in names}) == len(names), "a name stands on two lines, or twice on one"
    assert len(GROUPS) >= 80
    assert all(len(group) >= 2 for group in GROUPS)
