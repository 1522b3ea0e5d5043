"""`archive digest` with a real mail server on this machine: nothing twice, nothing missed, nothing when nothing is new."""

import os
import re
import socket
from collections import Counter
from collections.abc import Callable, Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest
import time_machine
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from click.testing import CliRunner, Result

from archive.cli import main
from tests.archive.factory import ArchiveFactory
from tests.archive.sample import AMBERFORD, BRACKMERE, sample_archive

SITE = "https://archive.example"
FILE = """site: https://archive.example
from: archive@archive.example
people:
  - to: ana@council.example
    follow: ["/search?q=supervision"]
  - to: ben@council.example
    follow: [/authority/X0000001, "https://archive.example/search?q=supervision&page=2"]
  - to: cas@council.example
    every: week
    follow: [/]
  - to: dee@council.example
    follow: ["/recommendations?q=supervis*"]
  - to: eve@council.example
    follow: ["/search?q=nothingatall"]
"""
WEEKLY, NEVER = "cas@council.example", "eve@council.example"


class Mailbox:
    """A mail server that keeps what it accepts; while `broken`, it accepts nothing for anybody, or for those named."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.broken: bool | str = False

    async def handle_RCPT(self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]) -> str:
        del server, session, options
        if self.broken is True or self.broken == address:
            return "451 Try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        del server, session
        assert isinstance(envelope.content, bytes)
        mail = message_from_bytes(envelope.content, _class=EmailMessage, policy=default)
        assert envelope.rcpt_tos == [mail["To"]]
        self.mails.append(mail)
        return "250 OK"


@pytest.fixture
def box() -> Mailbox:
    return Mailbox()


Digest = Callable[..., Result]


@pytest.fixture
def made(tmp_path: Path) -> ArchiveFactory:
    return sample_archive(tmp_path)


@pytest.fixture
def digest(box: Mailbox, made: ArchiveFactory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Digest]:
    """Runs `archive digest` over the sample archive, with the mail server running; `file` is the text of the file of subscriptions."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=port)  # it tries its port before it starts, so 0 would not do
    controller.start()
    monkeypatch.setenv("ARCHIVE_DB", str(made.path))
    monkeypatch.setenv("ARCHIVE_FILES", str(made.files))
    monkeypatch.setenv("ARCHIVE_SMTP", f"smtp://127.0.0.1:{port}")
    path = tmp_path / "searches.yml"
    path.write_text(FILE)
    yield lambda *words: CliRunner().invoke(main, ["digest", str(path), *words])
    controller.stop()


def text(mail: EmailMessage, kind: str = "plain") -> str:
    body = mail.get_body((kind,))
    assert body is not None
    return str(body.get_content())


def reports(mail: EmailMessage) -> list[str]:
    return re.findall(rf"{SITE}/report/ofsted-(\d+)", text(mail))


@pytest.mark.long
def test_thirty_nights_nothing_twice_nothing_missed(digest: Digest, box: Mailbox, made: ArchiveFactory) -> None:
    """Reports come in on some nights, late ones and some of other councils too; on two nights the server is broken."""
    expected: dict[str, set[str]] = {f"{name}@council.example": set() for name in ("ana", "ben", "cas", "dee", "eve")}
    quiet = 0
    for night in range(30):
        with time_machine.travel(f"2026-11-{night + 1:02}T03:00:00+00:00" if night < 30 else "", tick=True):
            if night in (3, 4, 11, 12, 13, 20):  # on the first night everything is only noted
                for place, authority in enumerate((AMBERFORD, BRACKMERE)):
                    number = str(1000 + 10 * night + place)
                    words = "Supervision is irregular." if place == 0 or night == 11 else "Homes are stable."
                    late = night == 12  # published years before the archive saw it
                    report = made.report(int(number), authority, "2016-05-04" if late else f"2026-11-{night:02}", [words])
                    expected[WEEKLY].add(number)
                    if place == 0:
                        made.fact(
                            "recommendations", report, position=1, kind="improvement", addressed_to="authority", page=1, text="Supervision."
                        )
                        expected["dee@council.example"].add(number)
                        expected["ben@council.example"].add(number)
                    if words.startswith("Supervision"):
                        expected["ana@council.example"].add(number)
                        expected["ben@council.example"].add(number)
            box.broken = night in (4, 12)
            before = len(box.mails)
            ran = digest()
            assert ran.exit_code == (9 if box.broken else 0), ran.output
            quiet += len(box.mails) == before
    sent: dict[str, Counter[str]] = {to: Counter() for to in expected}
    for mail in box.mails:
        sent[mail["To"]].update(reports(mail))
    assert {to: set(found) for to, found in sent.items()} == expected
    assert all(number == 1 for found in sent.values() for number in found.values())
    assert quiet >= 20
    assert len({mail["Message-ID"] for mail in box.mails}) == len(box.mails)
    assert 2 <= len([mail for mail in box.mails if mail["To"] == WEEKLY]) <= 4
    assert not [mail for mail in box.mails if mail["To"] == NEVER]


def test_a_mail_says_what_is_new_in_text_and_in_html(digest: Digest, box: Mailbox, made: ArchiveFactory) -> None:
    digest()
    made.report(500, AMBERFORD, "2026-11-02", ["Supervision & care <b>vary</b>."], title="Visit & <i>more</i>")
    assert digest().exit_code == 0
    ana, ben = box.mails
    assert ana["Subject"] == "Children’s services archive: 1 new in Search: supervision"
    assert "Search: supervision (1 new)" in text(ana)
    assert f"{SITE}/search?q=supervision" in text(ana)
    assert "Visit &amp; &lt;i&gt;more&lt;/i&gt;" in text(ana, "html")
    assert f'<a href="{SITE}/report/ofsted-500">' in text(ana, "html")
    assert ana["Auto-Submitted"] == "auto-generated"
    assert reports(ben) == ["500"], "a report that two lists have stands in the mail once"
    assert "localhost" not in text(ana) + text(ana, "html")


def test_one_refused_address_keeps_nobody_else_from_their_mail(digest: Digest, box: Mailbox, made: ArchiveFactory) -> None:
    digest()
    made.report(500, AMBERFORD, "2026-11-02", ["Supervision."])
    box.broken = "ana@council.example"
    ran = digest()
    assert ran.exit_code == 9
    assert "ana@council.example: the mail could not be sent" in ran.output
    assert [mail["To"] for mail in box.mails] == ["ben@council.example"]
    box.broken = False
    assert digest().exit_code == 0
    assert [mail["To"] for mail in box.mails] == ["ben@council.example", "ana@council.example"]


def test_printing_sends_nothing_and_remembers_nothing(digest: Digest, box: Mailbox, made: ArchiveFactory) -> None:
    digest()
    made.report(500, AMBERFORD, "2026-11-02", ["Supervision."])
    for _ in range(2):
        printed = digest("--print").output
        assert "To: ana@council.example" in printed
        assert f"{SITE}/report/ofsted-500" in printed
    assert not box.mails
    digest()
    assert box.mails


def test_a_list_that_is_added_later_brings_only_later_news(digest: Digest, box: Mailbox, made: ArchiveFactory, tmp_path: Path) -> None:
    digest()
    path = tmp_path / "searches.yml"
    path.write_text(FILE.replace('["/search?q=supervision"]', '["/search?q=supervision", /authority/X0000002]'))
    digest()
    assert not box.mails
    made.report(501, BRACKMERE, "2026-11-02", ["Homes."])
    digest()
    assert [(mail["To"], reports(mail)) for mail in box.mails] == [("ana@council.example", ["501"])]


def test_an_unknown_council_is_a_failure_and_the_other_lists_go_on(
    digest: Digest, box: Mailbox, made: ArchiveFactory, tmp_path: Path
) -> None:
    (tmp_path / "searches.yml").write_text(FILE.replace("/authority/X0000001", "/authority/X9999999"))
    assert "ben@council.example: /authority/X9999999 cannot be read (status 404)" in digest().output
    made.report(500, AMBERFORD, "2026-11-02", ["Supervision."])
    assert digest().exit_code == 9
    assert {mail["To"] for mail in box.mails} == {"ana@council.example", "ben@council.example"}


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (("site: https://archive.example\n", ""), "“site” is missing"),
        (("[/]", "[/problems]"), "“/problems” is not a list"),
        (("[/]", '["https://other.example/search?q=a"]'), "is not a list of https://archive.example"),
        (("every: week", "every: hour"), "“every: hour” must be one of: night, week"),
        (("to: ana@council.example", 'to: "ana@council.example\\nBcc: all@council.example"'), "is not an e-mail address"),
        (("to: ana@", "to: ben@"), "two people have the same address"),
        (("people:", "people: ["), "cannot read the subscriptions"),
    ],
)
def test_a_file_that_cannot_be_used_says_what_to_correct(digest: Digest, tmp_path: Path, change: tuple[str, str], says: str) -> None:
    (tmp_path / "searches.yml").write_text(FILE.replace(*change))
    ran = digest()
    assert (ran.exit_code, says in ran.output) == (4, True), ran.output


def test_a_mail_server_that_cannot_be_one_is_said_at_once(digest: Digest, monkeypatch: pytest.MonkeyPatch) -> None:
    for server in ("mail.example.org", "smtp://host:x", "smtp://"):
        monkeypatch.setenv("ARCHIVE_SMTP", server)
        ran = digest()
        assert ran.exit_code == 4
        assert "ARCHIVE_SMTP is not an address" in ran.output


def test_a_password_is_not_sent_without_encryption(
    digest: Digest, box: Mailbox, made: ArchiveFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    digest()
    made.report(500, AMBERFORD, "2026-11-02", ["Supervision."])
    monkeypatch.setenv("ARCHIVE_SMTP", os.environ["ARCHIVE_SMTP"].replace("smtp://", "smtp://user:secret@"))
    ran = digest()
    assert ran.exit_code == 9
    assert "STARTTLS extension not supported" in ran.output
    assert "secret" not in ran.output
    assert not box.mails
