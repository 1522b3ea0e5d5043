"""An archive whose originals are in S3: filled, checked, served, backed up and taken down as one whose originals are in a folder."""

import asyncio
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from httpx import Response

from archive.keeping.backup import back_up
from archive.keeping.restore import restore
from archive.keeping.takedown import erase, take_down
from archive.keeping.verify import verify
from archive.store.bucket import Bucket
from archive.store.files import Place, hash_of, keep, name_of
from archive.store.opening import open_archive
from archive.web.site import make_site
from sample.reports_site.site import SampleSite
from tests.archive.factory import ArchiveFactory, tiny_pdf
from tests.archive.s3 import BUCKET, Server, s3_server
from tests.archive.sample import sample_archive
from tests.conftest import Home

BODY = tiny_pdf("report 101")
ROWS = "select url, kind, sha256, size from documents order by url"


@dataclass(frozen=True, slots=True)
class FarHome(Home):
    """An archive whose originals are in the bucket, below the name of its folder."""

    @property
    def place(self) -> str:
        """Where its originals are."""
        return f"s3://{BUCKET}/{self.folder.name}"

    @property
    def environment(self) -> dict[str, str]:
        return Home.environment.fget(self) | {"ARCHIVE_FILES": self.place}  # type: ignore[attr-defined]


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with s3_server() as started:
        yield started


@pytest.fixture
def far(tmp_path: Path, server: Server) -> FarHome:
    made = FarHome(tmp_path)
    made.open().close()
    return made


@pytest.fixture
def made(tmp_path: Path) -> ArchiveFactory:
    return sample_archive(tmp_path / "made")


@pytest.fixture
def bucket(made: ArchiveFactory, server: Server, tmp_path: Path) -> Bucket:
    """A bucket with the originals of `made`."""
    filled = Bucket(f"s3://{BUCKET}/{tmp_path.name}")
    for path in made.files.glob("*/*"):
        keep(filled, path.read_bytes())
    return filled


def ask(made: ArchiveFactory, files: Place, headers: dict[str, str]) -> Response:
    with asyncio.Runner() as runner:
        site = make_site(made.path, files, public=True)
        runner.run(site.invoke_startup())
        answer: Response = runner.run(site.client.get(f"/files/{hash_of(BODY)}.pdf", headers=headers))
        site.executor.shutdown()
    return answer


@pytest.mark.drill
def test_a_crawl_into_s3_that_answers_503_for_a_while_loses_nothing(far: FarHome, crawled: Home, drawn: Path, server: Server) -> None:
    server.failing = 3
    with SampleSite(drawn) as site:
        ran = far.crawl(site)
    assert (ran.status, server.failing) == (12, 0), ran.output
    there = far.rows(ROWS)
    assert len(there) == len(crawled.rows(ROWS))
    assert {row[2] for row in there} <= set(Bucket(far.place).list())
    assert not far.files.exists()
    checked = far.run("archive", "verify")
    assert checked.status == 0, checked.output
    assert far.run("archive", "verify", "--deep").status == 0


@pytest.mark.drill
def test_a_crawl_without_its_bucket_stops_and_the_next_completes(
    far: FarHome, crawled: Home, drawn: Path, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "2")
    server.failing = 10**9
    with SampleSite(drawn) as site:
        ran = far.crawl(site)
        assert ran.status == 9, ran.output
        assert "check AWS_ENDPOINT_URL" in ran.output
        assert far.rows("select count(*) from documents") == [(0,)]  # no row without its original
        assert far.run("archive", "verify").status in (0, 9)
        server.failing = 0
        ran = far.crawl(site)
    assert ran.status == 12, ran.output
    assert len(far.rows(ROWS)) == len(crawled.rows(ROWS))
    assert far.run("archive", "verify").status == 0


def test_verify_finds_what_is_missing_or_damaged_and_reads_only_when_asked(made: ArchiveFactory, bucket: Bucket, server: Server) -> None:
    server.asked.clear()
    assert verify(made.db, bucket) == ()
    assert {each["REQUEST_METHOD"] for each in server.asked} == {"HEAD"}
    server.asked.clear()
    assert verify(made.db, bucket, deep=True) == ()
    assert "GET" in {each["REQUEST_METHOD"] for each in server.asked}

    lost, damaged = (name_of(hash_of(tiny_pdf(f"report {number}"))) for number in (101, 102))
    bucket.remove(lost)
    bucket.replace(damaged, tiny_pdf("report 102")[:-1] + b"?")
    assert sorted(damage.problem.kind for damage in verify(made.db, bucket)) == ["file_damaged", "file_missing"]


def test_originals_are_served_from_s3_whole_and_in_ranges(made: ArchiveFactory, bucket: Bucket) -> None:
    assert bucket.exists(hash_of(BODY))
    whole = ask(made, bucket, {})
    assert (whole.status_code, whole.content) == (200, BODY)
    part = ask(made, bucket, {"range": "bytes=5-9"})
    assert (part.status_code, part.content) == (206, BODY[5:10])
    assert part.headers["content-range"] == f"bytes 5-9/{len(BODY)}"
    bucket.delete(hash_of(BODY))
    assert ask(made, bucket, {}).status_code == 404


def test_a_reader_says_that_the_storage_does_not_answer(
    made: ArchiveFactory, bucket: Bucket, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    server.failing = 1
    answer = ask(made, Bucket(bucket.address), {})
    assert answer.status_code == 503
    assert "cannot reach the storage" in answer.text


def test_a_takedown_deletes_from_the_bucket(made: ArchiveFactory, bucket: Bucket) -> None:
    erase(made.db, made.path, bucket, take_down(made.db, "ofsted-101", "a court order"), [])
    assert not bucket.exists(hash_of(BODY))
    assert bucket.exists(hash_of(tiny_pdf("report 102")))


def test_a_backup_of_s3_is_a_folder_and_goes_back_into_s3(made: ArchiveFactory, bucket: Bucket, tmp_path: Path) -> None:
    assert back_up(made.path, bucket, tmp_path / "backup").absent == ()
    fresh = Bucket(f"s3://{BUCKET}/restored-{tmp_path.name}")
    restore(tmp_path / "backup", tmp_path / "new.db", fresh)
    assert set(fresh.list()) == set(bucket.list())
    with closing(open_archive(tmp_path / "new.db")) as database:
        assert verify(database, fresh) == ()
