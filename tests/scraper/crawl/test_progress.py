"""The progress bar, which only a terminal gets: a crawl with a terminal as its standard error works, and shows how far it is."""

import os
import pty
import subprocess
import sys
import termios
import threading
from collections.abc import Iterator

import pytest

from sample.news_site.publisher import SamplePublisher
from sample.server.loopback import LoopbackSite
from tests.conftest import IMPOLITE, ROOT, Home


@pytest.fixture
def publisher() -> Iterator[SamplePublisher]:
    """The sample publisher."""
    with LoopbackSite() as reports, SamplePublisher(reports) as running:
        yield running


def read_all(terminal: int, shown: list[bytes]) -> None:
    """Read what a terminal shows until nobody writes to it any more."""
    while True:
        try:
            part = os.read(terminal, 65536)
        except OSError:  # Linux says so when the other side is closed
            return
        shown.append(part)


@pytest.mark.long
def test_a_crawl_in_a_terminal_shows_how_far_it_is(home: Home, publisher: SamplePublisher) -> None:
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (40, 120))
    shown: list[bytes] = []
    reading = threading.Thread(target=read_all, args=(ours, shown))
    reading.start()
    options = [word for setting in IMPOLITE for word in ("-s", setting)]
    words = [sys.executable, "-m", "scrapy", "update", "willispalmer", "-a", f"site={publisher.url}", *options]
    ran = subprocess.run(words, cwd=ROOT, env=home.environment, stdout=subprocess.PIPE, stderr=theirs, check=False, timeout=120)
    os.close(theirs)
    reading.join()
    os.close(ours)
    assert ran.returncode == 0, (ran.stdout, b"".join(shown))
    assert b"15/15" in b"".join(shown)
