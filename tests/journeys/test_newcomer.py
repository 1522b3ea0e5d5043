"""A second source is one file and one fixture folder: the example of CONTRIBUTING.md, done step by step in a copy of the project."""

import json
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import SplitResult, parse_qs

import pytest

from sample.reports.reports import REPORTS, ReportPress
from sample.server.exchange import HTML, Answer, page
from sample.server.loopback import LoopbackSite
from tests.conftest import IMPOLITE, ROOT, Home

GUIDE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
SPIDER = Path("scraper/spiders/norwellgazette.py")
CASE = Path("tests/fixtures/norwellgazette/first")
COPIED = ("archive", "scraper", "sample", "tests", "scrapy.cfg", "pyproject.toml", "metadata.yml")

ARTICLE = """<html><head><title>{title} | Norwell Gazette</title></head><body>
<div class="advert">Half price at Norwell Carpets</div><h1>{title}</h1>
<p class="byline">By Ann Example</p><time class="published">{published}</time>
<div class="story-body"><p>{words}</p><div class="advert">Win a holiday</div>
<p>The report <a href="https://files.ofsted.gov.uk/v1/file/50999001">is here</a>.</p>
<h2>More from the Gazette</h2><ul><li><a href="/news/2026/fair">Norwell fair, 1 May 2026</a></li></ul></div>
<footer>Norwell Gazette, 1 High Street</footer></body></html>"""
STORIES = {
    "/news/2026/front-door": ("Front door praised", "12 March 2026", "Ofsted found that calls to the council’s front door are answered."),
    "/news/2026/waiting": ("Waits too long", "9 April 2026", "Children wait too long for an assessment, Ofsted said."),
    "/news/2026/fair": ("Norwell fair opens", "1 May 2026", "Forty stalls are expected."),
}


class Gazette(LoopbackSite):
    """The invented paper: a sitemap with three articles, one of which is not about inspections, and a page about itself."""

    def respond(self, url: SplitResult, headers: dict[str, str]) -> Answer:
        if url.path == "/robots.txt":
            return Answer(b"User-agent: *\nAllow: /\n", "text/plain")
        if url.path == "/sitemap.xml":
            places = "".join(f"<url><loc>{self.url}{path}</loc></url>" for path in (*STORIES, "/about-us"))
            return Answer(f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{places}</urlset>'.encode(), "application/xml")
        if url.path in STORIES:
            title, published, words = STORIES[url.path]
            return page(ARTICLE.format(title=title, published=published, words=words))
        return Answer(b"<html><title>Not found</title></html>", HTML, 404)


@pytest.fixture
def gazette() -> Iterator[Gazette]:
    """The paper's site on this machine."""
    with Gazette() as running:
        yield running


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the project, for a newcomer to work in."""
    folder = tmp_path / "a copy"
    for name in COPIED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, folder / name)
    return folder


def files_of(folder: Path) -> set[Path]:
    """Every file below `folder` that is not made by merely running Python."""
    made = ("__pycache__", ".pytest_cache")
    return {path.relative_to(folder) for path in folder.rglob("*") if path.is_file() and not set(made) & set(path.parts)}


def blocks(language: str, heading: str = "Add a source") -> list[str]:
    """The blocks of code in this language in a section of the guide, in order."""
    section = GUIDE.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    found = re.findall(rf"```{language}\n(.*?)```", section, re.DOTALL)
    assert found, f"CONTRIBUTING.md shows no {language} under {heading!r}"
    return found


def steps(heading: str = "Add a source") -> list[list[str]]:
    """The commands of a section, as words, in order."""
    return [shlex.split(line.removeprefix("$ ")) for block in blocks("console", heading) for line in block.splitlines()]


def step(home: Home, copy: Path, words: list[str], site: str) -> tuple[int, str]:
    """(exit status, output) of a command of the guide, in the copy; the invented site is asked on this machine."""
    told = {
        "savefixture": ["--site", site],
        "firstlook": ["--site", site],
        "crawl": ["-a", f"site={site}"],
        "update": ["-a", f"norwellinspectorate.site={site}"],
    }.get(words[1], [])
    impolite = [word for setting in IMPOLITE for word in ("-s", setting)] if words[0] == "scrapy" else []
    start = ["-c", "from archive.cli import main; main()"] if words[0] == "archive" else ["-m", words[0]]
    done = subprocess.run(
        [sys.executable, *start, *words[1:], *told, *impolite],
        env=home.environment | {"PYTHONPATH": str(copy)},
        cwd=copy,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        timeout=300,
    )
    return done.returncode, done.stdout


@pytest.mark.long
def test_the_example_takes_a_newcomer_from_an_address_to_a_search_result(copy: Path, gazette: Gazette, tmp_path: Path) -> None:
    home = Home(tmp_path)
    before = files_of(copy)

    def run(words: list[str]) -> tuple[int, str]:
        return step(home, copy, words, gazette.url)

    save, first_test, second_test, crawl, search = steps()
    (copy / SPIDER).write_text(blocks("python")[0], encoding="utf-8")

    status, output = run(save)
    assert status == 0, output
    assert str(CASE) in output

    status, output = run(first_test)
    assert status == 1, output
    assert "was missing and is written now" in output
    article, link = json.loads((copy / CASE / "expected.json").read_text())
    assert (article["title"], article["authors"], article["published"]) == ("Front door praised", ["Ann Example"], "2026-03-12")
    assert article["text"] == f"{STORIES['/news/2026/front-door'][2]}\n\nThe report is here."
    assert (link["url"], link["text"], link["report_key"]) == ("https://files.ofsted.gov.uk/v1/file/50999001", "is here", "ofsted-50999001")

    status, output = run(second_test)
    assert status == 0, output

    status, output = run(crawl)
    assert status == 0, output
    assert sorted(home.rows("select title, published, reader from articles")) == [
        ("Front door praised", "2026-03-12", "selectors"),
        ("Waits too long", "2026-04-09", "selectors"),
    ]
    assert home.rows("select outcome, discovery from runs") == [("ok", "sitemap")]
    assert home.rows("select * from problems") == []

    status, output = run(search)
    assert status == 0, output
    assert "Front door praised" in output

    assert files_of(copy) - before == {SPIDER, *(CASE / name for name in ("document.json", "body.html", "expected.json"))}


VILLAGES = ("Ashmere", "Hallow", "Brackwater", "Pellingham", "Harrowmere", "Castlebrook", "Wexley")
FOOT = "A wide and lasting range of services for families in every county."


class Post(LoopbackSite):
    """An invented paper whose classes nobody knows: cards and foot stand in the column of the body, a banner invites above the title."""

    def respond(self, url: SplitResult, headers: dict[str, str]) -> Answer:
        if url.path == "/robots.txt":
            return Answer(b"User-agent: *\nAllow: /\n", "text/plain")
        if url.path == "/sitemap.xml":
            places = "".join(f"<url><loc>{self.url}/{name.lower()}/</loc></url>" for name in VILLAGES)
            return Answer(f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{places}</urlset>'.encode(), "application/xml")
        name = url.path.strip("/").title()
        if name not in VILLAGES:
            return Answer(b"<html><title>Not found</title></html>", HTML, 404)
        body = "".join(f"<p>{words}</p>" for words in self.paragraphs(name))
        cards = "".join(f"<div class='k'><h3><a href='/{other.lower()}/'>{other}</a></h3><span>0{n}/06/2021</span></div>"
                        for n, other in enumerate(VILLAGES[:3], start=1))  # fmt: skip
        banner = "<div class='x7'><p>Our helpers now visit homes.</p><a href='/x/'>Read more</a></div><a href='/c/'>Contact Us</a>"
        foot = f"<h2>Knowledge of ours</h2><p>Stay abreast of what happens in this sector.</p>{cards}<p>{FOOT}</p><p>Tel: 0300 000 0000</p>"
        return page(
            f"<html><head><title>{name} | Post</title></head><body>{banner}<div class='q'><h1>{name}</h1>{body}{foot}</div></body></html>"
        )

    @staticmethod
    def paragraphs(name: str) -> list[str]:
        """The article on a village."""
        return [
            f"Ofsted has spent a week in {name} and met children, carers and social workers.",
            f"Its inspectors say that leaders in {name} know their services well and act on what they hear.",
            f"“We are proud of everybody in {name}”, the director said.",
        ]


@pytest.mark.long
def test_a_publisher_works_from_discovery_alone(copy: Path, tmp_path: Path) -> None:
    home = Home(tmp_path)
    (copy / "scraper/spiders/norwellpost.py").write_text(blocks("python", "Add a publisher without a layout")[0], encoding="utf-8")
    impolite = [word for setting in IMPOLITE for word in ("-s", setting)]

    def run(*words: str) -> str:
        start = [sys.executable, "-m", "scrapy", *words]
        environment = home.environment | {"PYTHONPATH": str(copy)}
        done = subprocess.run(start, env=environment, cwd=copy, capture_output=True, text=True, check=False, timeout=120)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout + done.stderr

    right = [(name, "\n\n".join(Post.paragraphs(name)), "trafilatura") for name in sorted(VILLAGES)]
    with Post() as site:
        crawled = run("crawl", "norwellpost", "-a", f"site={site.url}", *impolite)
        # the pages that were read before the archive knew what repeats were read again
        assert "7 pages were read again" in crawled
        assert home.rows("select title, text, reader from articles order by title") == right
        saved = run("savefixture", "norwellpost", f"{site.url}/hallow/", "first", "--site", site.url)
        assert "states no layout" in saved
    assert home.rows("select * from problems") == []
    assert home.rows("select count(*) from article_versions") == [(7,)]
    left_out = home.rows("select left_out from page_blocks order by document_id")
    run("reread")
    assert home.rows("select title, text, reader from articles order by title") == right
    assert home.rows("select left_out from page_blocks order by document_id") == left_out


def test_a_source_that_forgets_a_fact_is_told_which(copy: Path, tmp_path: Path) -> None:
    (copy / SPIDER).write_text(re.sub(r"    licence = .*\n", "", blocks("python")[0]), encoding="utf-8")
    words = [sys.executable, "-m", "scrapy", "crawl", "norwellgazette", "-a", "site=http://127.0.0.1:9"]
    environment = Home(tmp_path).environment | {"PYTHONPATH": str(copy)}
    ran = subprocess.run(words, env=environment, cwd=copy, capture_output=True, text=True, check=False, timeout=60)
    assert "does not state licence" in ran.stdout + ran.stderr


@pytest.mark.parametrize("prefix", ["ofsted", "local", "ofsted-homes"])
def test_a_source_whose_keys_could_be_anothers_is_refused(copy: Path, tmp_path: Path, prefix: str) -> None:
    (copy / SPIDER).write_text(blocks("python")[0].replace('key_prefix = "norwellgazette"', f'key_prefix = "{prefix}"'), encoding="utf-8")
    words = [sys.executable, "-m", "scrapy", "crawl", "norwellgazette", "-a", "site=http://127.0.0.1:9"]
    environment = Home(tmp_path).environment | {"PYTHONPATH": str(copy)}
    ran = subprocess.run(words, env=environment, cwd=copy, capture_output=True, text=True, check=False, timeout=60)
    assert ran.returncode == 4
    assert "give the new source another key_prefix" in ran.stdout
    assert "Traceback" not in ran.stdout + ran.stderr


class Inspectorate(LoopbackSite):
    """The invented inspectorate: a list of three homes on two pages; one of three reports is gone."""

    def __init__(self, pdf: bytes) -> None:
        super().__init__()
        self.pdf = pdf
        self.count = len(HOMES)

    def respond(self, url: SplitResult, headers: dict[str, str]) -> Answer:
        if url.path == "/robots.txt":
            return Answer(b"User-agent: *\nAllow: /\n", "text/plain")
        if url.path == "/homes":
            return page(self.list_page(int(parse_qs(url.query)["page"][0])))
        for number, (name, council, published) in HOMES.items():
            if url.path == home_path(number):
                return page(HOME.format(name=name, council=council, number=number, published=published))
        if url.path.startswith("/files/") and not url.path.endswith("4713.pdf"):
            return Answer(self.pdf, "application/pdf")
        return Answer(b"<html><title>Not found</title></html>", HTML, 404)

    def list_page(self, page_number: int) -> str:
        """Two homes a page."""
        shown = list(HOMES)[2 * page_number - 2 : 2 * page_number]
        entries = "".join(
            f'<li class="home"><a href="{home_path(number)}">{HOMES[number][0]}</a><time datetime="{HOMES[number][2]}">new</time></li>'
            for number in shown
        )
        return f'<html><body><p class="count">1 to 2 of {self.count} homes</p><ul>{entries}</ul></body></html>'


HOMES = {
    "4711": ("The Lodge", "Norfolk", "2026-03-12"),
    "4712": ("Mill House", "Norwell-on-Sea", "2026-04-01"),
    "4713": ("The Elms", "Norfolk", "2026-04-09"),
}
HOME = """<html><body><h1>{name}</h1><p class="reference">Reference: {number}</p><dl><dt>Council</dt><dd>{council}</dd></dl>
<div class="inspection"><h3>Full inspection</h3><p>Visited: 2 March 2026</p><p>Published: {published}</p>
<a href="/files/5000{number}.pdf">Read the report</a></div></body></html>"""


def home_path(number: str) -> str:
    """The path of a home's page."""
    return f"/homes/{HOMES[number][0].lower().replace(' ', '-')}-{number}"


@pytest.mark.long
def test_the_example_of_an_inspectorate_is_followed_step_by_step(copy: Path, tmp_path: Path, drawn: Path) -> None:
    home = Home(tmp_path)
    code = blocks("python", "Add an inspectorate")[0]
    (copy / "scraper/spiders/norwellinspectorate.py").write_text(code, encoding="utf-8")
    *saves, first_test, second_test, check, first_look, few, update, search = steps("Add an inspectorate")
    with Inspectorate(ReportPress(drawn).draw(REPORTS[0]).body) as site:

        def run(words: list[str]) -> tuple[int, str]:
            """A step of the example, in the copy; the invented inspectorate is asked on this machine."""
            words = [word.replace("https://www.norwellinspectorate.example/files/50000001", f"{site.url}/files/50004711") for word in words]
            return step(home, copy, words, site.url)

        for save in saves:
            status, output = run(save)
            assert status == 0, output
        status, output = run(first_test)
        assert status == 1, output
        assert output.count("was missing and is written now") >= 3
        status, output = run(second_test)
        assert status == 0, output
        status, output = run(check)
        assert status == 0, output
        assert "3 cases are read as reviewed" in output
        case = copy / "tests/fixtures/norwellinspectorate"
        provider, report = json.loads((case / "home/expected.json").read_text())
        assert (provider["urn"], provider["name"], provider["stated_authority"]) == ("4711", "The Lodge", "Norfolk")
        assert (report["key"], report["title"], report["published"], report["inspected"]) == (
            *("norwell-50004711", "Full inspection", "2026-03-12", "2026-03-02"),
        )
        (listing,) = json.loads((case / "list/expected.json").read_text())
        assert (listing["total"], listing["urns"]) == (3, ["/homes/mill-house-4712", "/homes/the-lodge-4711"])

        status, output = run(first_look)
        assert status == 0, output
        assert "the list counts 3" in output
        assert "is on “The Lodge” (number 4711, home; local authority: Norfolk)" in output

        status, output = run(few)
        assert status == 0, output
        # one file was asked for: that of the page read first, which on a slow machine may be the one whose file is gone
        assert home.rows("select count(*) from reports where availability in ('held', 'missing')") == [(1,)], output
        status, output = run(update)
        assert status == 12, output  # one report is gone, which is news once
        status, output = run(update)
        assert status == 0, output
        assert home.rows("select listing_total, listing_read from runs") == [(3, 3)] * 3
        site.count = 4
        status, output = run(update)
        assert status == 12, output
        assert "we read 3 of 4 entries in the list of norwellinspectorate" in output
    status, output = run(search)
    assert status == 0, output
    assert "norwell-5000471" in output
    rows = home.rows("select key, published, inspected, availability, local_authority is not null from reports order by key")
    assert rows == [
        ("norwell-50004711", "2026-03-12", "2026-03-02", "held", 1),
        ("norwell-50004712", "2026-04-01", "2026-03-02", "held", 0),
        ("norwell-50004713", "2026-04-09", "2026-03-02", "missing", 1),
    ]
    assert home.rows("select family, overall_effectiveness from inspections") == [(None, None)] * 2
    kinds = {"listing_short", "not_found", "unknown_authority"}
    assert {kind for (kind,) in home.rows("select kind from problems")} == kinds, home.rows("select kind, message from problems")
