"""One connection to a `LoopbackSite`: finds the answer or the fault, sends it, logs the request."""

import socket
import struct
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Protocol
from urllib.parse import SplitResult, urlsplit

from sample.server.exchange import Answer, Fault, Request


class Site(Protocol):
    """What a connection asks of the site it belongs to; see `LoopbackSite`."""

    requests: list[Request]

    def take_fault(self, path: str) -> Fault | None: ...

    def respond(self, url: SplitResult, headers: dict[str, str]) -> Answer: ...


class Server(ThreadingHTTPServer):
    """A server whose connections find the site that answers them in `site`."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, address: tuple[str, int], connection: type[BaseHTTPRequestHandler], site: Site) -> None:
        super().__init__(address, connection)
        self.site = site

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a client that went away in the midst of an answer; all else is a fault of ours and is shown."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class Connection(BaseHTTPRequestHandler):
    """Answers GET and HEAD, over one connection as often as the client asks."""

    protocol_version = "HTTP/1.1"
    # Headers and body go out as two packets; without this the second waits for the client's acknowledgement (40 ms a request).
    disable_nagle_algorithm = True
    server: Server

    def do_GET(self) -> None:
        site = self.server.site
        headers = {name.lower(): value for name, value in self.headers.items()}
        fault = site.take_fault(self.path)
        if fault is not None and fault.kind == "reset":
            site.requests.append(Request(self.command, self.path, headers, None))
            self._reset()
            return
        if fault is not None and fault.kind == "slow":
            time.sleep(fault.seconds)
        answer = fault.answer if fault is not None and fault.answer is not None else site.respond(urlsplit(self.path), headers)
        answer = _conditional(answer, headers)
        site.requests.append(Request(self.command, self.path, headers, answer.status))
        self._send(answer, truncated=fault is not None and fault.kind == "truncate")

    do_HEAD = do_GET

    def _send(self, answer: Answer, *, truncated: bool) -> None:
        """Send the answer; where `truncated`, half of the body under the Content-Length of the whole."""
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.content_type)
        if answer.status != 304:
            self.send_header("Content-Length", str(len(answer.body)))
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.body[: len(answer.body) // 2] if truncated else answer.body)
        self.close_connection = self.close_connection or truncated

    def _reset(self) -> None:
        """End the connection with a TCP reset: closing without lingering sends RST in the place of FIN."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close_connection = True
        self.connection.close()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing on stderr: `site.requests` is the log."""


def _conditional(answer: Answer, headers: dict[str, str]) -> Answer:
    """304 where the request names the ETag of a good answer, else the answer itself."""
    etag = answer.headers.get("ETag")
    if answer.status == 200 and etag is not None and headers.get("if-none-match") == etag:
        return Answer(b"", answer.content_type, 304, answer.headers)
    return answer
