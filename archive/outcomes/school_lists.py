"""Ofsted's management information on state-funded schools, as facts: each school, and the inspections that its row tells of. Pure.

No genuine file was at hand: the columns are those that programs of others read from the monthly files of 2018 to 2026. A school's row may
tell of an inspection of the school it was before: that inspection belongs to the URN of its time.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from archive.errors import ConfigurationError
from archive.outcomes.ofsted_cells import text_of
from archive.outcomes.ofsted_tables import Cell
from archive.outcomes.provider_lists import URN, ListedInspection, ListedProvider, ProviderList, day_of, known

_ABOUT = {
    "urn": "urn",
    "name": "school name",
    "provision_type": "type of education",
    "local_authority": "local authority",
    "region": "region",
}
_FORMS = (  # which inspection of the row, and the titles of its number, type, first day, publication and of the URN at the time
    ("latest", r"inspection number(?: of latest (?:full|graded) inspection)?", r"inspection type", r"inspection start date",
     r"publication date", r"urn at time of latest (?:full|graded) inspection"),
    ("graded", r"inspection number of latest oeif graded inspection", r"inspection type of latest oeif graded inspection",
     r"inspection start date of latest oeif graded inspection", r"publication date of latest oeif graded inspection",
     r"urn at time of latest oeif graded inspection"),
    ("ungraded", r"latest (?:ungraded|section 8) inspection number.*", r"(?:ungraded|section 8) inspection type",
     r"date of latest (?:ungraded|section 8) inspection", r"(?:ungraded|section 8) inspection publication date",
     r"urn at time of the (?:ungraded|section 8) inspection"),
    ("previous", r"previous (?:full |graded )?inspection number", r"previous inspection type", r"previous inspection start date",
     r"previous publication date", r"urn at time of (?:the )?previous (?:full |graded )?inspection"),
)  # fmt: skip
_FACTS = ("event_number", "event_type", "inspected", "published", "urn")
_AREAS = (
    r"overall effectiveness|quality of education|behaviour and attitudes|personal development|effectiveness of leadership and management"
    r"|early years provision \(where applicable\)|sixth form provision \(where applicable\)|outcomes for pupils"
    r"|quality of teaching, learning and assessment|personal development, behaviour and welfare|safeguarding is effective\?"
    r"|safeguarding standards|inclusion|curriculum and teaching|achievement|attendance and behaviour|personal development and well-?being"
    r"|early years \(where applicable\)|post-16 provision \(where applicable\)|leadership and governance"
)
_JUDGEMENT = re.compile(
    rf"(?:(?P<graded>latest oeif\s+)|(?P<previous>previous (?:full inspection |graded inspection )?))?(?P<area>{_AREAS})"
    r"|(?P<ungraded>(?:ungraded|section 8) inspection )(?P<outcome>overall outcome)"
)
_NUMBERED = {"1": "Outstanding", "2": "Good", "3": "Requires improvement", "4": "Inadequate"}
_NO_GRADE = ("9", "0", "8")  # not applicable, not judged
_CODES = {name: name.lower().replace(" ", "_") for name in _NUMBERED.values()}


@dataclass(frozen=True, slots=True)
class _Columns:
    facts: dict[str, int] = field(default_factory=dict)
    judgements: dict[str, int] = field(default_factory=dict)


def read_schools(rows: Sequence[Sequence[Cell]]) -> ProviderList | None:
    """The schools in a sheet; None where it has no header of such a list. A row without a URN is refused, an empty one counted."""
    texts = [[text_of(cell.value) for cell in cells] for cells in rows]
    header = next((at for at, row in enumerate(texts) if _is_header([title.lower() for title in row])), None)
    if header is None:
        return None
    titles = [title.lower() for title in texts[header]]
    about = {name: titles.index(title) for name, title in _ABOUT.items() if title in titles}
    columns = _find(titles)
    read = empty = 0
    found = ProviderList()
    for number, (cells, row) in enumerate(zip(rows[header + 1 :], texts[header + 1 :], strict=True), start=header + 2):
        if not any(row):
            empty += 1
            continue
        try:
            school = _school(number, row, about)
        except ConfigurationError as error:
            found.refused.append(str(error))
            continue
        read += 1
        found.providers.append(school)
        found.inspections.extend(_inspections(school, cells, row, columns, found.refused))
    return ProviderList(read, empty, found.providers, found.inspections, found.refused)


def _is_header(titles: Sequence[str]) -> bool:
    return {"urn", "school name", "type of education"} <= set(titles) and any(re.match("inspection number", title) for title in titles)


def _find(titles: Sequence[str]) -> Mapping[str, _Columns]:
    """The columns of each inspection that a row tells of."""
    columns = {of: _Columns() for of, *_ in _FORMS}
    for place, title in enumerate(titles):
        if found := _JUDGEMENT.fullmatch(title):
            of = next((name for name in ("graded", "previous", "ungraded") if found[name]), "latest")
            columns[of].judgements.setdefault((found["area"] or found["outcome"]).capitalize(), place)
            continue
        for of, *forms in _FORMS:
            for name, form in zip(_FACTS, forms, strict=True):
                if re.fullmatch(form, title):
                    columns[of].facts.setdefault(name, place)
    return columns


def _school(number: int, row: Sequence[str], about: Mapping[str, int]) -> ListedProvider:
    def value(name: str) -> str | None:
        return known(row[about[name]]) if name in about and about[name] < len(row) else None

    urn = (value("urn") or "").removesuffix(".0")
    if not URN.fullmatch(urn):
        raise ConfigurationError(f"row {number} has the URN {urn!r}, which is none")
    return ListedProvider(
        row=number,
        urn=urn,
        provision_type=value("provision_type") or "School",
        status=None,
        registered=None,
        name=value("name"),
        local_authority=value("local_authority"),
        region=value("region"),
        sector=None,
        places=None,
        owner=None,
        education_urn=None,
    )


def _inspections(
    school: ListedProvider, cells: Sequence[Cell], row: Sequence[str], columns: Mapping[str, _Columns], refused: list[str]
) -> Iterator[ListedInspection]:
    """The inspections of a row, each with a number or a day; grades in words, also where the file has them as numbers."""
    where = f"row {school.row}"
    for of, one in columns.items():
        texts = {name: known(row[place]) for name, place in one.facts.items() if place < len(row)}
        inspected = day_of(cells, one.facts.get("inspected"), f"{where}: the inspection", refused)
        if not texts.get("event_number") and not inspected:
            continue
        printed = {title: known(row[place]) for title, place in one.judgements.items() if place < len(row)}
        judgements = {title: _NUMBERED.get(value, value) for title, value in printed.items() if value and value not in _NO_GRADE}
        yield ListedInspection(
            row=school.row,
            urn=(texts.get("urn") or school.urn).removesuffix(".0"),
            of=of,
            event_type=texts.get("event_type"),
            event_number=(texts.get("event_number") or "").removesuffix(".0") or None,
            inspected=inspected,
            published=day_of(cells, one.facts.get("published"), f"{where}: the publication", refused),
            overall=_CODES.get(judgements.get("Overall effectiveness", "")),
            judgements=judgements,
        )
