"""Random mixtures of faults: whatever happens, the archive ends as it would have without them, or says exactly what is missing."""

import random
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from scraper.crawl.outcome import STATUSES
from tests.conftest import Home
from tests.faults import catalogue
from tests.faults.catalogue import KINDS
from tests.faults.crawls import held, update
from tests.faults.server import FaultSite

PLACES = ("/v1/file/", "/provider/44/", "/search", "/robots.txt")
WEIGHTS = (24, 5, 1, 1)


def strike_at_random(site: FaultSite, chance: random.Random) -> list[str]:
    """A handful of faults at random addresses, once, twice or for ever; what was struck, for the record."""
    struck = []
    for _ in range(chance.randint(4, 16)):
        kind, times = chance.choice(KINDS), chance.choice([1, 1, 2, None])
        place = chance.choices(PLACES, WEIGHTS)[0]
        if place == "/v1/file/":
            place += chance.choice(sorted(site.reports)) + "$"
        elif place == "/provider/44/":
            place += chance.choice(site.provider_list()).urn
        site.strike(place, kind.fault, times=times)
        struck.append(f"{kind.name} at {place}, {times or 'every'} times")
    return struck


def mixed(make_home: Callable[[], Home], drawn: Path, control: Home, runs: int, chance: random.Random) -> Counter[str]:
    """`runs` crawls of new archives with faults at random, each followed by one without; how many ended with which outcome."""
    catalogue.bomb(), catalogue.greedy()  # made now, so that they are sent at once
    outcomes: Counter[str] = Counter()
    whole = {row[0]: row for row in held(control)}
    for _ in range(runs):
        home = make_home()
        with FaultSite(drawn) as site:
            struck = "; ".join(strike_at_random(site, chance))
            ran = update(home, site)
            outcomes[check(home, ran.status, whole, f"{struck}\n{ran.output}")] += 1
            site.heal()
            again = update(home, site, "--missing")
        assert held(home) == set(whole.values()), f"{struck}\n{again.output}"
    return outcomes


def check(home: Home, status: int, whole: dict[object, tuple[object, ...]], told: str) -> str:
    """AssertionError unless the archive is as `whole`, or status and problems name all that is not; the outcome."""
    ((outcome, named, accounted, finished),) = home.rows(
        "select outcome, named, held + missing + unreadable + unfetched + excluded, finished from runs"
    )
    assert finished, told
    assert status == STATUSES[str(outcome)], told
    assert named == accounted, told
    problems = {(row[0], row[1]) for row in home.rows("select url, kind from problems where resolved is null")}
    urls = {str(url) for url, _ in problems}
    for row in held(home):
        key, availability = row[:2]
        if row == whole[key]:
            continue
        assert availability != "held", f"{key} holds what the source does not have: {told}"
        (url,) = home.rows("select url from reports where key = ?", key)[0]
        assert str(url) in urls or outcome == "blocked", f"nothing says that {key} is {availability}: {told}"
    absent = set(whole) - {row[0] for row in held(home)}
    pages = [url for url in urls if "/provider/" in url or "/search" in url]
    assert not absent or pages or outcome == "blocked", f"nothing says that {len(absent)} reports were not listed: {told}"
    assert outcome != "ok" or held(home) == set(whole.values()), told
    return str(outcome)
