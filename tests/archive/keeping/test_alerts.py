"""Alerts: mails to a real SMTP server on this machine, a webhook and a ping; each thing once, and once when all is well again."""

import json
import os
import shutil
import socket
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message
from click.testing import CliRunner

from archive.cli import main
from archive.errors import ConfigurationError
from archive.keeping.alerts import AlertError, ping, tell
from archive.keeping.backup import back_up, copies
from archive.keeping.health_machine import ROOM, disks, machine_verdicts, marker, note_check
from archive.keeping.health_rules import Verdict
from archive.store.certificates import Certificate, note_certificates, read_certificates
from archive.store.opening import now
from tests.archive.factory import ArchiveFactory

NOW = datetime.now(UTC)
BAD = Verdict("backup", None, False, "the newest backup was made long ago")
WORSE = Verdict("disk", "data", False, "0.1 GiB free")


class Inbox(Message):
    """What the mail server received."""

    def __init__(self) -> None:
        super().__init__()
        self.mails: list[tuple[str, str]] = []

    def handle_message(self, message: object) -> None:
        self.mails.append((message["Subject"], message.get_payload(decode=True).decode()))  # type: ignore[index, attr-defined]


@pytest.fixture
def inbox(monkeypatch: pytest.MonkeyPatch) -> Iterator[Inbox]:
    """A mail server on this machine, to which alerts go."""
    received = Inbox()
    with closing(socket.create_server(("127.0.0.1", 0))) as probe:
        port = probe.getsockname()[1]
    server = Controller(received, hostname="127.0.0.1", port=port)
    server.start()
    monkeypatch.setenv("ARCHIVE_SMTP", f"smtp://127.0.0.1:{port}")
    monkeypatch.setenv("ARCHIVE_MAIL_TO", "somebody@council.example")
    yield received
    server.stop()


@pytest.fixture
def web() -> Iterator[tuple[str, list[tuple[str, str, bytes]]]]:
    """A web server on this machine, and the requests it received: method, path, body."""
    requests: list[tuple[str, str, bytes]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            requests.append((self.command, self.path, self.rfile.read(int(self.headers.get("content-length") or 0))))
            self.send_response(200)
            self.end_headers()

        do_GET = do_POST

        def log_message(self, *_: object) -> None: ...

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", requests
    server.shutdown()
    thread.join()
    server.server_close()


def test_each_thing_is_told_once_and_so_is_that_all_is_well_again(inbox: Inbox, tmp_path: Path) -> None:
    database = tmp_path / "archive.db"
    fine = Verdict("disk", "data", True, "much free")
    nights = [[fine], [BAD], [BAD], [BAD, WORSE], [WORSE], [WORSE, BAD], [fine], [fine]]
    subjects = [tell(night, database) for night in nights]
    assert subjects == [
        None,
        "Archive needs attention: backup",
        None,
        "Archive needs attention: disk",
        None,
        "Archive needs attention: backup",
        "Archive is healthy again",
        None,
    ]
    assert [subject for subject, _ in inbox.mails] == [subject for subject in subjects if subject]
    assert "backup: the newest backup was made long ago" in inbox.mails[0][1]
    assert "data, disk: 0.1 GiB free" in inbox.mails[1][1]
    assert "docs/operations.md" in inbox.mails[0][1]


def test_what_could_not_be_sent_is_told_again(inbox: Inbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reachable = os.environ["ARCHIVE_SMTP"]
    monkeypatch.setenv("ARCHIVE_SMTP", "smtp://127.0.0.1:1")
    with pytest.raises(AlertError, match="could not be sent"):
        tell([BAD], tmp_path / "archive.db")
    monkeypatch.setenv("ARCHIVE_SMTP", reachable)
    assert tell([BAD], tmp_path / "archive.db")
    assert len(inbox.mails) == 1


def test_the_first_who_is_to_be_told_hears_of_what_still_stands(inbox: Inbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    receiver = os.environ["ARCHIVE_MAIL_TO"]
    monkeypatch.delenv("ARCHIVE_MAIL_TO")
    assert tell([BAD], tmp_path / "archive.db") is None, "nobody was told"
    monkeypatch.setenv("ARCHIVE_MAIL_TO", receiver)
    assert tell([BAD], tmp_path / "archive.db") == "Archive needs attention: backup"
    assert len(inbox.mails) == 1


def test_a_webhook_gets_the_same_and_a_ping_says_that_the_night_ended(
    web: tuple[str, list[tuple[str, str, bytes]]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address, requests = web
    monkeypatch.setenv("ARCHIVE_WEBHOOK", f"{address}/hook")
    monkeypatch.setenv("ARCHIVE_PING", f"{address}/night/")
    tell([BAD], tmp_path / "archive.db")
    ping(well=False)
    ping(well=True)
    assert [(method, path) for method, path, _ in requests] == [("POST", "/hook"), ("GET", "/night/fail"), ("GET", "/night/")]
    assert json.loads(requests[0][2])["text"].startswith("Archive needs attention: backup\nbackup: ")


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ArchiveFactory]:
    """A healthy archive with a backup folder and a public folder, each of this minute: in a long run of tests, NOW was long ago."""
    monkeypatch.setattr(f"{__name__}.NOW", datetime.now(UTC))
    archive = ArchiveFactory(tmp_path / "archive")
    archive.db.execute("update runs set started = ?, finished = ?", [now(), now()])
    archive.db.conn.commit()
    monkeypatch.setenv("ARCHIVE_DB", str(archive.path))
    monkeypatch.setenv("ARCHIVE_FILES", str(archive.files))
    monkeypatch.setenv("ARCHIVE_BACKUP", str(tmp_path / "backup"))
    monkeypatch.setenv("ARCHIVE_PUBLIC", str(tmp_path / "public"))
    back_up(archive.path, archive.files, tmp_path / "backup")
    (tmp_path / "public").mkdir()
    (tmp_path / "public" / "latest.db").touch()
    yield archive
    archive.db.close()


def failing(made: ArchiveFactory, moment: datetime | None = None) -> set[str]:
    return {one.rule for one in machine_verdicts(made.path, made.files, moment or NOW) if not one.well}


def test_an_old_or_missing_backup_or_snapshot_asks_for_attention(made: ArchiveFactory, tmp_path: Path) -> None:
    assert failing(made) == set()
    assert failing(made, NOW + timedelta(hours=49)) == set()
    assert failing(made, NOW + timedelta(hours=51)) == {"backup", "snapshot"}
    assert failing(made, NOW - timedelta(days=1)) == {"backup", "snapshot"}, "one of the future hides how old it is"
    copy = copies(tmp_path / "backup")[-1]
    for end in (".db", ".json"):  # a backup of a night when the clock was ahead, beside one of today
        shutil.copy(copy.with_suffix(end), copy.with_name(f"archive-20990101T000000000Z{end}"))
    assert copies(tmp_path / "backup")[-1] == copy, "it is not the newest, so a restore does not take it"
    assert failing(made) == set()
    copy.with_suffix(".json").write_text("{")
    assert failing(made) == {"backup"}
    shutil.rmtree(tmp_path / "backup")
    (tmp_path / "public" / "latest.db").unlink()
    assert failing(made) == {"backup", "snapshot"}


def test_the_last_full_check_grows_old(made: ArchiveFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    note_check(made.path, NOW - timedelta(days=14))
    assert failing(made) == set()
    note_check(made.path, NOW - timedelta(days=16))
    assert failing(made) == {"checked"}
    assert CliRunner().invoke(main, ["verify"]).exit_code in (0, 20)
    assert failing(made) == set()
    note_check(made.path, NOW + timedelta(days=1))
    assert failing(made) == {"checked"}, "one of the future hides how old it is"
    marker(made.path).write_text("nonsense")
    assert failing(made) == {"checked"}
    monkeypatch.setenv("ARCHIVE_VERIFY_DAY", "0")
    assert failing(made) == set(), "whoever switched checks off knows it"


@pytest.mark.parametrize(
    ("life", "left", "setting", "well"),
    [(90, 15, None, True), (90, 13, None, False), (90, -1, None, False), (90, 13, "7", True), (6, 3, None, True), (6, 1, None, False)],
)
def test_a_certificate_that_expires_soon_asks_for_attention(
    made: ArchiveFactory, monkeypatch: pytest.MonkeyPatch, life: int, left: int, setting: str | None, well: bool
) -> None:
    """A certificate that lives for six days is renewed when a third of them is left, one of 90 days when 30 are."""
    if setting:
        monkeypatch.setenv("ARCHIVE_CERTIFICATE_DAYS", setting)
    ends = NOW + timedelta(days=left)
    note_certificates(made.path, {"reports.example": Certificate(ends - timedelta(days=life), ends, NOW)}, NOW)
    assert failing(made) == (set() if well else {"certificate"})
    monkeypatch.setenv("ARCHIVE_CERTIFICATE_DAYS", "0")
    assert failing(made) == set()
    monkeypatch.setenv("ARCHIVE_CERTIFICATE_DAYS", "soon")
    with pytest.raises(ConfigurationError, match="number of days"):
        failing(made)


def test_certificates_of_sites_no_longer_crawled_are_forgotten(made: ArchiveFactory) -> None:
    def of(days: int) -> Certificate:
        return Certificate(NOW - timedelta(days=90), NOW + timedelta(days=5), NOW - timedelta(days=days))

    note_certificates(made.path, {"old.example": of(20), "lately.example": of(2)}, NOW)
    (verdict,) = [one for one in machine_verdicts(made.path, made.files, NOW) if one.rule == "certificate"]
    assert verdict.about == "lately.example"
    note_certificates(made.path, {"new.example": of(0)}, NOW)
    assert set(read_certificates(made.path)) == {"lately.example", "new.example"}


def test_an_archive_that_cannot_be_opened_is_told(made: ArchiveFactory, inbox: Inbox) -> None:
    os.rename(made.path, made.path.with_name("elsewhere.db"))
    for _ in range(2):
        assert CliRunner().invoke(main, ["status", "--tell"]).exit_code == 4
    os.rename(made.path.with_name("elsewhere.db"), made.path)
    assert CliRunner().invoke(main, ["status", "--tell"]).exit_code == 0
    assert [subject for subject, _ in inbox.mails] == ["Archive needs attention: archive", "Archive is healthy again"]
    assert "cannot be opened" in inbox.mails[0][1]


def test_a_disk_without_room_for_a_night_asks_for_attention(made: ArchiveFactory, tmp_path: Path) -> None:
    """A database of almost all that is free (a file with a hole takes no room): a night would need twice as much."""
    free = shutil.disk_usage(tmp_path).free
    for size, expected in ((0, True), (free // 4, True), (free - ROOM, False)):
        large = tmp_path / "large.db"
        large.touch()
        os.truncate(large, size)
        (verdict,) = disks(large, [tmp_path, tmp_path / "nowhere"])
        assert verdict.well is expected, verdict
    assert "free some space" in verdict.note


def test_status_tells_once_and_names_steps_that_failed(made: ArchiveFactory, inbox: Inbox) -> None:
    def status(*more: str) -> tuple[int, str]:
        ran = CliRunner().invoke(main, ["status", "--tell", *more])
        return ran.exit_code, ran.output

    assert status()[0] == 0
    code, output = status("--failed", "export")
    assert code == 1
    assert "export, night: no public snapshot was made" in output
    assert "Run archive export --public FOLDER" in inbox.mails[0][1]
    assert status("--failed", "export")[0] == 1
    assert status()[0] == 0
    assert [subject for subject, _ in inbox.mails] == ["Archive needs attention: night", "Archive is healthy again"]
