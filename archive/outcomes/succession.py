"""Councils with the same area and number as their predecessor, whose inspections Ofsted counts as theirs."""

import re
import sqlite3
from collections.abc import Mapping
from typing import NamedTuple

from archive.database.readonly import between_writes
from archive.outcomes.graded_inspections import Graded


class Continued(NamedTuple):
    """The predecessor of a council: its ONS code, and its name as readers see it ("Somerset County Council")."""

    code: str
    name: str


def read_continued(connection: sqlite3.Connection) -> Mapping[str, Continued]:
    """By the ONS code of the council of today: Buckinghamshire, North Yorkshire and Somerset of England's.

    An authority that was divided or joined with another passes nothing on: only one successor with the same number continues it.
    """
    return between_writes(connection, "continued", lambda: _read_continued(connection))


def _read_continued(connection: sqlite3.Connection) -> dict[str, Continued]:
    rows = connection.execute(
        """select a.code, p.code, p.name, p.kind from local_authorities p join local_authorities a on a.code = p.replaced_by
        where a.dfe_code = p.dfe_code and p.ended is not null
            and (select count(*) from local_authorities o where o.replaced_by = a.code) = 1"""
    )
    return {code: Continued(before, _name(name, kind)) for code, before, name, kind in rows}


def with_predecessors(held: Mapping[str, list[Graded]], continued: Mapping[str, Continued]) -> dict[str, list[Graded]]:
    """Inspections by authority, where those of a predecessor are its successor's as well, oldest first."""
    both = {code: [*held.get(one.code, ()), *held.get(code, ())] for code, one in continued.items()}
    return {**held, **{code: sorted(found, key=lambda one: (one.day, one.key)) for code, found in both.items() if found}}


def _name(name: str, kind: str | None) -> str:
    plain = re.sub(r" \(to \d{4}\)$", "", name)
    return f"{plain} County Council" if kind == "County" else f"{plain} (before it was reorganised)"
