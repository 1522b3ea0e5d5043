"""Tables of Ofsted's statistics to facts: yearly outcomes (layouts of 2024 and 2025) and area SEND inspections 2016 to 2022. Pure.

A table is found by its header, wherever it stands. A row that we do not understand is left out and reported; the others are read.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from archive.errors import ConfigurationError
from archive.outcomes.ofsted_cells import read_days, read_grade, text_of

_COLUMNS = (  # what a column holds, and the titles it has; "ilacs" before them is left off
    ("link", r"(?:web )?link.*"),
    ("code", r"local authority (?:area )?code|ons code"),
    ("name", r"local authority(?: name)?|area name"),
    ("status", r"local authority status"),
    ("region", r"(?:ofsted |la )?region"),
    ("inspected", r"inspection(?:/visit)? (?:start |end )?date"),
    ("published", r"(?:inspection )?publication date|date published"),
    ("type", r"inspection(?:/visit)? type"),
    ("overall", r"overall effectiveness"),
    ("theme", r"visit theme"),
    ("statement", r"inspection outcome: written statement of action required\?"),
    ("weaknesses", r"number significant weaknesses identified .*"),
    ("revisited", r"revisit start date"),
    ("revisit_published", r"revisit publication date"),
    ("progress", r"revisit outcome: sufficient progress .*"),
    ("progress_made", r"number significant weaknesses where sufficient progress has been made"),
    ("progress_not_made", r"number significant weaknesses where sufficient progress has not been made"),
)
_KINDS = {
    "ilacs standard inspection": "ilacs_standard",
    "ilacs short inspection": "ilacs_short",
    "ilacs focused visit": "focused_visit",
    "la monitoring visit": "monitoring_visit",
    "ilacs monitoring visit": "monitoring_visit",
}
_ABOUT = ("link", "code", "name", "status", "region")  # columns that hold for every inspection of a row
_ILACS = re.compile(r"(?:(?P<group>first|second|third|fourth|fifth) )?ilacs (?:framework )?")
STATEMENT = {"yes": "written statement of action required", "no": "no written statement of action"}
PROGRESS = {
    "yes": "sufficient progress in addressing all significant weaknesses",
    "some": "sufficient progress in addressing some significant weaknesses",
    "no": "insufficient progress in addressing any significant weaknesses",
}


@dataclass(frozen=True, slots=True)
class Official:
    """An inspection in a file. `of` is the list: latest, year, history or area_send. Dates are ISO text or None, `last` where printed.

    `grades` maps "overall_effectiveness" and areas to a grade or None; `outcome` is a grade or, for area SEND, a sentence.
    """

    row: int
    of: str
    kind: str
    name: str
    code: str | None
    region: str | None
    link: str | None
    inspected: str | None
    last: str | None
    published: str | None
    outcome: str | None
    theme: str | None
    grades: Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's value, and the address it links to."""

    value: object
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a sheet held: `rows` rows with an authority, the inspections in them, and a sentence for whatever was refused."""

    rows: int
    found: list[Official]
    refused: list[str]


Columns = Mapping[str, Mapping[str, int]]  # group ("", first, second …) -> what a column holds -> its place


def read_sheet(rows: Sequence[Sequence[Cell]]) -> Sheet | None:
    """What a sheet holds; None where it has no header of a table that is known."""
    columns: Columns | None = None
    read = 0
    found: list[Official] = []
    refused: list[str] = []
    for number, cells in enumerate(rows, start=1):
        header, unknown = find_columns([text_of(cell.value) for cell in cells])
        if _is_header(header):
            columns = header
            refused += [f"we left out column {title!r}, as we do not know it" for title in unknown]
        elif columns and any(text_of(cell.value) for cell in cells):
            try:
                found += _row(number, cells, columns)
                read += 1
            except ConfigurationError as error:
                refused.append(str(error))
    return Sheet(read, found, refused) if columns else None


def find_columns(titles: Sequence[str]) -> tuple[Columns, list[str]]:
    """The place of each column by what it holds, by group; and the titles that are not known."""
    found: dict[str, dict[str, int]] = {"": {}}
    unknown = []
    for place, title in enumerate(title.lower() for title in titles):
        prefix = _ILACS.match(title)
        plain = title[prefix.end() :] if prefix else title
        name = next((name for name, form in _COLUMNS if re.fullmatch(form, plain)), None) or area_of(plain)
        group = found.setdefault(prefix["group"] or "" if prefix else "", {})
        if name and name not in group:
            group[name] = place
        elif title:
            unknown.append(titles[place])
    return found, unknown


def _is_header(columns: Columns) -> bool:
    dated = any("inspected" in group or "published" in group for group in columns.values())
    told = any("overall" in group or "statement" in group for group in columns.values())
    return "name" in columns[""] and dated and told


def area_of(title: str) -> str | None:
    """The area that a column's title names; None where it names none."""
    if len(title) > 120:
        return None
    if "leaders" in title:
        return "leadership"
    if "protection" in title:
        return "help_and_protection"
    if "care leavers" in title:
        return "children_in_care_and_care_leavers" if "in care" in title else "care_leavers"
    return "children_in_care" if "in care" in title else None


def _row(number: int, cells: Sequence[Cell], columns: Columns) -> Iterator[Official]:
    """The inspections of one row: one of each group of columns; area SEND may have a revisit too."""
    about = columns[""]
    where = f"row {number}"
    if not text_of(_at(cells, about["name"]).value):
        printed = " ".join(text_of(cell.value) for cell in cells).strip()
        raise ConfigurationError(f"we left out {where}, as it names no authority: {printed!r}")
    wide = len(columns) > 1
    for name, group in columns.items():
        if wide and not any(text_of(_at(cells, place).value) for title, place in group.items() if title not in _ABOUT):
            continue
        mine = {title: _at(cells, place) for title, place in {**{one: about[one] for one in _ABOUT if one in about}, **group}.items()}
        yield from _area_send(number, mine, where) if "statement" in mine else [_inspection(number, mine, where, wide or bool(name))]


def _inspection(number: int, cell: Mapping[str, Cell], where: str, wide: bool) -> Official:
    grades = {"overall_effectiveness": read_grade(cell["overall"].value, where)} if "overall" in cell else {}
    grades |= {name: read_grade(one.value, where) for name, one in cell.items() if name not in dict(_COLUMNS)}
    kind = "graded"
    if "type" in cell:
        printed = text_of(cell["type"].value)
        kind = _KINDS.get(printed.lower(), "")
        if not kind:
            raise ConfigurationError(f"{where} has the type of inspection {printed!r}, which we do not know")
    of = "year" if "theme" in cell else "history" if wide or "type" in cell else "latest"
    theme = text_of(cell["theme"].value) or None if "theme" in cell else None
    return _official(number, of, kind, cell, ("inspected", "published"), where, grades.get("overall_effectiveness"), theme, grades)


def _area_send(number: int, cell: Mapping[str, Cell], where: str) -> Iterator[Official]:
    outcome = _sentence(cell["statement"].value, STATEMENT, where)
    yield _official(number, "area_send", "area_send_2016", cell, ("inspected", "published"), where, outcome, None, {})
    if "revisited" in cell and read_days(cell["revisited"].value, where)[0]:
        progress = _sentence(cell["progress"].value, PROGRESS, where)
        yield _official(number, "area_send", "area_send_revisit", cell, ("revisited", "revisit_published"), where, progress, None, {})


def _sentence(value: object, sentences: Mapping[str, str], where: str) -> str | None:
    printed = text_of(value)
    if printed and printed.lower() not in sentences:
        raise ConfigurationError(f"{where} has the outcome {printed!r}, which we do not know")
    return sentences.get(printed.lower())


def _official(
    number: int, of: str, kind: str, cell: Mapping[str, Cell], dates: tuple[str, str], where: str, outcome: str | None,
    theme: str | None, grades: Mapping[str, str | None],
) -> Official:  # fmt: skip
    first, last = read_days(cell[dates[0]].value, where) if dates[0] in cell else (None, None)
    published, _ = read_days(cell[dates[1]].value, where) if dates[1] in cell else (None, None)
    if not first and not published and of != "latest":  # there it says that the authority is not yet inspected
        raise ConfigurationError(f"{where} has no date of inspection or publication")
    if first and published and published < first:
        raise ConfigurationError(f"{where} was published on {published}, before it was inspected on {first}")
    text = {name: text_of(cell[name].value) or None if name in cell else None for name in ("name", "code", "region")}
    link = cell["link"].link or text_of(cell["link"].value) if "link" in cell else ""
    return Official(
        number, of, kind, text["name"] or "", text["code"], text["region"], link if link.startswith(("https://", "http://")) else None,
        first, last, published, outcome, theme, grades,
    )  # fmt: skip


def _at(cells: Sequence[Cell], place: int) -> Cell:
    return cells[place] if place < len(cells) else Cell(None)
