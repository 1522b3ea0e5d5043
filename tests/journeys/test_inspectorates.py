"""Two inspectorates beside Ofsted, crawled on this machine over their golden cases: held, searched and listed, with nothing false."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import SplitResult

import pytest
from scrapy.utils.project import get_project_settings

from sample.server.exchange import HTML, Answer, page
from sample.server.loopback import LoopbackSite
from scraper.sources.registry import source_classes
from scraper.spiders.eti_reports import EtiReports
from tests.conftest import ROOT, Home

FIXTURES = ROOT / "tests" / "fixtures"
ETI, HMIP = "eti_reports", "hmip_youth_justice"
SURVEY = "/publications/what-we-learned-about-reading-brackwater"


def body(source: str, case: str, suffix: str = "html") -> bytes:
    """What a golden case saved."""
    return (FIXTURES / source / case / f"body.{suffix}").read_bytes()


class Site(LoopbackSite):
    """Answers what it is given by path and query; of what is `broken` it says that it cannot be served, and all else does not exist."""

    def __init__(self, pages: Mapping[str, bytes]) -> None:
        super().__init__()
        self.pages = pages
        self.broken: frozenset[str] = frozenset()

    def respond(self, url: SplitResult, headers: dict[str, str]) -> Answer:
        asked = f"{url.path}?{url.query}" if url.query else url.path
        if asked == "/robots.txt":
            return Answer(b"User-agent: *\nAllow: /\n", "text/plain")
        if asked in self.broken:
            return Answer(b"<html><title>Sorry</title></html>", HTML, 500)
        found = self.pages.get(asked)
        if found is None:
            return Answer(b"<html><title>Not found</title></html>", HTML, 404)
        return Answer(found, "application/pdf") if found.startswith(b"%PDF") else page(found.decode())


ETI_LIST = "/publications/type/inspection-reports?page={}"
ETI_PAGES = {
    ETI_LIST.format(0): body(ETI, "list"),
    ETI_LIST.format(1): b"<html><body><main><h1>Inspection reports</h1><p>No results</p></main></body></html>",
    "/publications/report-primary-inspection-st-finns-primary-school-brackwater": body(ETI, "primary-school"),
    "/publications/report-inspection-hallow-playgroup": body(ETI, "without-reference"),
    "/publications/report-follow-inspection-pellingham-college": body(ETI, "primary-school").replace(b"599- 1234", b"IS 88").replace(
        b"report-of-a-primary-inspection-st-finns", b"pellingham"
    ),
    "/sites/default/files/publications/2026-09/report-of-a-primary-inspection-st-finns.pdf": body(ETI, "report", "pdf"),
}  # fmt: skip
HMIP_LIST = "/hmiprobation/inspections?probation-inspection-type=inspection-of-youth-offending-services-2018-onwards&paged={}"
HMIP_PAGES = {
    HMIP_LIST.format(1): body(HMIP, "list"),
    "/hmiprobation/inspections/norfolkyjs2026/": body(HMIP, "one-council"),
    "/hmiprobation/inspections/nhyjs2026/": body(HMIP, "two-councils"),
    "/hmiprobation/inspections/brackwater-yos/": body(HMIP, "one-council").replace(b"Norfolk", b"Brackwater"),
    "/hmiprobation/wp-content/uploads/sites/5/2026/02/An-inspection-of-youth-justice-services-in-Norfolk.pdf": body(HMIP, "report", "pdf"),
}


@pytest.fixture
def eti() -> Iterator[Site]:
    with Site(ETI_PAGES) as running:
        yield running


@pytest.fixture
def hmip() -> Iterator[Site]:
    with Site(HMIP_PAGES) as running:
        yield running


def crawl(home: Home, source: str, site: Site) -> int:
    """Exit status of a night."""
    return home.scrapy("update", source, "-a", f"{source}.site={site.url}").status


@pytest.mark.long
def test_northern_irelands_reports_are_held_and_surveys_left_out(tmp_path: Path, eti: Site) -> None:
    home = Home(tmp_path)
    assert crawl(home, ETI, eti) == 12  # two of three files are not there, which is news once
    assert home.rows("select urn, name, provider_type, local_authority from providers order by urn") == [
        ("599-1234", "St Fínn's Primary School, Brackwater", "Primary", None),
        ("IS-88", "St Fínn's Primary School, Brackwater", "Primary", None),
        ("report-inspection-hallow-playgroup", "Hallow Community Playgroup", "Pre-school", None),
    ]
    assert home.rows("select key, published, availability from reports order by key") == [
        ("eti-publications-2026-08-hallow-20playgroup", "2026-08-31", "missing"),
        ("eti-publications-2026-09-pellingham", "2026-09-07", "missing"),
        ("eti-publications-2026-09-report-of-a-primary-inspection-st-finns", "2026-09-07", "held"),
    ]
    assert eti.seen(SURVEY) == []
    assert home.rows("select listing_total, listing_read from runs") == [(4, 4)]
    assert home.rows("select family, report_type, overall_effectiveness from inspections") == [(None, None, None)]
    assert home.rows("select author, licence from sources where name = ?", ETI) == [
        ("Education and Training Inspectorate", "Open Government Licence v3.0")
    ]
    asked = len(eti.requests)
    assert crawl(home, ETI, eti) == 0
    assert [request.path.partition("?")[0] for request in eti.requests[asked:]] == [
        "/robots.txt",
        *["/publications/type/inspection-reports"] * 2,
    ]


@pytest.mark.long
def test_youth_justice_reports_belong_to_the_council_in_their_title_or_to_none(tmp_path: Path, hmip: Site) -> None:
    home = Home(tmp_path)
    assert crawl(home, HMIP, hmip) == 12
    assert home.rows("select urn, stated_authority, local_authority from providers order by urn") == [
        ("brackwater-yos", "Brackwater", None),
        ("nhyjs", "Norwell & Hallow", None),
        ("norfolkyjs", "Norfolk", "E10000020"),
    ]
    assert home.rows("select availability, local_authority from reports where urn = 'norfolkyjs'") == [("held", "E10000020")]
    told = {message for (message,) in home.rows("select message from problems where kind = 'unknown_authority'")}
    assert {name for name in ("Brackwater", "Norwell & Hallow") if any(f"'{name}'" in one for one in told)} == {
        "Brackwater",
        "Norwell & Hallow",
    }
    assert home.rows("select outcome, listing_total, listing_read from runs") == [("degraded", 3, 3)]
    assert [request.path[-7:] for request in hmip.requests if "paged=" in request.path] == [
        "paged=1",
        "paged=2",
    ]  # the second page is not there: the end of the list, and no problem
    assert home.rows("select count(*) from problems where url like '%paged=2'") == [(0,)]
    hmip.broken = frozenset((HMIP_LIST.format(2),))
    assert crawl(home, HMIP, hmip) == 12
    (reason,) = home.rows("select reason from runs order by id desc limit 1")[0]
    assert "we read 3 of 4 entries in the list of hmip_youth_justice; the rest is missing (page 2 of the list did not come)" in str(reason)


def test_both_are_off_until_they_were_tried_and_the_slow_site_is_asked_slowly() -> None:
    sources = source_classes(get_project_settings())
    assert [sources[name].nightly for name in (ETI, HMIP)] == [False, False]
    assert EtiReports.custom_settings["DOWNLOAD_DELAY"] == 5.0
