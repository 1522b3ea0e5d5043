"""The generic path is held against trafilatura alone, and to what it must leave out."""

from bs4 import BeautifulSoup

from scraper.reading.articles.generic import drop_cards
from tests.bench.articles import measure, read_generic, read_trafilatura, sample_pages


def test_not_worse_than_trafilatura_on_bodies_and_better_on_links_and_dates() -> None:
    pages = sample_pages()
    ours, theirs = measure(read_generic, pages), measure(read_trafilatura, pages)
    assert ours.f1 >= theirs.f1
    assert ours.links > theirs.links
    assert ours.dates > theirs.dates
    assert ours.bodies == len(pages)


def test_cards_are_dropped_and_what_only_resembles_them_stays() -> None:
    card = '<div class="c"><a href="/x/"><h4>Headline</h4></a> 12/03/2019</div>'
    section = '<section><h2>What was found</h2><p>A <a href="/y/">letter</a> says so.</p></section>'
    page = BeautifulSoup(f"<body><div>{card}{card}</div><div>{section}{section}</div><div class='c'>{card}</div></body>", "lxml")
    drop_cards(page)
    assert len(page.select("section")) == 2
    assert page.get_text().count("Headline") == 1  # one alone may be part of the article
