"""Each authority's latest graded inspection on any date, and what we can say about it."""

import sqlite3
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from archive.database.councils import read_councils
from archive.outcomes.grade_scale import HALVES, JOINED, Change, change, change_of_framework
from archive.outcomes.graded_inspections import (
    By,
    Graded,
    Particulars,
    as_at,
    by_authority,
    days_between,
    last_given,
    lived,
    placeholders,
    read_graded,
    read_particulars,
)
from archive.outcomes.priority_actions import Alarm, read_alarms
from archive.outcomes.regions import OFSTED_REGIONS, ofsted_region
from archive.outcomes.succession import read_continued, with_predecessors
from archive.parameters import read_as_at, read_one_of, unknown_values
from archive.search.filters import outside_group, source_left_aside, values_of

MOST_OF_GROUP = 2000  # characters of a group in an address: every council of England
FILTERS = ("region", "ofsted_region", "kind", "neighbours")


@dataclass(frozen=True, slots=True)
class Asked:
    """The date of the table (ISO), which dates count, and which authorities; empty: no choice, several values with commas.

    `neighbours` and `codes` are ONS codes.
    """

    as_at: str
    by: By = "published"
    region: str = ""
    ofsted_region: str = ""
    kind: str = ""
    neighbours: str = ""
    codes: tuple[str, ...] = ()
    group_name: str = ""  # what the reader calls the group of `codes`
    typed: str = ""  # the day where we did not understand it, for the reader to correct
    notices: tuple[str, ...] = ()

    @property
    def narrowed(self) -> bool:
        """Whether only some authorities are asked for."""
        return bool(self.region or self.ofsted_region or self.kind or self.neighbours or self.codes)


class Judged(NamedTuple):
    """A judgement: its grade (None for the reason in `status`) and the page where it stands."""

    grade: str | None
    status: str
    page: int | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """An authority with its latest graded inspection on a date.

    `particulars` are those of `latest`; `inspected_as` names the predecessor where that was inspected.
    `before` is the graded inspection before it, `last_given` the last that gave an overall grade.
    """

    code: str
    name: str
    region: str | None
    kind: str
    latest: Graded
    particulars: Particulars
    before: Graded | None
    last_given: Graded | None
    judgements: Mapping[str, Judged]
    alarms: tuple[Alarm, ...]
    days_since: int
    inspected_as: str | None

    @property
    def change(self) -> Change | None:
        """How the overall grade changed since `before`, where that may be said."""
        return change(self.before, self.latest)

    @property
    def change_of_framework(self) -> str | None:
        """ "SIF to ILACS" where the framework changed since `before`."""
        return change_of_framework(self.before, self.latest)

    def judged(self, area: str) -> Judged:
        """The judgement of `area`. Where there is none, `status` is joined, no_such_judgement, or (when none at all was read) not_read."""
        if area in self.judgements:
            return self.judgements[area]
        if area in HALVES and JOINED in self.judgements:
            return Judged(None, "joined", self.judgements[JOINED].page)
        return Judged(None, "no_such_judgement" if self.judgements else "not_read", None)


@dataclass(frozen=True, slots=True)
class National:
    """`outcomes` by name; `without` are the authorities of the choice (rows of local_authorities) of which no graded inspection is held."""

    asked: Asked
    outcomes: list[Outcome]
    without: list[sqlite3.Row]

    @property
    def keys(self) -> list[str]:
        """The reports of the outcomes."""
        return [one.latest.key for one in self.outcomes]

    @property
    def authorities(self) -> int:
        """How many authorities of the choice there were on the day: the denominator of what is held."""
        return len(self.outcomes) + len(self.without)


def read_asked(parameters: Mapping[str, str], today: str) -> Asked:
    """What a request asks. Nothing is refused: what is not understood is left out, and `notices` says so (read_outcomes adds to them)."""
    notices: list[str] = []
    given = {name: value.replace("\x00", "").strip()[:MOST_OF_GROUP] for name, value in parameters.items()}
    day = read_as_at(given.get("as_at", ""), today, notices)
    typed = given.get("as_at", "") if notices else ""
    # Ofsted's own statistics as at 31 March count by the date of inspection.
    date = read_one_of(given.get("date", ""), "date", ("published", "inspected"), notices)
    by: By = "inspected" if date == "inspected" or (not given.get("date") and day.endswith("-03-31")) else "published"
    region, ofsted, kind, neighbours = (given.get(name, "") for name in FILTERS)
    notices += [*outside_group(given), *source_left_aside(given)]
    group = tuple(values_of(given.get("authority") or given.get("group", "")))
    name = " ".join(given.get("group_name", "").split())[:60] if group else ""
    return Asked(day, by, region, ofsted, kind, neighbours, group, name, typed, tuple(notices))


def read_outcomes(connection: sqlite3.Connection, asked: Asked, inspections: Sequence[Graded] | None = None) -> National:
    """The outcomes asked for. `inspections` (those known on the day) may be given by a caller that has read them already.

    The notices of National.asked also say which choices the archive does not know.
    """
    rows = read_councils(connection)
    asked = replace(asked, notices=(*asked.notices, *_unknown(rows, asked)))
    authorities = _chosen(rows, asked)
    continued = read_continued(connection)
    if inspections is None:
        codes = [row["code"] for row in authorities] if asked.narrowed else None
        codes = codes and [*codes, *(continued[code].code for code in codes if code in continued)]
        inspections = as_at(read_graded(connection, codes, asked.by), asked.as_at)
    held = with_predecessors(by_authority(inspections), continued)
    latest = {row["code"]: held[row["code"]][-1] for row in authorities if row["code"] in held}
    reports = [one.report_id for one in latest.values()]
    judgements, particulars = read_judgements(connection, reports), read_particulars(connection, reports)
    alarms = read_alarms(connection, asked.as_at, asked.by)
    outcomes = [
        Outcome(
            code=row["code"],
            name=row["name"],
            region=row["region"],
            kind=row["kind"],
            latest=one,
            particulars=particulars[one.report_id],
            before=held[row["code"]][-2] if len(held[row["code"]]) > 1 else None,
            last_given=last_given(held[row["code"]]),
            judgements=judgements.get(one.report_id, {}),
            alarms=tuple(alarm for alarm in alarms.get(row["code"], []) if alarm.day > one.day),
            days_since=days_between(one.day, asked.as_at),
            inspected_as=continued[row["code"]].name if one.authority != row["code"] else None,
        )
        for row in authorities
        if (one := latest.get(row["code"])) is not None
    ]
    return National(asked, outcomes, [row for row in authorities if row["code"] not in latest])


def read_latest_graded(connection: sqlite3.Connection, on: str) -> tuple[list[sqlite3.Row], dict[str, Graded]]:
    """The authorities of the ISO day (rows of local_authorities, by name), and the latest graded inspection of each that has one."""
    rows = read_councils(connection)
    authorities = _chosen(rows, Asked(on))
    held = with_predecessors(by_authority(as_at(read_graded(connection), on)), read_continued(connection))
    return authorities, {row["code"]: held[row["code"]][-1] for row in authorities if row["code"] in held}


def _unknown(rows: Sequence[sqlite3.Row], asked: Asked) -> tuple[str, ...]:
    """A notice for each choice that fits none of `rows`, all of the table `local_authorities`, whatever the day."""
    regions, codes = {row["region"] for row in rows} - {None}, {row["code"] for row in rows}
    eights = {ofsted_region(region) or "" for region in regions}
    known = {"region": regions, "ofsted_region": eights, "kind": {row["kind"] for row in rows}, "neighbours": codes, "a": codes}
    chosen = [(name, one) for name in FILTERS for one in _values(name, getattr(asked, name))]
    return unknown_values([*chosen, *(("a", code) for code in asked.codes)], known)


def _values(name: str, chosen: str) -> list[str]:
    """The values of a filter; one of Ofsted's regions has a comma in its name."""
    if name != "ofsted_region":
        return values_of(chosen)
    known = [one for one in OFSTED_REGIONS if one in chosen]
    for one in known:
        chosen = chosen.replace(one, "")
    return known + ([chosen.strip(" ,")] if chosen.strip(" ,") else [])


def _chosen(rows: Sequence[sqlite3.Row], asked: Asked) -> list[sqlite3.Row]:
    """Those of `rows` that were chosen and were there on the day."""
    wanted = {code for of in values_of(asked.neighbours) for code in neighbour_codes(rows, of)} if asked.neighbours else None
    regions, eights, kinds = (_values(name, getattr(asked, name)) for name in ("region", "ofsted_region", "kind"))
    return [
        row
        for row in rows
        if lived(row, asked.as_at)
        and (not regions or row["region"] in regions)
        and (not eights or ofsted_region(row["region"]) in eights)
        and (not kinds or row["kind"] in kinds)
        and (wanted is None or row["code"] in wanted)
        and (not asked.codes or row["code"] in asked.codes)
    ]


def neighbour_codes(authorities: Sequence[sqlite3.Row], code: str) -> list[str]:
    """The authority with this ONS code, then its statistical neighbours, nearest first; empty where there is no such authority."""
    of = next((row for row in authorities if row["code"] == code), None)
    if of is None:
        return []
    by_dfe_code = {row["dfe_code"]: row["code"] for row in authorities}
    numbers = (of["statistical_neighbours"] or "").split()
    return [code, *(by_dfe_code[number] for number in numbers if number in by_dfe_code)]


def read_judgements(connection: sqlite3.Connection, report_ids: Sequence[int]) -> dict[int, dict[str, Judged]]:
    """The authority's own judgements of each report, by area; those of a Board are another body's and are left out."""
    found: defaultdict[int, dict[str, Judged]] = defaultdict(dict)
    sql = f"""select report_id, area, grade, grade_status, page from judgements
        where report_id in ({placeholders(report_ids)}) and body = 'authority' order by id desc"""
    for report_id, area, grade, status, page in connection.execute(sql, report_ids):
        found[report_id][area] = Judged(grade, status, page)  # the first printed of an area stays
    return found
