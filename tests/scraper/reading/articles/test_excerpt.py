"""Excerpts are short, end between words, and are left out where a child could be told by them."""

import pytest

from scraper.reading.articles.excerpt import LENGTH, read_excerpt

LONG = "Inspectors found that families in Ashmere are seen soon after they call. " * 9


def test_cut_between_words() -> None:
    excerpt = read_excerpt("A visit", LONG)
    assert excerpt is not None
    assert len(excerpt) <= LENGTH
    assert excerpt.endswith("…")
    assert LONG.startswith(excerpt.removesuffix("…"))
    assert LONG[len(excerpt) - 1] in " .,"


def test_a_word_longer_than_the_excerpt_is_cut_all_the_same() -> None:
    assert len(read_excerpt("A visit", "x" * 900) or "") <= LENGTH


def test_short_and_empty() -> None:
    assert read_excerpt("A visit", "One line.\n\n• Another.") == "One line. • Another."
    assert read_excerpt("A visit", "") is None


@pytest.mark.parametrize(
    "text",
    [
        "Services knew Child H for two years.",
        "The death of two-year-old Robin Ash led to a review.",
        "A review after the murder of Robin Ash.",
        "The boy, who cannot be named for legal reasons, lives elsewhere.",
        "A serious case review says that letters were lost.",
        "A six-year-old girl was found dead in March.",
        "The family court heard in June that the judge had asked twice.",
    ],
)
def test_no_excerpt_about_one_child(text: str) -> None:
    assert read_excerpt("Council criticised", text) is None


@pytest.mark.parametrize(
    "text",
    [
        "Children in care and 16- and 17-year-olds are helped well.",
        "Inspectors read about the death of a parent in two plans.",
        "Child protection plans end too soon, and the Child Act is quoted.",
        "The council will visit Baby Clinic sites.",
    ],
)
def test_an_excerpt_about_services(text: str) -> None:
    assert read_excerpt("Council praised", text) == text
