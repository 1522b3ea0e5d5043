"""Local authorities in the archive: the facts that come with the project, and which authority a provider's report belongs to."""

import re
from pathlib import Path

from sqlite_utils import Database

from archive.authorities import LocalAuthority, authority_of_urn, parse_authorities, shipped_authorities
from archive.outcomes.reconciliation import find_place

COLUMNS = "code, name, also_known_as, dfe_code, region_code, region, kind, ofsted_urn, started, ended, replaced_by, statistical_neighbours"

# Numbers of the reports of children's homes (type 2 in the address of their page at Ofsted). Ofsted publishes these without name, address
# or place: whoever joins one to an article tells where children live. Every statement that ties articles to reports leaves them out.
OFSTED_URNS = "select name from sources where ofsted_urns"  # the sources whose providers have Ofsted's numbers
REPORTS_OF_HOMES = f"""
    select home_reports.id from reports home_reports where home_reports.source in ({OFSTED_URNS})
    and home_reports.urn in (select urn from providers where provider_type = '2' and source in ({OFSTED_URNS}))
"""
# A join that gives `p.name`, the provider of the report `r`: of no children's home, and of none whose name Ofsted's lists leave out.
JOIN_PROVIDER = f"""left join providers p on p.source = r.source and p.urn = r.urn and r.id not in ({REPORTS_OF_HOMES})
    and not exists (select 1 from official_providers o where o.urn = r.urn and o.statistics = 'social_care' and o.name is null)"""


def load_authorities(database: Database, csv_file: Path | None = None) -> None:
    """Write the authorities of `csv_file` (default: those the project ships); unchanged rows are not touched."""
    authorities = parse_authorities(csv_file.read_text("utf-8")) if csv_file else shipped_authorities()
    rows = [_row(authority) for authority in authorities]
    held = {row[0]: tuple(row) for row in database.execute(f"select {COLUMNS} from local_authorities")}
    changed = [row for row in rows if held.get(row[0]) != row]
    if changed:
        updates = ", ".join(f"{name} = excluded.{name}" for name in COLUMNS.split(", ")[1:])
        marks = ", ".join("?" * len(rows[0]))
        with database.atomic():
            database.conn.executemany(
                f"insert into local_authorities ({COLUMNS}) values ({marks}) on conflict (code) do update set {updates}", changed
            )


def _row(authority: LocalAuthority) -> tuple[str | None, ...]:
    return (
        authority.code,
        authority.name,
        "|".join(authority.aliases) or None,
        authority.dfe_code,
        authority.region_code,
        authority.region,
        authority.kind,
        authority.ofsted_urn,
        authority.started,
        authority.ended,
        "|".join(authority.replaced_by) or None,
        " ".join(authority.statistical_neighbours) or None,
    )


def read_authorities(database: Database) -> tuple[LocalAuthority, ...]:
    """All authorities of the archive, as the pure functions of `archive.authorities` want them."""
    return tuple(
        LocalAuthority(
            code=row["code"],
            name=row["name"],
            aliases=tuple((row["also_known_as"] or "").split("|")) if row["also_known_as"] else (),
            dfe_code=row["dfe_code"],
            ofsted_urn=row["ofsted_urn"],
            region_code=row["region_code"],
            region=row["region"],
            kind=row["kind"],
            started=row["started"],
            ended=row["ended"],
            replaced_by=tuple(row["replaced_by"].split("|")) if row["replaced_by"] else (),
            statistical_neighbours=tuple((row["statistical_neighbours"] or "").split()),
        )
        for row in database.query(f"select {COLUMNS} from local_authorities order by code")
    )


def has_ofsted_urns(database: Database, source: str) -> bool:
    """Whether the providers of this source have Ofsted's unique reference numbers."""
    return bool(database.execute("select 1 from sources where name = ? and ofsted_urns", [source]).fetchone())


def owner_of(database: Database, source: str, urn: str | None, date: str | None, stated: str | None = None) -> LocalAuthority | None:
    """The authority of a provider or report on `date`: the one that is `stated` (ONS code or name), else its provider's.

    That is known from Ofsted's number, and for any other source from what its provider page states. None where no authority is known.
    """
    authorities = read_authorities(database)
    if stated is None and urn is not None and has_ofsted_urns(database, source):
        return authority_of_urn(urn, date, authorities)
    stated = stated or provider_states(database, source, urn)
    return find_place(stated, authorities, date or "9999-12-31", stated) if stated else None


def provider_states(database: Database, source: str, urn: str | None) -> str | None:
    """The authority (ONS code or name) that the page of this provider states; None where it states none."""
    row = database.execute("select stated_authority from providers where source = ? and urn = ?", [source, urn]).fetchone()
    return row[0] if row else None


def urn_of(database: Database, number: str) -> str:
    """The URN of the authority whose three-digit code `number` is (Ofsted's site has its page under both); any other number as it is."""
    found = database.execute("select distinct ofsted_urn from local_authorities where dfe_code = ? and ended is null", [number]).fetchall()
    return str(found[0][0]) if len(found) == 1 and found[0][0] else number


def page_under(urn: str, url: str) -> str:
    """The address of an authority's page under its URN, of which `url` is the address there or under the three-digit code."""
    return re.sub(r"(/provider/44/)\d{3}(/?)$", rf"\g<1>{urn}\2", url)
