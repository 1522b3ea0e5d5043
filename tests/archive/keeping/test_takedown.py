"""Takedown: at once out of everything public, out of snapshots with the next one, out of bytes and backups when erased."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

import archive.store.files
from archive.errors import ConfigurationError
from archive.keeping.backup import back_up, copies
from archive.keeping.export.public_database import make_snapshot
from archive.keeping.export.public_snapshot import export_public
from archive.keeping.export.warc import export_warc, read_back
from archive.keeping.restore import restore
from archive.keeping.takedown import erase, take_down
from archive.keeping.verify import verify
from archive.records import RefusedPage
from archive.store import open_archive
from archive.store.migration_copies import copies_before, keep_copy, unpacked
from archive.store.opening import now
from archive.store.refused_pages import save_refused
from archive.store.takedowns import erase_rows, find_subject, is_erased, put_back
from archive.web.site import metadata
from sample.reports_site.site import SampleSite
from tests.archive.factory import ArchiveFactory, tiny_pdf
from tests.archive.sample import sample_archive
from tests.archive.web.conftest import Ask, asked
from tests.conftest import Home

REPORT, ARTICLE = "ofsted-101", "1000000000001"
WORDS_OF_REPORT = "Managers do not record supervision"
REASON = "a family asked for it"


@pytest.fixture
def made(tmp_path: Path) -> Iterator[ArchiveFactory]:
    archive = sample_archive(tmp_path / "archive")
    yield archive
    archive.db.close()


@pytest.fixture
def public(made: ArchiveFactory) -> Iterator[Ask]:
    """The public site over the live archive, started before anything is taken down."""
    yield from asked(made.path, made.files, public=True)


def addresses(made: ArchiveFactory) -> dict[str, str]:
    """Addresses of a public site that show the report or the article, each with words that must be there before and not after."""
    sha256 = archive.store.files.hash_of(tiny_pdf("report 101"))
    return {
        "/": f"/report/{REPORT}",
        "/search?q=irregular": REPORT,
        "/search.json?q=irregular": REPORT,
        "/search.csv?q=irregular": REPORT,
        "/search.atom?q=irregular": REPORT,
        "/search?q=amberford+told+improve": ARTICLE,
        "/search?authority=X0000001": REPORT,
        "/recommendations?q=supervision": REPORT,
        "/recommendations.csv?q=supervision": REPORT,
        f"/report/{REPORT}": WORDS_OF_REPORT,
        f"/report/{REPORT}.json": WORDS_OF_REPORT,
        f"/report/{REPORT}.bib": "Amberford",
        "/report/ofsted-102": REPORT,
        f"/article/{ARTICLE}": "Amberford told to improve supervision",
        "/authority/X0000001": REPORT,
        "/authority/X0000001.csv": REPORT,
        "/feed.atom": REPORT,
        f"/files/{sha256}.pdf": "%PDF",
        "/archive/reports": REPORT,
        "/archive/reports.csv": REPORT,
        "/archive/reports/1": REPORT,
        "/archive/report_pages": WORDS_OF_REPORT,
        "/archive/report_pages/10002.json": WORDS_OF_REPORT,
        "/archive/report_paragraphs": WORDS_OF_REPORT,
        "/archive/recommendations.json": "quality and frequency of supervision",
        "/archive/inspection_outcomes": REPORT,
        "/archive/documents": sha256,
    }


def test_a_public_site_over_the_archive_shows_it_no_more(made: ArchiveFactory, public: Ask) -> None:
    before = {path: public(path) for path in addresses(made)}
    for path, words in addresses(made).items():
        assert before[path].status_code == 200, path
        assert words in before[path].text, f"{path} does not show {words!r} before; the test shows nothing"
    take_down(made.db, REPORT, REASON)
    take_down(made.db, ARTICLE, REASON)
    for path, words in addresses(made).items():
        answer = public(path)
        assert answer.status_code in (200, 403, 404, 410), path
        shown = answer.text.replace("/archive/withdrawn", "")
        assert words not in shown or answer.status_code == 410, path
        assert REASON not in shown, path
    assert public("/archive/takedowns").status_code in (403, 404)
    mark = public("/archive/withdrawn.json?_shape=array").json()
    assert [(row["kind"], row["subject"]) for row in mark] == [("article", ARTICLE), ("report", REPORT)]


@pytest.mark.parametrize("erased", [False, True])
def test_its_address_says_in_public_that_it_was_withdrawn_and_nothing_else(made: ArchiveFactory, public: Ask, erased: bool) -> None:
    subject = take_down(made.db, REPORT, REASON)
    made.db.execute("update takedowns set taken = '2026-11-03T02:00:00+00:00'")
    made.db.conn.commit()
    if erased:
        erase(made.db, made.path, made.files, subject, [])
    for form in ("", ".json", ".csv", ".bib", ".ris"):
        answer = public(f"/report/{REPORT}{form}")
        assert answer.status_code == 410, form
        assert "withdrawn from the public archive on 3 November 2026" in answer.text
        for words in ("Amberford", "X0000001", "Full inspection", "ILACS", WORDS_OF_REPORT, "2019", "files.example", REASON):
            assert words not in answer.text, words
    assert public(f"/report/{REPORT}.json").json()["withdrawn"] == "2026-11-03"
    assert public("/report/ofsted-999").status_code == 404
    private = asked(made.path, made.files, public=False)
    assert next(private)(f"/report/{REPORT}").status_code == (404 if erased else 200), "private: as before"
    private.close()


def test_a_snapshot_says_so_as_well(made: ArchiveFactory, tmp_path: Path) -> None:
    take_down(made.db, REPORT, REASON)
    make_snapshot(made.path, tmp_path / "snapshot.db", now())
    sites = asked(tmp_path / "snapshot.db", made.files, public=True)
    assert next(sites)(f"/report/{REPORT}").status_code == 410
    sites.close()


def test_a_private_site_keeps_it(made: ArchiveFactory) -> None:
    take_down(made.db, REPORT, REASON)
    sites = asked(made.path, made.files, public=False)
    site = next(sites)
    assert WORDS_OF_REPORT in site(f"/report/{REPORT}").text
    assert REASON in site("/archive/takedowns").text
    assert next(sites, None) is None


def test_the_next_snapshot_does_not_have_it(made: ArchiveFactory, tmp_path: Path) -> None:
    export_public(made.path, tmp_path / "public", metadata()["databases"]["archive"]["tables"])
    assert WORDS_OF_REPORT.encode() in _bytes(tmp_path / "public")
    take_down(made.db, REPORT, REASON)
    take_down(made.db, ARTICLE, REASON)
    export_public(made.path, tmp_path / "public", metadata()["databases"]["archive"]["tables"])
    left = _bytes(tmp_path / "public")
    for words in (
        WORDS_OF_REPORT,
        "Amberford told to improve",
        "news.example/1\x00",
        REASON,
        archive.store.files.hash_of(tiny_pdf("report 101")),
    ):
        assert words.encode() not in left, words
    assert REPORT.encode() in left, "the public mark"


def test_it_can_be_put_back(made: ArchiveFactory, public: Ask) -> None:
    subject = take_down(made.db, REPORT, REASON)
    take_down(made.db, REPORT, "said twice")
    assert made.db.table("takedowns").count == 1
    put_back(made.db, subject, now())
    assert WORDS_OF_REPORT in public(f"/report/{REPORT}").text
    with pytest.raises(ConfigurationError, match="no takedown to undo"):
        put_back(made.db, subject, now())
    assert made.db.execute("select reason, undone is not null from takedowns").fetchall() == [(REASON, 1)]


@pytest.mark.parametrize("name", [REPORT, ARTICLE])
def test_erasing_leaves_no_byte_in_archive_or_backup(made: ArchiveFactory, tmp_path: Path, name: str) -> None:
    words = WORDS_OF_REPORT if name == REPORT else "A private body sentence nobody may publish"
    file = tiny_pdf("report 101") if name == REPORT else b"article 1"
    old = made.path.with_name("archive.db.before-20250101T000000")
    with closing(sqlite3.connect(old)) as copy:
        made.db.conn.backup(copy)
    keep_copy(made.db.conn, made.path)
    packed = copies_before(made.path)[-1]
    back_up(made.path, made.files, tmp_path / "backup")
    back_up(made.path, made.files, tmp_path / "backup")
    assert words.encode() in _bytes(tmp_path)
    with unpacked(packed) as plain:
        assert words.encode() in plain.read_bytes()
    assert file in _bytes(tmp_path)
    subject = take_down(made.db, name, REASON)
    assert erase(made.db, made.path, made.files, subject, [tmp_path / "backup"]) == 2
    left = _bytes(tmp_path)
    assert words.encode() not in left
    assert file not in left
    with unpacked(packed) as plain:
        assert words.encode() not in plain.read_bytes()
    assert not verify(made.db, made.files)
    assert is_erased(made.db, [name])
    with pytest.raises(ConfigurationError, match="was erased"):
        put_back(made.db, find_subject(made.db, name), now())
    for copy_path in copies(tmp_path / "backup"):
        with closing(Database(sqlite3.connect(copy_path))) as backup:
            assert not verify(backup, tmp_path / "backup" / "files")


@pytest.mark.parametrize("kind", ["report", "article"])
def test_erasing_leaves_no_word_in_old_segments_of_an_index(made: ArchiveFactory, kind: str) -> None:
    """An index that a word was deleted from still has it in its old segments, until these are merged."""
    secret = "qzxkobwyvfj"
    if kind == "report":
        number = made.report(190, None, "2021-01-01", [f"The {secret} stands here."])
        made.fact("recommendations", number, position=1, kind="improvement", addressed_to="authority", text=f"The {secret}.", page=1)
        name = "ofsted-190"
    else:
        name = str(made.article(90, "A title", f"The {secret} stands here."))
    made.report(191, None, "2021-01-01", ["Later pages stand in segments of their own."])
    assert secret.encode() in _bytes(made.path.parent)
    erase(made.db, made.path, made.files, take_down(made.db, name, REASON), [])
    assert secret.encode() not in _bytes(made.path.parent)
    assert secret[1:].encode() not in _bytes(made.path.parent), "an index leaves out the letters that a word shares with the one before"


def test_rows_are_overwritten_as_they_are_deleted(made: ArchiveFactory) -> None:
    """Also where the machine stops before the file is written anew, and whatever SQLite was built to do by itself."""
    made.db.execute("pragma secure_delete = off")
    assert erase_rows(made.db, take_down(made.db, REPORT, REASON), now())
    made.db.execute("pragma wal_checkpoint(truncate)")
    assert WORDS_OF_REPORT.encode() not in made.path.read_bytes()


def test_the_file_is_written_anew_without_what_was_erased(made: ArchiveFactory) -> None:
    """What was freed before by an older program that overwrote nothing is gone as well."""
    made.db.execute("pragma secure_delete = off")
    with made.db.conn:
        made.db.conn.execute("create table old (text)")
        made.db.conn.executemany("insert into old values (?)", [("freed long ago " * 50,)] * 50)
    with made.db.conn:
        made.db.conn.execute("drop table old")
    made.db.execute("pragma wal_checkpoint(truncate)")
    assert b"freed long ago" in made.path.read_bytes()
    erase(made.db, made.path, made.files, take_down(made.db, REPORT, REASON), [])
    assert b"freed long ago" not in _bytes(made.path.parent)


def test_erasing_keeps_what_others_name(made: ArchiveFactory) -> None:
    """The same bytes at two addresses: the file stays for the other; an article about an erased report is tied anew."""
    shared = made.document("report", "https://files.example/other", tiny_pdf("report 101"))
    assert made.db.execute("select count(*) from mentions where report_id = 1").fetchone()[0] > 0
    with made.db.conn:
        made.db.conn.execute("update articles set tied = '2026-01-01'")
    with closing(sqlite3.connect(made.path.with_name("other.db"))) as copy:
        made.db.conn.backup(copy)
        other = Database(copy)
        assert erase_rows(other, find_subject(other, REPORT), now()) == [], "files to go"
    about = made.db.execute("select distinct article_id from mentions where report_id = 1").fetchall()
    assert erase(made.db, made.path, made.files, take_down(made.db, REPORT, REASON), []) == 0
    assert archive.store.files.read_whole(made.files, archive.store.files.hash_of(tiny_pdf("report 101"))) is not None
    assert made.db.execute("select id from documents where id = ?", [shared]).fetchone() is not None
    assert made.db.execute("select id from articles where tied is null").fetchall() == about


def test_erasing_takes_every_version_of_an_article(made: ArchiveFactory) -> None:
    older = made.document("article", "https://news.example/old-address", b"an older page of article 1", source="sector_news")
    made.insert("article_versions", article_id=int(ARTICLE), document_id=older, seen="2025-01-01", title="t", text="older words")
    erase(made.db, made.path, made.files, take_down(made.db, ARTICLE, REASON), [])
    assert b"an older page of article 1" not in _bytes(made.path.parent)
    assert b"older words" not in _bytes(made.path.parent)


def test_erasing_an_article_takes_its_row_of_refused_pages_and_no_crawl_writes_another(made: ArchiveFactory) -> None:
    (url,) = made.db.execute("select url from articles where id = ?", [ARTICLE]).fetchone()
    refused = [RefusedPage(url, "words of a title", "not_relevant"), RefusedPage(f"{url}/other", None, "sign_in")]
    for _ in range(2):
        with made.db.conn:
            save_refused(made.db, "sector_news", refused, now())
        erase(made.db, made.path, made.files, take_down(made.db, ARTICLE, REASON), [])
        assert made.db.execute("select url from refused_pages").fetchall() == [(f"{url}/other",)]
        assert b"words of a title" not in _bytes(made.path.parent)


def test_what_is_withheld_only_or_put_back_may_be_fetched(made: ArchiveFactory) -> None:
    subject = take_down(made.db, REPORT, REASON)
    assert not is_erased(made.db, [REPORT, subject.url])
    put_back(made.db, subject, now())
    with made.db.conn:
        made.db.conn.execute("update takedowns set erased = taken")  # erased once, and undone by hand
    assert not is_erased(made.db, [REPORT, subject.url])


def test_a_backup_that_was_erased_from_still_restores(made: ArchiveFactory, tmp_path: Path) -> None:
    """Also where its newest copy names the same bytes at another address, which an older one did not."""
    back_up(made.path, made.files, tmp_path / "backup")
    made.document("report", "https://files.example/other", tiny_pdf("report 101"))
    back_up(made.path, made.files, tmp_path / "backup")
    erase(made.db, made.path, made.files, take_down(made.db, REPORT, REASON), [tmp_path / "backup"])
    restore(tmp_path / "backup", tmp_path / "new" / "archive.db", tmp_path / "new" / "files")
    with closing(open_archive(tmp_path / "new" / "archive.db")) as restored:
        assert restored.execute("select 1 from reports where key = ?", [REPORT]).fetchone() is None


def test_originals_as_warc_do_not_hold_it(made: ArchiveFactory, tmp_path: Path) -> None:
    take_down(made.db, REPORT, REASON)
    target = tmp_path / "all.warc.gz"
    with closing(sqlite3.connect(made.path)) as connection:
        export_warc(connection, made.files, target)
    assert archive.store.files.hash_of(tiny_pdf("report 101")) not in read_back(target)
    assert archive.store.files.hash_of(tiny_pdf("report 102")) in read_back(target)


@pytest.mark.long
def test_a_crawl_does_not_bring_back_what_was_erased(home: Home, site: SampleSite) -> None:
    home.crawl(site, "-a", "limit=3")
    [(key, url), *_] = home.rows("select key, url from reports where availability = 'held' order by id")
    ran = home.run("archive", "takedown", str(key), "--reason", REASON, "--erase")
    assert ran.status == 0, ran.output
    assert home.rows("select count(*) from reports where key = ?", key) == [(0,)]
    home.crawl(site)
    assert home.rows("select count(*) from documents where url = ?", url) == [(0,)]
    with closing(open_archive(home.database)) as database:
        row = database.execute("select availability, withheld is not null from reports where key = ?", [key]).fetchone()
    assert row in (None, ("unfetched", 1)), "named again by its page it stays withheld and is not fetched"
    assert home.rows("select count(*) > 3 from documents where kind = 'report'") == [(1,)]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["ofsted-101"], "give a reason with --reason"),
        (["ofsted-101", "--reason", " "], "give a reason with --reason"),
        (["ofsted-999", "--reason", "x"], "has no report with the key"),
        (["ofsted-101", "--undo", "--erase"], "--undo cannot be used with --erase, --reason or --backup"),
        (["ofsted-101", "--undo"], "no takedown to undo"),
    ],
)
def test_what_makes_no_sense_is_refused(made: ArchiveFactory, words: list[str], says: str) -> None:
    home = Home(made.path.parent)
    ran = home.run("archive", "takedown", *words)
    assert ran.status == 4
    assert says in ran.output


def _bytes(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
