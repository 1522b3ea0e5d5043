"""Nights on end: the scheduled job, night after night, against a site that grows, replaces, removes and breaks, on a clock of its own."""

import random
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sample.reports_site.site import SampleSite
from sample.reports_site.timeline import REMOVED
from scraper.fetching.skip_known import REST_DAYS
from tests.conftest import IMPOLITE, ROOT, Home

FIRST = datetime(2026, 3, 1, 2, 0, tzinfo=UTC)
PAGES = 14  # robots.txt, the listing, twelve provider pages

# How the markup breaks: (what happens, the text of the pages that is another one from then on, that text).
BREAKS = (
    ("results renamed", "results-list", "result-cards"),
    ("links renamed", "publication-link", "document-link"),
    ("address dropped", '<address class="title-block__address">', '<address class="title-block__place">'),
    ("dates of inspection dropped", 'class="timeline__date"', 'class="timeline__when"'),
    ("date format changed", "Published <time pubdate>", "Published <time pubdate>ca. "),
    ("heading renamed", "title-block__heading", "title-block__name"),
)


@dataclass(slots=True)
class Model:
    """What must be true of the archive, kept beside it: keys held and missing, and when each missing file is asked for again."""

    held: set[str]
    asked: dict[str, int] = field(default_factory=dict)  # id of a missing file -> how often it was asked for in vain
    due: dict[str, int] = field(default_factory=dict)  # id -> night

    def miss(self, report: str, night: int) -> None:
        """Asked for in vain once more: 1, 2, 4 … nights until the next time."""
        tries = self.asked.get(report, 0)
        self.asked[report], self.due[report] = tries + 1, night + min(2**tries, 64)


@dataclass(slots=True)
class Nights:
    """The figures: nights by event, requests of the quiet ones, false alarms, breaks not noticed."""

    events: list[str] = field(default_factory=list)
    quiet_requests: list[int] = field(default_factory=list)


def at(home: Home, night: int, *words: str) -> "subprocess.CompletedProcess[str]":
    """A scrapy command as of 02:00 of that night."""
    moment = (FIRST + timedelta(days=night)).isoformat()
    options = [word for setting in IMPOLITE for word in ("-s", setting)]
    program = [sys.executable, "-m", "tests.soak.at", moment, *words, *options]
    return subprocess.run(program, env=home.environment, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)


def plan(nights: int, chance: random.Random) -> list[str]:
    """An event for each night but the first; a night after a break is quiet, so that a false alarm would show."""
    events = ["first"]
    while len(events) < nights:
        event = chance.choice(["quiet", "quiet", "grow", "replace", "remove", "break", "outage"])
        events += [event, "quiet"] if event in ("break", "outage") else [event]
    return events[:nights]


def simulate(home: Home, drawn: Path, events: list[str], chance: random.Random) -> Nights:
    """Run the nights; AssertionError at the first that is not as the model says."""
    figures = Nights()
    with SampleSite(drawn) as site:
        model = Model(set(site.reports))
        for night, event in enumerate(events):
            _night(home, site, model, night, event, chance, figures)
    return figures


def _night(home: Home, site: SampleSite, model: Model, night: int, event: str, chance: random.Random, figures: Nights) -> None:
    files, status, new = EVENTS[event](site, model, night, chance)
    before, rows, start = home.counts(), home.rows("select key, availability from reports"), len(site.requests)
    ran = at(home, night, "update", "ofsted_reports", "-a", f"site={site.url}")
    told = f"night {night}, {event}: {ran.stdout}{ran.stderr}"
    assert ran.returncode == status, told
    asked = [request.path for request in site.requests[start:]]
    files_asked = sorted(path.rpartition("/")[2] for path in asked if path.startswith("/v1/file/"))
    after = home.counts()
    if event in ("break", "outage"):
        assert set(home.rows("select key, availability from reports")) >= set(rows), told
        assert after["documents"] - before["documents"] <= PAGES, told  # pages that cannot be read are kept as they came
        assert after["report_pages"] == before["report_pages"], told
        for report in files_asked if event == "break" else ():  # files that were missing, and due
            model.miss(report, night)
        site.heal()
        site.rename_class("", "")
    else:
        due = {report for report, when in model.due.items() if when <= night} if night else {removed.id for removed in REMOVED}
        again = set(files_asked) - files - due if night >= REST_DAYS else set()  # held files whose turn in the rota it is
        assert again <= model.held, told
        assert files_asked == sorted(files | due | again), told
        assert after["documents"] - before["documents"] == new, told
        for report in due | (files - set(site.reports)):
            model.miss(report, night)
        expected = {(f"ofsted-{report}", "held") for report in model.held} | {(f"ofsted-{report}", "missing") for report in model.asked}
        assert set(home.rows("select key, availability from reports")) == expected, told
        standing = {
            row[0] for row in home.rows("select kind from problems where resolved is null and kind in ('markup_changed', 'blocked')")
        }
        assert standing == set(), told
    if event == "quiet":
        figures.quiet_requests.append(len(asked))
    ((named, accounted),) = home.rows("select named, held + missing + unreadable + unfetched + excluded from runs order by id desc limit 1")
    assert named == accounted, told
    figures.events.append(event)


# Each event changes the site and the model; it gives the ids of the files that must be asked for beside those due again, the exit
# status, and how many documents are new.
Expected = tuple[set[str], int, int]
Event = Callable[[SampleSite, Model, int, random.Random], Expected]


def _first(site: SampleSite, model: Model, night: int, chance: random.Random) -> Expected:
    return set(model.held), 12, len(model.held) + PAGES - 1


def _quiet(site: SampleSite, model: Model, night: int, chance: random.Random) -> Expected:
    return set(), 0, 0


def _grow(site: SampleSite, model: Model, night: int, chance: random.Random) -> Expected:
    like, fresh = site.reports[chance.choice(sorted(site.reports))], str(50900000 + night)
    site.add_report(replace(like, id=fresh, published=(FIRST + timedelta(days=night)).date().isoformat()))
    model.held.add(fresh)
    return {fresh}, 0, 2


def _replace(site: SampleSite, model: Model, night: int, chance: random.Random) -> Expected:
    old, fresh = chance.choice(sorted(site.reports)), str(50900000 + night)
    site.replace_report(old, fresh)
    model.held.add(fresh)
    return {fresh}, 0, 2


def _remove(site: SampleSite, model: Model, night: int, chance: random.Random) -> Expected:
    old = chance.choice(sorted(site.reports))
    site.remove_report(old)
    model.held.discard(old)
    return {old}, 12, 1


def _break(site: SampleSite, model: Model, night: int, chance: random.Random) -> Expected:
    site.rename_class(*chance.choice(BREAKS)[1:])
    return set(), 12, 0


def _outage(site: SampleSite, model: Model, night: int, chance: random.Random) -> Expected:
    site.maintenance()
    return set(), 18, 0


EVENTS: dict[str, Event] = {
    "first": _first,
    "quiet": _quiet,
    "grow": _grow,
    "replace": _replace,
    "remove": _remove,
    "break": _break,
    "outage": _outage,
}
