"""`archive digest` with a real mail server on this machine: what a mail holds, what is refused, and what one failure leaves alone."""

import os
from pathlib import Path

import pytest

from tests.archive.commands.conftest import Digest
from tests.archive.commands.mailbox import SITE, Hook, Mailbox, reports, text, webhook
from tests.archive.factory import ArchiveFactory
from tests.archive.sample import AMBERFORD, BRACKMERE

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


@pytest.fixture(autouse=True)
def subscriptions(tmp_path: Path) -> Path:
    """The file of who follows what."""
    path = tmp_path / "searches.yml"
    path.write_text(FILE)
    return path


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
    assert reports(text(ben)) == ["500"], "a report that two lists have stands in the mail once"
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
    assert [(mail["To"], reports(text(mail))) for mail in box.mails] == [("ana@council.example", ["501"])]


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


def test_a_file_that_is_absent_is_said_without_a_number_of_the_system(digest: Digest, tmp_path: Path) -> None:
    (tmp_path / "searches.yml").unlink(missing_ok=True)
    ran = digest()
    assert ran.exit_code == 4
    assert f"the subscriptions in {tmp_path / 'searches.yml'}: No such file or directory; name the file that lists them" in ran.output
    assert "Errno" not in ran.output


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


def test_a_webhook_gets_what_a_mail_says(digest: Digest, box: Mailbox, made: ArchiveFactory, subscriptions: Path) -> None:
    hook = Hook()
    with webhook(hook) as address:
        subscriptions.write_text(FILE.replace("ana@council.example", address))
        digest()
        made.report(500, AMBERFORD, "2026-11-02", ["Supervision."])
        hook.status = 500
        ran = digest()
        assert ran.exit_code == 9
        assert "the webhook at 127.0.0.1:" in ran.output
        assert "secret-path" not in ran.output
        hook.status = 200
        assert digest().exit_code == 0
        assert digest().exit_code == 0
    (said,) = hook.texts
    assert said.startswith("Children’s services archive: 1 new in Search: supervision\n")
    assert reports(said) == ["500"]
    assert [mail["To"] for mail in box.mails] == ["ben@council.example"]


def test_a_burst_is_in_the_mail_whole(digest: Digest, box: Mailbox, made: ArchiveFactory, subscriptions: Path) -> None:
    subscriptions.write_text(FILE.replace("every: week", "every: night"))
    digest()
    for number in range(500, 560):
        made.report(number, BRACKMERE, "2026-11-02", ["Homes."])
    digest()
    (mail,) = box.mails
    wanted = {str(number) for number in range(500, 560)}
    assert (set(reports(text(mail))), len(reports(text(mail)))) == (wanted, 60)
    assert all(f"{SITE}/report/ofsted-{number}" in text(mail, "html") for number in wanted)


@pytest.mark.parametrize("address", ["/search", "/recommendations", "/articles", "/outcomes", "/visits"])
def test_a_filter_that_is_on_no_list_is_said(digest: Digest, subscriptions: Path, address: str) -> None:
    name = {"/articles": "publisher", "/visits": "topic"}.get(address, "region")
    subscriptions.write_text(FILE.replace("/search?q=supervision", f"{address}?q=supervision&{name}=Lndon"))
    ran = digest()
    assert ran.exit_code == 0
    assert f"archive: {address}?q=supervision&{name}=Lndon: " in ran.output
    assert f"There is no {name} “Lndon”" in ran.output
