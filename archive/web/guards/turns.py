"""A bounded queue for every page that reads the archive, so that one client cannot make all others wait.

Few pages are made at once, because more would only share the same cores. Who waits is ordered by what the client has used lately plus
what the page will probably cost: short work goes before long work, and a client that asks without pause goes behind one that does not.
One place is kept for short work. A full queue turns away the costliest that waits, with the time after which to come back.
"""

import asyncio
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from ipaddress import IPv6Address, ip_address
from time import monotonic
from typing import Any
from urllib.parse import parse_qsl

MOST_OF_A_CLIENT = 24  # waiting at once; eight readers at one address, each with a page and its parts, stay far below
MOST_IN_ALL = 96
STREAMS_OF_A_CLIENT = 3  # exports that are sent while they are made
STREAMS_IN_ALL = 12
LONG = 0.25  # seconds; work that probably takes longer leaves one place free for other work
HALF_LIFE = 20.0  # seconds in which half of what a client has used is forgotten
RETRY_AFTER = 5  # seconds
MOST_REMEMBERED = 10_000  # clients, and kinds of work


class TurnedAwayError(Exception):
    """Raised when a request is not answered now: 429 where its own client asks for too much, 503 where all do."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(words)
        self.status = status


@dataclass(frozen=True, slots=True)
class Work:
    """What a request asks for, as far as its address tells: its kind, and whether it is an export that is sent while it is made."""

    kind: tuple[str, ...]
    stream: bool

    def guess(self) -> float:
        """Seconds it may take, before any such work was seen: many words, beginnings or counts take long."""
        return 0.05 if "few" in self.kind else 0.5


def work_of(path: str, query: str) -> Work:
    """The work behind an address. Kinds are few: what was measured for one holds for all of its kind."""
    pairs = parse_qsl(query, keep_blank_values=True, max_num_fields=None)
    words = " ".join(value for name, value in pairs if name in ("q", "sql", "_search"))
    facets = sum(name.startswith("_facet") for name, _ in pairs)
    weight = len(words.split()) + 3 * words.count("*") + 2 * words.count('"') + 3 * facets
    size = "few" if weight <= 8 else "some" if weight <= 30 else "many"
    route = path.split("/")[1].partition(".")[0] if path != "/" else "home"
    form = path.rpartition(".")[2] if "." in path.rpartition("/")[2] else "html"
    return Work((route, form, size), ("_stream", "on") in pairs)


@dataclass(slots=True)
class Waiting:
    """A request in the queue."""

    client: str
    work: Work
    arrived: float
    turn: "asyncio.Future[None]" = field(default_factory=lambda: asyncio.get_running_loop().create_future())


class Turns:
    """The queue of one server; to be used in its event loop only. `at_once`: how many pages are made at the same time (two or more)."""

    def __init__(self, at_once: int, clock: Callable[[], float] = monotonic) -> None:
        self.at_once = at_once
        self.clock = clock
        self.running: list[Waiting] = []
        self.waiting: list[Waiting] = []
        self.streams: defaultdict[str, int] = defaultdict(int)
        self._used: dict[str, tuple[float, float]] = {}  # client -> seconds used, forgotten by half, and when that was worked out
        self._seconds: dict[tuple[str, ...], float] = {}  # kind of work -> seconds that it took lately

    async def take(self, client: str, work: Work) -> Waiting:
        """Wait for a turn, which must be given back. Raises TurnedAwayError when the queue is full of cheaper work."""
        mine = Waiting(client, work, self.clock())
        self.waiting.append(mine)
        self._let_in()
        if not mine.turn.done():
            self._turn_away()
        try:
            await mine.turn
        except asyncio.CancelledError:
            if mine in self.waiting:
                self.waiting.remove(mine)
            else:
                self.give_back(mine, 0.0)
            raise
        return mine

    def give_back(self, mine: Waiting, seconds: float) -> None:
        """The page is made, in so many seconds; twice given back counts once."""
        if mine not in self.running:
            return
        self.running.remove(mine)
        now = self.clock()
        self._used[mine.client] = (self.used(mine.client, now) + seconds, now)
        known = self._seconds.get(mine.work.kind, seconds)
        self._seconds[mine.work.kind] = 0.7 * known + 0.3 * seconds
        _forget_oldest(self._used)
        _forget_oldest(self._seconds)
        self._let_in()

    def used(self, client: str, now: float) -> float:
        """Seconds that this client has used until `now`, those of long ago counting less."""
        seconds, then = self._used.get(client, (0.0, now))
        return float(seconds * 0.5 ** ((now - then) / HALF_LIFE))

    def cost(self, work: Work) -> float:
        """Seconds that this work will probably take."""
        return self._seconds.get(work.kind, work.guess())

    def _order(self, now: float) -> Callable[[Waiting], tuple[float, float]]:
        """Lowest first. All are judged at one moment, or what is forgotten meanwhile would put the newest of a client first."""

        def place(one: Waiting) -> tuple[float, float]:
            busy = sum(other.client == one.client for other in self.running)
            return self.used(one.client, now) + self.cost(one.work) * (1 + busy), one.arrived

        return place

    def _let_in(self) -> None:
        while self.waiting and len(self.running) < self.at_once:
            long_ones = sum(self.cost(one.work) > LONG for one in self.running)
            fit = [one for one in self.waiting if self.cost(one.work) <= LONG or long_ones < self.at_once - 1]
            if not fit:
                return
            following = min(fit, key=self._order(self.clock()))
            self.waiting.remove(following)
            self.running.append(following)
            following.turn.set_result(None)

    def _turn_away(self) -> None:
        """Make room where the queue, or a client's part of it, is too long: the costliest goes."""
        newest = self.waiting[-1]
        own = [one for one in self.waiting if one.client == newest.client]
        for some, most, status in ((own, MOST_OF_A_CLIENT, 429), (self.waiting, MOST_IN_ALL, 503)):
            if len(some) > most:
                worst = max(some, key=self._order(self.clock()))
                self.waiting.remove(worst)
                words = "You have too many requests waiting." if status == 429 else "The archive is busy."
                worst.turn.set_exception(TurnedAwayError(status, f"{words} Try again in {RETRY_AFTER} seconds."))
                return

    def open_stream(self, client: str) -> None:
        """Count an export that is sent while it is made. Raises TurnedAwayError where there are too many."""
        if self.streams[client] >= STREAMS_OF_A_CLIENT:
            raise TurnedAwayError(429, f"You are already downloading {STREAMS_OF_A_CLIENT} files. Wait for one to finish.")
        if sum(self.streams.values()) >= STREAMS_IN_ALL:
            raise TurnedAwayError(503, f"Too many files are being downloaded at the moment. Try again in {RETRY_AFTER} seconds.")
        self.streams[client] += 1

    def close_stream(self, client: str) -> None:
        """The export is sent, or its client is gone."""
        self.streams[client] -= 1
        if not self.streams[client]:
            del self.streams[client]


def client_of(address: str) -> str:
    """Whom an address counts for: itself, or the network of 64 bits that one holder of IPv6 addresses has."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    return f"{IPv6Address(int(parsed) >> 64 << 64)}/64" if isinstance(parsed, IPv6Address) else address


def _forget_oldest(remembered: dict[Any, Any]) -> None:
    if len(remembered) > MOST_REMEMBERED:
        del remembered[next(iter(remembered))]
