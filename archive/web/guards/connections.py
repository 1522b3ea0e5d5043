"""Closes connections that send no whole request in time, and the oldest idle ones when there are too many."""

import asyncio
import resource
from typing import cast

from uvicorn.protocols.http.h11_impl import H11Protocol

SECONDS_FOR_A_REQUEST = 10.0  # from the connection, or from the first byte of a further request, to the request's end
KEPT_FREE = 200  # file descriptors for the archive, its originals and whatever else the server opens


def raise_limit() -> int:
    """Let this process have as many connections as the system allows; how many it may hold at once."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = min(hard, 65_536) if hard != resource.RLIM_INFINITY else 65_536
    if wanted > soft:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    return max(64, max(soft, wanted) - KEPT_FREE)


def impatient(most: int, seconds: float = SECONDS_FOR_A_REQUEST) -> type[H11Protocol]:
    """uvicorn's protocol, with at most `most` connections that are idle or half a request, each for at most `seconds`."""
    idle: dict[Impatient, None] = {}  # in the order in which they began to wait

    class Bounded(Impatient):
        """The protocol of one server."""

        waiting = idle
        most_waiting = most
        patience = seconds

    return Bounded


class Impatient(H11Protocol):
    """A connection that is closed when no whole request comes in time. uvicorn bounds only the pause between two requests."""

    waiting: "dict[Impatient, None]"
    most_waiting: int
    patience: float
    _timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(cast(asyncio.Transport, transport))
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_waiting()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        before = self.cycle
        super().data_received(data)
        if self.cycle is not before:
            self._stop_waiting()
        elif self._timer is None and (self.cycle is None or self.cycle.response_complete):
            self._wait()

    def _wait(self) -> None:
        self.waiting[self] = None
        self._timer = self.loop.call_later(self.patience, self._give_up)
        if len(self.waiting) > self.most_waiting:
            next(iter(self.waiting))._give_up()

    def _stop_waiting(self) -> None:
        self.waiting.pop(self, None)
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _give_up(self) -> None:
        self._stop_waiting()
        self.transport.close()
