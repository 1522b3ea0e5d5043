"""A report's and an authority's page: the rules on what facts mean hold on each."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.store.files import hash_of
from archive.urls import report_url
from tests.archive.factory import ArchiveFactory, tiny_pdf
from tests.archive.web.conftest import Ask, asked

ORIGINAL = f"/files/{hash_of(tiny_pdf('report 101'))}.pdf"


def test_facts_lead_to_their_pages(site: Ask) -> None:
    page = site("/report/ofsted-101").text
    assert "Amberford: ILACS inspection" in page
    assert "25 March to 5 April 2019" in page
    assert '<span class="pill requires_improvement" data-letter="R">Requires improvement</span>' in page
    assert f'href="{ORIGINAL}#page=1"' in page
    assert "(standard, worked out from its dates)" in page


def test_a_paragraph_has_an_address_a_number_and_a_page(site: Ask) -> None:
    page = site("/report/ofsted-101").text
    assert 'id="p2"' in page
    assert 'href="#p2"' in page
    assert f'href="{ORIGINAL}#page=2"' in page
    assert "<h3><bdi>Leaders</bdi></h3>" in page


def test_the_reference_stands_beside_the_wording(site: Ask) -> None:
    page = site("/report/ofsted-103").text
    assert (
        '<bdi>Management oversight and supervision at the front door.</bdi> <span class="soft">(outcome 3, national framework)</span>'
        in page
    )
    assert '<span class="soft">(None)' not in site("/report/ofsted-101").text
    [row] = json.loads(site("/report/ofsted-103.json").text)["recommendations"]
    assert (row["text"].endswith("(outcome 3, national framework)"), row["reference"]) == (True, "outcome 3, national framework")
    assert (
        site("/recommendations.csv?q=supervis*&from=2022")
        .text.rstrip()
        .endswith(',"outcome 3, national framework",supervision; front_door,ofsted_reports,')
    )


def test_the_text_stands_beside_the_original(site: Ask) -> None:
    page = site("/report/ofsted-101?beside=original").text
    assert f'<iframe name="original" title="The original report; choose a page number to open it there" src="{ORIGINAL}">' in page
    assert f'href="{ORIGINAL}#page=2" target="original"' in page
    assert "<iframe" not in site("/report/ofsted-101").text
    assert "<iframe" not in site("/report/ofsted-105?beside=original").text  # not held


def test_a_report_can_be_scanned_in_a_minute(site: Ask) -> None:
    page = site("/report/ofsted-101").text
    assert page.index("Inspected 25 March to 5 April 2019 · Published 13 May 2019") < page.index('id="judgements"')
    assert page.index('id="judgements"') < page.index('id="recommendations"') < page.index('id="facts"') < page.index('id="text"')
    assert '<p class="soft">1 × area for improvement</p>' in page
    contents = page[page.index('aria-label="On this page"') : page.index("</nav>", page.index('aria-label="On this page"'))]
    assert '<a href="#p2"><bdi>Leaders</bdi></a>' in contents
    send = site("/report/ofsted-104").text
    assert send.index("lead to inconsistent experiences") < send.index('id="facts"')


def test_a_joined_judgement_is_shown_as_joined(site: Ask) -> None:
    assert "(one judgement for both until 2023)" in site("/report/ofsted-101").text


def test_why_there_is_no_grade_is_said(site: Ask) -> None:
    assert "No overall grade: inspections since April 2026 do not give one" in site("/report/ofsted-102").text
    assert "Not graded: visits and inspections of this type give no grades" in site("/report/ofsted-103").text


def test_area_send_prints_its_sentence_and_no_number(site: Ask) -> None:
    page = site("/report/ofsted-104").text
    assert "arrangements lead to inconsistent experiences and outcomes" in page
    assert "Overall effectiveness" not in page


def test_an_older_grade_is_labelled_as_the_last_given(site: Ask) -> None:
    page = site("/authority/X0000001").text
    assert "Last overall grade given" in page
    assert re.search(r">Requires improvement</span> <a href=[^>]+>2019</a>", page)


def test_a_report_that_is_not_held_says_so(site: Ask) -> None:
    assert "We do not hold this report: listed by the source, but the link is broken." in site("/report/ofsted-105").text


def test_a_report_of_nobody_and_no_date_has_a_page(site: Ask) -> None:
    page = site("/report/ofsted-107")
    assert page.status_code == 200
    assert "on an unknown date" in page.text


def test_neighbours_and_articles_are_linked(site: Ask) -> None:
    page = site("/report/ofsted-101").text
    assert "/report/ofsted-102" in page
    assert "/article/1000000000001" in page
    assert "/report/ofsted-101" in site("/report/ofsted-102").text


def test_citations_name_source_archive_and_licence(site: Ask) -> None:
    harvard = "Ofsted (2019) Amberford: ILACS inspection. Available at: https://files.example/v1/file/101; archived at: http://localhost/report/ofsted-101"
    assert harvard in site("/report/ofsted-101").text
    ris = site("/report/ofsted-101.ris").text
    assert ris.startswith("TY  - RPRT\r\n")
    assert ris.endswith("ER  - \r\n")
    bibtex = site("/report/ofsted-101.bib").text
    assert bibtex.startswith("@techreport{ofsted-101,")
    assert bibtex.count("{") == bibtex.count("}")


def test_json_holds_the_rows_and_in_public_no_team(site: Ask, public_site: Ask) -> None:
    private = json.loads(site("/report/ofsted-101.json").text)
    assert [row["name"] for row in private["inspectors"]] == ["Jo Invented"]
    assert private["judgements"][2]["grade"] == "good"
    assert "inspectors" not in json.loads(public_site("/report/ofsted-101.json").text)


def test_an_article_says_why_it_is_tied_to_its_report(site: Ask, public_site: Ask) -> None:
    for ask in (site, public_site):
        assert "Matched because: links to the report; prints its days.<" in ask("/article/1000000000001").text
        (report,) = ask("/article/1000000000001.json").json()["reports"]
        assert report["evidence"][1] == {"kind": "days", "detail": "prints its days", "weight": 4.0}


def test_what_is_not_there_is_404(site: Ask) -> None:
    for path in ("/report/none", "/article/5", "/article/999999999999999999", "/authority/nowhere", "/authority/%00", "/report/%2e%2e"):
        assert site(path, follow_redirects=True).status_code == 404


def test_recommendations_are_one_row_an_authority(site: Ask) -> None:
    answer = json.loads(site("/recommendations.json?q=supervis*&from=2022").text)
    assert [told["name"] for told in answer["authorities"]] == ["Brackmere"]
    page = site("/recommendations?q=supervis*").text
    assert "2 authorities" in page
    assert "1 × area for improvement" in page
    assert "1 × priority action" in page


def test_gaps_are_told(site: Ask) -> None:
    page = site("/problems").text
    assert "The site answers that file 105 does not exist." in page
    assert "None in the archive" in page


def test_the_overall_judgement_comes_first_on_the_page_and_as_printed_in_json(tmp_path: Path) -> None:
    made = ArchiveFactory(tmp_path)
    report = made.report(1, None, "2024-05-06", ["A page."])
    for position, (area, name) in enumerate((("leadership", "Leaders"), ("overall_effectiveness", "Overall effectiveness")), 1):
        facts = {"position": position, "body": "authority", "area": area, "name": name, "page": 1}
        made.fact("judgements", report, **facts, grade="good", grade_printed="Good", grade_status="given")
    for ask in asked(made.path, made.files, public=False):
        shown = re.findall(r'<li><span class="label"><bdi>([^<]*)</bdi>', ask("/report/ofsted-1").text)
        assert shown == ["Overall effectiveness", "Leaders"]
        assert [row["name"] for row in ask("/report/ofsted-1.json").json()["judgements"]] == ["Leaders", "Overall effectiveness"]


def long_archive(tmp_path: Path, paragraphs: int, words: int, pages: int = 0) -> ArchiveFactory:
    """An archive of report ofsted-1, whose text has this many paragraphs of this many words, six on a page; or pages without paragraphs."""
    made = ArchiveFactory(tmp_path)
    code = made.authority("X0000001", "Amberford")
    text = ["Leaders", "“know”", "the", "<risks>", "&", "act."]
    said = " ".join(text[number % 6] for number in range(words))
    report = made.report(1, code, "2019-05-13", [said] * (pages or (paragraphs + 5) // 6))
    for position in range(1, paragraphs + 1):
        page = (position - 1) // 6 + 1
        section = "Leaders" if position <= paragraphs // 2 else "Care leavers"
        made.fact("report_paragraphs", report, position=position, page=page, number=str(position), section=section, text=said)
    return made


def long_report(tmp_path: Path, paragraphs: int, words: int, pages: int = 0) -> Iterator[Ask]:
    """A site with such an archive."""
    made = long_archive(tmp_path, paragraphs, words, pages)
    return asked(made.path, made.files, public=False)


def test_a_long_text_comes_in_parts_and_no_page_is_over_300_kb(tmp_path: Path) -> None:
    sites = long_report(tmp_path, 1200, 90)
    site = next(sites)
    seen: list[str] = []
    for part in range(1, 9):
        page = site(f"/report/ofsted-1?part={part}").text
        assert len(page.encode()) < 300_000
        assert f"Text, part {part} of 8" in page
        seen += re.findall(r'<div class="paragraph" id="p(\d+)">', page)
        others = {int(one) for one in re.findall(r'href="\?part=(\d+)#text"', page)}
        assert others == {*range(1, 9)} - {part}
        assert "To print or search the whole report, open" in page
    assert seen == [str(position) for position in range(1, 1201)]
    first = site("/report/ofsted-1").text
    assert 'href="/report/ofsted-1?part=5#p601"><bdi>Care leavers' in first
    assert site("/report/ofsted-1?part=99").text == first
    assert 'href="?beside=original&amp;part=2#text"' in site("/report/ofsted-1?beside=original").text


def test_links_to_a_paragraph_lead_to_its_part(tmp_path: Path) -> None:
    sites = long_report(tmp_path, 1200, 90)
    site = next(sites)
    for position in (1, 150, 151, 1200):
        address, _, anchor = report_url("ofsted-1", position).partition("#")
        assert f'id="{anchor}"' in site(address).text


def test_a_text_that_fits_is_whole_whatever_part_is_asked_for(tmp_path: Path) -> None:
    sites = long_report(tmp_path, 390, 40)  # the longest real one has 384
    site = next(sites)
    for address in ("/report/ofsted-1", report_url("ofsted-1", 300).partition("#")[0], "/report/ofsted-1?part=x"):
        page = site(address).text
        assert len(page.encode()) < 300_000
        assert 'id="p1"' in page
        assert 'id="p390"' in page
        assert "too long for one page" not in page


def test_a_text_without_paragraphs_comes_in_parts_too(tmp_path: Path) -> None:
    sites = long_report(tmp_path, 0, 400, pages=170)
    site = next(sites)
    pages = [site(f"/report/ofsted-1?part={part}").text for part in range(1, 6)]
    assert max(len(page.encode()) for page in pages) < 300_000
    assert [re.findall(r'<h3 id="page-(\d+)">', page)[0] for page in pages] == ["1", "41", "81", "121", "161"]
    assert "Part 5: pages 161 to 170" in pages[0]


def test_a_paragraph_that_fills_a_page_alone_is_left_to_the_original(tmp_path: Path) -> None:
    sites = long_report(tmp_path, 3, 100_000)
    page = next(sites)("/report/ofsted-1").text
    assert len(page.encode()) < 300_000
    assert page.count("This paragraph is too long for this page. Read it in the original.") == 3
    assert f'href="/files/{hash_of(tiny_pdf("report 1"))}.pdf#page=1">page 1</a>' in page


def test_an_older_link_to_a_paragraph_leads_to_the_part_that_has_it(tmp_path: Path) -> None:
    sites = long_report(tmp_path, 1200, 90)
    site = next(sites)
    for part in (1, 5):
        page = site(f"/report/ofsted-1?part={part}").text
        listed = page.partition('<nav class="parts"')[2].partition("</nav>")[0].split("<li>")[1:]
        marked = [list(map(int, re.findall(r'<i id="p(\d+)">', one))) for one in listed]
        assert marked == [[] if one == part else list(range(one * 150 - 149, one * 150 + 1)) for one in range(1, 9)]
        assert all(f'href="?part={number}#text"' in one for number, one in enumerate(listed, 1) if number != part)
        assert len(re.findall(r'id="p300"', page)) == 1
    assert '<i id="p' not in site("/report/ofsted-1?part=1").text.rpartition('<nav class="parts"')[2]


@pytest.fixture(scope="module")
def asks_much(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    """A site with four reports of 400 pages that make 150 long recommendations each."""
    made = ArchiveFactory(tmp_path_factory.mktemp("much"))
    codes = [made.authority("X0000001", "Amberford"), made.authority("X0000002", "Brindle")]
    words = "Leaders should “know” the <risks> & supervise each plan. " * 26
    kinds = (
        ("ilacs", "ilacs_inspection"),
        ("focused_visit", "focused_visit"),
        ("area_send", "area_send_inspection"),
        ("ilacs", "ilacs_inspection"),
    )
    outcome = {"outcome": 2, "outcome_printed": "Words.", "outcome_page": 1}
    for number, (family, kind) in enumerate(kinds, 1):
        inspection = {"family": family, "report_type": kind} | (outcome if family == "area_send" else {})
        report = made.report(number, codes[number // 4], f"2022-10-1{number}", ["A page of words. " * 120] * 400, inspection=inspection)
        for position in range(1, 151):
            told = {"position": position, "page": position, "addressed_to": "authority", "text": f"{position}. {words}"}
            made.fact("recommendations", report, kind="priority_action", **told)
        for position in range(1, 1601):
            made.fact("report_paragraphs", report, position=position, page=(position + 3) // 4, number=str(position), text=words[:500])
    yield from asked(made.path, made.files, public=False)


@pytest.mark.long
@pytest.mark.parametrize(
    "address",
    [
        "/report/ofsted-1",
        "/report/ofsted-1?part=2",
        "/report/ofsted-1?part=11",
        "/recommendations",
        "/recommendations?q=leaders",
        "/recommendations?page=4",
        "/authority/X0000001",
        "/send",
        "/week?to=2022-10-16",
        "/compare?report=ofsted-1&report=ofsted-4",
    ],
)
def test_many_long_recommendations_fit_a_page(asks_much: Ask, address: str) -> None:
    answer = asks_much(address)
    assert answer.status_code == 200
    assert 60_000 < len(answer.content) < 300_000


@pytest.mark.long
def test_every_long_recommendation_has_its_place_and_can_be_read(asks_much: Ask) -> None:
    first = asks_much("/report/ofsted-1").text
    assert re.findall(r'id="recommendation-(\d+)"', first) == [str(position) for position in range(1, 151)]
    assert "too long for one page" in first
    assert 'href="/report/ofsted-1#recommendations"' in asks_much("/report/ofsted-1?part=3").text
    read = [asks_much(f"/recommendations?authority=X0000002&page={number}").text for number in (1, 2)]
    assert [len(re.findall(r"<bdi>\d+\. Leaders", page)) for page in read] == [80, 70]
    for address in ("/authority/X0000001", "/send"):
        assert "See all 150 in the report" in asks_much(address).text
    assert "See all 150</a>" in asks_much("/week?to=2022-10-16").text
