"""The small tables of phrases: each phrase finds its example, and no other phrase of its table does."""

import pytest

from archive.matching.phrases import pattern_of, plain_marks, rows, says


@pytest.mark.parametrize(("table", "phrase", "example"), rows(), ids=lambda value: str(value)[:30])
def test_each_phrase_alone_finds_its_example(table: str, phrase: str, example: str) -> None:
    others = [other for name, other, _ in rows() if name == table and other != phrase]
    assert pattern_of([phrase]).search(example)
    assert not [other for other in others if pattern_of([other]).search(example)]


def test_whole_words_in_any_case_are_found() -> None:
    assert says("source", "OFSTED")
    assert not says("source", "reporter")


def test_marks_are_made_plain_without_moving_a_word() -> None:
    text = "Ofsted’s “good” – ‘Ashmere’"
    assert plain_marks(text) == "Ofsted's \"good\" - 'Ashmere'"
    assert len(plain_marks(text)) == len(text)


def test_a_table_that_is_not_there_is_an_error() -> None:
    with pytest.raises(KeyError):
        says("nothing", "Ofsted")
