"""Four tasks of readers in a real browser, axe-core on every page about outcomes, and pictures of them in test-output/."""

import re
from collections.abc import Iterator

import pytest
from axe_core_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from tests.archive.factory import ArchiveFactory
from tests.archive.web.conftest import copied
from tests.archive.web.outcomes.sector import FAIRHOLM, GRADEBY, LATEFORD, NEWWICK, OLDWICK
from tests.archive.web.test_browser import AXE, DESK, PHONE, PICTURES, Reader
from tests.archive.web.test_browser import browser as browser
from tests.serving import served

pytestmark = [pytest.mark.long, pytest.mark.browser, pytest.mark.xdist_group("browser")]

PAGES = (
    "/outcomes?as_at=2026-10-31",
    "/outcomes?as_at=2019-01-01&region=London",
    f"/authority/{LATEFORD}",
    f"/authority/{FAIRHOLM}",
    f"/authority/{NEWWICK}",
    f"/authority/{OLDWICK}",
    f"/neighbours/{FAIRHOLM}?as_at=2026-10-31",
    "/compare",
    f"/compare?a={FAIRHOLM}&a={GRADEBY}&as_at=2026-10-31",
    "/compare?report=ofsted-502&report=ofsted-503",
    "/visits",
    "/send",
    "/after-inadequate",
    "/week?to=2020-02-14",
    "/reconciliation",
)


@pytest.fixture(scope="module")
def address(sector: ArchiveFactory, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where `archive serve` serves a copy of the sector archive: it adds today's councils."""
    path = copied(sector, tmp_path_factory.mktemp("served"))
    with served({"ARCHIVE_DB": str(path), "ARCHIVE_FILES": str(sector.files)}) as found:
        yield found


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def reader(browser: Browser, address: str, request: pytest.FixtureRequest) -> Iterator[Reader]:
    """A reader with and without JavaScript; every page must be free of errors and of requests to other hosts."""
    started = Reader(browser, address, script=request.param)
    yield started
    started.context.close()
    assert started.wrong == []


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_accessible_and_fits_a_phone(browser: Browser, address: str, path: str) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    name = re.sub(r"\W+", "-", path).strip("-")
    reader = Reader(browser, address)
    for size, kind in ((DESK, "desk"), (PHONE, "phone")):
        reader.page.set_viewport_size(size)
        reader.goto(path)
        reader.page.screenshot(path=PICTURES / f"{name}-{kind}.jpeg", full_page=True)
        found = [(one["id"], [node["html"] for node in one["nodes"]]) for one in Axe().run(reader.page, options=AXE)["violations"]]
        assert found == []
        assert reader.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), f"{path} is wider than a {kind}"
    reader.context.close()
    assert reader.wrong == []


HEADS = """table => {
    const said = [...table.querySelectorAll('thead th')].slice(1).map(one => one.textContent.toLowerCase());
    return [...table.querySelectorAll('tbody tr')].map(row => [...row.querySelectorAll('td')].map(cell => {
        return [getComputedStyle(cell, '::before').content.replaceAll('"', '').toLowerCase(), cell.colSpan];
    })).map(cells => ({said, cells}));
}"""


@pytest.mark.parametrize("path", ["/outcomes?as_at=2026-10-31", f"/authority/{FAIRHOLM}", f"/neighbours/{FAIRHOLM}?as_at=2026-10-31"])
def test_on_a_phone_each_cell_stands_after_the_head_of_its_column(reader: Reader, path: str) -> None:
    reader.page.set_viewport_size(PHONE)
    reader.goto(path)
    rows = reader.page.locator("table.stack").first.evaluate(HEADS)
    assert rows
    joined = 0
    for row in rows:
        column = 0
        for head, span in row["cells"]:
            joined += span == 2
            words = "in care and leavers" if span == 2 else row["said"][column]
            assert head == words or words.startswith(head) or words.endswith(head), f"{head} stands before a cell of {words}"
            column += span
        assert column == len(row["said"])
    assert joined or path.startswith("/authority")


def test_how_has_an_authority_done_and_what_was_it_told(reader: Reader) -> None:
    reader.goto("/authorities")
    reader.page.get_by_role("link", name="Fairholm").click()
    expect(reader.page.get_by_role("img", name="Inspections and visits of Fairholm")).to_be_visible()
    expect(reader.page.get_by_role("row", name="20 March 2015").get_by_text("Good")).to_be_visible()
    expect(reader.page.get_by_text("The depth and frequency of reflective supervision").first).to_be_visible()
    expect(reader.page.get_by_role("heading", name="Alike over the years")).to_be_visible()


def test_which_neighbours_got_worse_as_at_a_date_and_out_of_how_many(reader: Reader) -> None:
    reader.goto(f"/authority/{FAIRHOLM}")
    reader.page.get_by_role("link", name="See with its neighbours").click()
    reader.page.get_by_label("Outcomes on", exact=True).fill("2026-10-31")
    reader.page.get_by_role("button", name="Show").click()
    expect(reader.page.get_by_text("1 of 5: Lateford")).to_be_visible()


def test_who_had_a_priority_action_in_a_focused_visit(reader: Reader) -> None:
    reader.goto("/visits")
    reader.page.get_by_label("Type").select_option("focused_visit")
    reader.page.get_by_label("Priority actions").select_option("yes")
    reader.page.get_by_role("button", name="Show").click()
    expect(reader.page.get_by_role("heading", name="1 of 4 visits")).to_be_visible()
    reader.page.get_by_role("link", name="1 for the council").click()
    expect(reader.page.get_by_text("See every child on the day of referral.").first).to_be_visible()


def test_what_is_new_this_week(reader: Reader) -> None:
    reader.goto("/week?to=2020-02-21")
    reader.page.get_by_role("link", name="Previous week").click()
    expect(reader.page.get_by_role("heading", name="New reports: 1")).to_be_visible()
    expect(reader.page.get_by_role("heading", name="Focused visit letters: 1")).to_be_visible()


def test_a_printed_page_leaves_out_forms(browser: Browser, address: str) -> None:
    reader = Reader(browser, address)
    reader.goto(f"/authority/{LATEFORD}")
    reader.page.emulate_media(media="print")
    reader.page.screenshot(path=PICTURES / "authority-print.jpeg", full_page=True)
    expect(reader.page.get_by_role("navigation", name="Main")).to_be_hidden()
    expect(reader.page.get_by_role("img", name="Inspections and visits of Lateford")).to_be_visible()
    reader.context.close()


def test_the_last_column_of_outcomes_is_not_cut_on_a_desk(reader: Reader) -> None:
    """With the longest word that each column can hold."""
    reader.goto("/outcomes?as_at=2026-10-31")
    reader.page.evaluate("""document.querySelectorAll(".grid-table tbody tr").forEach(row => {
        const cells = [...row.children], last = cells.length - 1
        cells[0].textContent = "Northamptonshire"
        cells.slice(1, 5).forEach(cell => { cell.textContent = "Requires improvement" })
        cells[last - 1].textContent = "27 September 2024"
        cells[last].textContent = "Withheld"
    })""")
    wrapper = reader.page.locator(".table-wrapper").first
    assert wrapper.evaluate("table => table.scrollWidth <= table.clientWidth")
