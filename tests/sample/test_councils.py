"""The invented councils: their rows fit the archive's authorities and collide with no real one."""

import csv
from pathlib import Path

from sample.reports_site.councils import AUTHORITIES, COUNCILS, LISTED, NORWELL, NORWELLSHIRE, OLD_THORNSHIRE, THORNSHIRE


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_columns_and_regions_are_those_of_the_real_list(shared: Path) -> None:
    real = rows(shared / "reference" / "local-authorities.csv")
    invented = rows(AUTHORITIES)
    assert list(invented[0]) == list(real[0])
    assert {(row["region_code"], row["region"]) for row in invented} <= {(row["region_code"], row["region"]) for row in real}
    assert {row["kind"] for row in invented} <= {row["kind"] for row in real}
    for column in ("ons_code", "dfe_code", "ofsted_urn", "name"):
        assert {row[column] for row in invented}.isdisjoint({row[column] for row in real})


def test_successor_shares_codes_with_its_predecessor() -> None:
    by_code = {row["ons_code"]: row for row in rows(AUTHORITIES)}
    old, new = by_code[OLD_THORNSHIRE.code], by_code[THORNSHIRE.code]
    assert (old["dfe_code"], old["ofsted_urn"]) == (new["dfe_code"], new["ofsted_urn"])
    assert (old["ended"], old["replaced_by"], new["started"]) == ("2021-03-31", new["ons_code"], "2021-04-01")


def test_neighbours_are_invented_too() -> None:
    listed = rows(AUTHORITIES)
    known = {row["dfe_code"] for row in listed}
    assert all(set(row["statistical_neighbours_dfe"].split()) <= known - {row["dfe_code"]} for row in listed)


def test_names_are_made_to_be_confused() -> None:
    assert NORWELLSHIRE.short.startswith(NORWELL.short)
    assert len(LISTED) == 12
    assert len({council.urn for council in COUNCILS.values()}) == 12
