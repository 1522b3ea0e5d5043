"""`python -m tests.soak [--runs 200] [--rounds 200] [--nights 30] [--seed N]`: the long trials; prints their seeds and figures."""

import argparse
import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from sample.reports.reports import REPORTS, ReportPress
from sample.reports_site.site import SampleSite
from tests.conftest import Home
from tests.soak.kills import killed_often
from tests.soak.mixed import mixed
from tests.soak.nights import plan, simulate


def main() -> None:
    """Run the three trials one after another; an AssertionError ends them, with the seed to run them again."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    parser.add_argument("--runs", type=int, default=200, help="crawls with random faults (0: none)")
    parser.add_argument("--rounds", type=int, default=200, help="rounds of kill -9 (0: none)")
    parser.add_argument("--nights", type=int, default=30, help="simulated nights (0: none)")
    parser.add_argument("--seed", type=int, default=random.randrange(2**32), help="to run the same again")
    told = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        drawn = _drawn(folder)
        make_home = _homes(folder)
        if told.nights:
            chance = random.Random(told.seed)
            _say("nights", told.seed, lambda: simulate(make_home(), drawn, plan(told.nights, chance), chance))
        if told.rounds:
            _say("kill -9", told.seed, lambda: killed_often(make_home, drawn, told.rounds, random.Random(told.seed)))
        if told.runs:
            control = make_home()
            with SampleSite(drawn) as site:
                control.crawl(site)
            _say("random faults", told.seed, lambda: mixed(make_home, drawn, control, told.runs, random.Random(told.seed)))


def _drawn(folder: Path) -> Path:
    drawn = folder / "drawn"
    press = ReportPress(drawn)
    for report in REPORTS:
        press.draw(report)
    return drawn


def _homes(folder: Path) -> Callable[[], Home]:
    def make() -> Home:
        made = Home(Path(tempfile.mkdtemp(dir=folder)))
        made.open().close()
        return made

    return make


def _say(what: str, seed: int, trial: Callable[[], object]) -> None:
    print(f"{what}: seed {seed} …", flush=True)
    start = time.monotonic()
    figures = trial()
    print(f"{what}: {figures} in {time.monotonic() - start:.0f} s", flush=True)


if __name__ == "__main__":
    main()
