"""A reader's way through the site in a real browser, axe-core on every page, and pictures of them in test-output/."""

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_core_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.archive.factory import ArchiveFactory
from tests.archive.web.addresses import PAGES
from tests.archive.web.conftest import copied
from tests.archive.web.pages.test_report import long_archive
from tests.conftest import ROOT
from tests.serving import served

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

PICTURES = ROOT / "test-output" / "pages"
CHROMIUM = shutil.which("chromium")
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
expect.set_options(timeout=20_000)  # a busy machine takes its time with a page
AXE = {"resultTypes": ["violations"]}
DESK, PHONE = {"width": 1200, "height": 900}, {"width": 360, "height": 740}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's chromium; without it the tests are skipped, but fail where CI=true."""
    if CHROMIUM is None:
        if os.environ.get("CI") == "true":
            pytest.fail("chromium is not installed; apt-get install chromium")
        pytest.skip("chromium is not installed")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


@pytest.fixture(scope="module")
def address(made: ArchiveFactory, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where `archive serve` serves the sample archive."""
    with served({"ARCHIVE_DB": str(copied(made, tmp_path_factory.mktemp("served"))), "ARCHIVE_FILES": str(made.files)}) as found:
        yield found


class Reader:
    """A page of the browser that keeps what went wrong: console messages, errors, requests to other hosts."""

    def __init__(self, browser: Browser, address: str, *, script: bool = True) -> None:
        self.context = browser.new_context(viewport=DESK, java_script_enabled=script)
        self.page: Page = self.context.new_page()
        self.address = address
        self.wrong: list[str] = []
        self.page.on("console", lambda message: self.wrong.append(f"console: {message.text}"))
        self.page.on("pageerror", lambda error: self.wrong.append(f"error: {error}"))
        self.page.on("request", lambda request: self._request(request.url))

    def _request(self, url: str) -> None:
        own = ("data:", "chrome-extension:", "chrome:")  # the last two are the browser's viewer of PDFs
        if urlsplit(url).netloc != urlsplit(self.address).netloc and not url.startswith(own):
            self.wrong.append(f"request: {url}")

    def goto(self, path: str) -> None:
        self.page.goto(self.address + path)


@pytest.fixture
def reader(browser: Browser, address: str) -> Iterator[Reader]:
    """A reader whose every page must be free of errors and of requests to other hosts."""
    started = Reader(browser, address)
    yield started
    started.context.close()
    assert started.wrong == []


@pytest.mark.parametrize("path", PAGES[::3])  # test_browser_everywhere.py checks all of them, at more widths
def test_a_page_is_accessible_and_fits_a_phone(reader: Reader, path: str) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    name = re.sub(r"\W+", "-", path).strip("-") or "home"
    reader.goto(path)
    for size, kind in ((DESK, "desk"), (PHONE, "phone")):
        reader.page.set_viewport_size(size)
        reader.page.screenshot(path=PICTURES / f"{name}-{kind}.jpeg", full_page=True)
        assert reader.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), f"{path} is wider than a {kind}"
    found = [(one["id"], [node["html"] for node in one["nodes"]]) for one in Axe().run(reader.page, options=AXE)["violations"]]
    assert found == []


def test_from_a_question_to_the_page_of_the_original(reader: Reader) -> None:
    page = reader.page
    reader.goto("/")
    page.get_by_label("Search reports and articles").fill("supervision")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=supervision")
    expect(page.get_by_role("heading", name="3 results")).to_be_visible()
    page.get_by_role("link", name="Focused visit", exact=True).click()
    expect(page.get_by_role("heading", name="1 result")).to_be_visible()
    page.get_by_role("link", name="Remove: Focused visit").click()
    place = page.get_by_role("link", name="Page 2, paragraph 2")
    assert place.get_attribute("href") == "/report/ofsted-101#p2"
    href = str(page.get_by_role("link", name="PDF page 2").get_attribute("href"))
    assert re.fullmatch(r"/files/[0-9a-f]{64}\.pdf#page=2", href)
    answer = page.request.get(reader.address + href)
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"].startswith("inline")
    page.get_by_role("link", name="Amberford – Full inspection").click()
    assert "Ofsted (2019) Amberford: ILACS inspection" in page.get_by_label("Harvard").input_value()


def test_from_a_search_to_its_trend_and_from_a_recommendation_to_who_else_was_told(reader: Reader) -> None:
    page = reader.page
    reader.goto("/search?q=supervision")
    page.get_by_role("link", name="how often it comes up each year").click()
    expect(page.get_by_role("heading", name="Trend")).to_be_visible()
    page.get_by_text("Show these numbers as a table").click()
    href = str(page.get_by_role("link", name="CSV by year").get_attribute("href"))
    assert "2019,1,1,1.0" in page.request.get(reader.address + href).text()
    page.get_by_role("link", name="2019").click()
    expect(page.get_by_role("heading", name="2 results")).to_be_visible()
    reader.goto("/report/ofsted-101")
    page.get_by_role("link", name="Who else was told this?").first.click()
    expect(page.get_by_role("heading", name="Other councils")).to_be_visible()


def test_the_site_works_by_keyboard(reader: Reader) -> None:
    reader.goto("/search?q=supervision")
    reader.page.keyboard.press("Tab")
    assert reader.page.evaluate("document.activeElement.textContent") == "Skip to main content"
    reader.page.keyboard.press("Enter")
    expect(reader.page.locator("#main")).to_be_focused()


def test_the_site_works_without_javascript(browser: Browser, address: str) -> None:
    reader = Reader(browser, address, script=False)
    reader.goto("/search?q=supervision&year=2019")
    expect(reader.page.get_by_role("heading", name="2 results")).to_be_visible()
    reader.page.get_by_text("Dates and order").click()
    reader.page.get_by_label("Order").select_option("oldest")
    reader.page.get_by_role("button", name="Apply").click()
    reader.page.wait_for_url("**sort=oldest**")
    assert reader.wrong == []
    reader.context.close()


def test_a_printed_report_leaves_out_what_is_for_the_screen(reader: Reader) -> None:
    reader.goto("/report/ofsted-101")
    reader.page.emulate_media(media="print")
    reader.page.screenshot(path=PICTURES / "report-print.jpeg", full_page=True)
    expect(reader.page.get_by_role("navigation", name="Main")).to_be_hidden()
    expect(reader.page.get_by_role("heading", name="Judgements")).to_be_visible()


def test_from_a_council_to_its_articles_and_from_an_article_to_its_report(reader: Reader) -> None:
    page = reader.page
    reader.goto("/")
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Articles").click()
    expect(page.get_by_role("heading", name="3 articles")).to_be_visible()
    page.get_by_label("Council").select_option("Amberford")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("heading", name="1 of 3 articles")).to_be_visible()
    page.emulate_media(media="print")
    page.screenshot(path=PICTURES / "articles-print.jpeg", full_page=True)
    expect(page.get_by_role("form", name="Choose articles")).to_be_hidden()
    expect(page.get_by_text("Council: Amberford")).to_be_visible()
    page.emulate_media(media="screen")
    page.get_by_role("link", name="Amberford told to improve supervision").click()
    page.get_by_role("link", name="Amberford: ILACS inspection").first.click()
    page.get_by_role("link", name="These articles as a list").click()
    expect(page.get_by_text("Report: Amberford: ILACS inspection, published 13 May 2019.")).to_be_visible()
    page.get_by_role("link", name="Show all articles").click()
    page.get_by_label("Year published").select_option("Undated")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_text("Not matched to a council or a report")).to_be_visible()


def test_an_older_link_to_a_paragraph_shows_the_way_to_its_part(browser: Browser, tmp_path: Path) -> None:
    """Somebody's bookmark from before long reports came in parts."""
    made = long_archive(tmp_path, 1200, 90)
    with served({"ARCHIVE_DB": str(made.path), "ARCHIVE_FILES": str(made.files)}) as address:
        reader = Reader(browser, address)
        reader.goto("/report/ofsted-1#p300")
        here = reader.page.get_by_text("The paragraph that you followed a link to is in this part.").filter(visible=True)
        expect(here).to_have_count(1)
        expect(here).to_be_in_viewport()
        here.locator("xpath=..").get_by_role("link").click()
        expect(reader.page.get_by_role("heading", name="Text, part 2 of 8")).to_be_in_viewport()
        expect(reader.page.locator("div.paragraph#p300")).to_have_count(1)
        reader.context.close()
        assert reader.wrong == []
