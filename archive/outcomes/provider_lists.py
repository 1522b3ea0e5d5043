"""Ofsted's yearly lists of social care providers as facts: providers, and their inspections with judgements. Pure.

Ofsted publishes children's homes without name and place, and so do we: of a home we keep its number, type, dates and judgements only, even
where a file says more. The same goes for every row whose name the file holds back.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from archive.errors import ConfigurationError
from archive.outcomes.ofsted_cells import read_date, read_grade, text_of
from archive.outcomes.ofsted_tables import Cell
from archive.outcomes.provider_columns import Inspection, ListColumns, find_columns, is_header, is_overall

URN = re.compile(r"[A-Z]{0,2}\d{4,8}")
_EARLIEST = date(1900, 1, 1)  # homes were registered long before Ofsted was
_REPEATED = 1.05  # more rows a provider than this, and it is a list of inspections; fewer, and a row is there twice by mistake
_IN_YEAR = re.compile(r"in[ _-]?year|inspected[ _]in|inspections[ _]in|inspections.*between", re.IGNORECASE)
_PEOPLE = re.compile(r"childminder|home childcarer|childcare on domestic premises", re.IGNORECASE)
_NO_VALUE = ("", "null", "redacted", "-")
_JUDGEMENTS = {  # what a judgement may be, without the words that only some years add
    *("outstanding", "good", "adequate", "satisfactory", "requires improvement", "requires improvement to be good", "inadequate"),
    *("not judged", "met", "not met", "improved effectiveness", "sustained effectiveness", "declined in effectiveness"),
    *("consistently strong service delivery", "inconsistent quality of service delivery", "serious or widespread weaknesses"),
}
_OTHER_SCALES = _JUDGEMENTS - {"outstanding", "good", "adequate", "requires improvement", "requires improvement to be good", "inadequate"}


@dataclass(frozen=True, slots=True)
class ListedProvider:
    """A row about a provider. `local_authority`, `name`, `region` and `owner` are None for a children's home."""

    row: int
    urn: str
    provision_type: str
    status: str | None
    registered: str | None
    name: str | None
    local_authority: str | None
    region: str | None
    sector: str | None
    places: int | None
    owner: str | None
    education_urn: str | None


@dataclass(frozen=True, slots=True)
class ListedInspection:
    """An inspection in a row. `of` is "latest", "previous" or "year"; dates are ISO; `overall` is a code of the vocabulary "grade".

    `judgements` maps each judgement's title to the value as printed, the overall one among them.
    """

    row: int
    urn: str
    of: str
    event_type: str | None
    event_number: str | None
    inspected: str | None
    published: str | None
    overall: str | None
    judgements: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ProviderList:
    """A sheet: `rows` rows were read and `empty` were empty; `refused` has a sentence for each row or cell that was left out."""

    rows: int = 0
    empty: int = 0
    providers: list[ListedProvider] = field(default_factory=list)
    inspections: list[ListedInspection] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


def is_home(provision_type: str) -> bool:
    """Whether providers of this type are children's homes, which Ofsted lists without name and place."""
    return "children's home" in provision_type.lower().replace("’", "'")


def read_list(sheet: str, rows: Sequence[Sequence[Cell]]) -> ProviderList | None:
    """The list of providers in a sheet; None where it has no header of one. `sheet` is the sheet's name, or the file's.

    Raises ConfigurationError for a list that has childminders.
    """
    texts = [[_text(cell) for cell in cells] for cells in rows]
    header = next((number for number, row in enumerate(texts) if is_header(row)), None)
    if header is None:
        return None
    below = texts[header + 1 :]
    above = texts[header - 1] if header and sum(map(bool, texts[header - 1])) > 1 else []
    if any(_PEOPLE.match(text) for row in below for text in row):
        raise ConfigurationError(f"{sheet} lists childminders and others who work at home. These are private people, so we do not load it")
    columns = find_columns(above, texts[header], [_is_judged(below, place) for place in range(len(texts[header]))])
    urns = Counter(_at(row, columns.about["urn"]) for row in below)
    urns.pop("", None)
    repeated = urns.total() > _REPEATED * len(urns)
    in_year = repeated or any(map(_IN_YEAR.search, [sheet, *(text for row in texts[:header] for text in row)]))
    if repeated and not columns.inspections:
        several = f"we left out its {sum(map(any, below))} rows: it has several rows of one provider, and no inspections"
        return ProviderList(refused=[several])
    return _read_rows(rows[header + 1 :], below, header + 2, columns, in_year=in_year)


def _read_rows(
    rows: Sequence[Sequence[Cell]], texts: Sequence[Sequence[str]], first: int, columns: ListColumns, *, in_year: bool
) -> ProviderList:
    read = empty = 0
    found = ProviderList(refused=[f"we left out column {title!r}, as we do not know it" for title in columns.unknown])
    seen: set[str] = set()
    for number, (cells, row) in enumerate(zip(rows, texts, strict=True), start=first):
        if not any(row):
            empty += 1
            continue
        try:
            provider = _provider(number, cells, row, columns.about, found.refused)
            if provider.urn in seen and not in_year:
                raise ConfigurationError(f"row {number} is another row of URN {provider.urn}")
        except ConfigurationError as error:
            found.refused.append(str(error))
            continue
        read += 1
        if provider.urn not in seen:
            found.providers.append(provider)
        seen.add(provider.urn)
        for of, inspection in columns.inspections.items():
            if one := _inspection(provider, "year" if in_year and of == "latest" else of, cells, row, inspection, found.refused):
                found.inspections.append(one)
    return ProviderList(read, empty, found.providers, found.inspections, found.refused)


def _provider(number: int, cells: Sequence[Cell], row: Sequence[str], about: Mapping[str, int], refused: list[str]) -> ListedProvider:
    """The provider of a row. Raises ConfigurationError for a row that does not say which provider it is on, or of what type."""

    def value(name: str) -> str | None:
        return known(_at(row, about[name])) if name in about else None

    urn = (value("urn") or "").upper().removesuffix(".0")
    if not URN.fullmatch(urn):
        raise ConfigurationError(f"row {number} has the URN {urn!r}, which is none")
    provision_type = value("provision_type")
    if not provision_type:
        raise ConfigurationError(f"row {number} (URN {urn}) has no provision type")
    hidden = is_home(provision_type) or ("name" in about and value("name") is None)
    places = (value("places") or "").removesuffix(".0")
    if places and not places.isdigit():
        refused.append(f"row {number}: we left out the number of places {places!r}")
    return ListedProvider(
        row=number,
        urn=urn,
        provision_type=provision_type,
        status=value("status"),
        registered=day_of(cells, about.get("registered"), f"row {number}: the registration", refused),
        name=None if hidden else value("name"),
        local_authority=None if hidden else value("local_authority"),
        region=None if hidden else value("region") or value("ofsted_region"),
        sector=value("sector"),
        places=int(places) if places.isdigit() else None,
        owner=None if hidden else value("owner"),
        education_urn=None if hidden else (value("education_urn") or "").removesuffix(".0") or None,
    )


def _inspection(
    provider: ListedProvider, of: str, cells: Sequence[Cell], row: Sequence[str], columns: Inspection, refused: list[str]
) -> ListedInspection | None:
    """The inspection of a row; None where the row has none."""
    where = f"row {provider.row}"
    texts = {name: known(_at(row, place)) for name, place in columns.facts.items()}
    printed = {title: known(_at(row, place)) for title, place in columns.judgements.items()}
    if not any(texts.values()) and not any(printed.values()):
        return None
    judgements = {}
    for title, value in printed.items():
        if value and _plain(value) in _JUDGEMENTS:
            judgements[title] = value
        elif value:
            refused.append(f"{where}: we left out {value!r} under {title!r}, as it is no judgement that we know")
    overall = next((value for title, value in judgements.items() if is_overall(title)), None)
    return ListedInspection(
        row=provider.row,
        urn=provider.urn,
        of=of,
        event_type=texts.get("event_type"),
        event_number=(texts.get("event_number") or "").removesuffix(".0") or None,
        inspected=day_of(cells, columns.facts.get("inspected"), f"{where}: the inspection", refused),
        published=day_of(cells, columns.facts.get("published"), f"{where}: the publication", refused),
        overall=read_grade(overall, where) if overall and _plain(overall) not in _OTHER_SCALES else None,
        judgements=judgements,
    )


def _is_judged(rows: Sequence[Sequence[str]], place: int) -> bool | None:
    """Whether most of what a column holds are judgements; None where it holds nothing."""
    values = [value for row in rows if (value := known(_at(row, place)))]
    return None if not values else 2 * sum(_plain(value) in _JUDGEMENTS for value in values) > len(values)


def day_of(cells: Sequence[Cell], place: int | None, what: str, refused: list[str]) -> str | None:
    """The day in a cell, ISO; None, with a sentence in `refused`, where it has another text."""
    if place is None or place >= len(cells) or known(_text(cells[place])) is None:
        return None
    try:
        return read_date(cells[place].value, what, _EARLIEST)
    except ConfigurationError as error:
        refused.append(f"{error}. We left it empty")
        return None


def _text(cell: Cell) -> str:
    return text_of(cell.value)


def _at(row: Sequence[str], place: int) -> str:
    return row[place] if place < len(row) else ""


def known(text: str) -> str | None:
    """`text`, or None where the list says that there is nothing, or holds it back."""
    return None if text.lower() in _NO_VALUE else text


def _plain(value: str) -> str:
    return value.lower().rstrip(".")
