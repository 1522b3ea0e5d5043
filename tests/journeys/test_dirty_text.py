"""Text is clean wherever it came from: one crawl of soiled sites and one soiled manifest, then the database, the pages and every export.

Soiled are titles, authors and bodies of articles, the entries of the feed by which they are found, the name and the reports of a provider
on its page, and the title of a row of a manifest: raw, as references of HTML, and as escapes of JSON with lone surrogates.
"""

import json
import re
import sqlite3
import unicodedata
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from html import unescape
from itertools import accumulate
from pathlib import Path
from urllib.parse import SplitResult, quote

import pytest

from archive.database.public import SHOWN
from archive.search.marks import END, START
from sample.news_site.publisher import SamplePublisher
from sample.reports.reports import REPORTS
from sample.reports_site.site import SampleSite
from sample.server.exchange import Answer
from sample.server.loopback import LoopbackSite
from tests.archive.web.conftest import Ask, asked
from tests.conftest import Home, filled_once
from tests.faults.pdfs import one_page

pytestmark = pytest.mark.long  # a crawl of two sites, and files added by hand
OUTPUT = "output.txt"
HERE = "Sxoilx"
"""Stands for the dirt in what the sample sites hold; no word of the archive has it."""
FORGED = f"{START}forged{END}"
BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
WRITTEN = f"{FORGED}\x1b[31m\x1b]0;x\x07\x08{BIDI}\uf8ff\U000f0000"
"""What every one of these ways can carry in UTF-8."""
WRITTEN_IN_MANIFEST = re.sub("[\x07\x08\x1b]", "", WRITTEN)  # a manifest with control characters is refused
LONE = "\udfff\ud800"  # this way round they are no pair
BREAKS = " }} {\\ ER  - x\\"
"""What ends a field or a record of BibTeX or RIS."""
FONT, FONTS = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>", b"/Font << /F1 5 0 R >>"
URN = REPORTS[0].council.urn
COUNCIL = REPORTS[0].council.name
STATED, PRINTED = "families-norwell-met-with-respect", "inspection-costs-pellingham-its-good-rating"
"""Articles whose title and author stand in JSON-LD, and whose title stands on the page alone."""


def as_references(text: str) -> str:
    return "".join(f"&#x{ord(one):x};" for one in text)


def soiled(answer: Answer) -> Answer:
    """The answer with dirt where it holds `HERE`: raw and as references; in JSON-LD as escapes, with lone surrogates."""
    if answer.content_type == "application/pdf":
        return answer
    dirt = WRITTEN + as_references(WRITTEN + LONE + "\0")
    body = re.sub(rb'(application/ld\+json">)([^<]*)', lambda found: found[1] + in_json(found[2]), answer.body)
    return replace(answer, body=body.replace(HERE.encode(), dirt.encode()))


def in_json(body: bytes) -> bytes:
    escaped = json.dumps(WRITTEN + LONE + "\0")[1:-1]
    assert "\\ud800" in escaped
    return body.replace(HERE.encode(), escaped.encode())


class SoiledSite(SampleSite):
    """The reports site; the name of one council and the labels of its reports are soiled."""

    def respond(self, url: SplitResult, headers: dict[str, str]) -> Answer:
        answer = super().respond(url, headers)
        if url.path == f"/provider/44/{URN}":
            body = answer.body.replace(COUNCIL.encode(), f"{COUNCIL}{HERE}".encode()).replace(b"inspection", f"inspect{HERE}ion".encode())
            answer = replace(answer, body=body)
        return soiled(answer)


class SoiledPublisher(SamplePublisher):
    """The publisher, found by its feed; titles, authors and bodies of two articles are soiled."""

    def __init__(self, site: LoopbackSite) -> None:
        super().__init__(site)
        for way in ("wp-json", "rest_route", "sitemap"):
            self.switch_off(way)
        for slug in list(self.articles):
            if slug not in (STATED, PRINTED):
                del self.articles[slug], self.modified[slug]
        for slug, one in self.articles.items():
            body = (f"Ofsted{HERE}saw{HERE} forgery.", *one.body)
            self.articles[slug] = replace(one, title=f"{one.title}{HERE}", author=f"{one.author}{HERE}", body=body)

    def respond(self, url: SplitResult, headers: dict[str, str]) -> Answer:
        answer = super().respond(url, headers)
        if url.path == f"/{STATED}/":
            article = self.articles[STATED]
            node = json.dumps({"@type": "NewsArticle", "headline": article.title, "author": {"name": article.author}})
            script = f'<script type="application/ld+json">{node}</script></head>'
            answer = replace(answer, body=answer.body.replace(b"</head>", script.encode()))
        return soiled(answer)


def dirt_in(text: str) -> str:
    """Characters of `text` that nothing may store or show: not as the store says it, but as Unicode does."""
    return ascii("".join(one for one in text if is_dirt(one)))


def is_dirt(one: str) -> bool:
    return one in BIDI or (unicodedata.category(one) in ("Cc", "Cs", "Co") and one not in "\t\n\r")


CLEAN = ascii("")


def words(value: object) -> str:
    """All texts of what was read from JSON, names too, as they are: written as JSON again, controls would be escapes."""
    if isinstance(value, dict):
        return "\n".join(f"{name}\n{words(one)}" for name, one in value.items())
    return "\n".join(map(words, value)) if isinstance(value, list) else str(value)


def fill(home: Home, drawn: Path) -> None:
    """Crawl the soiled sites and add the soiled row; what the commands print goes to `OUTPUT` in the folder."""
    with SoiledSite(drawn) as site, SoiledPublisher(site) as publisher:
        options = (f"ofsted_reports.urn={URN}", "limit=2", f"ofsted_reports.site={site.url}", f"willispalmer.site={publisher.url}")
        crawled = home.scrapy("update", "ofsted_reports", "willispalmer", *(word for option in options for word in ("-a", option)))
    (home.folder / "a.pdf").write_bytes(
        one_page(b"BT /F1 12 Tf 72 700 Td (A note, no report of a known kind.) Tj ET", more=[FONT], resources=FONTS)
    )
    row = f'a.pdf,{URN},"Visit{WRITTEN_IN_MANIFEST}{BREAKS}",2018-02-23\n'
    (home.folder / "manifest.csv").write_text(f"path,urn,title,published\n{row}", encoding="utf-8")
    added = home.scrapy("add", str(home.folder / "manifest.csv"))
    (home.folder / OUTPUT).write_text(crawled.output + added.output, encoding="utf-8", errors="surrogatepass")


@pytest.fixture(scope="module")
def soiled_home(tmp_path_factory: pytest.TempPathFactory, drawn: Path) -> Home:
    """An archive filled from what is soiled; read it only."""
    return filled_once(tmp_path_factory, "soiled", lambda home: fill(home, drawn))


@pytest.fixture(scope="module", params=[True, False], ids=["public", "private"])
def ask(soiled_home: Home, request: pytest.FixtureRequest) -> Iterator[Ask]:
    yield from asked(soiled_home.database, soiled_home.files, public=request.param)


def texts(database: Path) -> Iterator[tuple[str, str]]:
    """Every text of every table of which the public sees anything, with table and column; JSON as what it says, too."""
    with closing(sqlite3.connect(database)) as connection:
        connection.text_factory = lambda found: found.decode("utf-8", "surrogatepass")
        for table in SHOWN:
            rows = connection.execute(f"select * from {table}")
            names = [column[0] for column in rows.description]
            for row in rows:
                for name, value in zip(names, row, strict=True):
                    if isinstance(value, str):
                        yield f"{table}.{name}", value
                        if name != "headers" and value.startswith(("[", "{")):  # headers keep every byte, as escapes
                            yield f"{table}.{name}", words(json.loads(value))


def pages(home: Home) -> list[str]:
    """Addresses of every page and export that shows what was soiled."""
    reports = [f"/report/{key}" for (key,) in home.rows("select key from reports where availability = 'held'")]
    articles = [f"/article/{number}" for (number,) in home.rows("select id from articles")]
    searches = [f"?q={word}" for word in ("forgery", "forged", "inspection", quote(FORGED + BIDI + "\x1b"))]
    return [
        *("/", "/authorities", "/problems", "/recommendations", "/feed.atom", "/feed.csv", "/feed.json", "/archive/reports"),
        *(f"{report}{form}" for report in reports for form in ("", ".json", ".csv", ".bib", ".ris")),
        *(f"{article}{form}" for article in articles for form in ("", ".json", ".csv")),
        *(f"/search{form}{search}" for search in searches for form in ("", ".atom", ".csv", ".json")),
    ]


def test_the_soiled_texts_were_read(soiled_home: Home) -> None:
    """Else the tests below could not fail: each text holds what stood between the marks, and so the dirt came with it."""
    rows = soiled_home.rows
    assert rows("select count(*) from articles where title like '%forged%' and text like '%forged%'") == [(2,)]
    assert rows("select count(*) from articles where authors like '%forged%'") == [(1,)]
    assert rows("select count(*) from documents where listed like '%forged%' and kind = 'article'") == [(2,)]
    assert rows("select count(*) from providers where name like '%forged%'") == [(1,)]
    assert rows("select source, count(*) from reports where title like '%forged%' group by 1 order by 1") == [
        ("local", 1),
        ("ofsted_reports", 4),
    ]


def test_no_text_of_a_table_is_dirty(soiled_home: Home) -> None:
    assert {(where, dirt_in(text)) for where, text in texts(soiled_home.database) if dirt_in(text) != CLEAN} == set()


def test_nothing_that_the_commands_print_is_dirty(soiled_home: Home) -> None:
    printed = (soiled_home.folder / OUTPUT).read_bytes().decode("utf-8", "surrogatepass")
    assert "1 added" in printed
    assert dirt_in(printed) == CLEAN
    assert "which stays" not in printed  # a title that was cleaned is no other title


def test_no_page_and_no_export_is_dirty(soiled_home: Home, ask: Ask) -> None:
    found, forged = {}, 0
    for address in pages(soiled_home):
        answer = ask(address)
        assert answer.status_code == 200, address
        shown = words(answer.json()) if ".json" in address else unescape(answer.content.decode())
        forged += "forged" in shown
        if dirt_in(shown.removeprefix("\ufeff")) != CLEAN:
            found[address] = dirt_in(shown)
    assert found == {}
    assert forged > 10


@pytest.mark.parametrize("form", ["", ".json"])
def test_only_the_word_that_was_searched_for_is_marked(ask: Ask, form: str) -> None:
    shown = ask(f"/search{form}?q=Ofsted").text
    marked = re.findall(r"<mark>(.*?)</mark>", shown)
    assert "forged" in shown
    assert {word.casefold() for word in marked} <= {"ofsted", "ofsted’s"}
    assert marked
    assert shown.count("<mark>") == shown.count("</mark>") == len(marked)


def test_citations_are_one_record_whatever_the_title_holds(soiled_home: Home, ask: Ask) -> None:
    [(key,)] = soiled_home.rows("select key from reports where source = 'local'")
    bibtex, ris = ask(f"/report/{key}.bib").text, ask(f"/report/{key}.ris").text
    depths = list(accumulate((one == "{") - (one == "}") for one in bibtex.rstrip()))
    assert ("textbraceright" in bibtex, depths[-1], 0 in depths[depths.index(1) : -1]) == (True, 0, False)
    lines = ris.split("\r\n")
    assert [line[:6] for line in lines].count("ER  - ") == [line[:6] for line in lines].count("TY  - ") == 1
    assert lines[-2:] == ["ER  - ", ""]
    assert not any("\n" in line or "\r" in line for line in lines)
