"""What repeats on a publisher's pages is furniture, whatever it is called; what only one article says is never taken for it."""

from random import Random

from archive.records import Article, ComparedPage, Document, Problem
from scraper.reading.articles.article import read_article
from scraper.reading.articles.layouts import Layout, Pages
from scraper.reading.articles.repeated import NEAR, blocks_of, repeated, standing

TOWNS = ("Ashmere", "Norwell", "Hallow", "Brackwater", "Pellingham", "Harrowmere", "Castlebrook")
FOOT = "A wide and lasting range of services for families in every county we know."
NO_LAYOUT = Pages()
COLUMN = Pages(layouts=(Layout(seen="2026", body=".z1", title="h1"),))


def page(town: str, more: str = "", head: str = "") -> Document:
    """A page whose column holds the article, a heading over cards, a number that differs, and the foot of every page."""
    words = f"<p>Inspectors spent a week in {town} and met many children there.</p>"
    words += f"<p>They say that social workers in {town} know their families well.</p>{more}"
    foot = f"<h2>Knowledge of ours</h2><p>Read by {len(town)} people</p><p>{FOOT}</p>"
    html = (
        f"<html><head><title>{town}</title>{head}</head><body><div class='x7'><p>We now offer a service by post to every council.</p></div>"
    )
    html += f"<div class='z1'><h1>A visit to {town}</h1>{words}{foot}</div></body></html>"
    url = f"https://news.example/{town.lower()}/"
    return Document("news", "article", url, html.encode(), url, 200, "{}", "text/html")


def read(document: Document, pages: Pages = NO_LAYOUT) -> tuple[str, list[Problem]]:
    records = list(read_article(document, pages, ("news.example",), lambda url: True))
    return next(record.text for record in records if isinstance(record, Article)), [each for each in records if isinstance(each, Problem)]


def test_what_repeats_is_left_out_with_and_without_a_layout() -> None:
    documents = [page(town) for town in TOWNS]
    furniture = standing([blocks_of(document) for document in documents])
    for document, town in zip(documents, TOWNS, strict=True):
        for pages in (NO_LAYOUT, COLUMN):
            text, problems = read(ComparedPage.of(document, furniture), pages)
            assert text == (
                f"Inspectors spent a week in {town} and met many children there.\n\n"
                f"They say that social workers in {town} know their families well."
            )
            assert problems == []
        assert FOOT in read(document, COLUMN)[0]  # without the others nobody could know


def test_four_pages_are_too_few_to_tell() -> None:
    blocks = [blocks_of(page(town)) for town in TOWNS[:4]]
    assert standing(blocks) == frozenset()
    assert standing([*blocks, blocks_of(page(TOWNS[-1]))])


def test_a_sentence_in_another_place_of_the_page_is_another_block() -> None:
    lead = "Hallow has built a house for children who leave care, and they like it."
    cards = [page(town, more=f"<div><div><p>{lead}</p></div></div>") for town in TOWNS]
    own = page("Hallow", more=f"<p>{lead}</p>")
    furniture = standing([blocks_of(document) for document in cards])
    assert lead in read(ComparedPage.of(own, furniture))[0]
    assert lead not in read(ComparedPage.of(cards[0], furniture))[0]


def test_what_the_page_says_of_itself_stays() -> None:
    lead = "Hallow has built a house for children who leave care, and they like it."
    told = page("Hallow", more=f"<p>{lead}</p>", head=f'<meta name="description" content="{lead}">')
    furniture = standing([blocks_of(page(town, more=f"<p>{lead}</p>")) for town in TOWNS])
    assert lead in read(ComparedPage.of(told, furniture))[0]


def test_a_text_that_other_pages_have_too_stays_and_is_a_problem() -> None:
    document = page("Hallow")
    text, problems = read(ComparedPage.of(document, blocks_of(document)))
    assert "Inspectors spent a week in Hallow" in text
    assert [problem.kind for problem in problems] == ["lost_text"]


def test_each_page_is_compared_with_those_kept_near_it() -> None:
    random = Random(1)
    pages = [frozenset({f"own {index}", f"foot {index // 60}", *(f"some {random.randrange(9)}" for _ in range(2))}) for index in range(180)]
    found = list(repeated(pages))
    for index, left in enumerate(found):
        near = pages[max(0, index - NEAR) : index + NEAR + 1]
        assert left == pages[index] & standing(near)  # the window that slides counts as a count from new does
        assert f"foot {index // 60}" in left
        assert f"own {index}" not in left
