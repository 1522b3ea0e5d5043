"""A report of a second inspectorate on a provider in a council's area: the council's figures stay Ofsted's, and lists say whose it is."""

import re
from collections.abc import Iterator

import pytest

from tests.archive.factory import ArchiveFactory
from tests.archive.sample import CALDERWICK, sample_archive
from tests.archive.web.conftest import Ask, asked
from tests.archive.web.test_two_inspectorates import AUTHOR, URN, add_norwell

KEY, TITLE = "norwell-102", "Norwell Fire Brigade: Visit to a station"


@pytest.fixture(scope="module")
def before(made: ArchiveFactory) -> Iterator[Ask]:
    yield from asked(made.path, made.files, public=True)


@pytest.fixture(scope="module")
def after(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    made = sample_archive(tmp_path_factory.mktemp("stated"))
    add_norwell(made)
    made.report(
        101_001, CALDERWICK, "2026-10-30", ["A station with a beacon."], key=KEY, source="norwell", urn=URN, title="Visit to a station",
        inspected="2026-10-02", inspection={"family": None, "report_type": None, "grade_status": "no_grades"},
    )  # fmt: skip
    yield from asked(made.path, made.files, public=True)


def words(html: str) -> str:
    return " ".join(re.sub("<[^>]+>", " ", html).split())


def section(ask: Ask, path: str, heading: str) -> str:
    """The words of a section of a page, by the id of its heading."""
    found = re.search(rf'<section aria-labelledby="{heading}".*?</section>', ask(path).text, re.DOTALL)
    assert found, f"{path} has no section {heading}"
    return words(found[0])


def test_days_since_and_judgements_of_a_council_are_ofsteds(before: Ask, after: Ask) -> None:
    path = f"/authority/{CALDERWICK}"
    assert "days since Ofsted’s last inspection or visit of any kind" in section(before, path, "judgements")
    assert section(after, path, "judgements") == section(before, path, "judgements")
    shown = section(after, path, "reports")
    assert f"2 October 2026 {TITLE} {AUTHOR}, published 30 October 2026" in shown
    assert f"<title>{TITLE}, 2 October 2026</title>" in after(path).text


def test_two_reports_of_ofsteds_are_compared_unless_others_are_chosen(before: Ask, after: Ask) -> None:
    path = f"/compare?a={CALDERWICK}"
    chosen = [re.findall(r'<option value="([^"]+)" selected', ask(path).text.partition('id="two"')[2]) for ask in (before, after)]
    assert chosen[0] == chosen[1]
    assert len(chosen[0]) == 2
    assert f"{TITLE}, 30 October 2026</option>" in after(path).text


def test_lists_feeds_and_citations_name_the_provider_and_whose_it_is(after: Ask) -> None:
    for path, heading in (("/", "newest"), (f"/neighbours/{CALDERWICK}", "reports")):
        shown = section(after, path, heading)
        assert f"{TITLE} 30 October 2026 · {AUTHOR}" in shown, path
        assert f"2026 · {AUTHOR}" not in shown.replace(f"{TITLE} 30 October 2026 · {AUTHOR}", ""), path
    assert f"<title>{TITLE}</title>" in after("/feed.atom").text
    assert f"title = {{{{{TITLE}}}}}" in after(f"/report/{KEY}.bib").text
    assert f"TI  - {TITLE}" in after("/feed.ris").text
    found = words(after("/search?q=beacon").text)
    assert f"{AUTHOR} · 30 October 2026 {TITLE.replace(':', ' –')}" in found
    answers = words(after("/ask?q=hoses+and+ladders+in+order+beacon").text)
    assert f"{AUTHOR} · 30 October 2026 Norwell Fire Brigade" in answers
    assert f"{AUTHOR} · 13 May 2019 Norwell Fire Brigade" in answers


def test_its_own_page_says_when_it_was_inspected_as_the_source_states(after: Ask) -> None:
    shown = words(after(f"/report/{KEY}").text)
    assert "Inspected 2 October 2026, as the source’s page states" in shown
    assert f"<h1><bdi>{TITLE}</bdi></h1>" in after(f"/report/{KEY}").text


def test_what_is_held_and_missing_is_not_said_to_be_listed_by_ofsted(after: Ask) -> None:
    assert "Ofsted" not in section(after, "/problems", "held").partition("Monitoring visits")[0]
