"""Compares the archive with Ofsted's yearly outcomes file: every difference and its cause. Pure."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from archive.outcomes.grade_scale import HALVES, JOINED
from archive.outcomes.graded_inspections import Graded, days_between
from archive.outcomes.latest import Judged
from archive.outcomes.ofsted_tables import Official
from archive.outcomes.regions import ofsted_region

CAUSES = {
    "unknown_authority": "we know no local authority with this name",
    "not_named": "the archive has no graded inspection with these dates, and Ofsted’s site did not list one when we read it",
    "not_fetched": "Ofsted’s site lists a report with this date, but the archive does not hold it",
    "not_read": "the archive holds the report, but we could not read this with certainty",
    "two_judgements": "the report has one judgement for children in care and care leavers together, with a different grade",
    "no_grade": "the file gives a grade here, but the report does not",
    "grade_differs": "the grade we read in the report differs from the file; check the report’s page",
    "date_differs": "the date we read in the report differs from the file",
    "two_periods": "the inspection had two periods; Ofsted’s file uses the first day of the first, we use the last day of the second",
    "newer_held": "the archive holds a later graded inspection, published by the date of the file",
    "not_in_file": "the archive holds a graded inspection published by the date of the file, but the file does not list the authority",
    "region_differs": "the file puts the authority in a different Ofsted region",
}
DAYS_LIKE = 3  # the file’s inspection date may be the first or the last day of an inspection, or the Friday of a week
DAYS_OF_ONE = 28  # an inspection that takes longer was made in two periods


class Place(Protocol):
    """What the comparison needs to know about an authority."""

    @property
    def code(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def aliases(self) -> tuple[str, ...]: ...
    @property
    def region(self) -> str: ...
    def existed(self, date: str) -> bool: ...


OnePlace = TypeVar("OnePlace", bound=Place)


@dataclass(frozen=True, slots=True)
class Difference:
    """`subject` is inspection, region, inspected, published, or a judgement; `official` and `ours` as they stand, None for nothing."""

    local_authority: str
    code: str | None
    subject: str
    official: str | None
    ours: str | None
    cause: str
    report_key: str | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """What the archive has: inspections by code (oldest first), judgements by report, and dates of reports named but not held by code."""

    inspections: Mapping[str, Sequence[Graded]]
    judgements: Mapping[int, Mapping[str, Judged]]
    unheld: Mapping[str, frozenset[str]]


def plain_name(name: str) -> frozenset[str]:
    """The words of an authority's name, whatever their order and case: "Bristol, City of" is "City of Bristol"."""
    words = re.findall(r"[a-z]+", name.lower().replace("&", " and ").replace("’", "").replace("'", ""))
    return frozenset(words) - {
        "council",
        "city",
        "of",
        "the",
        "county",
        "borough",
        "royal",
        "and",
        "upon",
        "towns",
        "metropolitan",
        "district",
    }


def find_place(name: str, places: Sequence[OnePlace], day: str, code: str | None = None) -> OnePlace | None:
    """The authority with this printed name or code that existed on `day`, or else at another time; None where there is none."""
    wanted = plain_name(name)
    found = [place for place in places if place.code == code]
    found += [place for place in places if wanted in [plain_name(one) for one in (place.name, *place.aliases)]]
    return next((place for place in found if place.existed(day)), found[0] if found else None)


def reconcile(rows: Sequence[Official], held: Held, places: Sequence[Place], as_at: str) -> list[Difference]:
    """Every difference between the file as at a day and the archive, in the order of the file; then what the file lacks."""
    differences: list[Difference] = []
    seen: set[str] = set()
    for row in rows:
        place = find_place(row.name, places, as_at, row.code)
        if place is None:
            differences.append(Difference(row.name, None, "inspection", row.published, None, "unknown_authority"))
            continue
        seen.add(place.code)
        differences.extend(_row(row, place, held, as_at))
    for place in places:
        known = [one for one in held.inspections.get(place.code, ()) if one.known <= as_at]
        if known and place.code not in seen and place.existed(as_at):
            last = known[-1]
            differences.append(Difference(place.name, place.code, "inspection", None, last.published, "not_in_file", last.key))
    return differences


def _row(row: Official, place: Place, held: Held, as_at: str) -> Iterable[Difference]:
    """The differences of one row of the file."""
    if row.region and plain_name(row.region) != plain_name(ofsted_region(place.region) or ""):
        yield Difference(place.name, place.code, "region", row.region, ofsted_region(place.region), "region_differs")
    inspections = held.inspections.get(place.code, ())
    if not row.inspected and not row.published:  # the file says that it is not yet inspected
        known = [one for one in inspections if one.known <= as_at]
        if known:
            yield Difference(place.name, place.code, "inspection", None, known[-1].published, "newer_held", known[-1].key)
        return
    one = find_inspection(row, inspections)
    if one is None:
        cause = "not_fetched" if row.published in held.unheld.get(place.code, ()) else "not_named"
        yield Difference(place.name, place.code, "inspection", row.published or row.inspected, None, cause)
        return
    later = [other for other in inspections if other.day > one.day and other.known <= as_at]
    if later:
        yield Difference(place.name, place.code, "inspection", row.published, later[-1].published, "newer_held", later[-1].key)
    if row.published and row.published != one.published:
        yield Difference(place.name, place.code, "published", row.published, one.published, "date_differs", one.key)
    if row.inspected and not _within(row.inspected, one):
        yield Difference(
            place.name, place.code, "inspected", row.inspected, one.end or one.start, "date_differs" if one.day else "not_read", one.key
        )
    elif row.inspected and one.start and one.end and days_between(one.start, one.end) > DAYS_OF_ONE and one.end > as_at:
        yield Difference(place.name, place.code, "inspected", row.inspected, one.end, "two_periods", one.key)
    yield from _grades(row, one, place, held.judgements.get(one.report_id, {}))


def find_inspection(row: Official, inspections: Sequence[Graded]) -> Graded | None:
    """The inspection that a row of the file is about: published on the same day, else inspected then."""
    by_publication = [one for one in inspections if row.published and one.published == row.published]
    by_inspection = [one for one in inspections if row.inspected and _within(row.inspected, one)]
    return next(iter(by_publication or by_inspection), None)


def _within(day: str, one: Graded) -> bool:
    """Whether `day` is within the days of the inspection, give or take DAYS_LIKE."""
    first, last = one.start or one.end, one.end or one.start
    return bool(first and last) and days_between(first or "", day) >= -DAYS_LIKE and days_between(day, last or "") >= -DAYS_LIKE


def _grades(row: Official, one: Graded, place: Place, judged: Mapping[str, Judged]) -> Iterable[Difference]:
    for subject, official in row.grades.items():
        if subject == "overall_effectiveness":
            ours, status = one.overall, one.status
        elif subject in judged:
            ours, status = judged[subject].grade, judged[subject].status
        elif subject in HALVES and JOINED in judged:
            if official in (None, judged[JOINED].grade):
                continue  # the file may put the joint grade into either column, or into none
            ours, status = judged[JOINED].grade, "joined"
        else:
            ours, status = None, "no_such_judgement" if judged else "not_read"
        if ours != official:
            yield Difference(place.name, place.code, subject, official, ours or status, _cause(official, ours, status), one.key)


def _cause(official: str | None, ours: str | None, status: str) -> str:
    """Why a grade differs."""
    if status == "not_read":
        return "not_read"
    if status == "joined":
        return "two_judgements"
    return "no_grade" if official and ours is None else "grade_differs"
