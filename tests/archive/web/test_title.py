"""The site's title and what its reports are on are settings: no page, feed, citation or file of the site has another name for it."""

from collections.abc import Iterator

import pytest

from archive.configuration import SUBJECT, TITLE
from archive.web.formats.mail import ListNews, News, as_mail
from tests.archive.factory import ArchiveFactory
from tests.archive.web.addresses import DATA, PAGES
from tests.archive.web.conftest import Ask, asked

OURS = "Norwell & District Reports"
TEXTS = [path for path in (*PAGES, *DATA) if ".xlsx" not in path and ".png" not in path]


@pytest.fixture(scope="module")
def named(made: ArchiveFactory) -> Iterator[Ask]:
    """The site with a title and a subject of its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ARCHIVE_TITLE", f" {OURS}\n")
        patch.setenv("ARCHIVE_SUBJECT", "fire brigades")
        yield from asked(made.path, made.files, public=False)


@pytest.mark.parametrize("path", [*TEXTS, "/nowhere", "/archive?sql=select+1"])
def test_every_page_and_feed_has_the_title_of_the_settings(named: Ask, path: str) -> None:
    text = named(path).text
    assert TITLE not in text
    assert SUBJECT not in text
    if "<html" in text:
        assert "Norwell &amp; District Reports</title>" in text
    if path.endswith(".atom"):
        assert "<name>Norwell &amp; District Reports</name>" in text


def test_mails_citations_and_charts_have_it_too(named: Ask) -> None:
    mail = as_mail(
        "a@b.example", "c@d.example", [ListNews("New reports", "https://d.example", (News("1", "One", "", "https://d.example"),))]
    )
    assert str(mail["Subject"]).startswith(f"{OURS}: 1 new")
    assert "Norwell &amp; District Reports (20" in named("/authority/X0000001").text
    assert "Inspection reports on fire brigades, searchable" in named("/").text
    assert "Source: Norwell &amp; District Reports" in named("/chart/regions.svg?as_at=2020-01-01").text
    assert named("/-/metadata.json").json()["title"] == OURS
