"""Two inspectorates beside Ofsted, crawled on this machine over their golden cases: held, searched and listed, with nothing false."""

import hashlib
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from scrapy.utils.project import get_project_settings

from archive.keeping.completeness import read_completeness_of
from scraper.sources.registry import source_classes
from scraper.spiders.eti_reports import EtiReports
from tests.conftest import Home
from tests.inspectorate_sites import ETI, ETI_LIST, ETI_PAGES, HMIP, HMIP_LIST, HMIP_PAGES, SURVEY, Site, body


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
        "/publications/type/inspection-reports",
    ]


NAMES = ("alder", "birch", "cedar", "damson")


def newest_first(names: tuple[str, ...]) -> dict[str, bytes]:
    """A site whose list has an entry on each page, the newest on the first; the later a name is in NAMES, the newer its report."""
    pages: dict[str, bytes] = {}
    for number, name in enumerate(names):
        day = f"2026-09-0{1 + NAMES.index(name)}T10:00:00Z"
        card = f'<h3 class="card__title">{name}</h3><time datetime="{day}"></time><p class="site-topics--item">Inspection reports</p>'
        pages[ETI_LIST.format(number)] = f'<html><main><a class="card" href="/publications/{name}">{card}</a></main></html>'.encode()
        facts = f'<h1 class="page-title">Report - {name}</h1><p class="published-date"><time datetime="{day}"></time></p>'
        file = f'<p class="reference">599-000{NAMES.index(name)}</p><a class="file-link" href="/sites/default/files/{name}.pdf">Report</a>'
        pages[f"/publications/{name}"] = f"<html><main>{facts}{file}</main></html>".encode()
        pages[f"/sites/default/files/{name}.pdf"] = body(ETI, "report", "pdf") + f"% {name}\n".encode()
    return pages


def lists_asked(site: Site, home: Home) -> list[str]:
    """The pages of the list that a night asks for."""
    before = len(site.requests)
    assert crawl(home, ETI, site) in (0, 12)
    return [request.path.rpartition("=")[2] for request in site.requests[before:] if "page=" in request.path]


@pytest.mark.long
def test_a_quiet_night_reads_a_newest_first_list_until_all_is_known(tmp_path: Path, eti: Site) -> None:
    home, whole = Home(tmp_path), "select finished from runs where discovery is null order by id"
    eti.pages = newest_first(("cedar", "birch", "alder"))
    assert lists_asked(eti, home) == ["0", "1", "2", "3"]
    assert lists_asked(eti, home) == ["0"]
    assert home.rows("select discovery, outcome, listing_total, listing_read from runs order by id")[1] == ("newest_first", "ok", 1, 1)
    eti.pages = newest_first(("damson", "cedar", "birch", "alder"))
    assert lists_asked(eti, home) == ["0", "1"]
    assert home.rows("select count(*) from reports where availability = 'held'") == [(4,)]
    with sqlite3.connect(home.database) as archive:
        archive.row_factory = sqlite3.Row
        complete = read_completeness_of(archive, ETI)[""]
        assert (complete.complete_to, complete.short) == (home.rows(whole)[0][0], False), "no quiet night read the whole list"
        archive.execute("update runs set finished = date(finished, '-31 days') || substr(finished, 11)")
    assert lists_asked(eti, home) == ["0", "1", "2", "3", "4"], "once in a month the whole list is read"
    assert lists_asked(eti, home) == ["0"]
    eti.pages[ETI_LIST.format(0)] = eti.pages[ETI_LIST.format(0)].replace(b"2026-09-04", b"some day")
    assert lists_asked(eti, home) == ["0", "1"], "a page that shows no days is not one where all is known"


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


@pytest.mark.long
def test_two_files_of_one_name_are_never_taken_for_each_other(tmp_path: Path) -> None:
    """Their pages are under one name, in two folders that the rule for keys does not see."""
    home, other = (
        Home(tmp_path),
        "/hmiprobation/wp-content/uploads/sites/5/archive/An-inspection-of-youth-justice-services-in-Brackwater.pdf",
    )
    same = "/hmiprobation/wp-content/uploads/sites/5/old/An-inspection-of-youth-justice-services-in-Brackwater.pdf"
    town, joint = "/hmiprobation/inspections/brackwater-yos/", "/hmiprobation/inspections/nhyjs2026/"
    file = b"2026/02/An-inspection-of-youth-justice-services-in-Brackwater"
    pages = HMIP_PAGES | {
        town: HMIP_PAGES[town].replace(file, b"archive" + file[7:]),
        joint: HMIP_PAGES[joint].replace(b"2026/03/Norwell-Hallow-joint", b"old" + file[7:]),
        other: body(HMIP, "report", "pdf"),
        same: body(HMIP, "report", "pdf") + b"% another file",
    }
    with Site(pages) as site:
        assert crawl(home, HMIP, site) == 12
        crawl(home, HMIP, site)
        asked = [request.path for request in site.requests if request.path.endswith("Brackwater.pdf")]
    key = "hmip-An-inspection-of-youth-justice-services-in-Brackwater"
    ((named, kept, sha256),) = home.rows(
        "select reports.url, documents.url, sha256 from reports join documents on documents.id = file_document_id where key = ?", key
    )
    path = urlsplit(str(named)).path
    assert (urlsplit(str(kept)).path, sha256) == (path, hashlib.sha256(pages[path]).hexdigest())
    assert set(asked) == {path}
    told = home.rows("select message from problems where kind = 'parse_error'")
    assert len(told) == 1
    assert f"under the key {key}, which {named} has" in str(told[0][0])
    assert home.rows("select count(*) from report_providers join reports on reports.id = report_id where key = ?", key) == [(1,)]


@pytest.mark.long
def test_a_list_with_an_entry_for_each_report_is_read_to_its_end_and_a_page_asked_for_once(tmp_path: Path) -> None:
    """Its second page links only what the first linked, and of two entries on one page the newest counts, wherever it stands."""
    home, finns = Home(tmp_path), "/publications/report-primary-inspection-st-finns-primary-school-brackwater"
    cards = re.findall(rb"<li><a class=.card.*?</a></li>", body(ETI, "list"), re.DOTALL)
    _, of_finns, of_pellingham, of_hallow = cards
    older = of_finns.replace(b"2026-09-07", b"2024-09-07")
    pages = ETI_PAGES | {
        ETI_LIST.format(number): b"<main><ul>" + b"".join(shown) + b"</ul></main>"
        for number, shown in enumerate(([of_finns, of_pellingham], [older], [of_hallow], []))
    }
    with Site(pages) as site:
        crawl(home, ETI, site)
        assert home.rows("select count(*) from providers") == [(3,)]
        assert home.rows("select listing_total, listing_read from runs") == [(4, 4)]
        assert len(site.seen(finns)) == 1
        newer = of_finns.replace(b"2026-09-07", b"2026-10-01")
        site.pages = pages | {ETI_LIST.format(0): b"<main><ul>" + newer + of_finns + of_pellingham + b"</ul></main>"}
        crawl(home, ETI, site)
        assert len(site.seen(finns)) == 2
        site.pages = pages | {ETI_LIST.format(0): pages[ETI_LIST.format(0)].replace(b"datetime", b"data-day")}
        assert crawl(home, ETI, site) == 12
        assert len(site.seen(finns)) == 3
    assert home.rows("select count(*) from problems where kind = 'markup_changed' and message like '%cannot read the day%'") == [(1,)]


def test_both_are_off_until_they_were_tried_and_the_slow_site_is_asked_slowly() -> None:
    sources = source_classes(get_project_settings())
    assert [sources[name].nightly for name in (ETI, HMIP)] == [False, False]
    assert get_project_settings().getdict("HOST_DELAYS")[EtiReports.hosts[0]] == 5.0
    assert [name for name, source in sources.items() if source.custom_settings] == [], "pace stands in settings.py alone"
