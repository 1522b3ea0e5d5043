"""Lists as they are really served: one odd entry costs itself, or the fact that is odd, and is named; the others are read."""

import json

import pytest

from scraper.reading.errors import ParseError
from scraper.reading.link_pages.article_lists import read_govuk_search, read_listing, read_wordpress
from scraper.reading.link_pages.entries import Listed
from scraper.reading.link_pages.feeds import read_feed, read_sitemap

SITE = "https://news.example/lists/sitemap.xml"
GOOD = ("https://news.example/one/", "https://news.example/two/")


def sitemap(entry: str, *, head: str = '<?xml version="1.0" encoding="UTF-8"?>', encoding: str = "utf-8") -> Listed:
    """A sitemap with `entry` between two good ones."""
    first, second = (f"<url><loc>{url}</loc><lastmod>2024-05-01</lastmod></url>" for url in GOOD)
    text = f'{head}\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{first}\n{entry}\n{second}\n</urlset>\n'
    return read_sitemap(text.encode(encoding, "surrogateescape"), SITE)


def feed(item: str, root: str = "<rss>", encoding: str = "utf-8") -> Listed:
    """An RSS feed with `item` between two good ones."""
    first, second = (f"<item><title>Good</title><link>{url}</link></item>" for url in GOOD)
    return read_feed(f"{root}<channel><image><url>{SITE}</url></image>{first}\n{item}\n{second}</channel></rss>".encode(encoding), SITE)


def middle(found: Listed) -> list[str]:
    """The addresses of what stands between the two good entries, which are both there."""
    urls = [entry.url for entry in found.entries]
    assert (urls[0], urls[-1]) == GOOD
    return urls[1:-1]


@pytest.mark.parametrize(
    ("loc", "expected"),
    [
        ("/three/", "https://news.example/three/"),
        ("three/", "https://news.example/lists/three/"),
        ("//news.example/three/", "https://news.example/three/"),
        ("\n  https://news.example/three/\n", "https://news.example/three/"),
        ("<![CDATA[https://news.example/three/?a=1&b=2]]>", "https://news.example/three/?a=1&b=2"),
        ("https://news.example/three/?a=1&amp;b=2", "https://news.example/three/?a=1&b=2"),
        ("https://news.example/three/?visit-one", "https://news.example/three/?visit-one"),
        ("https://news.example/three/?t=caf%E9+%20", "https://news.example/three/?t=caf%E9+%20"),
    ],
)
def test_addresses_are_taken_as_they_are_or_resolved(loc: str, expected: str) -> None:
    found = sitemap(f"<url><loc>{loc}</loc></url>")
    assert (middle(found), found.odd) == ([expected], ())


@pytest.mark.parametrize(
    "loc", ["<loc/>", "<loc> </loc>", "", "<loc>http://[bad/</loc>", "<loc>https://a.example:99999/</loc>", "<loc>mailto:a@b</loc>"]
)
def test_an_entry_without_an_address_is_passed_over_and_named(loc: str) -> None:
    found = sitemap(f"<url>{loc}</url>")
    assert middle(found) == []
    (words,) = found.odd
    assert words.startswith("entry 2 is passed over: ")


@pytest.mark.parametrize(
    ("lastmod", "modified", "odd"),
    [
        ("2024-05", None, False),
        ("2024", None, False),
        ("2024-05-01T10:00+01:00", "2024-05-01T09:00:00Z", False),
        ("", None, False),
        ("01/05/2024", None, True),
        ("2024-13", None, True),
        ("2024-02-30", None, True),
        ("0000-00-00", None, True),
        ("-0001-11-30T00:00:00", None, True),
        ("0001-01-01T00:00:00+14:00", None, True),
        ("9999-12-31T23:59:59-14:00", None, True),
        ("yesterday", None, True),
    ],
)
def test_a_time_of_change_that_is_none_costs_only_itself(lastmod: str, modified: str | None, odd: bool) -> None:
    found = sitemap(f"<url><loc>/three/</loc><lastmod>{lastmod}</lastmod></url>")
    assert middle(found) == ["https://news.example/three/"]
    assert found.entries[1].listed.modified == modified
    assert [lastmod in words and "https://news.example/three/" in words for words in found.odd] == [True] * odd


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("<url><loc>/three/?a=1&b=2</loc></url>", "https://news.example/three/?a=1&b=2"),
        ("<url><loc>/three/?a&copy=2&lt</loc></url>", "https://news.example/three/?a&copy=2&lt"),
        ("<url><loc>/three/</loc><title>A&nbsp;B &eacute; &bogus; &#11; \x0b\x00\ufffe</title></url>", "https://news.example/three/"),
        ("<url><loc><![CDATA[/three/?a&b]]></loc><t>&nbsp;</t></url>", "https://news.example/three/?a&b"),
        ("<url><loc>/three/</loc><x:y>1</x:y></url>", "https://news.example/three/"),
        ("<url><loc>/three/</loc><t>caf\udce9</t></url>", "https://news.example/three/"),
    ],
)
def test_what_is_not_well_formed_is_mended_and_the_list_says_where(entry: str, expected: str) -> None:
    found = sitemap(entry)
    assert middle(found) == [expected]
    assert "line 4, column" in found.odd[0]


@pytest.mark.parametrize(
    "entry",
    ["<url><loc>/three/<b></loc></url>", "<url><loc>/three/", "<url><loc>a < b</loc></url>", "<url><loc a=b>/three/</loc></url>"],
)
def test_an_entry_that_cannot_be_mended_is_passed_over_and_the_others_are_read(entry: str) -> None:
    found = sitemap(entry)
    assert middle(found) == []
    assert found.odd[1].startswith("entry 2, from line 4, column 1, is passed over: ")


@pytest.mark.parametrize(
    "head",
    ["", "\ufeff", "\n\n", "<!-- made today -->", "<br />Warning: no memory\n", '<?xml version="1.0" encoding="klingon"?>'],
)
def test_what_stands_before_the_list(head: str) -> None:
    assert middle(sitemap("<url><loc>/three/</loc></url>", head=head)) == ["https://news.example/three/"]


@pytest.mark.parametrize("encoding", ["utf-16", "iso-8859-1", "cp1252"])
def test_other_encodings(encoding: str) -> None:
    found = sitemap("<url><loc>/caf\u00e9/</loc></url>", head=f'<?xml version="1.0" encoding="{encoding}"?>', encoding=encoding)
    assert (middle(found), found.odd) == (["https://news.example/caf\u00e9/"], ())


def test_words_behind_the_list_do_no_harm() -> None:
    body = b"<urlset><url><loc>/one/</loc></url></urlset><script>1</script>"
    assert [entry.url for entry in read_sitemap(body, SITE).entries] == ["https://news.example/one/"]


def test_a_list_of_which_nothing_can_be_read_says_what_failed() -> None:
    with pytest.raises(ParseError, match="none of its entries can be read; entry 1 is passed over: it has no address"):
        read_sitemap(b"<urlset><url><loc/></url></urlset>", SITE)
    with pytest.raises(ParseError, match="line 1, column 8"):
        read_sitemap(b"<urlset & </urlset", SITE)


def test_an_index_with_one_bad_sitemap() -> None:
    found = read_sitemap(b"<sitemapindex><sitemap><loc>a.xml</loc></sitemap><sitemap/></sitemapindex>", SITE)
    assert found == Listed((), ("https://news.example/lists/a.xml",), ("entry 2 is passed over: it has no address",))


@pytest.mark.parametrize(
    ("item", "url", "title", "published", "odd"),
    [
        ("<title>T</title><link>/three/</link><pubDate>last Tuesday</pubDate>", "/three/", "T", None, 1),
        ("<title>T</title><link>/three/</link><pubDate>Wed, 23 Jun 2021 00:15:00 +0100</pubDate>", "/three/", "T", "2021-06-23", 0),
        ("<title>T</title><link>/three/</link><pubDate>Thu, 01 Jan 1970 00:00:00 GMT</pubDate>", "/three/", "T", None, 1),
        ("<a:link href='/self' rel='self'/><link>/three/</link>", "/three/", None, None, 0),
        ("<a:link href='/other/'/><title>T</title><link>/three/</link>", "/three/", "T", None, 0),
        ("<a:link href='/three/'/><title>T</title>", "/three/", "T", None, 0),
        ("<guid>https://news.example/three/</guid>", "/three/", None, None, 0),
        ("<title>A&nbsp;B</title><link>/three/</link>", "/three/", "A B", None, 1),
        ("<title>A & B</title><link>/three/</link>", "/three/", "A & B", None, 1),
        ("<title><![CDATA[A & B]]></title><link>/three/</link>", "/three/", "A & B", None, 0),
        ("<m:title xmlns:m='m'>M</m:title><title>T</title><link>/three/</link>", "/three/", "T", None, 0),
        ("<m:title xmlns:m='m'>M</m:title><link>/three/</link>", "/three/", "M", None, 0),
    ],
)
def test_items_of_rss(item: str, url: str, title: str | None, published: str | None, odd: int) -> None:
    found = feed(f"<item>{item}</item>", '<rss xmlns:a="http://www.w3.org/2005/Atom">')
    assert middle(found) == [f"https://news.example{url}"]
    listed = found.entries[1].listed
    assert (listed.title, listed.published, len(found.odd)) == (title, published, odd)


@pytest.mark.parametrize(
    ("title", "read"),
    [(b"caf\xe9", "caf\u00e9"), (b"\x93caf\xe9\x94 n\xe9e", "\u201ccaf\u00e9\u201d n\u00e9e"), (b"caf\xc3\xa9 \xe9", "caf\u00e9 \u00e9")],
)
def test_stray_bytes_of_windows_1252_are_letters(title: bytes, read: str) -> None:
    found = read_feed(b"<rss><channel><item><title>%b</title><link>/one/</link></item></channel></rss>" % title, SITE)
    assert (found.entries[0].listed.title, len(found.odd)) == (read, 1)


def test_an_item_without_a_link_is_passed_over() -> None:
    found = feed("<item><title>T</title><guid isPermaLink='false'>17</guid></item>")
    assert (middle(found), found.odd) == ([], ("entry 2 is passed over: it has no address",))


def test_rss_1_and_relative_links_of_atom() -> None:
    rdf = b'<r:RDF xmlns:r="r" xmlns="s"><item><link>/one/</link><date>2021-06-23</date></item></r:RDF>'
    assert read_feed(rdf, SITE).entries[0].listed.published == "2021-06-23"
    atom = b'<feed><entry xml:base="https://news.example/b/"><link href="one/"/></entry><entry><link/></entry></feed>'
    found = read_feed(atom, SITE)
    assert [entry.url for entry in found.entries] == ["https://news.example/b/one/"]
    assert len(found.odd) == 1


def post(**fields: object) -> Listed:
    """A page of the WordPress API with a post of these `fields` between two good ones."""
    good = [{"link": url, "date": "2024-05-01T10:00:00", "title": {"rendered": "Good"}} for url in GOOD]
    odd = {"link": "/three/", "date": "2024-05-01T10:00:00", "title": {"rendered": "Three"}} | fields
    return read_wordpress(json.dumps([good[0], odd, good[1]]).encode(), "https://news.example/wp-json/")


@pytest.mark.parametrize("link", [None, "", 7, "http://[", [], {"href": "/three/"}])
def test_a_post_without_a_link_is_passed_over(link: object) -> None:
    found = post(link=link)
    assert middle(found) == []
    assert len(found.odd) == 1


@pytest.mark.parametrize(
    ("fields", "odd"),
    [
        ({"modified_gmt": "-0001-11-30T00:00:00"}, 1),
        ({"modified_gmt": "0000-00-00T00:00:00"}, 1),
        ({"modified_gmt": 12}, 1),
        ({"modified_gmt": None}, 0),
        ({"date": "soon"}, 1),
        ({"date": None}, 1),
        ({"title": None}, 0),
        ({"title": "Three"}, 0),
        ({"content": {"rendered": None}}, 0),
        ({"content": []}, 0),
    ],
)
def test_an_odd_fact_of_a_post_costs_only_itself(fields: dict[str, object], odd: int) -> None:
    found = post(**fields)
    assert middle(found) == ["https://news.example/three/"]
    assert len(found.odd) == odd


def test_a_post_that_is_none_and_control_characters_in_json() -> None:
    found = read_wordpress(b'[null, 7, {"link": "/one/", "date": "2024-05-01", "title": {"rendered": "a\x01b"}}]', "https://news.example/")
    assert ([entry.url for entry in found.entries], len(found.odd)) == (["https://news.example/one/"], 2)


def test_json_that_is_cut_says_where_and_towers_do_no_harm() -> None:
    with pytest.raises(ParseError, match="line 1 column 3"):
        read_wordpress(b"[{]", SITE)
    with pytest.raises(ParseError):
        read_wordpress(b"[" * 200_000, SITE)


def test_odd_links_of_a_list_page_and_results_of_a_search() -> None:
    page = b'<h2><a href="/one/">A</a><a href="#">B</a><a>C</a><a href="javascript:x()">D</a><a href="http://[">E</a></h2>'
    found, _ = read_listing(page, "https://news.example/", "h2 a", None)
    assert ([entry.url for entry in found.entries], len(found.odd)) == (["https://news.example/one/"], 1)
    results, total = read_govuk_search(b'{"results": [{"link": "/a"}, {"title": "b"}, null], "total": 3}', "https://www.gov.uk")
    assert (len(results.entries), len(results.odd), total) == (1, 2, 3)


@pytest.mark.parametrize("link", [None, "", "three", "https://www.gov.uk/three", "//other.example/three"])
def test_a_result_of_govuk_without_a_path_is_passed_over_and_named(link: str | None) -> None:
    answer = {"results": [{"link": "/one"}, {"link": link}], "total": 2}
    found, _ = read_govuk_search(json.dumps(answer).encode(), "https://www.gov.uk")
    assert [entry.url for entry in found.entries] == ["https://www.gov.uk/api/content/one"]
    assert found.odd[0].startswith("entry 2 is passed over: ")


def test_a_total_beyond_all_numbers_is_an_error() -> None:
    with pytest.raises(ParseError):
        read_govuk_search(b'{"results": [], "total": 1e400}', "https://www.gov.uk")


def test_half_a_character_in_an_address_costs_its_entry() -> None:
    found = read_wordpress(b'[{"link": "/one"}, {"link": "/\\ud800"}]', SITE)
    assert [entry.url for entry in found.entries] == ["https://news.example/one"]


@pytest.mark.parametrize("date", ["Thu, 30 Nov -0001 00:00:00 +0000", "Mon, 01 Jan 0001 00:00:00 GMT", "30 November 0000 00:00:00 GMT"])
def test_the_date_of_what_was_never_published_is_none(date: str) -> None:
    found = feed(f"<item><link>{GOOD[0]}three</link><pubDate>{date}</pubDate></item>")
    assert found.entries[1].listed.published is None
    assert len(found.odd) == 1
