"""The rules by which the archive's health is judged: SQL over runs, documents and problems; see archive.keeping.health."""

import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from archive.vocabulary import PROBLEM_KINDS, RUN_OUTCOMES

SILENT_HOURS = 50  # two nights and a little: one missed night may be a reboot, two are a broken timer
AHEAD = timedelta(minutes=5)  # clocks differ a little; what is later than this is in the future
RUNNING_HOURS = 8  # a run ends itself after six (BUDGET_SECONDS, which may be set otherwise); longer without an end means that it died
FLOOR = 0.85  # of the median of the last runs told the same, here and when a run is judged; sites vary by a few per cent a night
LAST_RUNS = 5
MOST_UNREADABLE = 0.02  # of the files kept; of 922 real reports none is unreadable
FEWEST_FILES = 50  # below this one bad file would be over the share
NEWEST_REPORTS = 10  # of a family, compared with those before them
FEWEST_BEFORE = 20
COVERAGE = 0.8  # of the share that had the field before: readings of one family differ little over the years
QUIET = 2.0  # times the longest gap between the last publications: school holidays and elections are in it
QUIET_DAYS = 21  # a gap shorter than this is never news
PUBLICATIONS = 100

NAMED_AND = ("held", "missing", "unreadable", "unfetched", "excluded")  # columns of `runs` that add up to `named`

# Fields that a family prints always or never; which of the two, its older reports say.
FIELDS = ("inspection_start", "inspection_end", "lead_inspector", "outcome", "theme")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one rule says about one source or family (`about`; None: the whole archive). `value` and `limit` are the figures compared."""

    rule: str
    about: str | None
    well: bool
    note: str
    value: float | None = None
    limit: float | None = None


def _hours(since: str, moment: datetime) -> float:
    return (moment - datetime.fromisoformat(since)) / timedelta(hours=1)


def last_run(connection: sqlite3.Connection, source: str, moment: datetime) -> Iterator[Verdict]:
    """The last run that ended did what it should, or says what was wrong."""
    row = connection.execute(
        "select outcome, reason, finished from runs where source = ? and finished is not null order by id desc limit 1", [source]
    ).fetchone()
    if row is not None:
        yield Verdict("last run", source, row[0] == "ok", f"{row[2][:16].replace('T', ' ')}: {_ended(row[0], row[1])}")


def _ended(outcome: str, reason: str | None) -> str:
    """How a run ended, in words. A degraded run's reason says everything; its new problems are known ones for the next run."""
    words = RUN_OUTCOMES.words.get(outcome, outcome)
    if not reason:
        return words
    said = re.sub(r"\d+ new (\w+)", lambda found: f"{found[0]} ({PROBLEM_KINDS.words.get(found[1], found[1])})", reason)
    if outcome != "degraded":
        return f"{words} ({said})"
    return said if said == reason else f"{said}; the next run will treat these as known"


def silence(connection: sqlite3.Connection, source: str, moment: datetime) -> Iterator[Verdict]:
    """The last run began recently."""
    latest = (moment + AHEAD).strftime("%Y-%m-%d %H:%M:%S")
    began = connection.execute(
        "select max(started) from runs where source = ? and julianday(started) <= julianday(?)", [source, latest]
    ).fetchone()[0]
    if began is None:
        yield Verdict("silence", source, False, "could not be checked: no run has a valid start date that is not in the future")
        return
    hours = round(_hours(began, moment), 1)
    note = f"last run started {hours:g} hours ago" if hours <= SILENT_HOURS else f"no run for {hours:g} hours: is the timer on?"
    yield Verdict("silence", source, hours <= SILENT_HOURS, note, hours, SILENT_HOURS)


def unfinished(connection: sqlite3.Connection, source: str, moment: datetime) -> Iterator[Verdict]:
    """The newest run has ended, or can still be running."""
    started, finished = connection.execute(
        "select started, finished from runs where source = ? order by id desc limit 1", [source]
    ).fetchone()
    if finished is None:
        hours = round(_hours(started, moment), 1)
        if datetime.fromisoformat(started) > moment + AHEAD:
            raise ValueError("the newest run seems to have started in the future")
        died = hours > RUNNING_HOURS
        note = f"started {hours:g} hours ago and did not finish; run it again to complete the work" if died else "a run is in progress"
        yield Verdict("unfinished run", source, not died, note, hours, RUNNING_HOURS)


def drop(connection: sqlite3.Connection, source: str, moment: datetime) -> Iterator[Verdict]:
    """The newest listing is not much shorter than those of the runs before that were told the same and found it the same way."""
    newest = connection.execute(
        "select id, arguments, discovery, listing_read from runs where source = ? and finished is not null"
        " and outcome not in ('interrupted', 'budget') and listing_read is not null order by id desc limit 1",
        [source],
    ).fetchone()
    if newest is None:
        return
    before = connection.execute(
        "select listing_read from runs where source = ? and id < ? and arguments = ? and discovery is ? and listing_read > 0"
        " and outcome = 'ok' order by id desc limit ?",
        [source, newest[0], newest[1], newest[2], LAST_RUNS],
    ).fetchall()
    if len(before) >= LAST_RUNS and newest[2] is None:  # news lists are left where they meet what is known: their length means nothing
        floor = FLOOR * median(row[0] for row in before)
        note = f"{newest[3]} entries listed; we expect at least {floor:.0f}"
        yield Verdict("drop", source, newest[3] >= floor, note, newest[3], round(floor, 1))


def conservation(connection: sqlite3.Connection, source: str, moment: datetime) -> Iterator[Verdict]:
    """Of the newest run that ended: named by the source = held + missing + unreadable + unfetched + excluded.

    What is named are reports, so that of a publisher there is nothing to say.
    """
    row = connection.execute(
        f"select named, {', '.join(NAMED_AND)} from runs where source = ? and finished is not null"
        " and named is not null and held is not null and source not in (select name from sources where kind = 'publisher')"
        " order by id desc limit 1",
        [source],
    ).fetchone()
    if row is not None and None not in tuple(row):
        named, *counts = row
        found = ", ".join(f"{number} {word}" for word, number in zip(NAMED_AND, counts, strict=True) if number)
        note = f"{named} reports listed, {sum(counts)} accounted for{f' ({found})' if found else ''}"
        yield Verdict("nothing lost", source, named == sum(counts), note, sum(counts), named)


def unreadable(connection: sqlite3.Connection) -> Iterator[Verdict]:
    """We could read almost all files. With only a few files, the rule gives the share but never asks for attention."""
    rows = connection.execute(
        "select source, sum(availability = 'unreadable'), count(*) from reports where availability in ('held', 'unreadable') group by 1"
    )
    for source, unreadable, kept in rows.fetchall():
        if kept >= FEWEST_FILES or unreadable:
            share = round(unreadable / kept, 4)
            note = f"{unreadable} of {kept} files could not be read"
            well = kept < FEWEST_FILES or share <= MOST_UNREADABLE
            yield Verdict("unreadable", source, well, note, share, MOST_UNREADABLE)


def coverage(connection: sqlite3.Connection) -> Iterator[Verdict]:
    """The newest reports of each family have the facts that earlier ones had. A changed layout loses these first."""
    has = {name: f"{name} is not null" for name in FIELDS} | {"grade_status": "grade_status != 'not_read'"}
    shares = ", ".join(f"avg(case when place {sign} :newest then {one} end)" for one in has.values() for sign in ("<=", ">"))
    rows = connection.execute(
        f"""with numbered as (
                select inspections.*, row_number() over (partition by family order by published desc, reports.id desc) as place
                from inspections join reports on reports.id = report_id where family is not null)
            select family, {shares} from numbered group by family having count(*) >= :newest + :before order by family""",
        {"newest": NEWEST_REPORTS, "before": FEWEST_BEFORE},
    ).fetchall()
    for place, name in enumerate(has):
        for family, *found in rows:
            share, before = found[2 * place : 2 * place + 2]
            limit = round(COVERAGE * before, 3)
            if share < limit:
                note = (
                    f"we found {name} in {share:.0%} of the newest {NEWEST_REPORTS} reports, but in {before:.0%} before; is the layout new?"
                )
                yield Verdict("fields", family, False, note, share, limit)


_PUBLISHED = """
    select source, substr(published, 1, 10) as day from reports where published is not null and source != 'local'
    union all select source, substr(published, 1, 10) from articles where published is not null
"""


def freshness(connection: sqlite3.Connection, moment: datetime) -> Iterator[Verdict]:
    """The newest publication is not unusually old, compared with the usual gaps between publications of this source."""
    today = moment.date().isoformat()
    rows = connection.execute(
        f"""with numbered as (
                select source, day, row_number() over (partition by source order by day desc) as place,
                    julianday(day) - julianday(lag(day) over (partition by source order by day)) as gap
                from (select distinct source, day from ({_PUBLISHED})) where julianday(day) <= julianday(?))
            select source, max(day), max(gap), count(gap) from numbered where place <= ? group by source order by source""",
        [today, PUBLICATIONS],
    )
    judged = [row for row in rows.fetchall() if row[3] >= LAST_RUNS]
    for source, newest, gap, _ in judged:
        days = (moment.date() - datetime.fromisoformat(newest).date()).days
        limit = max(QUIET_DAYS, QUIET * gap)
        note = f"latest publication {newest}, {days} days ago; the longest gap before that was {gap:.0f} days"
        yield Verdict("freshness", source, days <= limit, note, days, limit)
    impossible = f"select source, sum(julianday(day) is null or julianday(day) > julianday(?)) from ({_PUBLISHED}) group by 1 order by 1"
    for source, number in connection.execute(impossible, [today]).fetchall():
        if number >= LAST_RUNS and source not in {row[0] for row in judged}:
            note = f"could not be checked: {number} publication dates are invalid or in the future"
            yield Verdict("freshness", source, False, note, number, 0)


def damage(connection: sqlite3.Connection) -> Iterator[Verdict]:
    """No fault that `archive verify` found is still open."""
    kinds = "('file_missing', 'file_damaged', 'row_changed', 'integrity')"
    faults = connection.execute(f"select count(*) from problems where resolved is null and source is null and kind in {kinds}").fetchone()[
        0
    ]
    note = (
        "archive verify found no damage, or it is repaired"
        if not faults
        else f"archive verify found {faults} faults that are not repaired; see problems"
    )
    yield Verdict("damage", None, not faults, note, faults, 0)


# What each is called -> the rule of (connection, source, moment).
OF_SOURCE = {
    "last run": last_run, "silence": silence, "unfinished run": unfinished, "drop": drop, "nothing lost": conservation
}  # fmt: skip
