"""The rows of the outcomes table as words and addresses, so that the template works nothing out."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from archive.outcomes.grade_scale import HALVES, JOINED, LEADING
from archive.outcomes.latest import Outcome
from archive.urls import authority_url, file_url, report_url
from archive.web.pills import grade_pill, judged_pill
from archive.web.words import day
from archive.web.words_of_outcomes import change_words, framework, last_given_words


class Cell(NamedTuple):
    """A cell: its words (HTML where they are a grade), where they lead (empty: nowhere), a remark in small print, its columns."""

    words: str
    url: str = ""
    note: str = ""
    span: int = 1


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """A row of the table. `alarms` are the dates of visits with a priority action since."""

    authority: Cell
    cells: tuple[Cell, ...]
    alarms: tuple[Cell, ...]
    days: str


def outcome_cells(outcomes: Iterable[Outcome], *, short: bool) -> list[OutcomeRow]:
    """The rows of `outcomes`; `short`: the newest listing was short, so days since are withheld."""
    return [
        OutcomeRow(
            authority=Cell(one.name, authority_url(one.code), f"inspected as {one.inspected_as}" if one.inspected_as else ""),
            cells=(*_judgements(one), *_overall(one)),
            alarms=tuple(Cell(day(alarm.day), f"{report_url(alarm.key)}#recommendations") for alarm in one.alarms),
            days="Withheld" if short else f"{one.days_since:,}",
        )
        for one in outcomes
    ]


def _judgements(one: Outcome) -> list[Cell]:
    """The four that lead; a joined judgement is one cell over two columns, never the same grade twice."""
    sif = "(SIF)" if one.latest.family == "sif" else ""
    cells = []
    for area in LEADING:
        judged = one.judged(area)
        if judged.status != "joined":
            cells.append(Cell(judged_pill(judged), _page(one, judged.page), sif))
        elif area == HALVES[0]:
            joined = one.judged(JOINED)
            cells.append(Cell(judged_pill(joined), _page(one, joined.page), "one judgement for both", span=2))
    return cells


def _overall(one: Outcome) -> list[Cell]:
    """The inspection, its overall grade (with the last one given where it gives none), and the change."""
    latest = one.latest
    last = "" if latest.overall else f"last given: {last_given_words(one)}"
    return [
        Cell(framework(one), report_url(latest.key), f"ended {day(latest.end, 'on an unknown date')}"),
        Cell(grade_pill(latest.overall, latest.status), _page(one, one.particulars.overall_page), last),
        Cell(change_words(one)),
    ]


def _page(one: Outcome, number: int | None) -> str:
    sha256 = one.particulars.sha256
    return file_url(sha256, number) if sha256 and number else ""


FUNCTIONS = {"outcome_cells": outcome_cells}
