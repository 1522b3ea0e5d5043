"""What the page of outcomes shows: the table, what is counted in it, and the choices of its filters."""

from collections.abc import Sequence
from dataclasses import dataclass
from sqlite3 import Connection, Row

from archive.holdings.authority import read_facts
from archive.keeping.completeness import Completeness, read_completeness
from archive.outcomes.distributions import (
    Share,
    ToPublication,
    by_judgement,
    by_region,
    by_year,
    by_year_end,
    count,
    days_by_year,
    days_to_publication,
)
from archive.outcomes.graded_inspections import as_at, read_graded
from archive.outcomes.latest import FILTERS, Asked, National, read_outcomes
from archive.outcomes.regions import OFSTED_REGIONS, REGIONS, ofsted_region
from archive.outcomes.succession import read_continued
from archive.parameters import LATEST


@dataclass(frozen=True, slots=True)
class OutcomesView:
    """What the page shows: the table, its distributions and how far the archive is complete."""

    national: National
    overall: Share
    to_publication: ToPublication | None
    days_by_year: list[tuple[str, ToPublication]]
    regions: list[Share]
    ofsted_regions: list[Share]
    year_ends: list[Share]
    years: list[Share]
    judgements: tuple[Share, ...]
    completeness: Completeness
    choices: dict[str, list[tuple[str, str]]]


def read_view(connection: Connection, asked: Asked) -> OutcomesView:
    """Read what the page shows."""
    inspections = as_at(read_graded(connection, by=asked.by), asked.as_at)
    national = read_outcomes(connection, asked, inspections)
    authorities = read_facts(connection)
    chosen = {one.code for one in national.outcomes} | {row["code"] for row in national.without}
    ended = {code for code, row in authorities.items() if row["ended"] and not asked.narrowed}
    counted = chosen | ended
    of_chosen = [one for one in inspections if one.authority in counted]
    successors = {before.code: code for code, before in read_continued(connection).items()}
    passed_on = [one._replace(authority=code) for one in of_chosen if (code := successors.get(one.authority)) in counted and code]
    # asked for each authority at the end of each year, and a row takes long to answer
    lives = {code: (row["started"] or "", row["ended"] or LATEST) for code, row in authorities.items()}
    return OutcomesView(
        national=national,
        overall=count("all", (one.latest for one in national.outcomes)),
        to_publication=days_to_publication(of_chosen),
        days_by_year=days_by_year(of_chosen),
        regions=by_region(national.outcomes, lambda region: region),
        ofsted_regions=by_region(national.outcomes, ofsted_region),
        year_ends=by_year_end([*of_chosen, *passed_on], asked.as_at, lambda code, on: lives[code][0] <= on <= lives[code][1]),
        years=by_year(of_chosen),
        judgements=tuple(by_judgement(national.outcomes)),
        completeness=read_completeness(connection),
        choices=choices(list(authorities.values())),
    )


def choices(authorities: Sequence[Row]) -> dict[str, list[tuple[str, str]]]:
    """(value, words) of each filter's choices: regions that occur, kinds, and the authorities that have statistical neighbours."""
    held = {row["region"] for row in authorities}
    regions = [region for region in REGIONS if region in held] + sorted(held - set(REGIONS) - {None})
    eights = [region for region in OFSTED_REGIONS if region in {ofsted_region(one) for one in held}]
    with_neighbours = sorted((row["name"], row["code"]) for row in authorities if row["statistical_neighbours"])
    return {
        "region": [(one, one) for one in regions],
        "ofsted_region": [(one, one) for one in eights],
        "kind": [(one, one) for one in sorted({row["kind"] for row in authorities})],
        "neighbours": [(code, name) for name, code in with_neighbours],
    }


def chosen_of(asked: Asked) -> dict[str, str]:
    """What was asked, as parameters of an address."""
    group = {"group": ",".join(asked.codes), "group_name": asked.group_name}
    return {"as_at": asked.as_at, "date": asked.by, **{name: getattr(asked, name) for name in FILTERS}, **group}
