"""The queue before the archive's pages: short work first, fair between clients, bounded; and what a server does not let in at all."""

import asyncio
from collections.abc import Coroutine
from typing import Any

import pytest

from archive.web.guards.turns import MOST_IN_ALL, MOST_OF_A_CLIENT, TurnedAwayError, Turns, Waiting, client_of, work_of

SHORT, LONG = work_of("/report/ofsted-1", ""), work_of("/search", "q=" + "+".join(f"a{n}*" for n in range(32)))


class Clock:
    """A clock that stands where it was put."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


def ran(trial: Coroutine[Any, Any, None]) -> None:
    asyncio.run(asyncio.wait_for(trial, 20))


async def ask(turns: Turns, client: str, work: Any) -> "asyncio.Task[Waiting]":
    task = asyncio.create_task(turns.take(client, work))
    for _ in range(3):  # so that whoever is turned away has noticed
        await asyncio.sleep(0)
    return task


def test_long_work_leaves_a_place_for_short_work() -> None:
    async def trial() -> None:
        turns = Turns(2, Clock())
        first, second = await ask(turns, "a", LONG), await ask(turns, "b", LONG)
        short = await ask(turns, "c", SHORT)
        assert first.done()
        assert not second.done()
        assert short.done()
        turns.give_back(await first, 1.0)
        await second

    ran(trial())


class RunningClock(Clock):
    """A clock that goes on between any two looks at it, as every real one does."""

    def __call__(self) -> float:
        self.now += 1e-6
        return self.now


def test_of_equal_work_of_one_client_the_first_comes_first() -> None:
    async def trial() -> None:
        turns = Turns(2, RunningClock())
        turns.give_back(await turns.take("reader", SHORT), 0.1)
        running = [await (await ask(turns, "reader", SHORT)) for _ in range(2)]
        waiting = [await ask(turns, "reader", SHORT) for _ in range(MOST_OF_A_CLIENT)]
        refused = await ask(turns, "reader", SHORT)
        assert isinstance(refused.exception(), TurnedAwayError), "who waits is not sent away for somebody new"
        for number, one in enumerate(waiting, 1):
            turns.give_back(running.pop(0), 0.01)
            running.append(await one)
            assert [each.done() for each in waiting].count(True) == number

    ran(trial())


def test_who_has_used_less_comes_first() -> None:
    async def trial() -> None:
        turns = Turns(2, Clock())
        turns.give_back(await turns.take("greedy", LONG), 5.0)
        held = [await ask(turns, "other", SHORT) for _ in range(2)]
        greedy, modest = await ask(turns, "greedy", SHORT), await ask(turns, "modest", SHORT)
        turns.give_back(await held[0], 0.1)
        await asyncio.sleep(0)
        assert modest.done()
        assert not greedy.done()
        turns.give_back(await held[1], 0.1)
        await greedy

    ran(trial())


def test_what_was_used_is_forgotten() -> None:
    async def trial() -> None:
        clock = Clock()
        turns = Turns(2, clock)
        turns.give_back(await turns.take("a", SHORT), 8.0)
        assert turns.used("a", turns.clock()) == 8.0
        clock.now += 20.0
        assert turns.used("a", turns.clock()) == 4.0

    ran(trial())


def test_a_kind_of_work_that_took_long_is_long_from_then_on() -> None:
    async def trial() -> None:
        turns = Turns(2, Clock())
        turns.give_back(await turns.take("a", SHORT), 2.0)
        first, second = await ask(turns, "a", SHORT), await ask(turns, "b", SHORT)
        assert first.done()
        assert not second.done()
        turns.give_back(await first, 2.0)
        await second

    ran(trial())


def test_a_full_queue_turns_away_the_costliest_and_never_eight_readers() -> None:
    async def trial() -> None:
        turns = Turns(2, Clock())
        attack = [await ask(turns, "one", LONG) for _ in range(MOST_OF_A_CLIENT + 20)]
        turned = [task for task in attack if task.done() and task.exception()]
        assert len(turned) == 19  # one runs, the queue is full
        assert {task.exception().status for task in turned} == {429}  # type: ignore[union-attr]
        readers = [await ask(turns, "one", SHORT) for _ in range(8)]  # behind the same address
        assert not any(task.done() and task.exception() for task in readers)
        await asyncio.gather(*(hurry(turns, task) for task in readers))
        for task in attack:
            task.cancel()

    ran(trial())


async def hurry(turns: Turns, task: "asyncio.Task[Waiting]") -> None:
    turns.give_back(await task, 0.01)


def test_many_addresses_together_are_bounded_too() -> None:
    async def trial() -> None:
        turns = Turns(2, Clock())
        attack = [await ask(turns, f"10.0.0.{n}", LONG) for n in range(MOST_IN_ALL + 10)]
        turned = [task.exception() for task in attack if task.done() and task.exception()]
        assert len(turned) == 9
        assert all(isinstance(error, TurnedAwayError) and error.status == 503 for error in turned)
        reader = await ask(turns, "10.1.1.1", SHORT)
        await hurry(turns, reader)
        for task in attack:
            task.cancel()

    ran(trial())


def test_whoever_goes_away_leaves_no_place_taken() -> None:
    async def trial() -> None:
        turns = Turns(2, Clock())
        running = [await ask(turns, "a", SHORT), await ask(turns, "a", SHORT)]
        waiting = await ask(turns, "a", SHORT)
        waiting.cancel()
        await asyncio.sleep(0)
        assert turns.waiting == []
        for task in running:
            turns.give_back(await task, 0.1)
            turns.give_back(await task, 0.1)  # twice counts once
        assert turns.running == []
        assert turns.used("a", turns.clock()) == pytest.approx(0.2)

    ran(trial())


def test_exports_are_counted_while_they_are_sent() -> None:
    turns = Turns(2)
    for _ in range(3):
        turns.open_stream("a")
    with pytest.raises(TurnedAwayError):
        turns.open_stream("a")
    turns.close_stream("a")
    turns.open_stream("a")
    assert work_of("/archive/reports.csv", "_stream=on").stream
    assert not work_of("/archive/reports.csv", "_size=5").stream


@pytest.mark.parametrize(
    ("address", "client"),
    [("203.0.113.7", "203.0.113.7"), ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"), ("unknown", "unknown")],
)
def test_an_address_counts_for_its_holder(address: str, client: str) -> None:
    assert client_of(address) == client
