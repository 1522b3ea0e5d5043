"""Pages and files that were made to do harm: each costs itself and becomes a problem; the whole crawl stays within memory and time."""

import gzip
import json
import logging
import os
import subprocess
import sys
import threading
import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from scraper.settings import READER_MEMORY_BYTES
from tests.conftest import IMPOLITE, ROOT, Home
from tests.faults import pdfs
from tests.faults.catalogue import PDF, served
from tests.faults.server import FaultSite

MOST_BYTES = 1_200_000_000
"""Of all processes of a crawl together, at any time."""
MOST_SECONDS = 240
HTML, JSON, XML = "text/html; charset=UTF-8", "application/json", "application/xml"
API, ARTICLE = r"^/wp-json/wp/v2/posts", r"^/2024/01/02/"
MEGABYTE = 2**20


@dataclass(frozen=True, slots=True)
class Hostile:
    """What a source is sent at the addresses that `pattern` finds; `kinds` are the problems of which one must stand."""

    name: str
    source: str
    pattern: str
    body: Callable[[], bytes]
    content_type: str = HTML
    kinds: tuple[str, ...] = ("reader_died", "markup_changed", "parse_error", "fetch_failed", "discovery_failed")


def post() -> bytes:
    """The list that names the one article."""
    listed = {
        "link": "/2024/01/02/hostile/",
        "date": "2024-01-02T09:00:00",
        "title": {"rendered": "Ofsted"},
        "content": {"rendered": "Ofsted"},
    }
    return json.dumps([listed]).encode()


def nested(tag: str, megabytes: int) -> bytes:
    opened = f"<{tag}>".encode()
    return b"<html><body><h1>Ofsted</h1>" + opened * (megabytes * MEGABYTE // len(opened))


def bomb() -> bytes:
    """An XML entity that is ten of another, nine times over."""
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    return f'<?xml version="1.0"?><!DOCTYPE urlset [<!ENTITY e0 "ha">{entities}]><urlset><url><loc>&e9;</loc></url></urlset>'.encode()


def huge_stream() -> bytes:
    """A page's content that unpacks to a gigabyte of drawing."""
    packer = zlib.compressobj(9)
    block = b"BT /F1 9 Tf (x) Tj ET\n" * 50_000
    packed = b"".join(packer.compress(block) for _ in range(2**30 // len(block))) + packer.flush()
    return pdfs.one_page(packed, b"/Filter /FlateDecode")


def many_objects() -> bytes:
    """Pages that are all one object, a hundred thousand times."""
    kids = b"3 0 R " * 100_000
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"
    return pdfs.pdf([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [%s] /Count 100000 >>" % kids, page])


def sitemap(number: int) -> bytes:
    rows = b"".join(b"<url><loc>https://elsewhere.example/%d/</loc></url>" % n for n in range(number))
    return b"<urlset>" + rows + b"</urlset>"


NEWS, OFSTED = "communitycare", "ofsted_reports"
TABLE = (
    Hostile("an article of 5 MB of nested elements", NEWS, ARTICLE, lambda: nested("div", 5)),
    Hostile("an article of 54 MB of nested elements", NEWS, ARTICLE, lambda: nested("div", 54)),
    Hostile("an article of 7 MB of tables in tables", NEWS, ARTICLE, lambda: nested("table><tr><td", 7)),
    Hostile("an article of 7 MB of links in links", NEWS, ARTICLE, lambda: nested('a href="/x"', 7)),
    Hostile(
        "an element with a million attributes", NEWS, ARTICLE, lambda: b"<p " + b" ".join(b"a%d=1" % n for n in range(700_000)) + b">Ofsted"
    ),
    Hostile("structured data nested without end", NEWS, ARTICLE, lambda: b'<script type="application/ld+json">' + b"[" * 7 * MEGABYTE),
    Hostile("an article of 200 MB, packed", NEWS, ARTICLE, lambda: gzip.compress(b"<p>Ofsted</p>" * 16_000_000, 1)),
    Hostile("an answer of the interface, 7 MB of lists in lists", NEWS, API, lambda: b"[" * 7 * MEGABYTE, JSON),
    Hostile("an answer of the interface of 54 MB", NEWS, API, lambda: b"[" + b'{"link": "/a"},' * (54 * MEGABYTE // 15) + b"{}]", JSON),
    Hostile("a sitemap with an entity bomb", NEWS, r"sitemap", bomb, XML),
    Hostile("a sitemap of 7 MB of nested elements", NEWS, r"sitemap", lambda: nested("url", 7), XML),
    Hostile("a sitemap of 54 MB", NEWS, r"sitemap", lambda: sitemap(1_100_000), XML),
    Hostile("a page of results of 5 MB of nested elements", OFSTED, r"^/search", lambda: nested("div", 5)),
    Hostile("a page of results of 54 MB", OFSTED, r"^/search", lambda: nested("li", 54)),
    Hostile("provider pages of 5 MB of nested elements", OFSTED, r"^/provider/44/990011", lambda: nested("ul><li", 5)),
    Hostile("a PDF with a stream of 1 GB", OFSTED, r"^/v1/file/{report}$", huge_stream, PDF),
    Hostile("a PDF without end", OFSTED, r"^/v1/file/{report}$", pdfs.endless, PDF),
    Hostile("a PDF of 100,000 pages", OFSTED, r"^/v1/file/{report}$", many_objects, PDF, ("too_many_pages", "reader_died", "parse_error")),
)


def tree_bytes(root: int) -> int:
    """Resident bytes of a process and all that it began."""
    children: dict[int, list[int]] = {}
    resident: dict[int, int] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                fields = (folder / "stat").read_text().rpartition(")")[2].split()
            except OSError:  # it ended meanwhile
                continue
            children.setdefault(int(fields[1]), []).append(int(folder.name))
            resident[int(folder.name)] = int(fields[21]) * os.sysconf("SC_PAGE_SIZE")
    waiting, total = [root], 0
    while waiting:
        one = waiting.pop()
        total += resident.get(one, 0)
        waiting += children.get(one, [])
    return total


def crawl(home: Home, source: str, site: FaultSite) -> tuple[str, int, float]:
    """What a crawl said, the most bytes that its processes held at once, and how long it took."""
    options = [word for setting in (*IMPOLITE, "RETRY_TIMES=1") for word in ("-s", setting)]
    command = [str(Path(sys.executable).with_name("scrapy")), "update", source, "-a", f"{source}.site={site.url}", *options]
    began, most = time.monotonic(), 0
    running = subprocess.Popen(command, env=home.environment, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    ended = threading.Event()

    def watch() -> None:
        nonlocal most
        while not ended.wait(0.05):
            most = max(most, tree_bytes(running.pid))

    watching = threading.Thread(target=watch)
    watching.start()
    try:
        said, _ = running.communicate(timeout=MOST_SECONDS)
    finally:
        running.kill()
        ended.set()
        watching.join()
    return said, most, time.monotonic() - began


# each of the slowest takes three minutes; one of them stays with the longer tests
DRILLS = (
    "an article of 5 MB of nested elements",
    "an article of 7 MB of links in links",
    "an element with a million attributes",
    "a sitemap of 7 MB of nested elements",
    "provider pages of 5 MB of nested elements",
)


@pytest.mark.parametrize(
    "hostile",
    [pytest.param(one, id=one.name, marks=pytest.mark.drill if one.name in DRILLS else pytest.mark.long) for one in TABLE],
)
def test_it_costs_itself_and_is_a_problem(home: Home, drawn: Path, hostile: Hostile) -> None:
    with FaultSite(drawn) as site:
        body = hostile.body()
        pattern = hostile.pattern.replace("{report}", sorted(site.reports)[0])
        packed = {"content_encoding": "gzip"} if body[:2] == b"\x1f\x8b" else {}
        site.strike(pattern, lambda client: client.reply(200, body, content_type=hostile.content_type, **packed))
        if hostile.pattern == ARTICLE:
            site.strike(API, served(post, JSON))
        said, most, seconds = crawl(home, hostile.source, site)
    logging.getLogger(__name__).warning("%s: %.0f MB, %.1f s", hostile.name, most / 1e6, seconds)
    found = home.rows("select kind, message from problems where resolved is null")
    assert {str(kind) for kind, _ in found} & set(hostile.kinds), (found, said)
    assert most < MOST_BYTES
    if hostile.source == OFSTED and not hostile.pattern.startswith("^/search"):
        assert home.rows("select count(*) > 10 from reports where availability = 'held'") == [(1,)]


def test_reader_unit_and_container_fit_together() -> None:
    """The reader's limit and the crawl beside it stay below what the test above allows, and this below unit and container."""
    crawl_bytes = 240_000_000  # of the crawling process and of the one that readers begin in, measured with a full archive
    unit = (ROOT / "deploy" / "systemd" / "archive-night.service").read_text()
    (most,) = [line.partition("=")[2] for line in unit.splitlines() if line.startswith("MemoryMax=")]
    container = [line.split(":")[1].strip() for line in (ROOT / "compose.yml").read_text().splitlines() if "mem_limit" in line]
    assert READER_MEMORY_BYTES + crawl_bytes <= MOST_BYTES
    assert MOST_BYTES <= int(most.removesuffix("G")) * 2**30 <= int(container[0].removesuffix("g")) * 2**30
