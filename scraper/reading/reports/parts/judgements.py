"""Judgements read twice: the row of a table and the heading or sentence of the text that states the same grade."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from archive.records import Judgement, Problem
from scraper.reading.errors import UnknownValueError
from scraper.reading.reports.parts.doubt import compare, missing
from scraper.reading.reports.parts.grades import read_grade
from scraper.reading.reports.parts.judgement_names import Names, is_of_its_own
from scraper.reading.reports.parts.judgement_table import Row
from scraper.reading.reports.parts.stated_grades import Stated, one_stated

GRADES_IN_ORDER = ("outstanding", "good", "requires_improvement", "inadequate")
"""The four grades of an authority's services since 2013, best first."""


def judgement(
    area: str, name: str, cell: str | None, page: int, stated: Stated | None, problems: list[Problem], *, body: str = "authority"
) -> Judgement:
    """One judgement from the cell of its table and from the text; without a grade, and with Problems, where they disagree or fail.

    A cell that begins with a small letter ("good", perhaps the end of a broken "requires improvement to be good") counts only when the
    text states the same.
    """
    before = len(problems)
    printed = None
    if cell is not None:
        try:
            printed = read_grade(cell)
        except UnknownValueError as error:
            problems.append(Problem("unknown_value", f"{name} on page {page}: {error}"))
    if printed and printed.grade == "good" and cell and cell[:1].islower() and (stated is None or stated.grade.grade != printed.grade):
        problems.append(missing(f"{name}: the beginning of the grade {cell!r}", f"on page {page}"))
        printed = None
    second = stated.grade if stated else None
    if printed is not None and printed.grade is None and second is not None:
        problems.append(
            Problem("disagreement", f"{name}: {printed.printed!r} in the table, {second.printed!r} in the text; we leave it empty")
        )
        return Judgement(area, name, None, printed.printed, "not_read", page, body)
    doubted = len(problems)
    grade = compare(name, printed.grade if printed else None, second.grade if second else None, problems)
    words = printed or second
    if words is not None and len(problems) == doubted:
        return Judgement(area, name, grade, words.printed, words.status, page, body)
    if len(problems) == before:
        problems.append(missing(f"the grade of {name}", f"beside its name on page {page}"))
    return Judgement(area, name, None, cell, "not_read", page, body)


def read_row(area: str, name: str, row: Row, stated: Sequence[Stated], problems: list[Problem]) -> Judgement:
    """The judgement of a row of a table, compared with what the text states of its area; Problems are added to `problems`."""
    several: list[Problem] = []
    second = one_stated(stated, area, several)
    result = judgement(area, name, row.grade, row.name.page, second, problems)
    problems += several
    return Judgement(area, name, None, result.grade_printed, "not_read", result.page) if several else result


def unknown_row(row: Row, names: Names, problems: list[Problem]) -> Judgement:
    """A row of no known judgement, kept as printed; its grade only where the name is one of its own, no piece of a known one."""
    name, page = row.name.text, row.name.page
    if not is_of_its_own(name, names):
        problems.append(Problem("unknown_value", f"{name!r} on page {page} is a judgement we do not know; we leave its grade out"))
        return Judgement("other", name, None, row.grade, "not_read", page)
    problems.append(Problem("unknown_value", f"{name!r} on page {page} is a judgement we do not know; we keep it as printed"))
    return judgement("other", name, row.grade, page, None, [])  # that its grade may not be read is no second problem


def confirmed(found: dict[str, Judgement], areas: Iterable[str], stated: Iterable[Stated], problems: list[Problem]) -> None:
    """Take the grades of these areas out of `found`, the rows of a damaged table, unless the text states them too."""
    told = {each.area for each in stated}
    for area in sorted(areas):
        row = found.get(area)
        if row is not None and row.grade is not None and area not in told:
            problems.append(
                missing(f"a second reading of {row.name!r}", f"beside the table of page {row.page}, which is not whole; left empty")
            )
            found[area] = replace(row, grade=None, grade_status="not_read")


def within_parts(found: dict[str, Judgement], overall: str, problems: list[Problem]) -> None:
    """Take the overall grade out of `found` where every part has a grade and all are better, or all worse: no such inspection can be."""
    parts = [each for area, each in found.items() if area != overall]
    places = [GRADES_IN_ORDER.index(each.grade) for each in parts if each.grade in GRADES_IN_ORDER]
    whole = found.get(overall)
    if whole is None or whole.grade not in GRADES_IN_ORDER or not parts or len(places) < len(parts):
        return
    if not min(places) <= GRADES_IN_ORDER.index(whole.grade) <= max(places):
        problems.append(
            Problem(
                "disagreement",
                f"{whole.name!r} {whole.grade_printed!r} matches no grade of its parts and is not between them; we leave it empty",
            )
        )
        found[overall] = replace(whole, grade=None, grade_status="not_read")
