"""Tasks of people who use such reports every week, in a real browser over the real reports: few clicks, and the right answer.

The words of each task are its test's docstring. A click is a link, a button, a choice or Enter; no task may take more than four.
Each answer is compared with the database. The pictures of where each task ends are in test-output/tasks.
"""

import csv
import io
import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from statistics import median
from xml.etree import ElementTree

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page
from pypdfium2 import PdfDocument

from archive.search.themes import THEMES, WITHIN
from tests.archive.web.test_browser import PICTURES
from tests.archive.web.test_browser import browser as browser  # the one browser of the module
from tests.conftest import Home
from tests.serving import served

pytestmark = [pytest.mark.drill, pytest.mark.browser, pytest.mark.xdist_group("browser")]
MOST = 4


class Task:
    """A reader who begins at the home page; `clicks` counts what they did beside typing."""

    def __init__(self, page: Page, address: str, database: sqlite3.Connection) -> None:
        self.page, self.address, self.database, self.clicks = page, address, database, 0
        page.goto(address)

    def click(self, name: str, *, part: str = "body", exact: bool = False) -> None:
        """Follow the first link of this name."""
        self.clicks += 1
        self.page.locator(part).get_by_role("link", name=name, exact=exact).first.click()
        self.page.wait_for_load_state()

    def press(self, label: str, typed: str) -> None:
        """Type into the field of this label, and Enter."""
        self.clicks += 1
        field = self.page.get_by_label(label).first
        field.fill(typed)
        field.press("Enter")
        self.page.wait_for_load_state()

    def choose(self, label: str, value: str) -> None:
        """Choose from a list."""
        self.clicks += 1
        self.page.get_by_label(label, exact=True).first.select_option(value)

    def get(self, name: str) -> bytes:
        """What the link of this name downloads."""
        self.clicks += 1
        href = self.page.get_by_role("link", name=name, exact=True).first.get_attribute("href")
        return self.page.request.get(f"{self.address}{href}").body()

    def rows(self, sql: str, *values: object) -> list[tuple[object, ...]]:
        """The rows of a query."""
        return [tuple(row) for row in self.database.execute(sql, values)]


@pytest.fixture(scope="module")
def address(corpus: Home) -> Iterator[str]:
    """Where the real reports are served."""
    with served(corpus.environment) as found:
        yield found


@pytest.fixture
def task(browser: Browser, address: str, corpus: Home, request: pytest.FixtureRequest) -> Iterator[Task]:
    """A task from the home page; afterwards its clicks are counted and its last page is kept as a picture."""
    with closing(sqlite3.connect(f"file:{corpus.database}?mode=ro", uri=True)) as database:
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        started = Task(context.new_page(), address, database)
        yield started
        pictures = PICTURES.parent / "tasks"
        pictures.mkdir(parents=True, exist_ok=True)
        started.page.screenshot(path=pictures / f"{request.node.name}.jpeg")
        context.close()
    assert 0 < started.clicks <= MOST


def test_follow_a_topic(task: Task) -> None:
    """Hear of every new report that speaks of private fostering."""
    task.press("Search reports and articles", '"private fostering"')
    href = task.page.get_by_role("link", name="follow this search").get_attribute("href")
    task.click("follow this search")
    assert href
    task.page.goto(f"{task.address}/search.atom?q=%22private+fostering%22")
    feed = ElementTree.fromstring(task.page.request.get(f"{task.address}/search.atom?q=%22private+fostering%22").text())
    newest = feed.findtext("{*}entry/{*}updated", "")
    [(expected,)] = task.rows(
        """select max(r.published) from report_pages p join reports r on r.id = p.report_id where p.text like '%private fostering%'"""
    )
    assert newest[:10] == expected
    task.page.go_back()


def test_said_before(task: Task) -> None:
    """Was another council told the same as the newest recommendation on supervision?"""
    task.click("Recommendations", part="nav")
    task.press("Search for words in recommendations", "supervision")
    task.click("Who else was told this?")
    number = re.findall(r"id=(\d+)", task.page.url)[0]
    assert task.rows("select 1 from recommendations where id = ? and text like '%supervision%'", number)
    assert task.page.locator("h1").inner_text()


def test_a_theme(task: Task) -> None:
    """Which recommendations are about private fostering, whatever their words?"""
    task.click("Recommendations", part="nav")
    task.choose("Theme", "private_fostering")
    task.clicks += 1
    task.page.get_by_role("button", name="Apply").click()
    task.page.wait_for_load_state()
    [(expected,)] = task.rows(
        f"""select count(distinct coalesce(r.local_authority, '')) from recommendations c join reports r on r.id = c.report_id
            where {WITHIN.format("?")}""",
        THEMES["private_fostering"].words,
    )
    assert str(expected) in task.page.locator("#results-title").inner_text()


def test_inadequate_now(task: Task) -> None:
    """How many councils are inadequate today?"""
    task.click("Outcomes", part="nav")
    words = task.page.locator(".cards li", has_text="inadequate").nth(0).inner_text()
    [(expected,)] = task.rows(
        """with graded as (select i.overall_effectiveness as grade,
                row_number() over (partition by r.local_authority order by r.published desc, r.id desc) as newest
            from reports r join inspections i on i.report_id = r.id join local_authorities a on a.code = r.local_authority
            where i.family in ('ilacs', 'sif') and a.ended is null)
        select count(*) from graded where newest = 1 and grade = 'inadequate'"""
    )
    assert int(re.findall(r"\d+", words)[0]) == expected


def test_days_to_publication(task: Task) -> None:
    """How long does Ofsted take to publish, by year?"""
    task.click("Outcomes", part="nav")
    task.clicks += 1
    part = task.page.locator("section[aria-labelledby=publication]")
    part.get_by_text("Show these numbers as a table").click()
    shown = {row.split()[0]: float(row.split()[2]) for row in part.locator("tbody tr").all_inner_texts()}
    found: dict[str, list[int]] = {}
    for year, days in task.rows(
        """select substr(r.published, 1, 4), cast(julianday(r.published) - julianday(i.inspection_end) as integer)
            from reports r join inspections i on i.report_id = r.id where i.family in ('ilacs', 'sif') and i.inspection_end is not null"""
    ):
        found.setdefault(str(year), []).append(int(str(days)))
    assert shown == {year: float(median(days)) for year, days in found.items()}


def test_the_count_of_ofsted(task: Task) -> None:
    """What was it on 31 March 2024, counted as Ofsted does?"""
    task.click("Outcomes", part="nav")
    assert "Ofsted’s own figures for 31 March use inspection dates" in task.page.locator("main").inner_text()
    task.choose("Date used", "inspected")
    task.press("Outcomes on", "31/03/2024")
    assert task.page.locator("h1").inner_text() == "Outcomes on 31 March 2024"
    assert task.page.get_by_label("Date used").input_value() == "inspected"


def test_a_chart_for_a_slide(task: Task) -> None:
    """A chart of grades by region as a picture."""
    task.click("Outcomes", part="nav")
    assert task.get("PNG").startswith(b"\x89PNG")


def test_neighbours_in_excel(task: Task) -> None:
    """A council and its statistical neighbours in Excel, with the council marked."""
    [(name, code)] = task.rows(
        """select a.name, a.code from reports r join local_authorities a on a.code = r.local_authority
            join inspections i on i.report_id = r.id where i.family = 'ilacs' order by a.name limit 1"""
    )
    task.press("Name of a council", str(name))
    task.click("See with its neighbours")
    sheet = load_workbook(io.BytesIO(task.get("Excel"))).worksheets[0]
    marked = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2) if row[0].value == "yes"]
    assert len(marked) == 1
    assert code in marked[0]


def test_print(task: Task) -> None:
    """The national picture on paper: six sides at most. A report of 13 pages: 14."""
    task.click("Outcomes", part="nav")
    assert len(PdfDocument(task.page.pdf(format="A4"))) <= 6
    [(key, pages)] = task.rows(
        "select r.key, i.pages from reports r join inspections i on i.report_id = r.id order by abs(i.pages - 13), r.id limit 1"
    )
    task.page.goto(f"{task.address}/report/{key}")
    assert len(PdfDocument(task.page.pdf(format="A4"))) <= int(str(pages)) + 1


def test_a_council_on_the_map(task: Task) -> None:
    """When was the council on this square last inspected?"""
    square = task.page.locator(".tile-map a").first
    href = str(square.get_attribute("href"))
    task.clicks += 1
    square.click()
    task.page.wait_for_load_state()
    [(name,)] = task.rows("select name from local_authorities where code = ?", href.rpartition("/")[2])
    assert task.page.locator("h1").inner_text() == name


def test_all_recommendations(task: Task) -> None:
    """All recommendations in one file for one's own analysis."""
    task.click("Recommendations", part="nav")
    lines = task.get("CSV").decode("utf-8-sig")
    [(expected,)] = task.rows("select count(*) from recommendations")
    assert lines.count("/files/") == expected


def test_two_councils_side_by_side(task: Task) -> None:
    """A council beside another one, in one table that can be shared."""
    (first, name), (second, other) = task.rows(
        """select distinct a.code, a.name from reports r join inspections i on i.report_id = r.id
                join local_authorities a on a.code = r.local_authority
            where i.family = 'ilacs' and a.ended is null order by a.name limit 2"""
    )
    task.press("Name of a council", str(name))
    task.click("Compare with another authority")
    task.clicks += 2
    task.page.locator("#a1").select_option(str(second))
    task.page.get_by_role("button", name="Compare", exact=True).first.click()
    task.page.wait_for_load_state()
    assert f"a={first}" in task.page.url
    compared = task.page.locator("table").first.inner_text()
    assert str(name) in compared
    assert str(other) in compared


def test_cite_a_report(task: Task) -> None:
    """Cite the newest report in an essay."""
    task.click("", part="section:has(h2:text('Newest reports')) li")
    cited = task.page.locator("#cite-1").input_value()
    key = task.page.url.rpartition("/")[2]
    [(published,)] = task.rows("select published from reports where key = ?", key)
    assert f"({str(published)[:4]})" in cited
    assert key in cited


def test_themes_of_focused_visits(task: Task) -> None:
    """Which themes are asked for most in focused visits?"""
    task.click("Themes of recommendations")
    task.choose("Type of report and kind of recommendation", "focused_visit:improvement")
    task.clicks += 1
    task.page.get_by_role("button", name="Show").click()
    task.page.wait_for_load_state()
    task.page.get_by_text(re.compile(r"Show all \d+ themes")).click()
    rows = [row.split("\t") for row in task.page.locator("details[open] tbody tr").all_inner_texts()]
    shown = [(name, int(number)) for name, number, _ in rows]
    sql = f"""select count(*) from recommendations c join inspections i on i.report_id = c.report_id
        where i.family = 'focused_visit' and c.kind = 'improvement' and {WITHIN.format("?")}"""
    counted = {theme.name: task.rows(sql, theme.words)[0][0] for theme in THEMES.values()}
    assert dict(shown) == {name: number for name, number in counted.items() if number}
    assert [number for _, number in shown] == sorted((number for _, number in shown), reverse=True)


def test_a_word_over_the_years_by_region(task: Task) -> None:
    """How has the share of reports that mention neglect moved over the years, by region? As a file."""
    task.press("Search reports and articles", "neglect")
    task.click("how often it comes up each year")
    lines = list(csv.DictReader(task.get("CSV by region and year").decode("utf-8-sig").splitlines()))
    sql = """select a.region, substr(r.published, 1, 4), count(distinct case when p.text like '%neglect%' then r.id end),
            count(distinct r.id)
        from reports r join report_pages p on p.report_id = r.id join local_authorities a on a.code = r.local_authority
        where r.published is not null group by 1, 2"""
    expected = {(region, year): (with_it, all_of) for region, year, with_it, all_of in task.rows(sql)}
    assert {(row["region"], row["year"]): (int(row["reports"]), int(row["of"])) for row in lines} == expected


def test_everything_with_its_types(task: Task) -> None:
    """All tables, with the types of their columns, for an analysis."""
    task.click("Download everything", part="footer")
    package = json.loads(task.get("data package (JSON)"))
    reports = next(one for one in package["resources"] if one["name"] == "reports")
    assert {field["name"]: field["type"] for field in reports["schema"]["fields"]}["published"] == "date"
    rows = list(csv.DictReader(task.page.request.get(reports["path"]).text().removeprefix("\ufeff").splitlines()))
    assert len(rows) == task.rows("select count(*) from reports")[0][0]


def test_a_draft(task: Task) -> None:
    """Are the two quotations of a draft what the report says?"""
    [(sentence, authority)] = task.rows(
        """select p.text, a.name from report_paragraphs p join reports r on r.id = p.report_id join local_authorities a
            on a.code = r.local_authority where length(p.text) between 80 and 120 and p.text like '% are %' and p.text not like '%“%'
            and p.text like '%.' and r.published > '2020' order by p.id limit 1"""
    )
    told, other = str(sentence), str(sentence).replace(" are ", " are not ", 1)
    task.click("Check the quotations of a draft")
    task.page.get_by_label("Your text").fill(f"Of {authority} inspectors wrote “{told}” They did not write “{other}”")
    task.clicks += 1
    task.page.get_by_role("button", name="Check").click()
    task.page.wait_for_load_state()
    assert "2 quotations: 1 word for word, 1 not word for word." in task.page.locator("#result").inner_text()


def test_a_group_of_ones_own(task: Task) -> None:
    """Three councils of one's own choice, in one table to keep."""
    three = task.rows(
        """select distinct a.code, a.name from reports r join inspections i on i.report_id = r.id
                join local_authorities a on a.code = r.local_authority
            where i.family = 'ilacs' and a.ended is null order by a.name desc limit 3"""
    )
    task.click("Compare councils")
    for number, (code, _) in enumerate(three):
        task.page.locator(f"#a{number}").select_option(str(code))
    task.clicks += 2
    task.page.get_by_role("button", name="Compare", exact=True).first.click()
    task.page.wait_for_load_state()
    assert all(str(name) in task.page.locator("table").first.inner_text() for _, name in three)
    task.page.get_by_label("Keep these councils as a group").fill("Ours")
    task.page.get_by_role("button", name="See its outcomes").click()
    task.page.wait_for_load_state()
    assert "Ours" in task.page.locator("h1").inner_text()
    assert task.page.locator("#table ~ * tbody tr").count() == len(three)
