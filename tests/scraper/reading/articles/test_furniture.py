"""What stands beside a body is told by its form; where an article goes on behind it, nothing ends there."""

import pytest
from bs4 import BeautifulSoup

from scraper.reading.articles.blocks import read_blocks
from scraper.reading.articles.furniture import drop_cards, without_invitations

FIRST = "Inspectors met children and carers in Ashmere over a whole week."
SECOND = "They found that social workers know the families they visit well."
REPORT = "https://files.ofsted.gov.uk/v1/file/50999001"


def texts(html: str) -> list[str]:
    blocks = read_blocks(BeautifulSoup(f"<body>{html}</body>", "lxml"), "https://news.example/a")
    return [block.text for block in without_invitations(blocks)]


@pytest.mark.parametrize(
    "words", ["Read more", "Subscribe to our newsletter", "Contact us", "You may also like", "RELATED ARTICLES", "Trending"]
)
def test_an_invitation_ends_a_body_only_where_it_does_not_go_on(words: str) -> None:
    first, second, invitation = f"<p>{FIRST}</p>", f"<p>{SECOND}</p>", f"<p>{words}</p>"
    assert texts(first + invitation + second) == [FIRST, SECOND]
    assert texts(first + second + invitation + "<p>Weir Street, Norwell</p>") == [FIRST, SECOND]
    assert texts(invitation + first + second) == [FIRST, SECOND]


def test_what_an_invitation_invites_to_goes_with_it_but_never_a_link_to_a_report() -> None:
    card = "<h3>Read more</h3><p><a href='/clock'>Another story about the town hall and its clock</a></p>"
    assert texts(f"<p>{FIRST}</p>{card}<p>{SECOND}</p>") == [FIRST, SECOND]
    link = f"<h3>Read more</h3><p><a href='{REPORT}'>Ashmere focused visit</a></p>"
    assert texts(f"<p>{FIRST}</p>{link}<p>{SECOND}</p>") == [FIRST, "Ashmere focused visit", SECOND]
    assert texts(f"<p>{FIRST}</p><p>ALSO READ: <a href='/x'>The clock is slow again in Norwell</a></p><p>{SECOND}</p>") == [FIRST, SECOND]


def test_a_sentence_that_begins_like_an_invitation_is_none() -> None:
    long = "Related services were judged to be good, and subscribers to the plan were content."
    assert texts(f"<p>{FIRST}</p><p>{long}</p>") == [FIRST, long]


def test_cards_are_dropped_and_what_only_resembles_them_stays() -> None:
    card = '<div class="c"><a href="/x/"><h4>Headline</h4></a> 12/03/2019</div>'
    section = '<section><h2>What was found</h2><p>A <a href="/y/">letter</a> says so.</p></section>'
    page = BeautifulSoup(f"<body><div>{card}{card}</div><div>{section}{section}</div><div class='c'>{card}</div></body>", "lxml")
    drop_cards(page)
    assert len(page.select("section")) == 2
    assert page.get_text().count("Headline") == 1  # one alone may be part of the article
