"""/about and the contact at the end of every public page; /-/live and /-/metrics; search engines."""

import re
from pathlib import Path

import pytest

from tests.archive.factory import NOW, ArchiveFactory
from tests.archive.sample import sample_archive
from tests.archive.web.conftest import Ask, asked


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("somebody@council.example", '<a href="mailto:somebody@council.example">somebody@council.example</a>'),
        ("https://council.example/contact", '<a href="https://council.example/contact">https://council.example/contact</a>'),
        ("Room 5, <b>Town</b> Hall", "Room 5, &lt;b&gt;Town&lt;/b&gt; Hall"),
        ("a@b.example?subject=<x>", "a@b.example?subject=&lt;x&gt;"),
    ],
)
def test_public_pages_say_whom_to_write_to(public_site: Ask, site: Ask, monkeypatch: pytest.MonkeyPatch, said: str, shown: str) -> None:
    monkeypatch.setenv("ARCHIVE_CONTACT", said)
    for path in ("/", "/report/ofsted-101", "/nowhere", "/archive/reports"):
        footer = public_site(path).text.partition("<footer")[2]
        assert f"Contact: {shown}" in footer, path
    assert shown in public_site("/about").text.partition("<footer")[0]
    assert "Contact:" not in site("/").text, "a private site has no visitors who would need it"


def test_about_says_how_we_work_how_well_we_read_and_how_to_cite(tmp_path: Path) -> None:
    own = sample_archive(tmp_path)
    held = own.db.execute("select count(*) from reports where availability = 'held'").fetchone()[0]
    own.db.execute("delete from problems")
    document, url = own.db.execute("select file_document_id, url from reports where key = 'ofsted-101'").fetchone()
    for number in range(2):  # two problems of one report are one report in doubt
        own.insert(
            "problems",
            source="ofsted_reports",
            kind="parse",
            url=url,
            document_id=document,
            message=f"Doubt {number}",
            first_seen=NOW,
            last_seen=NOW,
        )
    own.db.conn.commit()
    sites = asked(own.path, own.files, public=True)
    page = next(sites)("/about").text
    assert f"We hold {held} reports. For {held - 1} of them we know of no open problem. For 1 we do" in page
    assert "Children’s services archive (20" in page
    assert "Available at: http://localhost/ (accessed 20" in page
    sites.close()
    own.db.close()


def test_a_report_says_where_to_report_an_error(site: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ARCHIVE_CONTACT", "somebody@council.example")
    assert 'href="mailto:somebody@council.example?subject=Report%20ofsted-101">Tell us</a>' in site("/report/ofsted-101").text
    monkeypatch.setenv("ARCHIVE_CONTACT", "")
    assert "Tell us" not in site("/report/ofsted-101").text


def test_without_a_contact_about_says_so(public_site: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ARCHIVE_CONTACT", " ")
    assert "has not set a contact yet" in public_site("/about").text
    assert "Contact:" not in public_site("/").text


def test_live_answers_whatever_the_archive_is_like(public_site: Ask) -> None:
    answer = public_site("/-/live")
    assert (answer.status_code, answer.text) == (200, "live\n")
    assert answer.headers["cache-control"] == "no-store"


SERIES = re.compile(r'[a-z_]+(?:\{[a-z]+="(?:[^"\\]|\\.)*"(?:,[a-z]+="(?:[^"\\]|\\.)*")*\})? -?\d+')


def test_metrics_are_what_prometheus_reads(site: Ask) -> None:
    answer = site("/-/metrics")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    series = [line for line in answer.text.splitlines() if not line.startswith("#")]
    assert all(SERIES.fullmatch(line) for line in series), answer.text
    names = [line.rpartition(" ")[0] for line in series]
    assert len(names) == len(set(names))
    health = site("/-/health").json()
    assert f"archive_healthy {int(health['well'])}" in series
    assert f'archive_held{{what="reports"}} {health["held"]["reports"]}' in series
    assert 'archive_rule_ok{rule="silence",about="ofsted_reports"} 0' in series
    for line in answer.text.splitlines():
        if line.startswith("# TYPE"):
            assert line.endswith(" gauge")


def test_the_metrics_of_a_public_site_need_the_token(public_site: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    def status(said: str | None) -> int:
        return public_site("/-/metrics", headers={"authorization": said} if said else {}).status_code

    assert [status(said) for said in (None, "Bearer ", "Bearer None")] == [403, 403, 403], "no token is set, so none opens it"
    monkeypatch.setenv("ARCHIVE_METRICS_TOKEN", "secret-ü")
    assert [status(said) for said in (None, "secret", "Bearer secret", "Basic secret")] == [403, 403, 403, 403]
    monkeypatch.setenv("ARCHIVE_METRICS_TOKEN", "secret")
    assert status("Bearer secret") == 200


def test_search_engines_list_a_public_site_only_if_that_is_wanted(made: ArchiveFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    def kept_out(*, public: bool) -> dict[str, bool]:
        paths = ("/", "/report/ofsted-101", "/search?q=supervision", "/archive/reports", "/archive", "/-/live")
        (site,) = [next(sites := asked(made.path, made.files, public=public))]
        found = {path: site(path).headers.get("x-robots-tag") == "noindex" for path in paths}
        assert next(sites, None) is None
        return found

    assert all(kept_out(public=True).values())
    monkeypatch.setenv("ARCHIVE_SEARCH_ENGINES", "1")
    found = kept_out(public=True)
    assert [path for path in found if not found[path]] == ["/", "/report/ofsted-101"]
    assert all(kept_out(public=False).values()), "a private site is never listed"
