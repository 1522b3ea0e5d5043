"""Local authorities: names, codes, aliases, predecessors. Pure: reads nothing but the file that the project ships.

The facts stand in `authorities.csv`. Where the sources contradict each other there, the region's code follows its name.
"""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class LocalAuthority:
    """A local authority; `code` is its ONS code, dates are ISO text, `replaced_by` ONS codes, neighbours DfE codes."""

    code: str
    name: str
    aliases: tuple[str, ...]
    dfe_code: str
    ofsted_urn: str | None
    region_code: str
    region: str
    kind: str
    started: str | None
    ended: str | None
    replaced_by: tuple[str, ...]
    statistical_neighbours: tuple[str, ...]

    def __hash__(self) -> int:  # tables of authorities are keys of caches: their codes tell them apart as well as all their facts
        return hash(self.code)

    def existed(self, date: str) -> bool:
        """Whether the authority existed on an ISO date."""
        return (self.started is None or self.started <= date) and (self.ended is None or date <= self.ended)


def is_invented(code: str) -> bool:
    """Whether a code is of a council that the demo and the tests invented; the ONS gives none that begins so."""
    return code.startswith("X")


def parse_authorities(csv_text: str) -> tuple[LocalAuthority, ...]:
    """The rows of `authorities.csv`, in its order; raises KeyError for a missing column, ValueError for no rows."""
    rows = tuple(
        LocalAuthority(
            code=row["ons_code"],
            name=row["name"],
            aliases=tuple(filter(None, row["also_known_as"].split("|"))),
            dfe_code=row["dfe_code"],
            ofsted_urn=row["ofsted_urn"] or None,
            region_code=row["region_code"],
            region=row["region"],
            kind=row["kind"],
            started=row["started"] or None,
            ended=row["ended"] or None,
            replaced_by=tuple(filter(None, row["replaced_by"].split("|"))),
            statistical_neighbours=tuple(row["statistical_neighbours_dfe"].split()),
        )
        for row in csv.DictReader(csv_text.splitlines())
    )
    if not rows:
        raise ValueError("no local authorities in the table")
    return rows


@cache
def shipped_authorities() -> tuple[LocalAuthority, ...]:
    """The authorities of the file that the project ships."""
    return parse_authorities(files("archive").joinpath("authorities.csv").read_text("utf-8"))


def authority_of_urn(urn: str, date: str | None, authorities: Sequence[LocalAuthority]) -> LocalAuthority | None:
    """The authority whose provider has this URN on an ISO date (None: today's); None when the URN is no authority's.

    North Yorkshire, Somerset and Buckinghamshire kept URN and DfE code when they became unitary: a report from before
    belongs to the predecessor.
    """
    owner = next((authority for authority in authorities if authority.ofsted_urn == urn), None)
    if owner is None or date is None or owner.existed(date):
        return owner
    return next((each for each in authorities if each.dfe_code == owner.dfe_code and each.existed(date)), owner)
