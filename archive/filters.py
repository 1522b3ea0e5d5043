"""What narrows a search: the filters a reader can set, read from any text, and the rows of reports and articles they are applied to."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from archive.sections import BITS

FIRST_ARTICLE = 10**12  # rows of the full-text index from here up are articles, below it pages (report id * 10000 + page)
PAGES_PER_REPORT = 10_000
SORTS = ("relevance", "newest", "oldest")
DATES = ("published", "inspected")
FACETS = ("authority", "region", "year", "kind", "grade", "section", "source")
LAST_PAGE = 100_000
_DAY = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")

# One row a report or article, with the columns that filters and counts use. `grade` falls back to the reason for there being none.
REPORTS = """
    select r.id, r.key, r.title, r.source, r.local_authority as authority, a.name as authority_name, a.region,
        r.published, coalesce(i.inspection_end, r.inspected) as inspected, substr(r.published, 1, 4) as year,
        coalesce(i.report_type, 'not_known') as kind, coalesce(i.overall_effectiveness, i.grade_status) as grade, d.sha256
    from reports r left join local_authorities a on a.code = r.local_authority
        left join inspections i on i.report_id = r.id left join documents d on d.id = r.file_document_id and d.kind = 'report'
"""
ARTICLES = """
    select n.id, n.title, n.source, m.local_authority as authority, a.name as authority_name, a.region,
        substr(n.published, 1, 10) as published, null as inspected, substr(n.published, 1, 4) as year, 'article' as kind, null as grade
    from articles n left join mentions m on m.id = (
            select id from mentions where article_id = n.id and local_authority is not null order by score desc, id limit 1)
        left join local_authorities a on a.code = m.local_authority
"""


@dataclass(frozen=True, slots=True)
class Filters:
    """What a reader chose; empty text means no choice. `since` and `until` are ISO dates (first and last day, both included)."""

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
    notices: tuple[str, ...] = ()

    def chosen(self) -> dict[str, str]:
        """The facets with a choice."""
        return {name: getattr(self, name) for name in FACETS if getattr(self, name)}

    def narrows(self) -> bool:
        """Whether anything but words narrows the search."""
        return bool(self.chosen() or self.since or self.until)

    @property
    def section_bit(self) -> int:
        """The bit of the chosen part of a report; 0 where none is chosen, or one that there is not."""
        return BITS.get(self.section, 0)

    def conditions(self) -> tuple[str, list[str]]:
        """A `where` clause (or nothing) over the columns of REPORTS and ARTICLES, and its parameters; a section is of pages."""
        chosen = {name: value for name, value in self.chosen().items() if name != "section"}
        clauses = [f"{name} = ?" for name in chosen]
        parameters = list(chosen.values())
        for sign, value in ((">=", self.since), ("<=", self.until)):
            if value:
                clauses.append(f"{self.date} {sign} ?")
                parameters.append(value)
        return (" where " + " and ".join(clauses) if clauses else ""), parameters


def read_filters(parameters: Mapping[str, str]) -> Filters:
    """Filters from the parameters of a request. Nothing is refused: what cannot be understood is left out, and `notices` says so."""
    given = {name: value.replace("\x00", "").strip() for name, value in parameters.items()}
    notices: list[str] = []
    return Filters(
        **{name: given.get(name, "")[:200] for name in FACETS},
        since=read_day(given.get("from", ""), "from", notices),
        until=read_day(given.get("to", ""), "to", notices),
        date=_one_of(given.get("date", ""), "date", DATES, notices),
        sort=_one_of(given.get("sort", ""), "sort", SORTS, notices),
        page=_page(given.get("page", ""), notices),
        synonyms=given.get("synonyms", "") != "off",
        notices=tuple(notices),
    )


def read_day(text: str, name: str, notices: list[str]) -> str:
    """An ISO date from a day, a month or a year (its first or last day); empty when it is none.

    The last day of a month is written as 31: dates are compared as text, and a later day does not exist.
    """
    if not text:
        return ""
    missing = {10: ("", ""), 7: ("-01", "-31"), 4: ("-01-01", "-12-31")}.get(len(text))
    try:
        if missing is not None and _DAY.fullmatch(text):  # fromisoformat takes the days of a week too: 2015-W01-1
            date.fromisoformat(text + missing[0])
            return text + missing[name == "to"]
    except ValueError:
        pass
    notices.append(f"The date “{text[:40]}” ({name}) was not understood and is not used; write it like 2024-03-31.")
    return ""


def _one_of(text: str, name: str, allowed: tuple[str, ...], notices: list[str]) -> str:
    if text and text not in allowed:
        notices.append(f"“{text[:40]}” is no choice for {name}; {allowed[0]} is used.")
    return text if text in allowed else allowed[0]


def _page(text: str, notices: list[str]) -> int:
    if not text:
        return 1
    if text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= LAST_PAGE:
        return int(text[:9])
    notices.append(f"There is no page “{text[:40]}”; this is page 1.")
    return 1
