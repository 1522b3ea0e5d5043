"""A mail server and a webhook on this machine, which break as they are told, and what they received."""

import json
import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from http.server import BaseHTTPRequestHandler, HTTPServer

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

SITE = "https://archive.example"


class Mailbox:
    """A mail server that keeps what it accepts.

    While `broken`, it accepts nothing for anybody, or for the one address named. While `dying`, it takes a mail's words and closes the
    connection without a word of its own. While `rude`, it accepts, and says at parting that it is shutting down.
    """

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.broken: bool | str = False
        self.dying = self.rude = False

    async def handle_RCPT(self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]) -> str:
        del server, session, options
        if self.broken is True or self.broken == address:
            return "451 Try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        del session
        if self.dying:
            assert server.transport is not None
            server.transport.abort()
            return "451 The line is cut already"
        assert isinstance(envelope.content, bytes)
        mail = message_from_bytes(envelope.content, _class=EmailMessage, policy=default)
        assert envelope.rcpt_tos == [mail["To"]]
        self.mails.append(mail)
        return "250 OK"

    async def handle_QUIT(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        del server, session, envelope
        return "421 Shutting down" if self.rude else "221 Bye"


@contextmanager
def mail_server(box: Mailbox) -> Iterator[str]:
    """The address of a server that keeps its mails in `box`."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=port)  # it tries its port before it starts, so 0 would not do
    controller.start()
    try:
        yield f"smtp://127.0.0.1:{port}"
    finally:
        controller.stop()


class Hook:
    """A webhook that keeps the texts it accepts, and answers with `status`; at 0 with what is no answer of a web server."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.status = 200


@contextmanager
def webhook(hook: Hook) -> Iterator[str]:
    """The address of a web server that keeps what is posted in `hook`."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            read = json.loads(self.rfile.read(int(self.headers["content-length"])))
            if hook.status == 0:
                self.wfile.write(b"What do you want?\r\n\r\n")
                return
            if hook.status == 200:
                hook.texts.append(read["text"])
            self.send_response(hook.status)
            self.end_headers()

        def log_message(self, *_: object) -> None: ...

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/secret-path"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def text(mail: EmailMessage, kind: str = "plain") -> str:
    """The words of a mail."""
    body = mail.get_body((kind,))
    assert body is not None
    return str(body.get_content())


def reports(words: str) -> list[str]:
    """The numbers of the reports that a text leads to, as often as it does."""
    return re.findall(rf"{SITE}/report/ofsted-(\d+)", words)
