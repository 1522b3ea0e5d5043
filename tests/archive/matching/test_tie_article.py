"""Tying articles to reports and authorities: an own set of invented articles that holds every trap, and the rules one by one."""

import json
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from archive.authorities import parse_authorities
from archive.matching.facts import ArticleFacts, ReportFacts, Ties
from archive.matching.links import ReportLink, report_link
from archive.matching.report_kinds import kinds_named
from archive.matching.report_text import report_text
from archive.matching.tie_article import tie_article

AUTHORITIES = parse_authorities((files("archive") / "authorities.csv").read_text(encoding="utf-8"))
CASES: dict[str, Any] = json.loads((Path(__file__).parent / "tying_cases.json").read_text(encoding="utf-8"))
REPORTS = tuple(ReportFacts(**report, url=f"https://files.ofsted.gov.uk/v1/file/{report['key'][7:]}") for report in CASES["reports"])


def article(case: dict[str, Any]) -> ArticleFacts:
    links = tuple((url, text) for url, text in case["links"])
    return ArticleFacts("https://news.example/story", case["title"], case["published"], tuple(case["paragraphs"]), links)


def score(kind: str) -> tuple[float, float]:
    """Precision and recall over all cases, of `authorities` or `reports`."""
    right = said = wanted = 0
    for case in CASES["cases"]:
        mentions = tie_article(article(case), REPORTS, AUTHORITIES).mentions
        got = {mention.local_authority if kind == "authorities" else mention.report_key for mention in mentions} - {None}
        right, said, wanted = right + len(got & set(case[kind])), said + len(got), wanted + len(case[kind])
    return right / said, right / wanted


def test_the_set_is_large_enough() -> None:
    assert len(CASES["cases"]) >= 60
    known = {authority.code for authority in AUTHORITIES}
    assert {code for case in CASES["cases"] for code in case["authorities"]} <= known
    assert {key for case in CASES["cases"] for key in case["reports"]} <= {report.key for report in REPORTS}
    assert sum(not case["reports"] for case in CASES["cases"]) >= 20


@pytest.mark.parametrize(("kind", "precision", "recall"), [("authorities", 0.99, 0.97), ("reports", 0.99, 0.95)])
def test_precision_and_recall(kind: str, precision: float, recall: float) -> None:
    got_precision, got_recall = score(kind)
    assert got_precision >= precision
    assert got_recall >= recall


@pytest.mark.parametrize("case", [case for case in CASES["cases"] if not case["reports"]], ids=lambda case: case["trap"])
def test_no_report_is_better_than_a_wrong_one(case: dict[str, Any]) -> None:
    assert [mention for mention in tie_article(article(case), REPORTS, AUTHORITIES).mentions if mention.report_key] == []


def case_of(trap: str) -> ArticleFacts:
    return article(next(case for case in CASES["cases"] if case["trap"] == trap))


def told(ties: Ties) -> list[tuple[str | None, str | None, str, float]]:
    """Mentions without their evidence."""
    return [(each.local_authority, each.report_key, each.how, each.score) for each in ties.mentions]


def test_how_and_score_tell_how_sure_a_tie_is() -> None:
    by_link = told(tie_article(case_of("link"), REPORTS, AUTHORITIES))
    by_provider = told(tie_article(case_of("provider link with date"), REPORTS, AUTHORITIES))
    by_title = told(tie_article(case_of("Derby"), REPORTS, AUTHORITIES))
    by_text = told(tie_article(case_of("previous grade in headline"), REPORTS, AUTHORITIES))
    assert by_link == [("E06000007", "ofsted-900001", "link", 1.0)]
    assert by_provider == [("E06000038", "ofsted-900003", "link", 0.8)]
    assert by_title == [("E06000015", "ofsted-900007", "title", 0.55)]
    assert by_text == [("E08000028", "ofsted-900053", "text", 0.65)]


def test_each_tie_has_its_evidence() -> None:
    (by_title,) = tie_article(case_of("Derby"), REPORTS, AUTHORITIES).mentions
    assert [each.detail for each in by_title.evidence] == ["published 3 days after the report", "tells what inspectors found"]
    (by_link,) = tie_article(case_of("link"), REPORTS, AUTHORITIES).mentions
    assert by_link.evidence[0].kind == "link"
    (alone,) = tie_article(case_of("preview"), REPORTS, AUTHORITIES).mentions
    assert alone.evidence == ()


def test_an_article_without_a_date_is_tied_by_its_words() -> None:
    body = ("Children in Warrington wait for help, Ofsted has found.", "Too many plans are written by people who have not met the child.")
    undated = ArticleFacts(
        "https://news.example/story", "Warrington children's services", None, (*body, body[1].replace("child", "family"))
    )
    words = {"ofsted-900001": body[1] + undated.paragraphs[2], "ofsted-900002": "Nothing of it."}

    def tied() -> list[str | None]:
        ties = tie_article(undated, REPORTS, AUTHORITIES, lambda report: report_text([words.get(report.key, "")]))
        return [mention.report_key for mention in ties.mentions]

    assert [mention.report_key for mention in tie_article(undated, REPORTS, AUTHORITIES).mentions] == [None]
    assert tied() == [None], "two sentences might be anybody's"
    undated = replace(undated, paragraphs=(*undated.paragraphs, "It was a focused visit, and the letter is out."))
    undated = replace(undated, paragraphs=(*undated.paragraphs, "Managers read few of these plans before they are sent to families."))
    words["ofsted-900001"] += undated.paragraphs[-1]
    assert tied() == ["ofsted-900001"]
    words["ofsted-900002"] = words["ofsted-900001"]
    undated = replace(undated, paragraphs=tuple(each.replace("focused visit", "visit") for each in undated.paragraphs))
    assert tied() == [None], "the sentences stand in both"


def test_twin_reports_of_one_inspection_are_tied_together() -> None:
    reports = [
        replace(report, inspection_start="2022-10-03", inspection_end="2022-10-14")
        if report.key in ("ofsted-900015", "ofsted-900016")
        else report
        for report in REPORTS
    ]
    both = case_of("Northamptonshire after 2021, both")
    mentions = tie_article(both, reports, AUTHORITIES).mentions
    assert {mention.report_key for mention in mentions} == {"ofsted-900015", "ofsted-900016"}
    assert all("twin" in {each.kind for each in mention.evidence} for mention in mentions)
    one = case_of("Northamptonshire after 2021, one")
    assert [mention.report_key for mention in tie_article(one, reports, AUTHORITIES).mentions] == ["ofsted-900015"]


def test_an_ended_county_is_not_meant_where_its_successors_are() -> None:
    both = replace(
        case_of("Northamptonshire after 2021, both"), published=None, title="Northamptonshire children's services told to improve"
    )
    assert {mention.local_authority for mention in tie_article(both, REPORTS, AUTHORITIES).mentions} == {"E06000061", "E06000062"}
    formal = replace(both, paragraphs=(*both.paragraphs, "Northamptonshire County Council welcomed the findings."))
    assert {mention.local_authority for mention in tie_article(formal, REPORTS, AUTHORITIES).mentions} == {"E10000021"}


def test_an_article_is_never_tied_to_a_later_report() -> None:
    early = replace(case_of("Derby"), published="2022-05-09")
    assert [mention.report_key for mention in tie_article(early, REPORTS, AUTHORITIES).mentions] == [None]


def test_of_several_linked_reports_the_newest_is_meant() -> None:
    linked = replace(
        case_of("link, legacy host"),
        links=tuple((f"https://files.ofsted.gov.uk/v1/file/{number}", "report") for number in (900001, 900002)),
    )
    assert [mention.report_key for mention in tie_article(linked, REPORTS, AUTHORITIES).mentions] == ["ofsted-900002"]


@pytest.mark.parametrize("order", [(1, 2), (2, 1)])
def test_of_two_linked_reports_that_both_fit_the_newest_is_meant(order: tuple[int, int]) -> None:
    code = REPORTS[0].local_authority
    told = case_of("link")
    days = {1: "2022-05-02", 2: "2022-05-20"}
    url = "https://files.ofsted.gov.uk/v1/file/"
    two = [replace(REPORTS[0], key=f"ofsted-{n}", local_authority=code, published=days[n], url=f"{url}{n}") for n in order]
    linked = replace(told, published="2022-05-25", links=tuple((f"{url}{n}", "report") for n in order))
    assert [mention.report_key for mention in tie_article(linked, two, AUTHORITIES).mentions] == ["ofsted-2"]
    for published in ("2022-04-17", "2024-01-01"):  # over two weeks before either; over a year after both
        away = replace(linked, published=published)
        assert not any(mention.report_key for mention in tie_article(away, two, AUTHORITIES).mentions)


def test_a_link_to_the_page_of_another_council_chooses_nothing() -> None:
    page = case_of("provider link with date").links
    derby = tie_article(case_of("Derby"), REPORTS, AUTHORITIES).mentions
    assert tie_article(replace(case_of("Derby"), links=page), REPORTS, AUTHORITIES).mentions == derby


def test_of_two_linked_councils_neither_is_taken() -> None:
    told = replace(case_of("provider link with date"), paragraphs=("Social workers know their children well, an Ofsted letter says.",))
    assert [mention.local_authority for mention in tie_article(told, REPORTS, AUTHORITIES).mentions] == ["E06000038"]
    two = (*told.links, ("https://reports.ofsted.gov.uk/provider/44/80459", "Ofsted's page on Derby"))
    assert tie_article(replace(told, links=two), REPORTS, AUTHORITIES).mentions == ()


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://files.ofsted.gov.uk/v1/file/50004363", ReportLink("50004363", None)),
        ("http://files.api.ofsted.gov.uk/v1/file/2760432?x=1#page=2", ReportLink("2760432", None)),
        ("https://reports.ofsted.gov.uk/provider/44/80575", ReportLink(None, "80575")),
        ("https://reports.ofsted.gov.uk/provider/2/SC012345/", ReportLink(None, "SC012345")),
        ("http://reports.ofsted.gov.uk/inspection-reports/find-inspection-report/provider/CARE/80575", ReportLink(None, "80575")),
        (
            "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Ffiles.ofsted.gov.uk%2Fv1%2Ffile%2F50004363&data=1",
            ReportLink("50004363", None),
        ),
        ("https://evil.example/v1/file/50004363", None),
        ("https://reports.ofsted.gov.uk/search?q=80575", None),
        ("mailto:enquiries@council.example", None),
    ],
)
def test_report_link(url: str, link: ReportLink | None) -> None:
    assert report_link(url) == link


def test_report_link_of_another_site() -> None:
    assert report_link("http://127.0.0.1:8123/v1/file/7", {"127.0.0.1:8123"}) == ReportLink("7", None)
    assert report_link("http://127.0.0.1:8124/v1/file/7", {"127.0.0.1:8123"}) is None


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("a focussed visit in May", {"focused_visit"}),
        ("the third monitoring visit", {"monitoring_visit"}),
        ("a joint targeted area inspection (JTAI)", {"jtai"}),
        ("an inspection of SEND services", {"area_send_inspection"}),
        ("a SEND re-visit", {"area_send_revisit"}),
        ("the ILACS inspection", {"ilacs_inspection"}),
        ("an inspection", set()),
    ],
)
def test_kinds_named(text: str, kinds: set[str]) -> None:
    assert kinds_named(text) == kinds


def test_a_time_of_day_changes_nothing() -> None:
    timed = replace(case_of("Somerset before 2023"), published="2023-03-31T09:00:00+00:00")
    assert {mention.local_authority for mention in tie_article(timed, REPORTS, AUTHORITIES).mentions} == {"E10000027"}
