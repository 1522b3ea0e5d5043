"""A reader's tasks by meaning in a real browser: a question, a quotation over a page, who else was told this, what many were told."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_core_python.sync_playwright import Axe
from playwright.sync_api import expect

from archive.search.meaning import load_model
from archive.store.vectors import make_vectors
from tests.archive.factory import ArchiveFactory
from tests.archive.sample import AMBERFORD, BRACKMERE
from tests.archive.search.test_meaning import ADOPTION, TOLD, WAITING
from tests.archive.web.test_browser import AXE, Reader
from tests.archive.web.test_browser import browser as browser  # the one browser of the module
from tests.archive.web.test_browser import reader as reader
from tests.serving import served

pytestmark = [
    pytest.mark.long,
    pytest.mark.browser,
    pytest.mark.xdist_group("browser"),
    pytest.mark.skipif(load_model() is None, reason="needs the extra [meaning]"),
]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A site over an archive with vectors: a paragraph that runs over a page, and recommendations on one matter to three councils."""
    folder: Path = tmp_path_factory.mktemp("meaning")
    made = ArchiveFactory(folder)
    for code, name in ((AMBERFORD, "Amberford"), (BRACKMERE, "Brackmere"), ("X0000009", "Cranmoor")):
        made.authority(code, name)
    told = [*TOLD[:2], ("X0000009", TOLD[2][1])]
    for number, (authority, recommendation) in enumerate(told, start=1):
        middle = WAITING.index(" because")
        report = made.report(number, authority, f"202{number}-01-01", [WAITING[:middle], WAITING[middle:]])
        made.db.execute("update report_pages set rest = '' where report_id = ?", [report])
        text = WAITING if number == 1 else ADOPTION
        made.fact("report_paragraphs", report, position=1, number="1", page=1, page_end=2, text=text)
        made.fact("recommendations", report, position=1, kind="improvement", addressed_to="authority", page=1, text=recommendation)
    made.db.conn.commit()
    make_vectors(made.db)
    made.db.close()
    with served({"ARCHIVE_DB": str(made.path), "ARCHIVE_FILES": str(made.files)}) as found:
        yield found


def is_accessible(reader: Reader) -> None:
    assert Axe().run(reader.page, options=AXE)["violations"] == []


def test_a_question_is_answered_by_a_paragraph_that_shares_no_word_with_it(reader: Reader) -> None:
    page = reader.page
    reader.goto("/search?q=Are+there+delays+in+getting+a+social+worker%3F")
    answers = page.get_by_role("region", name="Close in meaning to your question")
    expect(answers.locator(".tag").first).to_have_text("Close in meaning")
    expect(answers.get_by_text("Closeness of meaning is not a finding")).to_be_visible()
    is_accessible(reader)
    answers.get_by_role("link", name="See more answers").click()
    expect(page.get_by_role("heading", name="Ask a question")).to_be_visible()
    expect(page.get_by_text("That is not a finding")).to_be_visible()
    is_accessible(reader)
    page.get_by_role("link", name="Pages 1 and 2, paragraph 1").first.click()
    page.wait_for_url("**/report/ofsted-1#p1")


def test_a_quotation_over_a_page_leads_to_its_paragraph(reader: Reader) -> None:
    page = reader.page
    reader.goto("/")
    page.get_by_label("Search reports and articles").fill('"allocated to them, because there are not enough staff"')
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="1 result")).to_be_visible()
    assert re.fullmatch(r"/files/[0-9a-f]{64}\.pdf#page=1", str(page.get_by_role("link", name="PDF page 1").get_attribute("href")))
    page.get_by_role("link", name="Pages 1 and 2, paragraph 1").click()
    page.wait_for_url("**/report/ofsted-1#p1")
    expect(page.locator("#p1")).to_be_in_viewport()


def test_who_else_was_told_this_and_what_many_were_told(reader: Reader) -> None:
    page = reader.page
    reader.goto("/report/ofsted-1")
    page.get_by_role("link", name="Who else was told this?").click()
    expect(page.get_by_text("close to it in meaning")).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text="Brackmere")).to_contain_text(re.compile(r"score \d\d of 100"))
    is_accessible(reader)
    page.get_by_role("link", name="what many councils were told").click()
    expect(page.get_by_role("heading", name="1 group")).to_be_visible()
    expect(page.get_by_text("3 councils, 2021 to 2023")).to_be_visible()
    is_accessible(reader)
    href = str(page.get_by_role("link", name="CSV").get_attribute("href"))
    assert page.request.get(reader.address + href).text().count("improvement") == 3
    page.get_by_role("link", name="Who was told this?").click()
    expect(page.get_by_role("heading", name="Who else was told this")).to_be_visible()
