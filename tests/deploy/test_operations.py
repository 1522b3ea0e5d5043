"""The drill of operations: what befalls the nights of years. Each is told once by mail, with what to do, and is quiet again when mended."""

import shutil
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sample.reports_site.site import SampleSite
from tests.conftest import Home, filled_once
from tests.deploy.nights import Inbox, Nights, mail_server
from tests.scraper.fetching.test_tls import certificate

pytestmark = pytest.mark.drill
HEALTHY = "Archive is healthy again"


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


@pytest.fixture
def nights(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, drawn: Path, inbox: Inbox) -> Iterator[Nights]:
    """The nights of a machine on which all is well: its first two nights are over."""
    with SampleSite(drawn) as site, mail_server(inbox) as smtp:

        def fill(home: Home) -> None:
            first = Nights(home, site.url, smtp, inbox)
            first.night()
            first.night()
            assert first.ran[-1].status == 0, first.ran[-1].output
            inbox.mails.clear()

        well = filled_once(tmp_path_factory, "operations", fill)
        shutil.copytree(well.folder, tmp_path / "home", symlinks=True)
        yield Nights(Home(tmp_path / "home"), site.url, smtp, inbox)


def is_quiet_again(nights: Nights, **settings: str) -> None:
    """Two nights after it was mended: the first says so, the second nothing."""
    assert [subject for subject, _ in nights.night(**settings)] == [HEALTHY], nights.ran[-1].output
    assert nights.ran[-1].status == 0, nights.ran[-1].output
    assert nights.night(**settings) == [], nights.ran[-1].output


def told(mails: list[tuple[str, str]], nights: Nights, *words: str) -> None:
    """One mail, which says all this."""
    assert len(mails) == 1, nights.ran[-1].output
    subject, text = mails[0]
    assert subject.startswith("Archive needs attention: "), subject
    for word in words:
        assert word in f"{subject}\n{text}", text


def test_a_backup_that_dies(nights: Nights) -> None:
    told(nights.night(DRILL_KILLED="backup"), nights, "backup, night: no backup was made", "Run archive backup FOLDER")
    assert nights.ran[-1].status == 137, nights.ran[-1].output
    assert nights.night(DRILL_KILLED="backup") == []
    is_quiet_again(nights)


def test_an_export_that_fails(nights: Nights) -> None:
    public, away = nights.home.folder / "public", nights.home.folder / "away"
    public.rename(away)
    public.write_text("a file where a folder should be")
    told(nights.night(), nights, "export, night: no public snapshot was made", "Run archive export --public FOLDER")
    assert nights.night() == []
    public.unlink()
    away.rename(public)
    is_quiet_again(nights)


def test_a_disk_that_fills(nights: Nights) -> None:
    """No file may grow beyond 64 KiB: neither the database's log, nor a copy of it."""
    told(nights.night(blocks=128), nights, "backup, night:", "export, night:", "the disk is full")
    assert nights.ran[-1].status == 3, nights.ran[-1].output
    assert nights.night(blocks=128) == []
    is_quiet_again(nights)


def test_no_network(nights: Nights) -> None:
    told(nights.night(DRILL_SITE="http://127.0.0.1:9"), nights, "we got no answer from 127.0.0.1:9", "Check the network of this machine")
    assert nights.ran[-1].status == 9, nights.ran[-1].output
    assert nights.night(DRILL_SITE="http://127.0.0.1:9") == []
    is_quiet_again(nights)


def test_a_clock_that_is_ahead(nights: Nights) -> None:
    """Mended by what the mail says: the clock is set right, and the backup from before is restored."""
    told(nights.night(DRILL_DAYS_AHEAD="400"), nights, "400 days ahead of the site's", "timedatectl", "archive restore BACKUP --replace")
    assert nights.night(DRILL_DAYS_AHEAD="400") == []
    restored = nights.home.run("archive", "restore", str(nights.home.folder / "backup"), "--replace")
    assert restored.status == 0, restored.output
    is_quiet_again(nights)


def test_a_clock_that_is_behind(nights: Nights) -> None:
    told(nights.night(DRILL_DAYS_AHEAD="-400"), nights, "400 days behind the site's", "timedatectl")
    assert nights.night(DRILL_DAYS_AHEAD="-400") == []
    is_quiet_again(nights)


def test_a_certificate_that_expires(nights: Nights, drawn: Path, tmp_path: Path) -> None:
    """First it has 40 days left, then nine, then none; then the site has a new one."""
    now = datetime.now(UTC)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    site = SampleSite(drawn)

    def night(left: int) -> list[tuple[str, str]]:
        ends = now + timedelta(days=left)
        pem = certificate(tmp_path, ends - timedelta(days=90), ends)
        context.load_cert_chain(pem)
        return nights.night(SSL_CERT_FILE=str(pem))

    context.load_cert_chain(certificate(tmp_path, now, now + timedelta(days=90)))
    site._server.socket = context.wrap_socket(site._server.socket, server_side=True)
    with site:
        nights.site = site.url.replace("http:", "https:")
        assert night(40) == [], nights.ran[-1].output
        told(
            night(9), nights, "127.0.0.1, certificate: its certificate is valid until", "days from now", "Tell the people who run the site"
        )
        assert night(9) == []
        told(night(-1), nights, "the certificate of 127.0.0.1:", "has expired", "tell the people who run the site")
        assert nights.ran[-1].status == 18, nights.ran[-1].output
        assert night(-1) == []
        assert [subject for subject, _ in night(90)] == [HEALTHY]
        assert night(90) == []
