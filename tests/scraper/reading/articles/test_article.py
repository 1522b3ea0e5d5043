"""Articles from pages of every skeleton: title, body, links and dates, and what must never get into them."""

import json
from dataclasses import replace
from html import escape
from pathlib import Path

import pytest

from archive.records import Article, ArticleLink, Document, ListedArticle, Problem, Record
from scraper.reading.articles.article import read_article
from scraper.reading.articles.layouts import Layout, Pages
from scraper.reading.errors import NotFoundError, ParseError, ReadingError
from scraper.spiders.willispalmer import WillisPalmer

URL = "https://www.willispalmer.com/child-centred-support-provided-families-warrington/"
NO_FACTS = Pages()
REPORT = "https://files.ofsted.gov.uk/v1/file/50004499"
CARDS = """<div class="{0}"><a href="/hallow-praised-again/"><h4>Hallow praised again</h4></a><span>12/03/2019</span></div>
<div class="{0}"><a href="/brackwater-in-a-hurry/"><h4>Brackwater in a hurry</h4></a><span>01/02/2020</span></div>"""
PROSE = "<p>Children in Ashmere are seen quickly when somebody worries about them, as inspectors have found once more.</p>" * 4


def document(html: str, url: str = URL, status: int = 200, listed: ListedArticle | None = None) -> Document:
    return Document(
        source="willispalmer",
        kind="article",
        url=url,
        body=html.encode(),
        final_url=url,
        status=status,
        headers="{}",
        content_type="text/html",
        article=listed,
    )


def read(html: str, pages: Pages = NO_FACTS, **facts: object) -> list[Record]:
    return list(read_article(document(html, **facts), pages, WillisPalmer.hosts, WillisPalmer.is_article))  # type: ignore[arg-type]


def article(records: list[Record]) -> Article:
    (found,) = [record for record in records if isinstance(record, Article)]
    return found


def page(body: str, head: str = "") -> str:
    return f"<html><head><title>A visit to Ashmere - News</title>{head}</head><body><h1>A visit to Ashmere</h1>{body}</body></html>"


# The article this project began with, in skeletons of our own


def seed_article(shared: Path) -> tuple[str, list[str], str]:
    """Title, paragraphs (bullets with their mark) and footer of the seed, as HTML."""
    lines = [line.strip() for line in (shared / "seed" / "warrington-focused-visit.txt").read_text().splitlines() if line.strip()]
    end = lines.index("Warrington focused visit")
    return lines[0], lines[1 : end + 1], "".join(f"<p>{escape(line)}</p>" for line in lines[end + 1 :])


def seed_body(lines: list[str]) -> str:
    pieces = [f"<li>{escape(line[1:].strip())}</li>" if line.startswith("•") else f"<p>{escape(line)}</p>" for line in lines[:-1]]
    html = "".join(pieces).replace("</p><li>", "</p><ul><li>").replace("</li><p>", "</li></ul><p>")
    return f'{html}<p><a href="{REPORT}">{escape(lines[-1])}</a></p>'


SKELETONS = {
    "article": "<main><article><h1>{title}</h1>{body}</article>{cards}</main><footer>{footer}</footer>",
    "no article": '<div><a href="/">Home</a></div><h1>{title}</h1><div>{body}</div><div>{cards}</div><div id="foot">{footer}</div>',
    "one div": '<div><p class="banner">Hire us</p><h1>{title}</h1>{body}<p>&nbsp;</p>{cards}<h2>Enquire</h2><form></form>{footer}</div>',
    "one article": "<article><h1>{title}</h1>{body}{cards}{footer}</article>",
    "sample": '<div class="main-column"><h1>{title}</h1>{body}<h3>You may also like</h3>{cards}{footer}</div>',
    "theme": '<h1 class="entry-title">{title}</h1><div class="entry-content">{body}</div>{cards}{footer}',
}


@pytest.mark.parametrize("skeleton", SKELETONS)
def test_the_seed_article_is_exact_in_every_skeleton(shared: Path, skeleton: str) -> None:
    title, lines, footer = seed_article(shared)
    html = SKELETONS[skeleton].format(title=escape(title), body=seed_body(lines), cards=CARDS.format("x"), footer=footer)
    records = list(
        WillisPalmer.extract(document(f"<html><head><title>{escape(title)} - WillisPalmer</title></head><body>{html}</body></html>"))
    )
    found = article(records)
    assert found.title == title
    assert found.text.split("\n\n") == [line if not line.startswith("•") else f"• {line[1:].strip()}" for line in lines]
    assert records[1:] == [ArticleLink(REPORT, "Warrington focused visit", "ofsted-50004499", None)]
    assert (found.published, found.published_source) == (None, None)


# Links


SHAPES = {
    "only a link": '<p><a href="https://a.example/1">one</a></p>',
    "list of links": '<ul><li><a href="https://a.example/1">one</a></li><li><a href="https://a.example/2">two</a></li></ul>',
    "heading": '<h2><a href="https://a.example/1">one</a></h2>',
    "inline": '<p>See <a href="https://a.example/1">one</a> and more of it.</p>',
    "quote": '<blockquote><p>They say <a href="https://a.example/1">one</a>.</p></blockquote>',
    "table": '<table><tr><td>Grade</td><td><a href="https://a.example/1">one</a></td></tr></table>',
    "picture": '<figure><a href="//a.example"><img alt="one"></a><figcaption><a href="//b.example">two</a></figcaption></figure>',
}


@pytest.mark.parametrize("layouts", [(), (Layout("a test", body=".body"),)], ids=["generic", "selectors"])
def test_seven_shapes_of_link_are_kept_in_order(layouts: tuple[Layout, ...]) -> None:
    expected = [word for html in SHAPES.values() for word in (["one", "two"] if "two" in html else ["one"])]
    records = read(page(f'<div class="body">{PROSE}{"".join(SHAPES.values())}{PROSE}</div>'), Pages(layouts=layouts))
    assert [record.text for record in records if isinstance(record, ArticleLink)] == expected


def test_relative_links_mail_and_share_buttons() -> None:
    links = '<a href="/x">x</a> <a href="mailto:a@b">m</a> <a href="#top">t</a>'
    share = '<p><a href="https://www.facebook.com/sharer/x">f</a></p>'
    records = read(page(f'<div class="body"><p>A {links}</p>{share}</div>'), Pages(layouts=(Layout("a test", body=".body"),)))
    assert records[1:] == [ArticleLink("https://www.willispalmer.com/x", "x")]
    assert article(records).text == "A x m t"


# Dates


JSON_LD = '<script type="application/ld+json">{}</script>'
DATED = JSON_LD.format(json.dumps({"@type": "NewsArticle", "headline": "A visit to Ashmere", "datePublished": "2021-03-04T08:00:00Z"}))
META = '<meta property="article:published_time" content="2021-03-05T08:00:00+00:00">'
PRINTED = Pages(
    layouts=(Layout("a test", body=".body", published=".day"),),
    drop=(".card",),
    url_date=r"/(?P<year>\d{4})/(?P<month>\d\d)/(?P<day>\d\d)/",
)
CARD = '<div class="card"><p class="day">1 May 2026</p></div>'
BODY = f'<p class="day">Published: 6 March 2021, 10:15am</p><div class="body">{PROSE}</div>{CARD}'
LISTED = ListedArticle(None, "2021-03-03", "api", None)


@pytest.mark.parametrize(
    ("html", "listed", "url", "expected"),
    [
        (page(BODY, DATED + META), LISTED, URL, ("2021-03-03", "api")),
        (page(BODY, DATED + META), None, URL, ("2021-03-04", "json_ld")),
        (page(BODY, META), None, URL, ("2021-03-05", "meta")),
        (page(BODY), None, URL, ("2021-03-06", "selector")),
        (page(f'<div class="body">{PROSE}</div>'), None, "https://www.willispalmer.com/2021/03/07/ashmere/", ("2021-03-07", "url")),
        (page(f'<div class="body">{PROSE}</div>{CARDS.format("card")}'), None, URL, (None, None)),
    ],
)
def test_the_best_source_of_the_date_wins(
    html: str, listed: ListedArticle | None, url: str, expected: tuple[str | None, str | None]
) -> None:
    found = article(read(html, PRINTED, listed=listed, url=url))
    assert (found.published, found.published_source) == expected


@pytest.mark.parametrize(
    "json_ld",
    [
        {"@type": "NewsArticle", "url": "https://www.willispalmer.com/another-article/", "datePublished": "2026-05-01"},
        {"@type": "ItemList", "itemListElement": [{"@type": "NewsArticle", "headline": "Another", "datePublished": "2026-05-01"}]},
        [
            {"@type": "Article", "headline": "One", "datePublished": "2026-05-01"},
            {"@type": "Article", "headline": "Two", "datePublished": "2026-05-02"},
        ],
    ],
)
def test_json_ld_of_other_articles_gives_no_date_and_no_title(json_ld: object) -> None:
    found = article(read(page(f"<div>{PROSE}</div>", JSON_LD.format(json.dumps(json_ld)))))
    assert (found.title, found.published) == ("A visit to Ashmere", None)


def test_dates_of_related_cards_are_never_the_articles_date() -> None:
    found = article(read(page(f"<div>{PROSE}{CARDS.format('x')}</div>")))
    assert (found.published, found.published_source) == (None, None)
    assert "2019" not in found.text


def test_a_date_of_no_known_form_is_a_problem_and_the_next_source_serves() -> None:
    records = read(page(BODY, '<meta property="article:published_time" content="soon">'), PRINTED)
    assert article(records).published_source == "selector"
    assert [record.kind for record in records if isinstance(record, Problem)] == ["parse_error"]


# Title, authors, access


@pytest.mark.parametrize(
    ("head", "headings"),
    [
        ("<title>A visit to Ashmere | News</title>", "<h1>Banner of the day</h1><h1>A visit to Ashmere</h1>"),
        ('<meta property="og:title" content="A visit to Ashmere – News"><meta property="og:site_name" content="News">', ""),
        ('<title>x</title><meta property="og:title" content="A visit to Ashmere">', "<h1>Banner</h1><h1>Another</h1>"),
        (
            '<script type="application/ld+json">{"@type": "Article", "headline": "A visit to &lt;i&gt;Ashmere&lt;/i&gt;"}</script>',
            "<h1>A visit</h1>",
        ),
    ],
)
def test_the_title_without_banner_and_site_name(head: str, headings: str) -> None:
    assert article(read(f"<html><head>{head}</head><body>{headings}<div>{PROSE}</div></body></html>")).title == "A visit to Ashmere"


def test_a_stub_says_so() -> None:
    stub = page(
        "<div><p>Short.</p></div>", '<script type="application/ld+json">{"@type": "Article", "isAccessibleForFree": false}</script>'
    )
    pages = Pages(layouts=(Layout("a test", body="div"),))
    assert article(read(stub, pages)).access == "stub"
    assert article(read(page("<div><p>Short.</p></div>"), pages)).access == "full"
    assert (
        article(read(page('<div><p>Short.</p></div><b class="wall"></b>'), Pages(layouts=pages.layouts, paywall=(".wall",)))).access
        == "stub"
    )


# What is an error


def test_a_text_that_belongs_to_no_body_is_an_error() -> None:
    with pytest.raises(ParseError, match="Acme Ltd"):
        read(
            page(f'<div class="body">{PROSE}<p>Acme Ltd, 1 Nowhere Lane</p></div>'),
            Pages((Layout("a test", body=".body"),), never=("Acme Ltd",)),
        )


@pytest.mark.parametrize("html", ["<html></html>", page('<div class="body"> </div>')])
def test_a_page_without_text_is_an_error(html: str) -> None:
    with pytest.raises(ParseError):
        read(html, Pages(layouts=(Layout("a test", body=".body"),)))


@pytest.mark.parametrize("status", [404, 410])
def test_a_page_that_is_gone(status: int) -> None:
    with pytest.raises(NotFoundError):
        read(page(PROSE), status=status)


def test_two_dates_by_one_selector_are_an_error() -> None:
    two = page(f'<p class="day">6 March 2021</p><p class="day">7 March 2021</p><div class="body">{PROSE}</div>')
    with pytest.raises(ParseError, match="at most one"):
        read(two, PRINTED)


def test_the_layout_that_fits_reads_and_the_older_one_stays() -> None:
    layouts = (Layout("2026", body=".new-body", title=".new-title"), Layout("2018", body=".old-body", title="h1"))
    for name in ("new", "old"):
        html = f'<h1 class="{name}-title">A visit to Ashmere</h1><div class="{name}-body"><p>Text of {name}.</p></div>'
        found = article(read(f"<html><body>{html}</body></html>", Pages(layouts=layouts)))
        assert (found.text, found.reader) == (f"Text of {name}.", "selectors")


def test_banner_cards_footer_white_space_and_charset_make_no_other_text() -> None:
    """What changes from visit to visit is no part of what is compared for a new version."""
    first = article(read(page(f'<p class="banner">One</p><div>{PROSE}</div>{CARDS.format("x")}'), Pages(drop=(".banner",))))
    spaced = PROSE.replace(" ", " \n ").replace("</p>", "</p>\n\n")
    html = page(f'<p class="banner">Two</p><div>{spaced}</div>', '<meta charset="utf-16">').replace("utf-16", "windows-1252")
    second = article(list(read_article(document(html), Pages(drop=(".banner",)), WillisPalmer.hosts, WillisPalmer.is_article)))
    assert first.text == second.text


# Odd pages


def test_pages_are_decoded_as_their_bytes_are() -> None:
    body = "<p>Leaders’ “knowledge” of services in Ashmere is good, and inspectors say so in their letter.</p>" * 3
    for declared, header in (("iso-8859-1", None), ("iso-8859-1", "text/html; charset=UTF-8"), ("utf-8", "text/html; charset=ISO-8859-1")):
        html = page(body, f'<meta charset="{declared}">').encode("cp1252")
        made = replace(document(""), body=html, headers=json.dumps({"Content-Type": header} if header else {}))
        text = article(list(read_article(made, NO_FACTS, WillisPalmer.hosts, WillisPalmer.is_article))).text
        assert "Leaders’ “knowledge” of services" in text


@pytest.mark.parametrize("tag", ["font", "b", "div", "span"])
def test_hundreds_of_unclosed_tags_are_read(tag: str) -> None:
    body = "".join(f"<p><{tag}>Paragraph {number} on what Ofsted found in the town of Ashmere." for number in range(600))
    layout = Pages(layouts=(Layout(seen="2026", body=".story", title="h1"),))
    text = article(read(page(f"<div class='story'>{body}</div>"), layout)).text
    assert text.count("what Ofsted found") == 600


def test_authors_by_reference_and_words_escaped_twice_or_cut() -> None:
    story = {"@type": "NewsArticle", "headline": "Children&amp;#8217;s services &amp;amp; \ud83d Ofsted"}
    story["author"] = [{"@id": "#p1"}, {"@id": "#p9"}]  # type: ignore[assignment]
    graph = [story, {"@type": "Person", "@id": "#p1", "name": "A. Writer"}]
    found = article(read(page(PROSE, f'<script type="application/ld+json">{json.dumps({"@graph": graph})}</script>')))
    assert (found.title, found.authors) == ("Children’s services & Ofsted", ("A. Writer",))


def test_a_live_blog_is_an_article_of_its_own() -> None:
    hours = range(9, 20)
    entries = "".join(f"<article><h2>{hour}:00</h2><p>At {hour} the council of Ashmere said more on plans.</p></article>" for hour in hours)
    node = {"@type": "LiveBlogPosting", "headline": "Ashmere live", "datePublished": "2026-03-02"}
    found = article(read(page(f"<main>{entries}</main>", f'<script type="application/ld+json">{json.dumps(node)}</script>')))
    assert (found.title, found.published) == ("Ashmere live", "2026-03-02")
    assert found.text.count("the council of Ashmere said more") == len(hours)


@pytest.mark.parametrize("path", ["", "index.html", "login?next=x", "sign-in/"])
def test_what_leads_home_or_to_a_sign_in_is_no_article(path: str) -> None:
    made = replace(document(page(PROSE)), final_url=f"https://www.willispalmer.com/{path}")
    with pytest.raises(ReadingError):
        list(read_article(made, NO_FACTS, WillisPalmer.hosts, WillisPalmer.is_article))


def test_text_that_a_script_shows_is_the_bodys() -> None:
    hidden = f"<div class='paywall' hidden>{PROSE}</div>"
    assert article(read(page(f"<div>{PROSE}{hidden}</div>"))).text.count("seen quickly") == 8


def test_a_body_that_lost_most_of_its_text_is_a_problem() -> None:
    layout = Pages(layouts=(Layout(seen="2026", body=".intro", title="h1"),))
    records = read(page(f"<div class='intro'><p>Ofsted has been in Ashmere once more this spring.</p></div><div>{PROSE}</div>"), layout)
    assert [record.kind for record in records if isinstance(record, Problem)] == ["lost_text"]


def test_a_flat_address_that_begins_like_a_static_page_is_an_article() -> None:
    for path in ("services-for-children-in-ashmere", "news-of-a-visit", "terms-of-care", "team-of-the-year"):
        assert WillisPalmer.is_article(f"https://www.willispalmer.com/{path}/")
    for path in ("services", "our-services", "news", "about-us", "privacy-policy", "cookies", "terms-and-conditions", "wp-login.php"):
        assert not WillisPalmer.is_article(f"https://www.willispalmer.com/{path}/")


@pytest.mark.parametrize("words", ["A JTAI of Ashmere", "Its area SEND inspection", "A focused visit", "a joint targeted area inspection"])
def test_kinds_of_inspections_pass_the_gate(words: str) -> None:
    assert WillisPalmer.is_relevant(words)
    assert not WillisPalmer.is_relevant("The town hall and its clock")
