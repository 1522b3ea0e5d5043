"""`LoopbackSite`: a threaded HTTP site on 127.0.0.1 that logs every request and misbehaves where it is told to."""

import re
import threading
from types import TracebackType
from typing import Self
from urllib.parse import SplitResult

from sample.server.connection import Connection, Server
from sample.server.exchange import HTML, Answer, Fault, Request


class LoopbackSite:
    """A site on a free port of 127.0.0.1, or on the one given; a context manager that starts and stops it.

    Subclasses answer in `respond`. State may be changed while it runs: each change is one assignment, seen by the next request.
    `requests` has every request so far, in the order in which they were answered.
    """

    def __init__(self, port: int = 0) -> None:
        self.requests: list[Request] = []
        self._faults: list[Fault] = []
        self._lock = threading.Lock()
        self._server = Server(("127.0.0.1", port), Connection, self)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)

    @property
    def url(self) -> str:
        """The site's address, without a slash at its end."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def respond(self, url: SplitResult, headers: dict[str, str]) -> Answer:
        """The answer to a GET of `url`; `headers` are the request's, names in lower case."""
        raise NotImplementedError

    def fault(self, pattern: str, kind: str, *, times: int | None = 1, answer: Answer | None = None, seconds: float = 0.0) -> None:
        """Let something go wrong for paths that the regular expression `pattern` is found in; see `Fault`."""
        with self._lock:
            self._faults.append(Fault(re.compile(pattern), kind, times, answer, seconds))

    def fail(self, pattern: str, status: int, *, times: int | None = 1, retry_after: str | None = None) -> None:
        """Answer with an error status: 403, 429, 500, 503."""
        headers = {"Retry-After": retry_after} if retry_after is not None else {}
        body = f"<html><head><title>{status}</title></head><body><h1>{status}</h1><p>Service Unavailable</p></body></html>"
        self.fault(pattern, "answer", times=times, answer=Answer(body.encode(), HTML, status, headers))

    def heal(self) -> None:
        """Forget every fault."""
        with self._lock:
            self._faults.clear()

    def seen(self, pattern: str) -> list[Request]:
        """The requests so far whose path (with query) the regular expression is found in."""
        return [request for request in list(self.requests) if re.search(pattern, request.path)]

    def take_fault(self, path: str) -> Fault | None:
        """The first fault that concerns `path`; its count goes down by one."""
        with self._lock:
            for fault in self._faults:
                if fault.times != 0 and fault.pattern.search(path):
                    if fault.times is not None:
                        fault.times -= 1
                    return fault
        return None

    def start(self) -> None:
        """Serve from now on, in a thread of its own."""
        self._thread.start()

    def stop(self) -> None:
        """Stop serving and give the port back."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.stop()
