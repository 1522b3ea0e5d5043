"""Ofsted's sample is crawled, then an inspectorate whose numbers of providers and files equal Ofsted's: nothing of Ofsted's changes."""

from collections import Counter
from pathlib import Path
from urllib.parse import SplitResult

import pytest

from sample.reports.reports import REPORTS, ReportPress
from sample.reports_site.site import SampleSite
from sample.server.exchange import HTML, Answer, page
from sample.server.loopback import LoopbackSite
from tests.archive.web.conftest import Ask, asked
from tests.conftest import Home
from tests.journeys.test_newcomer import blocks, step
from tests.journeys.test_newcomer import copy as copy  # a fixture

TABLES = (
    "providers", "reports", "report_providers", "inspections", "judgements", "recommendations", "inspectors", "topics", "report_paragraphs",
    "report_pages", "documents", "problems", "runs", "local_authorities", "report_changes", "articles", "mentions",
)  # fmt: skip
LISTS = ("outcomes", "visits", "send", "after-inadequate", "recommendations", "themes", "recurring", "reconciliation")
NORFOLK = "E10000020"


class Twin(LoopbackSite):
    """The inspectorate of CONTRIBUTING.md, with Ofsted's numbers: `files` are the numbers of files by the number of their provider.

    Each file is laid out like a graded report of Ofsted's (`pdf`).
    """

    def __init__(self, files: dict[str, list[str]], pdf: bytes) -> None:
        super().__init__()
        self.files, self.pdf = files, pdf

    def respond(self, url: SplitResult, headers: dict[str, str]) -> Answer:
        if url.path == "/robots.txt":
            return Answer(b"User-agent: *\nAllow: /\n", "text/plain")
        if url.path == "/homes":
            day = '<time datetime="2020-03-12">new</time>'
            entries = "".join(f'<li class="home"><a href="/homes/home-{urn}">Home {urn}</a>{day}</li>' for urn in self.files)
            return page(f'<html><p class="count">1 to {len(self.files)} of {len(self.files)} homes</p><ul>{entries}</ul></html>')
        number = url.path.rpartition("-")[2]
        if number in self.files:
            parts = "".join(
                f'<div class="inspection"><h3>Visit</h3><p>Visited: 2 March 2020</p><p>Published: 12 March 2020</p>'
                f'<a href="/files/{file}.pdf">Read</a></div>'
                for file in self.files[number]
            )
            about = f'<h1>Home {number}</h1><p class="reference">{number}</p><dl><dt>Council</dt><dd>Norfolk</dd></dl>'
            return page(f"<html><body>{about}{parts}</body></html>")
        if url.path.startswith("/files/"):
            return Answer(self.pdf + f"\n% {url.path}\n".encode(), "application/pdf")
        return Answer(b"<html><title>Not found</title></html>", HTML, 404)


def rows_of(home: Home) -> dict[str, Counter[tuple[object, ...]]]:
    return {table: Counter(home.rows(f"select * from {table}")) for table in TABLES}


def addresses(home: Home) -> list[str]:
    """Every public address of Ofsted's reports, providers and councils, and the lists of what they say."""
    ones = [f"/report/{key}" for (key,) in home.rows("select key from reports order by id")]
    councils = [code for (code,) in home.rows("select distinct local_authority from reports where local_authority is not null order by 1")]
    return [
        *(f"{one}{form}" for one in ones for form in ("", ".json", ".csv", ".bib", ".ris")),
        *(f"/authority/{code}{form}" for code in councils for form in ("", ".json", ".csv", ".atom", ".bib")),
        *(f"/provider/ofsted_reports/{urn}{form}" for (urn,) in home.rows("select urn from providers") for form in ("", ".json", ".csv")),
        *(f"/{name}{form}" for name in LISTS for form in ("", ".json", ".csv")),
        *(f"/{name}.atom" for name in ("outcomes", "visits", "recommendations")),
    ]


def told(home: Home, paths: list[str]) -> dict[str, str]:
    """What the public site answers at each address, without the end that all pages share."""
    sites = asked(home.database, home.files, public=True)
    ask: Ask = next(sites)
    found = {path: ask(path) for path in paths}
    sites.close()
    assert {path: one.status_code for path, one in found.items() if one.status_code != 200} == {}
    return {path: one.text.partition("<footer")[0] for path, one in found.items()}


@pytest.mark.drill
def test_an_inspectorate_with_ofsteds_numbers_changes_nothing_of_ofsteds(copy: Path, site: SampleSite, drawn: Path, tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.open().close()  # with the sample's councils
    home.crawl(site)
    files: dict[str, list[str]] = {}
    for urn, key in home.rows("select urn, key from reports where urn glob '[0-9]*' order by id"):
        files.setdefault(str(urn), []).append(str(key).rpartition("-")[2])
    paths = addresses(home)
    rows, pages = rows_of(home), told(home, paths)
    assert len(files) > 3
    assert len(paths) > 150

    (copy / "scraper/spiders/norwellinspectorate.py").write_text(blocks("python", "Add an inspectorate")[0], encoding="utf-8")
    with Twin(files, ReportPress(drawn).draw(REPORTS[0]).body) as twin:
        status, output = step(home, copy, ["scrapy", "update", "norwellinspectorate"], twin.url)
    assert status == 0, output
    after = rows_of(home)
    assert {table: lost for table in TABLES if (lost := rows[table] - after[table])} == {}, "rows that are no longer there, or changed"
    now = told(home, paths)
    assert [path for path in paths if now[path] != pages[path]] == []

    own = home.rows("select key, urn, stated_authority, availability from reports where source = 'norwellinspectorate' order by key")
    wanted = sorted((f"norwell-{file}", urn, "Norfolk", "held") for urn, numbers in files.items() for file in numbers)
    assert own == wanted
    councils = home.rows(
        "select distinct local_authority from reports where source = 'norwellinspectorate' and local_authority is not null"
    )
    assert councils in ([], [(NORFOLK,)]), "the text of the file is on another council, so that the reports may belong to none"
    assert home.rows("select distinct family, overall_effectiveness, report_type from inspections where report_id in"
                     " (select id from reports where source = 'norwellinspectorate')") == [(None, None, None)]  # fmt: skip
    key, urn = wanted[0][:2]
    about = told(home, [f"/report/{key}", f"/report/{key}.bib", f"/provider/norwellinspectorate/{urn}.json", f"/authority/{NORFOLK}.json"])
    assert "Norwell Inspectorate" in about[f"/report/{key}"]
    assert "author = {{Norwell Inspectorate}}" in about[f"/report/{key}.bib"]
    assert f"ofsted-{key.rpartition('-')[2]}" not in "".join(about.values())
    assert home.run("archive", "verify").status == 0
