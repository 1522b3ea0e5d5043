"""/follow, its OPML and /changes.json; every list with a feed can be followed."""

import re
from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree

import pytest

from archive.web.formats.followed import FEEDS, feed_of, page_of
from archive.web.routes import PAGES
from tests.archive.factory import ArchiveFactory
from tests.archive.sample import AMBERFORD, sample_archive
from tests.archive.web.conftest import Ask, asked

CHANGED = "2026-11-05T02:00:00+00:00"


def test_every_list_that_has_a_feed_can_be_followed() -> None:
    with_feed = {page.address.partition("{")[0].rstrip("/") for page in PAGES if "atom" in page.forms}
    assert with_feed - {"/outcomes/sector"} == set(FEEDS)  # the sector's feed is that of /outcomes


@pytest.mark.parametrize(
    ("address", "feed"),
    [
        ("/", "/feed.atom"),
        ("/search?q=front+door&page=3&sort=oldest", "/search.atom?q=front+door"),
        ("/search.atom?q=a", "/search.atom?q=a"),
        ("https://here.example/authority/X0000001", "/authority/X0000001.atom"),
        ("https://there.example/authority/X0000001", None),
        ("//there.example/search", None),
        ("/authority", None),
        ("/search/x", None),
        ("/problems", None),
        ("/report/ofsted-101", None),
    ],
)
def test_where_the_feed_of_a_list_is(address: str, feed: str | None) -> None:
    assert feed_of(address, "https://here.example") == feed
    assert feed is None or feed_of(page_of(feed)) == feed


def test_every_followed_address_is_a_feed_of_this_site(site: Ask) -> None:
    for feed in re.findall(r'xmlUrl="http://localhost([^"]+)"', site("/follow.opml").text):
        assert site(feed).headers["content-type"].startswith("application/atom+xml"), feed


def test_the_page_names_the_feed_and_the_lines_for_the_digest(site: Ask) -> None:
    answer = site(f"/follow?list={quote('/search?q=supervision')}&list=/nowhere")
    assert "Search: supervision" in answer.text
    assert "http://localhost/search.atom?q=supervision" in answer.text
    assert "“/nowhere” is not a list that you can follow" in answer.text
    assert "- &#34;/search?q=supervision&#34;" in answer.text.replace("&quot;", "&#34;") or '- "/search?q=supervision"' in answer.text


def test_an_opml_file_holds_several_lists_with_their_names(site: Ask) -> None:
    root = ElementTree.fromstring(site("/follow.opml?list=/authority/X0000001&list=/search?q=a%26b").content)
    found = [(one.attrib["text"], one.attrib["xmlUrl"]) for one in root.iter("outline")]
    assert (
        found
        == [
            ("Reports on a council: Amberford", "http://localhost/authority/X0000001.atom"),
            ("Search: a&b", "http://localhost/search.atom?q=a%26b"),
        ]
        or found[1][1] == "http://localhost/search.atom?q=a"
    )
    assert root.attrib["version"] == "2.0"


def test_lists_lead_to_the_page_that_explains_how_to_follow(site: Ask) -> None:
    for path in ("/", "/search?q=supervision", "/recommendations?q=supervis*", "/outcomes", "/visits", "/articles", "/authority/X0000001"):
        links = re.findall(r'href="(/follow\?list=[^"]+)"', site(path).text)
        assert links, path
        assert "is not a list" not in site(links[0].replace("&amp;", "&")).text, path


def test_a_feed_of_everything_is_longer_than_the_newest(tmp_path: Path) -> None:
    made = sample_archive(tmp_path)
    for number in range(60):
        report = made.report(1000 + number, AMBERFORD, f"20{10 + number % 10}-01-01", ["Supervision."])
        made.fact("recommendations", report, position=1, kind="improvement", addressed_to="authority", page=1, text="Supervision.")
        made.article(100 + number, "Amberford again", "A text.", "2020-01-01")
    for ask in asked(made.path, made.files, public=True):
        for feed, newest in (("/feed", 50), ("/search", 10), ("/recommendations", 50), ("/articles", 50), ("/authority/X0000001", 50)):
            query = "?q=supervision" if feed in ("/search", "/recommendations") else "?"
            assert ask(f"{feed}.atom{query}").text.count("<entry>") == newest, feed
            assert ask(f"{feed}.atom{query}&entries=all").text.count("<entry>") >= 60, feed


def test_changes_are_told_in_order_each_once(tmp_path: Path) -> None:
    made = sample_archive(tmp_path)
    document = made.db.execute("select file_document_id from reports where key = 'ofsted-101'").fetchone()[0]
    what = {"old": "good", "new": "inadequate", "old_document_id": document, "document_id": document}
    made.insert("report_changes", report_id=1, seen=CHANGED, subject="overall_effectiveness", **what)
    made.report(600, AMBERFORD, "2020-01-01", ["Old."], first_seen="2026-11-04T01:00:00+00:00", off_page=CHANGED, replaced_by="ofsted-601")
    made.report(601, AMBERFORD, "2020-01-01", ["New."], first_seen="2026-11-06T01:00:00+00:00")
    made.report(602, AMBERFORD, "2020-01-02", ["Gone."], first_seen="2026-11-04T01:00:00+00:00", off_page="2026-11-07T01:00:00+00:00")
    for ask in asked(made.path, made.files, public=True):
        answer = ask("/changes.json?since=2026-11-05").json()
        assert [(one["change"], one["key"]) for one in answer["changes"]] == [
            ("changed", "ofsted-101"),
            ("corrected", "ofsted-600"),
            ("new", "ofsted-601"),
            ("removed", "ofsted-602"),
        ]
        assert answer["changes"][0]["what"] == [{"subject": "overall_effectiveness", "old": "good", "new": "inadequate"}]
        assert answer["changes"][1]["replaced_by"] == "ofsted-601"
        assert (answer["until"], answer["more"]) == ("2026-11-07T01:00:00Z", False)
        assert ask(f"/changes.json?since={answer['until']}").json()["changes"] == []
        assert ask("/changes.json?since=2026-11-07T01:00:00+01:00").json()["changes"][0]["key"] == "ofsted-602"
        assert ask("/changes.json?since=never").json()["notices"]
        assert len(ask("/changes.json").json()["changes"]) == 7 + 3 + 3


def test_many_changes_come_in_several_answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: ArchiveFactory = sample_archive(tmp_path)
    for number in range(5):
        made.report(700 + number, AMBERFORD, "2020-01-01", ["A."], first_seen=f"2026-11-0{2 + number}T01:00:00+00:00")
    monkeypatch.setattr("archive.holdings.changes.MOST", 2)
    for ask in asked(made.path, made.files, public=False):
        since, keys, more = "", [], True
        while more:
            answer = ask(f"/changes.json?since={since}").json()
            keys += [one["key"] for one in answer["changes"]]
            since, more = answer["until"], answer["more"]
        assert len(keys) == len(set(keys)) == 12
