"""How complete the archive is: when we last read the whole list, and whether the latest reading was short.

Runs that were asked for only a part (a limit, a date, one provider, another remit) do not count, nor those that left a newest-first list
where it meets what is known (`discovery`).
"""

import sqlite3
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Completeness:
    """`complete_to`: ISO moment of the last full pass, None where there was none; `short`: the newest listing was not read in full."""

    complete_to: str | None
    short: bool


def read_completeness(connection: sqlite3.Connection) -> Completeness:
    """Read it from the runs of Ofsted's source. After a short listing reports may be missing, so pages show no days since an inspection."""
    return _read(connection, f"{OF_OFSTED} and coalesce(json_extract(r.arguments, '$.remit'), '{_USUAL}') = '{_USUAL}'", [])


def read_completeness_of(connection: sqlite3.Connection, source: str) -> dict[str, Completeness]:
    """How complete each part of a source is against its own list, by the part's name ("" for a source that has no parts)."""
    usual = connection.execute(f"select {OF_OFSTED} from sources s where name = ?", [source]).fetchone()
    part = f"coalesce(json_extract(r.arguments, '$.remit'), '{_USUAL if usual and usual[0] else ''}')"
    parts = connection.execute(f"select distinct {part} {_RUNS} and s.name = ? order by 1", [source]).fetchall()
    return {name: _read(connection, f"s.name = ? and {part} = ?", [source, name]) for (name,) in parts}


def read_completeness_of_others(connection: sqlite3.Connection) -> list[tuple[str, str, Completeness]]:
    """(name, title, completeness) of each inspectorate other than Ofsted that was read: against its own list, over all its parts."""
    sql = f"select name, title from sources s where kind = 'inspectorate' and not {OF_OFSTED} and {_WAS_READ} order by title"
    found = []
    for name, title in connection.execute(sql).fetchall():
        parts = read_completeness_of(connection, name).values()
        ends = [one.complete_to for one in parts]
        whole = min((end for end in ends if end), default=None) if all(ends) else None
        found.append((name, title, Completeness(whole, any(one.short for one in parts))))
    return found


def _read(connection: sqlite3.Connection, which: str, values: list[str]) -> Completeness:
    complete_to = connection.execute(f"select max(r.finished) {_RUNS} and {which} and r.outcome = 'ok'", values).fetchone()[0]
    newest = connection.execute(f"select {_SHORT} {_RUNS} and {which} order by r.id desc limit 1", values).fetchone()
    return Completeness(complete_to, newest is not None and bool(newest[0]))


_USUAL = "local_authority_childrens_services"  # the part of Ofsted's list that a run reads when it is told nothing
OF_OFSTED = "coalesce(s.ofsted_urns, s.kind = 'inspectorate')"
"""Whether the source `s` has Ofsted's numbers; older snapshots do not say, and have no other inspectorate."""

_WAS_READ = "exists (select 1 from documents d where d.source = s.name)"
_SHORT = """r.listing_read < coalesce(r.listing_total, r.listing_read)
    or exists (select 1 from problems p where p.run_id = r.id and p.kind in ('listing_short', 'listing_empty'))"""
_RUNS = """
    from runs r join sources s on s.name = r.source where r.listing_read is not null and r.finished is not null
        and r.discovery is not 'newest_first'
        and not exists (select 1 from json_each(r.arguments) told where told.key != 'remit')
"""
