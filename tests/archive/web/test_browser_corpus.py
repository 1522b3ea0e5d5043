"""A reader's tasks in a real browser over the real reports: search, filter, the page of the original, cite, export, follow."""

import csv
import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from xml.etree import ElementTree

import pytest
from axe_core_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from pypdfium2 import PdfDocument

from tests.archive.web.test_browser import AXE, PICTURES, Reader
from tests.archive.web.test_browser import browser as browser  # the one browser of the module
from tests.conftest import Home
from tests.serving import served

pytestmark = [pytest.mark.long, pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.fixture(scope="module")
def address(corpus: Home) -> Iterator[str]:
    """Where the real reports are served."""
    with served(corpus.environment) as found:
        yield found


@pytest.fixture
def reader(browser: Browser, address: str) -> Iterator[Reader]:
    """A reader whose every page must be free of errors and of requests to other hosts."""
    started = Reader(browser, address)
    yield started
    started.context.close()
    assert started.wrong == []


def picture(page: Page, name: str) -> None:
    """Keep what the reader sees; the page must have no violation."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"corpus-{name}.jpeg")
    assert Axe().run(page, options=AXE)["violations"] == []


def total(page: Page) -> int:
    """The number of results that the page states."""
    return int(re.sub(r"\D", "", str(page.locator("#results-title").inner_text()).partition("result")[0]))


def test_a_readers_tasks(reader: Reader, tmp_path: Path) -> None:
    page = reader.page
    reader.goto("/")
    picture(page, "1-home")
    page.get_by_label("Search reports and articles").fill('supervision "social workers"')
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?*")
    every = total(page)
    assert every > 10
    picture(page, "2-search")

    facet = page.locator("section.facet", has=page.get_by_role("heading", name="Part of the report")).get_by_role("listitem").first
    number = int(facet.locator(".number").inner_text())
    with page.expect_navigation():
        facet.get_by_role("link").click()
    assert total(page) == number < every
    picture(page, "3-filtered")

    href = str(page.locator(".passage a.pdf").first.get_attribute("href"))
    found = re.fullmatch(r"/files/[0-9a-f]{64}\.pdf#page=(\d+)", href)
    assert found
    original = page.request.get(reader.address + href)
    assert (original.headers["content-type"], original.body()[:5]) == ("application/pdf", b"%PDF-")

    rows = list(csv.DictReader(page.request.get(exported(page, reader, "CSV")).text().removeprefix("\ufeff").splitlines()))
    assert len(rows) == number
    followed = page.request.get(exported(page, reader, "follow this search")).text()
    (href,) = re.findall(r'href="(/search\.atom[^"]+)"', followed)
    feed = ElementTree.fromstring(page.request.get(reader.address + href.replace("&amp;", "&")).body())
    assert len(feed.findall("{http://www.w3.org/2005/Atom}entry")) == min(number, 10)

    with page.expect_navigation():  # a click alone does not wait for a page that a busy machine is slow to make
        page.locator(".result h3 a").first.click()
    assert found[1] in [str(one) for one in pages_linked(page)]
    assert page.get_by_label("Harvard").input_value().startswith("Ofsted")
    picture(page, "4-report")
    expect(page.get_by_role("link", name="Read the text beside the original")).to_be_visible()


def exported(page: Page, reader: Reader, form: str) -> str:
    """The whole address of an export of this search."""
    return reader.address + str(page.locator(".exports").get_by_role("link", name=form).get_attribute("href"))


def pages_linked(page: Page) -> set[int]:
    """Pages of the original that the report's page leads to."""
    links = page.locator('main a[href*="#page="]').evaluate_all("all => all.map(one => one.getAttribute('href'))")
    return {int(link.rpartition("=")[2]) for link in links}


def test_who_was_told_to_improve_supervision(reader: Reader) -> None:
    page = reader.page
    reader.goto("/")
    with page.expect_navigation():
        page.get_by_role("link", name="who was told to improve supervision since 2022").click()
    picture(page, "5-recommendations")
    reports = page.get_by_role("article")
    assert reports.count() > 3
    assert reports.first.get_by_role("heading").inner_text()
    assert re.search("supervis", reports.first.get_by_role("listitem").first.inner_text(), re.IGNORECASE)


def printed(page: Page, reader: Reader, path: str) -> int:
    """How many sheets of A4 a page takes."""
    reader.goto(path)
    with closing(PdfDocument(page.pdf(format="A4", prefer_css_page_size=True))) as document:
        return len(document)


def test_print_wastes_no_paper(reader: Reader, corpus: Home) -> None:
    [(key, pages)] = corpus.rows(
        "select r.key, i.pages from inspections i join reports r on r.id = i.report_id where i.pages >= 13 order by i.pages, r.key limit 1"
    )
    assert isinstance(pages, int)
    assert printed(reader.page, reader, f"/report/{key}") <= pages + 1
    assert printed(reader.page, reader, "/outcomes") <= 6
