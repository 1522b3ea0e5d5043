"""The article this project began with, crawled beside the real reports: tied to its letter by its link, and by its text alone."""

import sqlite3
from contextlib import closing
from html import escape
from pathlib import Path
from urllib.parse import SplitResult

import pytest

from sample.server.exchange import Answer, page
from sample.server.loopback import LoopbackSite
from tests.archive.matching.test_quotations import WARRINGTON
from tests.conftest import Home
from tests.corpus_site import CorpusSite

SLUG = "/child-centred-support-provided-families-warrington/"
LETTER = "80575-focused_visit-2018-02-23.pdf"


class OneArticle(LoopbackSite):
    """A publisher with a feed of one entry without a date, and its page: body, cards and footer in one div."""

    def __init__(self, text: str, link: str | None) -> None:
        super().__init__(0)
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        end = lines.index("Warrington focused visit")
        body = "".join(
            f"<li>{escape(line[1:].strip())}</li>" if line.startswith("•") else f"<p>{escape(line)}</p>" for line in lines[1:end]
        )
        linked = f'<p><a href="{link}">{escape(lines[end])}</a></p>' if link else ""
        cards = '<h3>Related news</h3><p><a href="/another/">Another story</a> 07/09/2021</p>'
        footer = "".join(f"<p>{escape(line)}</p>" for line in lines[end + 1 :])
        self.html = f"<title>{escape(lines[0])}</title><div><h1>{escape(lines[0])}</h1>{body}{linked}{cards}{footer}</div>"
        self.title = lines[0]

    def respond(self, url: SplitResult, headers: dict[str, str]) -> Answer:
        """The feed, the article, or nothing."""
        del headers
        if url.path == SLUG:
            return page(self.html)
        if url.path == "/feed/" and "paged" not in url.query.replace("paged=1", ""):
            entry = f"<item><title>{escape(self.title)}</title><link>{self.url}{SLUG}</link><description>Ofsted</description></item>"
            return Answer(f'<rss version="2.0"><channel><title>News</title>{entry}</channel></rss>'.encode(), "application/rss+xml")
        return page("<title>Not found</title>", 404)


@pytest.fixture(scope="module")
def reports(corpus: Home, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A copy of the archive of the real reports, for articles to be added."""
    home = Home(tmp_path_factory.mktemp("seed"))
    back_up_to(corpus, home)
    return home


def back_up_to(held: Home, home: Home) -> None:
    """Copy an archive's database; its files are not needed for tying."""
    with closing(sqlite3.connect(held.database)) as source, closing(sqlite3.connect(home.database)) as target:
        source.backup(target)


@pytest.mark.long
@pytest.mark.parametrize("linked", [True, False], ids=["by its link", "by its text alone"])
def test_the_seed_is_tied_to_its_letter_with_pages(reports: Home, shared: Path, linked: bool) -> None:
    home = reports
    number = next(number for number, row in CorpusSite(shared / "corpus").rows.items() if row["path"].endswith(LETTER))
    text = (shared / "seed" / "warrington-focused-visit.txt").read_text()
    with OneArticle(text, f"https://files.ofsted.gov.uk/v1/file/{number}" if linked else None) as publisher:
        ran = home.scrapy("update", "willispalmer", "-a", f"willispalmer.site={publisher.url}")
        url = f"{publisher.url}{SLUG}"
    assert ran.status == 0, ran.output
    ((article, published),) = home.rows("select id, published from articles where url = ?", url)
    assert published is None
    mentions = home.rows("select key, how from mentions join reports on reports.id = report_id where article_id = ?", article)
    assert mentions == [(f"ofsted-{number}", "link" if linked else "title")]
    verdicts = home.rows("select page, verdict from quotations where article_id = ? order by position", article)
    assert verdicts[:20] == [(expected[3], expected[4]) for expected in WARRINGTON[:20]]
    assert [verdict for _, verdict in verdicts[20:]] == ["not_found"] * linked  # the link's own words
