"""Tying articles to reports and authorities: an own set of invented articles that holds every trap, and the rules one by one."""

import json
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from archive.authorities import parse_authorities
from archive.matching.facts import ArticleFacts, Mention, ReportFacts
from archive.matching.report_kinds import kinds_named
from archive.matching.tie_article import ReportLink, report_link, tie_article

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


def test_how_and_score_tell_the_evidence() -> None:
    by_link = tie_article(case_of("link"), REPORTS, AUTHORITIES).mentions
    by_provider = tie_article(case_of("provider link with date"), REPORTS, AUTHORITIES).mentions
    by_title = tie_article(case_of("Derby"), REPORTS, AUTHORITIES).mentions
    by_text = tie_article(case_of("previous grade in headline"), REPORTS, AUTHORITIES).mentions
    mislabelled = tie_article(case_of("BCP focused, called monitoring visit"), REPORTS, AUTHORITIES).mentions
    assert by_link == (Mention("E06000007", "ofsted-900001", "link", 1.0),)
    assert by_provider == (Mention("E06000038", "ofsted-900003", "link", 0.9),)
    assert by_title == (Mention("E06000015", "ofsted-900007", "title", 0.9),)
    assert by_text == (Mention("E08000028", "ofsted-900053", "text", 0.8),)
    assert mislabelled == (Mention("E06000058", "ofsted-900019", "text", 0.72),)


def test_an_undated_article_needs_a_unique_best_match_of_sentences() -> None:
    undated = replace(case_of("link"), links=())
    shares = {"ofsted-900001": 0.8, "ofsted-900002": 0.1}
    assert tie_article(undated, REPORTS, AUTHORITIES).mentions == (Mention("E06000007", None, "title", 0.6),)
    tied = tie_article(undated, REPORTS, AUTHORITIES, lambda report: shares.get(report.key, 0.0)).mentions
    assert tied == (Mention("E06000007", "ofsted-900001", "title", 0.9),)
    shares["ofsted-900002"] = 0.75
    assert tie_article(undated, REPORTS, AUTHORITIES, lambda report: shares.get(report.key, 0.0)).mentions[0].report_key is None


def test_an_article_is_never_tied_to_a_later_report() -> None:
    early = replace(case_of("Derby"), published="2022-05-12")
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
