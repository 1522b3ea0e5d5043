"""How many authorities have which overall grade, by year and by region, each with its denominator. Pure."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from statistics import median

from archive.outcomes.grade_scale import HEIGHTS, JOINED, LEADING
from archive.outcomes.graded_inspections import Graded
from archive.outcomes.latest import Outcome

GRADES = tuple(HEIGHTS)  # best first
NO_GRADES = ("not_given", "not_judged", "not_applicable", "not_read")


@dataclass(frozen=True, slots=True)
class Share:
    """Counts of one year or region: `counts` by grade, or by status where there is no grade."""

    name: str
    counts: Mapping[str, int]

    @property
    def total(self) -> int:
        """All that are counted, including those without a grade."""
        return sum(self.counts.values())

    @property
    def with_grade(self) -> int:
        """Those with a grade: the denominator of `good_or_better`."""
        return sum(self.counts.get(grade, 0) for grade in GRADES)

    @property
    def good_or_better(self) -> int:
        """Those that are good or outstanding."""
        return self.counts.get("good", 0) + self.counts.get("outstanding", 0)

    @property
    def per_cent(self) -> int | None:
        """Good or outstanding in per cent of those with a grade; None where none has a grade."""
        return round(100 * self.good_or_better / self.with_grade) if self.with_grade else None


def count(name: str, inspections: Iterable[Graded]) -> Share:
    """The share of overall grades among `inspections`."""
    return Share(name, Counter([one.overall or one.status for one in inspections]))


@dataclass(frozen=True, slots=True)
class ToPublication:
    """Days from the end of inspections to publication: the shortest, the median and the longest of `number` inspections."""

    shortest: int
    median: float
    longest: int
    number: int


def days_to_publication(inspections: Iterable[Graded]) -> ToPublication | None:
    """For the inspections whose two dates are known; None where there are none."""
    days = [days for one in inspections if (days := one.days_to_publication) is not None]
    return ToPublication(min(days), median(days), max(days), len(days)) if days else None


def days_by_year(inspections: Iterable[Graded]) -> list[tuple[str, ToPublication]]:
    """The same for each year of publication in which any was published, oldest first."""
    years: defaultdict[str, list[Graded]] = defaultdict(list)
    for one in inspections:
        years[(one.published or "")[:4]].append(one)
    found = ((year, days_to_publication(years[year])) for year in sorted(years))
    return [(year, one) for year, one in found if year and one]


def by_region(outcomes: Sequence[Outcome], region_of: Callable[[str | None], str | None]) -> list[Share]:
    """Latest overall grades by region; `region_of` makes the nine regions those that are wanted."""
    names = {one.code: region_of(one.region) or "Region unknown" for one in outcomes}
    return [
        count(region, (one.latest for one in outcomes if names[one.code] == region)) for region in sorted(set(names.values()))
    ]  # fmt: skip


def by_year_end(inspections: Iterable[Graded], last_day: str, existed: Callable[[str, str], bool]) -> list[Share]:
    """Each authority's latest overall grade at the end of each year and on `last_day`. `existed(code, day)`: did it exist then?"""
    waiting = sorted(inspections, key=attrgetter("known"), reverse=True)
    latest: dict[str, Graded] = {}
    shares = []
    for year in range(int((waiting[-1].known if waiting else last_day)[:4]), int(last_day[:4]) + 1):
        day = min(f"{year}-12-31", last_day)
        while waiting and waiting[-1].known <= day:
            one = waiting.pop()
            if one.authority not in latest or latest[one.authority].day <= one.day:
                latest[one.authority] = one
        there = [one for code, one in latest.items() if existed(code, day)]
        shares.append(count(f"{year}" if day != last_day else f"{year} to date", there))
    return shares


def by_year(inspections: Iterable[Graded]) -> list[Share]:
    """Overall grades of the inspections published (or ended) in each year; a year without any has a row too."""
    years: defaultdict[int, list[Graded]] = defaultdict(list)
    for one in inspections:
        years[int(one.known[:4])].append(one)
    return [count(str(year), years[year]) for year in range(min(years, default=1), max(years, default=0) + 1)]


def by_judgement(outcomes: Iterable[Outcome]) -> list[Share]:
    """Grades of each leading judgement of the latest ILACS inspections. SIF is another framework: its parts are not counted with them."""
    ilacs = [one for one in outcomes if one.latest.family == "ilacs"]
    shares = []
    for area in (*LEADING, JOINED):
        judged = [one.judged(area) for one in ilacs]
        shares.append(Share(area, Counter(one.grade or one.status for one in judged if one.status not in ("joined", "no_such_judgement"))))
    return shares


def used(series: Iterable[str], shares: Sequence[Share]) -> tuple[str, ...]:
    """The four usual grades, then any other grade or status that occurs, so that none is lost."""
    others = {name for share in shares for name in share.counts}
    known = tuple(series)
    return tuple(name for name in (*known, *sorted(others - set(known))) if name in GRADES or name in others)
