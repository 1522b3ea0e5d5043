"""kill -9 in the midst of crawl, reread, migration and backup: nothing that was kept is lost, and the next run completes the work."""

import random
from pathlib import Path

import pytest

from sample.reports_site.site import SampleSite
from tests.conftest import Home
from tests.soak.kills import complete, kill_one

ROUNDS = ("crawl", "crawl", "reread", "migration", "backup")


@pytest.mark.long
def test_kill_nine_at_random_moments_loses_nothing(home: Home, drawn: Path) -> None:
    seed = random.randrange(2**32)
    print(f"seed {seed}")  # noqa: T201  # shown where the test fails
    chance = random.Random(seed)
    with SampleSite(drawn) as site:
        for what in ROUNDS:
            kill_one(home, site, what, chance)
        complete(home, site)
