"""Tells somebody by mail and webhook what asks for attention: each thing once, and once when all is well again; and the dead man's ping."""

import json
import os
import smtplib
import ssl
import urllib.request
from collections.abc import Collection, Sequence
from contextlib import closing, suppress
from email.message import EmailMessage
from http.client import HTTPException
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from archive.errors import ArchiveError, ConfigurationError
from archive.keeping.health_rules import Verdict
from archive.store.files import write_whole

SECONDS = 30


class AlertError(ArchiveError):
    """Raised when an alert could not be sent."""


def tell(verdicts: Sequence[Verdict], database: Path) -> str | None:
    """Send what is new, or that all is well again; the subject of what was sent, None where there is nothing new or nobody to tell.

    What was told stands in a file beside the database, and is noted only after it was sent: what fails is told again. AlertError then.
    Where no receiver is set, nothing is noted as told, so that the first who is set hears of what still stands.
    """
    if not (os.environ.get("ARCHIVE_MAIL_TO") or os.environ.get("ARCHIVE_WEBHOOK")):
        return None
    bad = [verdict for verdict in verdicts if not verdict.well]
    now = {f"{verdict.rule}/{verdict.about or ''}" for verdict in bad}
    told = _told(database)
    new = now - told
    if new:
        subject = f"Archive needs attention: {', '.join(sorted({name.partition('/')[0] for name in new}))}"
    elif told and not now:
        subject = "Archive is healthy again"
    else:
        if now != told or not _state(database).exists():  # made while all is well, so that it has its room when the disk is full
            _note(database, now)
        return None
    body = "\n".join(f"{f'{one.about}, ' if one.about else ''}{one.rule}: {one.note}" for one in bad) or "No rule asks for attention."
    _send(subject, f"{body}\n\ndocs/operations.md says what each rule means and what to do.\n")
    _note(database, now)
    return subject


def ping(*, well: bool) -> None:
    """Tell whoever watches for silence that this night ended; at the address with /fail added where something asks for attention."""
    if url := os.environ.get("ARCHIVE_PING"):
        _request(url if well else f"{url.rstrip('/')}/fail", None)


def _state(database: Path) -> Path:
    return database.with_name(f"{database.name}.alerts")


def _told(database: Path) -> set[str]:
    try:
        return set(json.loads(_state(database).read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return set()  # rather told twice than never


def _note(database: Path, names: Collection[str]) -> None:
    body = (json.dumps(sorted(names)) + "\n").encode()
    try:
        try:
            write_whole(_state(database), body)
        except OSError:  # a full disk: there is no room for a new file, but the one that is there may be written over
            with _state(database).open("r+b") as file:
                file.write(body)
                file.truncate()
    except OSError as error:
        raise AlertError(f"cannot write {_state(database).name} beside the archive: {error.strerror}; it will be told again") from error


def _send(subject: str, body: str) -> None:
    if to := os.environ.get("ARCHIVE_MAIL_TO"):
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = os.environ.get("ARCHIVE_MAIL_FROM") or to, to, subject
        message.set_content(body)
        send_mail(message)
    if url := os.environ.get("ARCHIVE_WEBHOOK"):
        post(url, f"{subject}\n{body}")


def post(url: str, text: str) -> None:
    """Send a webhook {"text": …} as JSON. AlertError when it does not take it; its address, which may be secret, is not said."""
    _request(url, json.dumps({"text": text}).encode())


def send_mail(message: EmailMessage) -> None:
    """Through ARCHIVE_SMTP: smtp://HOST:PORT, with NAME:PASSWORD@ before the host where needed; smtps:// is encrypted from the start.

    AlertError when it cannot be sent. A password is sent only encrypted.
    """
    server = mail_server()
    try:
        if server.scheme == "smtps":
            context = ssl.create_default_context()
            connection: smtplib.SMTP = smtplib.SMTP_SSL(server.hostname or "", server.port or 465, timeout=SECONDS, context=context)
        else:
            connection = smtplib.SMTP(server.hostname or "", server.port or 25, timeout=SECONDS)
        with closing(connection):
            if server.username:
                if server.scheme == "smtp":
                    connection.starttls(context=ssl.create_default_context())
                connection.login(unquote(server.username), unquote(server.password or ""))
            connection.send_message(message)
            with suppress(OSError, smtplib.SMTPException):  # it has the mail: one that is rude at parting is not sent it twice
                connection.quit()
    except (OSError, smtplib.SMTPException) as error:
        raise AlertError(f"the mail could not be sent through {server.hostname}: {error}") from error


def mail_server() -> SplitResult:
    """The address in ARCHIVE_SMTP. ConfigurationError where it is none."""
    server = urlsplit(os.environ.get("ARCHIVE_SMTP") or "smtp://127.0.0.1:25")
    try:
        usable = server.scheme in ("smtp", "smtps") and server.hostname and server.port != 0
    except ValueError:  # the port is no number
        usable = False
    if not usable:
        raise ConfigurationError("ARCHIVE_SMTP is not an address of a mail server; write it like smtp://127.0.0.1:25")
    return server


def _request(url: str, body: bytes | None) -> None:
    if urlsplit(url).scheme not in ("http", "https"):
        raise ConfigurationError("ARCHIVE_WEBHOOK and ARCHIVE_PING must be http or https addresses")
    request = urllib.request.Request(url, body, {"Content-Type": "application/json"} if body else {})
    try:
        urllib.request.urlopen(request, timeout=SECONDS).close()
    except (OSError, ValueError, HTTPException) as error:
        raise AlertError(f"{urlsplit(url).hostname} could not be told: {error}") from error
