"""The filters that narrow a search: how we read them from any text, and the rows to which they apply."""

import json
import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple, Protocol

from archive.database.sections import BITS, LABELS
from archive.parameters import read_day, read_one_of, unknown_values
from archive.vocabulary import GRADE_LABELS, KIND_LABELS

SORTS = ("relevance", "newest", "oldest")
DATES = ("published", "inspected")
FACETS = ("authority", "region", "year", "kind", "grade", "section", "source")
LAST_PAGE = 100_000


class Condition(NamedTuple):
    """One condition on one column, or on an expression over columns."""

    column: str
    sign: str
    name: str
    value: str

    def sql(self, mark: str = "") -> str:
        """The condition in SQL, its value given by `mark`, or else by the parameter of its name."""
        given = mark or f":{self.name}"
        return f"{self.column} {self.sign} {f'(select value from json_each({given}))' if self.sign == 'in' else given}"


def values_of(chosen: str) -> list[str]:
    """The values of a filter, of which any will do: several stand with commas between them. No value of ours has a comma."""
    return list(dict.fromkeys(one.strip() for one in chosen.split(",") if one.strip())) if chosen else []


def conditions(columns: Mapping[str, str], chosen: Mapping[str, str], day: str, since: str, until: str) -> list[Condition]:
    """What a reader chose as conditions: for each name in `columns` the value, and days on the column `day`; empty text is no choice.

    Of several values any will do; the condition then has them as a JSON list.
    """
    equal = [_equal(column, name, values) for name, column in columns.items() if (values := values_of(chosen.get(name, "")))]
    days = [Condition(day, ">=", "since", since), Condition(day, "<=", "until", until)]
    return equal + [one for one in days if one.value]


def _equal(column: str, name: str, values: Sequence[str]) -> Condition:
    return Condition(column, "=", name, values[0]) if len(values) == 1 else Condition(column, "in", name, json.dumps(values))


@dataclass(frozen=True, slots=True)
class Filters:
    """What a reader chose; empty text means no choice. `since` and `until` are ISO dates (first and last day, both included).

    A facet may have several values (see `values_of`). `group` are codes of authorities, a reader's own group called `group_name`: it stands
    for a choice of these authorities where none is chosen.
    """

    authority: str = ""
    region: str = ""
    year: str = ""
    kind: str = ""
    grade: str = ""
    section: str = ""
    source: str = ""
    since: str = ""
    until: str = ""
    date: str = "published"
    sort: str = "relevance"
    page: int = 1
    synonyms: bool = True
    group: str = ""
    group_name: str = ""
    notices: tuple[str, ...] = ()

    def chosen(self) -> dict[str, str]:
        """The facets with a choice."""
        chosen = {name: getattr(self, name) for name in FACETS} | {"authority": self.authority or self.group}
        return {name: value for name, value in chosen.items() if value}

    def values(self, name: str) -> list[str]:
        """The chosen values of a facet; none where a group stands for authorities."""
        return values_of(getattr(self, name))

    def without(self, name: str) -> "Filters":
        """These filters without a choice of that facet."""
        changes: dict[str, Any] = {name: ""}
        return replace(self, **changes)

    def narrows(self) -> bool:
        """Whether anything but words narrows the search."""
        return bool(self.chosen() or self.since or self.until)

    @property
    def section_bit(self) -> int:
        """The bits of the chosen parts of a report; 0 where none, or only unknown ones, are chosen."""
        return sum(BITS.get(one, 0) for one in values_of(self.section))

    def conditions(self) -> tuple[str, list[str]]:
        """A `where` clause (or nothing) over the columns of REPORTS and ARTICLES, and its parameters; a section is of pages."""
        columns = {name: "scale_grade" if name == "grade" else name for name in FACETS if name != "section"}
        narrowing = conditions(columns, self.chosen(), self.date, self.since, self.until)
        clause = " and ".join(one.sql("?") for one in narrowing)
        return (f" where {clause}" if clause else ""), [one.value for one in narrowing]


_LISTS: Mapping[str, Collection[str]] = {"kind": KIND_LABELS, "grade": GRADE_LABELS, "section": LABELS}
_LISTED = {  # lists that are in tables; years are in none, because a year without a report is still a year
    "authority": "select code from local_authorities",
    "region": "select distinct region from local_authorities where region is not null",
    "source": "select name from sources",
    "grade": "select s.name || ':' || g.value from sources s, json_each(s.grades) g where not s.ofsted_urns",
    "publisher": "select name from sources where kind = 'publisher'",
}


def unknown_choices(
    connection: sqlite3.Connection, chosen: Mapping[str, str], lists: Mapping[str, Collection[str]] = _LISTS
) -> tuple[str, ...]:
    """A notice for each choice whose value is not in its list, whether that is one of `lists` or in a table."""
    chosen = {name: value for name, value in chosen.items() if value}
    if not chosen:
        return ()
    tables = {name: {row[0] for row in connection.execute(_LISTED[name])} for name in chosen if name in _LISTED}
    known = {name: {*lists.get(name, ()), *tables.get(name, ())} for name in {*lists, *tables}}
    return unknown_values(((name, one) for name, value in chosen.items() for one in values_of(value)), known)


def with_group(chosen: Mapping[str, str]) -> dict[str, str]:
    """`chosen` with a reader's group where it stands for a choice of authorities."""
    return {**chosen, "authority": chosen.get("authority") or chosen.get("group", "")}


def chosen_codes(connection: sqlite3.Connection, chosen: Mapping[str, str]) -> frozenset[str] | None:
    """The authorities (ONS codes) that a choice of `authority`, `group` and `region` leaves; None where nothing of these was chosen."""
    narrowing = conditions({"authority": "code", "region": "region"}, with_group(chosen), "", "", "")
    if not narrowing:
        return None
    sql = f"select code from local_authorities where {' and '.join(one.sql('?') for one in narrowing)}"
    return frozenset(code for (code,) in connection.execute(sql, [one.value for one in narrowing]))


def chosen_keys(connection: sqlite3.Connection, chosen: Mapping[str, str]) -> frozenset[str] | None:
    """The keys of those reports of a family (a list of one family holds no others) that a choice of `source` leaves; None without one."""
    narrowing = conditions({"source": "r.source"}, chosen, "", "", "")
    if not narrowing:
        return None
    held = "select r.key from inspections i join reports r on r.id = i.report_id where i.family is not null"
    return frozenset(key for (key,) in connection.execute(f"{held} and {narrowing[0].sql('?')}", [narrowing[0].value]))


def source_left_aside(given: Mapping[str, str]) -> list[str]:
    """A notice on a page that has one value for each council, where a source was chosen."""
    return ["These are Ofsted’s grades only, so your choice of a source is left aside."] if values_of(given.get("source", "")) else []


SEVERAL = (*FACETS, "group", "family", "addressed_to", "publisher", "matched", "claims", "topic", "ofsted_region", "neighbours")
"""Parameters of which an address may have several."""


class Parameters(Protocol):
    """The parameters of an address, where a name may stand more than once."""

    def __iter__(self) -> Iterator[str]: ...

    def getlist(self, name: str) -> list[str]: ...


def given_by(parameters: Parameters) -> dict[str, str]:
    """The parameters of a request as texts: a filter that stands there several times has all its values, any other its first."""
    texts = {name: parameters.getlist(name) for name in parameters}
    return {name: ",".join(found) if name in SEVERAL else found[0] for name, found in texts.items()}


def read_filters(parameters: Mapping[str, str]) -> Filters:
    """Filters from the parameters of a request. Nothing is refused: what cannot be understood is left out, and `notices` says so."""
    given = {name: value.replace("\x00", "").strip() for name, value in parameters.items()}
    notices = outside_group(given)
    return Filters(
        **{name: ",".join(values_of(given.get(name, "")[:2000])) for name in FACETS},
        since=read_day(given.get("from", ""), "from", notices),
        until=read_day(given.get("to", ""), "to", notices),
        date=read_one_of(given.get("date", ""), "date", DATES, notices),
        sort=read_one_of(given.get("sort", ""), "sort", SORTS, notices),
        page=read_page(given.get("page", ""), notices),
        synonyms=given.get("synonyms", "") != "off",
        **read_group(given),
        notices=tuple(notices),
    )


def read_group(given: Mapping[str, str]) -> dict[str, Any]:
    """The reader's own group of councils: `group` (codes with commas) and `group_name`, two texts; empty where there is none."""
    group = ",".join(values_of(given.get("group", "")[:2000]))
    return {"group": group, "group_name": " ".join(given.get("group_name", "").split())[:60] if group else ""}


def outside_group(given: Mapping[str, str]) -> list[str]:
    """A notice where a council was chosen that is not in the reader's group."""
    if not given.get("group") or not set(values_of(given.get("authority", ""))) - set(values_of(given["group"])):
        return []
    return ["You chose a council outside your group, so the group is left aside. Remove the council to search the group."]


def read_page(text: str, notices: list[str]) -> int:
    """The number of a page, from 1 to LAST_PAGE; of any other text 1, and a notice."""
    if not text:
        return 1
    if text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= LAST_PAGE:
        return int(text[:9])
    notices.append(f"There is no page “{text[:40]}”. This is page 1.")
    return 1
