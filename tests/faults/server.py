"""FaultSite: the sample's reports site, whose answers to chosen addresses go wrong, byte by byte, on the bare socket."""

import re
import socket
import struct
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from sample.reports_site.site import SampleSite
from sample.server.connection import Connection
from sample.server.exchange import Answer, Request


class Client(Protocol):
    """What a fault can do to the client that asks: `answer` is the right answer, `path` what was asked, `site` the site's address."""

    path: str
    answer: Answer
    site: str

    def raw(self, data: bytes) -> None: ...

    def reply(self, status: int, body: bytes, **headers: str) -> None: ...

    def reset(self) -> None: ...


Fault = Callable[[Client], None]


@dataclass(slots=True)
class Struck:
    """A fault for paths that `pattern` is found in, `times` times, or for ever (None)."""

    pattern: re.Pattern[str]
    fault: Fault
    times: int | None


class FaultConnection(Connection):
    """Answers as the sample site does, unless a fault strikes; then the connection ends."""

    def do_GET(self) -> None:
        faulty = self.server.site
        assert isinstance(faulty, FaultSite)
        fault = faulty.next_fault(self.path)
        if fault is None:
            super().do_GET()
            return
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.answer, self.site = faulty.respond(urlsplit(self.path), headers), faulty.url
        faulty.requests.append(Request(self.command, self.path, headers, None))
        self.close_connection = True
        fault(self)

    def raw(self, data: bytes) -> None:
        """Send bytes as they are."""
        self.connection.sendall(data)

    def reply(self, status: int, body: bytes, **headers: str) -> None:
        """Send a whole answer; underscores in names of headers are hyphens."""
        named = {"content_type": "text/html; charset=UTF-8", "content_length": str(len(body))} | headers
        lines = [f"{name.replace('_', '-')}: {value}" for name, value in named.items() if value]
        self.raw("\r\n".join([f"HTTP/1.1 {status} Said", *lines, "Connection: close", "", ""]).encode() + body)

    def reset(self) -> None:
        """End the connection with RST in the place of FIN."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()


class FaultSite(SampleSite):
    """A sample site that can also fail by `strike`; the provider pages and files are the sample's."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._server.RequestHandlerClass = FaultConnection
        self._struck: list[Struck] = []

    def strike(self, pattern: str, fault: Fault, *, times: int | None = None) -> None:
        """Let `fault` strike what is asked of paths (with query) that the regular expression `pattern` is found in."""
        with self._lock:
            self._struck.append(Struck(re.compile(pattern), fault, times))

    def heal(self) -> None:
        """Forget every fault."""
        super().heal()
        with self._lock:
            self._struck.clear()

    def next_fault(self, path: str) -> Fault | None:
        """The first fault that concerns `path`; its count goes down by one."""
        with self._lock:
            for struck in self._struck:
                if struck.times != 0 and struck.pattern.search(path):
                    if struck.times is not None:
                        struck.times -= 1
                    return struck.fault
        return None
