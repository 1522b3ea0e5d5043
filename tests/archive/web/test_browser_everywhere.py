"""Every address for readers, and error pages: axe-core at three widths in light and dark, at 200% zoom, by keyboard."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Literal

import pytest
from axe_core_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.archive.factory import ArchiveFactory
from tests.archive.web.addresses import ERRORS, PAGES
from tests.archive.web.conftest import copied
from tests.archive.web.test_browser import AXE, Reader
from tests.archive.web.test_browser import browser as browser
from tests.conftest import Home
from tests.serving import served

pytestmark = [pytest.mark.long, pytest.mark.browser, pytest.mark.xdist_group("browser everywhere")]

WIDTHS = (390, 768, 1280)
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
ZOOMED = 640  # CSS pixels that a window of 1280 has at 200% zoom
FULLEST = "select local_authority from reports where local_authority is not null group by 1 order by count(*) desc, 1 limit 2"
LONGEST = """select key from (select r.key, i.family, (select sum(length(text)) from report_pages p where p.report_id = r.id) as size
    from reports r join inspections i on i.report_id = r.id) group by family having size = max(size)"""
PROVIDER = "select source, urn from reports where urn <> '' limit 1"
SAMPLE_NAMES = re.compile(r"X000000[13]|ofsted-10\d|ofsted_reports/SC101|/article/\d+|source/sector_news")
CONTROLS = "a[href], button, input:not([type=hidden]), select, textarea, summary, iframe, [tabindex]:not([tabindex='-1'])"

# Tab from control to control would take minutes on a page with 1,000 of them: each is focused as by keyboard instead, and must then be
# seen, at the top of whatever lies there, with a ring around it. What Tab reaches is compared with these on a few pages, below.
UNSEEN = """(selector) => {
  const wrong = [];
  for (const one of document.querySelectorAll(selector)) {
    if (one.disabled || !one.checkVisibility({visibilityProperty: true})) continue;
    if (one.tabIndex < 0) { wrong.push("not by Tab: " + one.outerHTML.slice(0, 150)); continue; }
    if (one.tagName === "IFRAME") continue;
    one.focus();
    if (document.activeElement !== one) { wrong.push("takes no focus: " + one.outerHTML.slice(0, 150)); continue; }
    one.scrollIntoView({block: "center", inline: "nearest", behavior: "instant"});
    const style = getComputedStyle(one);
    const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    if (!ring) { wrong.push("no ring: " + one.outerHTML.slice(0, 150)); continue; }
    const seen = [...one.getClientRects()].some(box => {
      const [x, y] = [box.left + Math.min(box.width, innerWidth - box.left) / 2, box.top + box.height / 2];
      const top = document.elementFromPoint(x, y);
      return top !== null && (one.contains(top) || top.contains(one));
    });
    if (!seen) wrong.push("not seen: " + one.outerHTML.slice(0, 150));
  }
  return wrong;
}"""

# Paragraphs of three lines and more: letters in a line on average, of which the last line has fewer.
LONG_LINES = """() => [...document.querySelectorAll("main p, main li, main dd, blockquote")].map(one => {
  const own = [...one.childNodes].every(node => node.nodeType === 3 || ["inline", "none"].includes(getComputedStyle(node).display));
  const lines = one.getBoundingClientRect().height / parseFloat(getComputedStyle(one).lineHeight);
  return [own && lines > 2.5 ? one.textContent.trim().length / Math.round(lines) : 0, one.textContent.trim().slice(0, 60)];
}).filter(([letters]) => letters > 80)"""


@pytest.fixture(scope="module")
def sample(made: ArchiveFactory, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the sample is served."""
    with served({"ARCHIVE_DB": str(copied(made, tmp_path_factory.mktemp("everywhere"))), "ARCHIVE_FILES": str(made.files)}) as address:
        yield address


@pytest.fixture(scope="module")
def real(added: Home) -> Iterator[str]:
    """Where the real reports are served."""
    with served(added.environment) as address:
        yield address


def wrong_with(page: Page, path: str) -> list[str]:
    """What axe-core finds at each width in each scheme, a page that is wider than the window, and controls that a keyboard cannot use."""
    wrong = []
    for width in (*WIDTHS, ZOOMED):
        page.set_viewport_size({"width": width, "height": 900})
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            wrong.append(f"{path} is wider than {width} pixels")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            found = [(one["id"], [node["html"][:200] for node in one["nodes"][:3]]) for one in Axe().run(page, options=AXE)["violations"]]
            wrong += [f"{path} at {width} in {scheme}: {one}" for one in found]
    wrong += [f"{path} has {letters:.0f} letters in a line: {text}" for letters, text in page.evaluate(LONG_LINES)]
    for width in (WIDTHS[0], WIDTHS[-1]):
        page.set_viewport_size({"width": width, "height": 900})
        page.keyboard.press("Tab")  # from here on, the browser shows focus as after a key
        wrong += [f"{path} at {width}: {one}" for one in page.evaluate(UNSEEN, CONTROLS)]
    return wrong


def checked(browser: Browser, address: str, path: str, status: int = 200) -> list[str]:
    """All that is wrong with the page of this address, which must answer with this status."""
    reader = Reader(browser, address)
    answer = reader.page.goto(address + path)
    assert answer is not None
    assert answer.status == status
    wrong = wrong_with(reader.page, path)
    reader.context.close()
    failed = f"console: Failed to load resource: the server responded with a status of {status}"
    return wrong + [one for one in reader.wrong if status == 200 or not one.startswith(failed)]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_of_the_sample(browser: Browser, sample: str, path: str) -> None:
    assert checked(browser, sample, path) == []


@pytest.mark.parametrize("path", ERRORS)
def test_an_error_page(browser: Browser, sample: str, path: str) -> None:
    assert checked(browser, sample, path, ERRORS[path]) == []


def of_real_reports(database: Path) -> list[str]:
    """The addresses of PAGES for an archive of real reports: its fullest councils, its longest report of each type, and no articles."""
    with closing(sqlite3.connect(database)) as archive:
        councils = [row[0] for row in archive.execute(FULLEST)]
        longest = [row[0] for row in archive.execute(LONGEST)]
        providers = [f"/provider/{source}/{urn}" for source, urn in archive.execute(PROVIDER)]
    assert len(councils) == 2
    assert len(longest) > 4
    assert providers
    named = [path.replace("X0000001", councils[0]).replace("X0000003", councils[1]) for path in PAGES]
    return [
        *(path for path in named if not SAMPLE_NAMES.search(path)),
        *(f"/report/{key}" for key in longest),
        f"/report/{longest[0]}?beside=original",
        *providers,
        "/source/local",
    ]


@pytest.mark.drill
def test_pages_of_real_reports(browser: Browser, real: str, added: Home) -> None:
    paths = of_real_reports(added.database)
    assert [wrong for path in paths for wrong in checked(browser, real, path)] == []


@pytest.mark.parametrize("path", ["/", "/search?q=supervision", "/outcomes", "/report/ofsted-101", "/report/nowhere"])
def test_tab_reaches_every_control(browser: Browser, sample: str, path: str) -> None:
    reader = Reader(browser, sample)
    reader.goto(path)
    page = reader.page
    visible = "(selector) => [...document.querySelectorAll(selector)].filter(one => !one.disabled && one.checkVisibility()).length"
    here = "() => { const one = document.activeElement; one.dataset.reached = 1; return one.tagName; }"
    expected = page.evaluate(visible, CONTROLS)
    for _ in range(expected):
        page.keyboard.press("Tab")
        page.evaluate(here)
    missed = page.evaluate(
        """(selector) => [...document.querySelectorAll(selector)]
        .filter(one => !one.disabled && one.checkVisibility() && !one.dataset.reached).map(one => one.outerHTML.slice(0, 150))""",
        CONTROLS,
    )
    reader.context.close()
    assert (expected > 5, missed) == (True, [])
