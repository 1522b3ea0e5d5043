"""Thirty nights of `archive digest` with much that goes wrong: each night everybody gets what is new to them, and that alone."""

import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import pytest
import time_machine
from click.testing import CliRunner

from archive.cli import main
from tests.archive.commands.conftest import Digest
from tests.archive.commands.mailbox import SITE, Hook, Mailbox, reports, text, webhook
from tests.archive.factory import ArchiveFactory
from tests.archive.sample import AMBERFORD, BRACKMERE, CALDERWICK

pytestmark = pytest.mark.long
ENDING = "X0000009"  # a council that is gone for some nights
PEOPLE = f"""site: {SITE}
from: archive@archive.example
people:
  - to: ana@council.example
    follow: ["/search?q=supervision", "/search?q=homes", /authority/{AMBERFORD}, "/search?authority={AMBERFORD}&sort=oldest"]
  - to: ben@council.example
    follow: ["/search?q=supervision&group={AMBERFORD},{CALDERWICK}&group_name=Our two"]
  - to: cas@council.example
    every: week
    follow: [/]
  - to: HOOK
    follow: [/authority/{BRACKMERE}, "/recommendations?q=supervis*"]
  - to: eve@council.example
    follow: ["/search?q=nothingatall", /authority/{ENDING}]
"""
FIRST = date(2026, 11, 1)
WORDS = ("Supervision is irregular.", "Homes are stable.", "Supervision of homes is rare.", "Schools are calm.")
BROKEN, REFUSED, DYING, RUDE, WRONG_CLOCK = 4, 8, 11, 17, 19
HOOK_DOWN = {13: 500, 14: 0}
GONE = range(15, 22)  # nights on which the council that eve follows is not in the archive
WANTED = {
    "ana@council.example": lambda council, words: council == AMBERFORD or "upervision" in words or "omes" in words,
    "ben@council.example": lambda council, words: council in (AMBERFORD, CALDERWICK) and "upervision" in words,
    "cas@council.example": lambda council, words: True,
    "HOOK": lambda council, words: council == BRACKMERE or (council == AMBERFORD and "upervision" in words),
    "eve@council.example": lambda council, words: council == ENDING,
}


@dataclass
class Expectation:
    """What each person has still to be told: numbers of reports; and what each was told ever."""

    owed: dict[str, set[str]] = field(default_factory=lambda: {name: set() for name in WANTED})
    told: dict[str, set[str]] = field(default_factory=lambda: {name: set() for name in WANTED})

    def is_new(self, number: str, council: str, words: str) -> None:
        for name, wants in WANTED.items():
            if wants(council, words) and number not in self.told[name]:
                self.owed[name].add(number)

    def is_gone(self, number: str) -> None:
        for numbers in self.owed.values():
            numbers.discard(number)

    def delivered(self, name: str) -> set[str]:
        sent, self.owed[name] = self.owed[name], set()
        self.told[name] |= sent
        return sent


class World:
    """The archive and its source, night by night, and what is expected of the digest."""

    def __init__(self, made: ArchiveFactory) -> None:
        self.made, self.chance, self.expected = made, random.Random(18), Expectation()
        self.number, self.reports = 1000, dict[int, int]()
        made.authority(ENDING, "Duskham")

    def add(self, number: int, council: str, published: date, words: str) -> None:
        """A report with these words on its page; one of Amberford that names supervision also recommends it."""
        report = self.made.report(number, council, str(published), [words])
        if council == AMBERFORD and "upervision" in words:
            told = {"kind": "improvement", "addressed_to": "authority", "page": 1, "text": "Supervise better."}
            self.made.fact("recommendations", report, position=1, **told)
        self.reports[number] = report
        self.expected.is_new(str(number), council, words)

    def correct(self, number: int, words: str) -> None:
        """The source puts another file in the report's place: its page now has these words."""
        with self.made.db.conn as connection:
            connection.execute("update report_pages set text = ? where report_id = ?", [words, self.reports[number]])
            connection.execute("update reports set title = title || ' (corrected)' where id = ?", [self.reports[number]])

    def usual_day(self, day: date) -> None:
        """None, one or three new reports; some of them were published years before the archive saw them."""
        for _ in range(self.chance.choice((0, 0, 1, 3))):
            self.number += 1
            council, words = self.chance.choice((AMBERFORD, BRACKMERE, CALDERWICK)), self.chance.choice(WORDS)
            self.add(self.number, council, date(2016, 5, 4) if self.chance.random() < 0.3 else day, words)

    def special_day(self, night: int, day: date) -> None:
        """What happens on this day beside the usual."""
        match night:
            case 3:
                self.add(1, CALDERWICK, day, WORDS[3])
                self.add(2, AMBERFORD, day, WORDS[3])
            case 6:  # both are corrected: ben now finds both, ana the first; the second she was sent, for it is Amberford's
                self.correct(1, WORDS[0])
                self.correct(2, WORDS[0])
                self.expected.owed["ana@council.example"].add("1")
                self.expected.owed["ben@council.example"] |= {"1", "2"}
            case 4 | 11 | 17:  # somebody is owed something when the server fails
                self.add(night, AMBERFORD, day, WORDS[2])
            case 5:  # what could not be sent last night is taken down before it is sent; so is what nobody was ever sent
                taken_down("ofsted-4", "--reason", "Names a child")
                taken_down("ofsted-101", "--reason", "Names a child")
                self.expected.is_gone("4")
            case 9:  # both are public again: only those who were never told of the first hear of it, and nobody of the old one
                taken_down("ofsted-4", "--undo")
                taken_down("ofsted-101", "--undo")
                self.expected.is_new("4", AMBERFORD, WORDS[2])
            case 13:
                self.add(night, BRACKMERE, day, WORDS[0])
            case 15:
                with self.made.db.conn as connection:
                    connection.execute("delete from local_authorities where code = ?", [ENDING])
            case 22:
                self.made.authority(ENDING, "Duskham")
                self.add(night, ENDING, day, WORDS[3])


def taken_down(*words: str) -> None:
    assert CliRunner().invoke(main, ["takedown", *words]).exit_code == 0


def failing(night: int, name: str) -> bool:
    """Whether what is sent to this person on this night does not arrive."""
    if name == "HOOK":
        return night in HOOK_DOWN
    return night in (BROKEN, DYING) or (night == REFUSED and name == "ana@council.example")


def test_thirty_nights_nothing_twice_nothing_missed(digest: Digest, box: Mailbox, made: ArchiveFactory, tmp_path: Path) -> None:
    world, hook = World(made), Hook()
    looked, quiet = date.min, 0  # when cas, who has mail once a week, was last looked for
    with webhook(hook) as address:
        (tmp_path / "searches.yml").write_text(PEOPLE.replace("HOOK", address))
        for night in range(30):
            day = FIRST + timedelta(days=night)
            if night:  # on the first night everything is only noted
                world.usual_day(day)
            world.special_day(night, day)
            box.broken = night == BROKEN or (night == REFUSED and "ana@council.example")
            box.dying, box.rude, box.mails = night == DYING, night == RUDE, []
            hook.status, hook.texts = HOOK_DOWN.get(night, 200), []
            today = day.replace(year=2036) if night == WRONG_CLOCK else day
            with time_machine.travel(f"{today}T03:00:00+00:00", tick=True):
                ran = digest()
            due = {name for name in WANTED if name != "cas@council.example" or not 0 <= (today - looked).days < 7}
            failed = {name for name in due if world.expected.owed[name] and failing(night, name)}
            if "cas@council.example" in due - failed:
                looked = today
            wanted = {name: sorted(world.expected.delivered(name)) for name in sorted(due - failed)}
            got = [(mail["To"], sorted(reports(text(mail)))) for mail in box.mails]
            got += [("HOOK", sorted(reports(one))) for one in hook.texts]
            assert sorted(got) == [(name, found) for name, found in sorted(wanted.items()) if found], (night, ran.output)
            assert ran.exit_code == (9 if failed or night in GONE else 0), (night, ran.output)
            assert ("cannot be read (status 404)" in ran.output) == (night in GONE)
            assert "secret-path" not in ran.output
            quiet += not got
    assert quiet >= 5
    assert all(world.expected.told.values())
