"""How complete the archive is: when we last read the whole list, and whether the latest reading was short.

Runs that were asked for only a part (a limit, a date, one provider, another remit) do not count.
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
    complete_to = connection.execute(f"select max(finished) from ({_RUNS}) where outcome = 'ok'").fetchone()[0]
    newest = connection.execute(f"select * from ({_RUNS}) order by id desc limit 1").fetchone()
    return Completeness(complete_to, newest is not None and bool(newest["short"]))


_RUNS = """
    select r.id, r.finished, r.outcome, r.listing_read < coalesce(r.listing_total, r.listing_read)
            or exists (select 1 from problems p where p.run_id = r.id and p.kind in ('listing_short', 'listing_empty')) as short
    from runs r join sources s on s.name = r.source where coalesce(s.ofsted_urns, s.kind = 'inspectorate')
        and r.listing_read is not null and r.finished is not null
        and coalesce(json_extract(r.arguments, '$.remit'), 'local_authority_childrens_services') = 'local_authority_childrens_services'
        and not exists (select 1 from json_each(r.arguments) told where told.key != 'remit')
"""
