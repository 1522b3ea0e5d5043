"""One provider: what its source says of it, its reports with what was read in them, and, apart from that, what Ofsted's own lists say."""

import json
import re
from dataclasses import dataclass
from sqlite3 import Connection, Row

from archive.database.listed_rows import AUTHOR, REPORTS
from archive.holdings.official_providers import read_listed
from archive.keeping.completeness import OF_OFSTED
from archive.outcomes.provider_lists import is_home
from archive.store.authorities import OFSTED_URNS
from archive.vocabulary import PROVIDER_TYPES

_NUMBER = re.compile(r"[A-Z]{0,4}[ -]?\d[\d -]*[A-Z]?")
CHILDRENS_HOME = "2"  # the type of provider in the address of a page at Ofsted


@dataclass(frozen=True, slots=True)
class ProviderView:
    """A provider with the number `urn` at `source`, of which `facts` is the row, and None where no page of it was read.

    `reports` newest first, as listed_rows.REPORTS has them, with `judgements` of each by its id. `lists` and `inspections` are of Ofsted's
    lists. A children's home has neither facts nor reports here: Ofsted publishes homes without name and place, and so do we.
    """

    source: Row
    urn: str
    is_home: bool
    facts: Row | None
    reports: list[Row]
    judgements: dict[int, list[Row]]
    lists: list[Row]
    inspections: list[dict[str, object]]

    @property
    def is_numbered(self) -> bool:
        """Whether `urn` looks like a number that the inspectorate gives ("599-1234", "SC101"), and not like a name out of an address."""
        return self.source["ofsted_urns"] or _NUMBER.fullmatch(self.urn) is not None

    @property
    def kind(self) -> str | None:
        """What kind of provider its source's page says it is, in words; None for a home, or where no page was read."""
        if self.facts is None:
            return None
        printed = str(self.facts["provider_type"])
        return PROVIDER_TYPES.words.get(printed, f"Ofsted’s type {printed}") if self.source["ofsted_urns"] else printed

    @property
    def name(self) -> str | None:
        """What it is called by its source's page, else by Ofsted's newest list; None for a home, or where neither says it."""
        if self.is_home:
            return None
        return (self.facts["name"] if self.facts else None) or next((row["name"] for row in self.lists if row["name"]), None)


def read_provider(connection: Connection, source: str, urn: str) -> ProviderView | None:
    """The provider; None where nothing is known of this number at this source."""
    its = connection.execute(
        f"select s.name, s.title, {OF_OFSTED} as ofsted_urns, {AUTHOR} from sources s where s.name = ?", [source]
    ).fetchone()
    if its is None or not urn:
        return None
    same = f"source in ({OFSTED_URNS})" if its["ofsted_urns"] else "source = ?"  # sources whose numbers mean the same providers
    values = [] if its["ofsted_urns"] else [source]
    rows = connection.execute(
        f"{_FACTS} where p.urn = ? and (p.source is null or p.{same}) order by p.source <> ?", [urn, *values, source]
    ).fetchall()
    lists, inspections = read_listed(connection, urn) if its["ofsted_urns"] else ([], [])
    home = bool(its["ofsted_urns"]) and (any(row["provider_type"] == CHILDRENS_HOME for row in rows) or any(map(_is_held_back, lists)))
    reports = connection.execute(_OF_PROVIDER.format(same), [urn, *values, *values, urn]).fetchall()
    if not rows and not lists and not reports:
        return None
    if home:
        return ProviderView(its, urn, True, None, [], {}, [], [])
    return ProviderView(its, urn, False, rows[0] if rows else None, reports, _judgements(connection, reports), lists, inspections)


def _is_held_back(row: Row) -> bool:
    """Whether a list names a provider without its name, as Ofsted's do with children's homes."""
    return row["statistics"] == "social_care" and (is_home(row["provision_type"]) or not row["name"])


def _judgements(connection: Connection, reports: list[Row]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = {}
    sql = "select * from judgements where report_id in (select value from json_each(?)) order by report_id, position"
    for row in connection.execute(sql, [json.dumps([row["id"] for row in reports])]):
        found.setdefault(row["report_id"], []).append(row)
    return found


_FACTS = """select p.source, p.urn, p.name, p.provider_type, p.status, p.address, p.url, p.local_authority, p.stated_authority,
    a.name as authority_name, substr(d.last_seen, 1, 10) as last_seen
    from providers p left join local_authorities a on a.code = p.local_authority left join documents d on d.id = p.document_id"""
_OF_PROVIDER = f"""select v.*, r.availability, r.off_page, i.grade_status,
        (select count(*) from recommendations c where c.report_id = v.id) as recommendations
    from ({REPORTS}) v join reports r on r.id = v.id left join inspections i on i.report_id = v.id
    where v.id in (
        select id from reports where urn = ? and {{0}}
        union select l.report_id from report_providers l join reports o on o.id = l.report_id where o.{{0}} and l.urn = ?)
    order by v.published desc, v.id desc"""
