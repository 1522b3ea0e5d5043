"""Saves a list of social care providers from Ofsted's statistics. Another file as at the same day replaces it."""

import json
from collections.abc import Sequence

from sqlite_utils import Database

from archive.authorities import LocalAuthority
from archive.outcomes.ofsted_file import OfficialFile
from archive.outcomes.provider_lists import ListedProvider
from archive.outcomes.reconciliation import find_place
from archive.store.documents import insert
from archive.store.official_inspections import save_refused
from archive.store.opening import transaction

_HIDDEN = ("name", "local_authority_printed", "local_authority", "region", "owner", "education_urn")


def save_providers(
    database: Database, file: OfficialFile, name: str, sha256: str, places: Sequence[LocalAuthority], now: str
) -> tuple[int, list[str]]:
    """Write the file's providers and inspections in place of those as at the same day, and a problem for each part left out.

    Returns how many providers this day's list did not have before, and the printed names that are no known authority's. What one list
    holds back of a provider is held back in all lists: a school that became a children's home loses its name in older lists too.
    """
    printed = {one.local_authority for one in file.providers if one.local_authority}
    known = {of_list: find_place(of_list, places, file.as_at) for of_list in printed}
    key = [file.kind, file.as_at]
    listed = "select urn from official_providers where statistics = ? and as_at = ?"
    with transaction(database):
        before = {urn for (urn,) in database.execute(listed, key).fetchall()}
        _delete_older(database, file)
        there = {urn for (urn,) in database.execute(listed, key).fetchall()}
        for provider in file.providers:
            place = known.get(provider.local_authority or "")
            of_file = {"statistics": file.kind, "file_name": name, "sha256": sha256, "as_at": file.as_at, "loaded": now}
            row = {**of_file, **_row(provider), "local_authority": place.code if place else None}
            if provider.urn not in there:
                insert(database, "official_providers", row)
        for one in file.listed:
            insert(
                database,
                "official_provider_inspections",
                {
                    "statistics": file.kind,
                    "sha256": sha256,
                    "as_at": file.as_at,
                    "list": one.of,
                    "row": one.row,
                    "urn": one.urn,
                    "event_type": one.event_type,
                    "event_number": one.event_number,
                    "inspection_start": one.inspected,
                    "published": one.published,
                    "overall_effectiveness": one.overall,
                    "judgements": json.dumps(one.judgements, ensure_ascii=False),
                },
            )
        database.execute(
            f"""update official_providers set {", ".join(f"{column} = null" for column in _HIDDEN)}
            where statistics = ? and name is not null
            and urn in (select urn from official_providers where statistics = ? and name is null)""",
            [file.kind, file.kind],
        )
        save_refused(database, file, name, now)
    new = sum(one.urn not in before for one in file.providers)
    return new, sorted(name for name, place in known.items() if not place)


def _delete_older(database: Database, file: OfficialFile) -> None:
    """Delete what this file replaces: the lists it has, and, where it is the list of all providers, those that no other list names."""
    lists = {one.of for one in file.listed}
    key = [file.kind, file.as_at]
    for of in sorted(lists):
        database.execute("delete from official_provider_inspections where statistics = ? and as_at = ? and list = ?", [*key, of])
    if lists != {"year"}:
        others = "select urn from official_provider_inspections where statistics = ? and as_at = ?"
        database.execute(f"delete from official_providers where statistics = ? and as_at = ? and urn not in ({others})", [*key, *key])


def _row(one: ListedProvider) -> dict[str, object]:
    return {
        "row": one.row,
        "urn": one.urn,
        "provision_type": one.provision_type,
        "status": one.status,
        "registered": one.registered,
        "name": one.name,
        "local_authority_printed": one.local_authority,
        "region": one.region,
        "sector": one.sector,
        "places": one.places,
        "owner": one.owner,
        "education_urn": one.education_urn,
    }
