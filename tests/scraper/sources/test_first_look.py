"""`scrapy firstlook` against the sample sites in their true form, and in changed ones: each change is named, and nothing else is."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult

import httpx
import pytest

from sample.news_site.publisher import SamplePublisher
from sample.reports_site.site import SampleSite
from sample.server.exchange import Answer
from scraper.sources.first_look.looking import Answer as Came
from scraper.sources.first_look.looking import Finding
from scraper.sources.first_look.report import next_step, write_report
from scraper.sources.source_spider import SourceSpider
from scraper.spiders.ofsted_reports import OfstedReports
from scraper.spiders.willispalmer import WillisPalmer
from tests.conftest import Home

Change = Callable[[str, Answer], Answer]


def html(pattern: str, old: str, new: str) -> Change:
    """In pages whose path `pattern` is found in, `old` (a regular expression) becomes `new`."""

    def change(path: str, answer: Answer) -> Answer:
        if not re.search(pattern, path) or "html" not in answer.content_type or answer.status != 200:
            return answer
        return replace(answer, body=re.sub(old, new, answer.body.decode(), flags=re.DOTALL).encode())

    return change


def instead(pattern: str, **fields: Any) -> Change:
    """Answers to paths that `pattern` is found in have other fields."""
    return lambda path, answer: replace(answer, **fields) if re.search(pattern, path) else answer


class Changed:
    """A sample site whose answers are changed on their way out."""

    change: Change
    changed = 0

    def respond(self, url: SplitResult, headers: dict[str, str]) -> Answer:
        answer: Answer = super().respond(url, headers)  # type: ignore[misc]  # of the sample site beside it
        sent = self.change(url.path, answer)
        self.changed += sent != answer
        return sent


class ChangedSite(Changed, SampleSite):
    pass


class ChangedPublisher(Changed, SamplePublisher):
    pass


def findings(source: SourceSpider) -> list[Finding]:
    """What a first look finds when its requests are asked one after another."""
    looking, found = source.first_look("archive-test"), []
    with httpx.Client(follow_redirects=True) as client:
        answer: Came | None = None
        while True:
            try:
                step = looking.send(answer)
            except StopIteration:
                return found
            answer = None
            if isinstance(step, Finding):
                found.append(step)
                continue
            if "127.0.0.1" not in step.url:
                answer = Came(step, step.url, 0, (), b"", "not asked in tests")
                continue
            got = client.get(step.url)
            answer = Came(step, str(got.url), got.status_code, tuple(got.headers.items()), got.content)


@dataclass(frozen=True, slots=True)
class Case:
    """A change, and the words by which a finding of `verdict` names it."""

    change: Change
    words: str
    verdict: str = "differs"


REPORTS_SITE = {
    "the counters differ": Case(html("^/search", r"(results-count[^>]*>)\d+(.*results-count)", r"\g<1>7\2"), "7"),
    "one counter only": Case(
        html(
            "^/search",
            r'<strong class="results-count[^>]*>\d+</strong>',
            "",
        ),
        "number of results",
    ),
    "the list has another class": Case(html("^/search", "results-list", "results"), "we cannot read the page of results"),
    "a fact has a new label": Case(html("^/search", "Category:", "Kind:"), "“Kind”", "new"),
    "a type of provider not seen": Case(html("^/search", r"/provider/44/", "/provider/45/"), "“45”", "new"),
    "the timeline has another class": Case(
        html("^/provider", 'class="timeline"', 'class="history"'), "we cannot read the page|lists 0 reports|timeline"
    ),
    "a label not seen": Case(html("^/provider", "Children's services", "Kids' services"), "Kids' services", "new"),
    "a monitoring visit": Case(
        html("^/provider", "focused visit", "monitoring visit"), "labelled Children's services monitoring visit", "new"
    ),
    "another form of dates": Case(html("^/provider", r"(\d\d) January (\d{4})", r"\2/01/\1"), r"\d{4}/01/\d\d"),
    "files are pages": Case(
        instead("^/v1/file", body=b"<html><title>Report</title></html>", content_type="text/html", status=200),
        "it is a PDF|treat the answer",
    ),
    "missing files look like reports": Case(
        instead("^/v1/file/999999999", body=b"%PDF-1.4 nothing", status=200), "treat the answer as a report"
    ),
    "files without validators": Case(instead("^/v1/file", headers={}), "no ETag or Last-Modified", "new"),
    "robots.txt forbids": Case(instead("^/robots", body=b"User-agent: *\nDisallow: /search\n"), "robots.txt forbids .*/search"),
    "robots.txt is broken": Case(instead("^/robots", status=503), "we cannot read robots.txt"),
    "everything is refused": Case(instead("^/search", status=403), "answers with status 403"),
}
PUBLISHER = {
    "no layout fits": Case(html(r"^/[a-z-]+/$", "main-column", "middle-column"), "fits none of the"),
    "the API is off": Case(instead("^/wp-json", status=401), "wordpress_api", "agrees"),  # its other form answers
    "no page is missing": Case(instead("^/no-such-page", status=200), "deleted articles"),
    "articles cannot be read": Case(html(r"^/[a-z-]+/$", "<body.*</body>", ""), "we cannot read"),
    "the articles are refused": Case(instead(r"^/[a-z-]+/$", status=403), "answers with status 403"),
}


def named(found: list[Finding], case: Case) -> list[str]:
    return [finding.words for finding in found if finding.verdict == case.verdict and re.search(case.words, finding.words)]


def test_the_reports_site_in_its_true_form_agrees_with_its_source(drawn: Path) -> None:
    with SampleSite(drawn) as site:
        found = findings(OfstedReports(site=site.url))
    assert [finding.words for finding in found if finding.verdict == "differs"] == []
    assert len([finding for finding in found if finding.verdict == "agrees"]) >= 20
    assert 8 <= len(site.requests) <= 16


@pytest.mark.parametrize("case", REPORTS_SITE.values(), ids=REPORTS_SITE)
def test_a_change_of_the_reports_site_is_named(drawn: Path, case: Case) -> None:
    with ChangedSite(drawn) as site:
        site.change = case.change
        found = findings(OfstedReports(site=site.url))
    assert site.changed, "a change that changes nothing proves nothing"
    assert named(found, case), found


def test_a_publisher_in_its_true_form_agrees_with_its_source(drawn: Path) -> None:
    with SampleSite(drawn) as site, SamplePublisher(site) as publisher:
        found = findings(WillisPalmer(site=publisher.url))
    assert [finding.words for finding in found if finding.verdict == "differs"] == []
    assert len([finding for finding in found if finding.verdict == "agrees"]) >= 8


@pytest.mark.parametrize("case", PUBLISHER.values(), ids=PUBLISHER)
def test_a_change_of_a_publisher_is_named(drawn: Path, case: Case) -> None:
    with SampleSite(drawn) as site, ChangedPublisher(site) as publisher:
        publisher.change = case.change
        found = findings(WillisPalmer(site=publisher.url))
    assert publisher.changed, "a change that changes nothing proves nothing"
    assert named(found, case), found


def test_the_command_saves_report_and_pages_and_touches_no_archive(home: Home, drawn: Path, tmp_path: Path) -> None:
    folder = tmp_path / "look"
    with SampleSite(drawn) as site:
        ran = home.scrapy("firstlook", "ofsted_reports", "--site", site.url, "--into", str(folder))
        assert ran.status == 0, ran.output
        again = home.scrapy("firstlook", "ofsted_reports", "--site", site.url, "--into", str(folder))
    report = (folder / "report.md").read_text()
    assert report.startswith("# First look at ofsted_reports")
    assert "scrapy crawl ofsted_reports -a limit=5" in report
    assert len(list(folder.glob("*.html"))) >= 5
    assert len(list(folder.glob("*.pdf"))) == 2
    assert home.rows("select count(*) from documents") == [(0,)]
    assert again.status == 2
    assert "exists" in again.output


def test_a_site_that_does_not_answer_is_said(home: Home, tmp_path: Path) -> None:
    ran = home.scrapy("firstlook", "ofsted_reports", "--site", "http://127.0.0.1:9", "--into", str(tmp_path / "look"))
    assert ran.status == 9, ran.output
    assert "robots.txt" in ran.output
    assert "**The site sent nothing, so this look says nothing about it. Check the network" in ran.output
    assert "Do not crawl yet" not in ran.output
    assert f"saved in {(tmp_path / 'look').resolve()}." in ran.output


def test_the_next_step_depends_on_what_was_found() -> None:
    assert "Do not crawl yet: 1 of 2" in next_step("x", [Finding("differs", "a"), Finding("agrees", "b")])
    assert "1 of 2 points are new to us" in next_step("x", [Finding("new", "a"), Finding("agrees", "b")])
    assert next_step("x", [Finding("agrees", "b")]).startswith("All 1 points are as")
    assert "- a\n" in write_report("x", "2026-01-01", "http://x.example", [], [Finding("new", "a"), Finding("new", "a")])
