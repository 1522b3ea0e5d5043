"""Local authorities: the table of facts, URNs over time, and the names that texts use for them."""

from importlib.resources import files

import pytest

from archive.authorities import LocalAuthority, authority_of_urn, parse_authorities
from archive.matching.authority_names import find_authorities

AUTHORITIES = parse_authorities((files("archive") / "authorities.csv").read_text(encoding="utf-8"))
NAMED = 0.5


def named(text: str, date: str | None = None) -> list[str]:
    """The codes of the authorities a text surely names, each once, in order."""
    return list(dict.fromkeys(found.authority.code for found in find_authorities(text, AUTHORITIES, date) if found.score >= NAMED))


def by_code(code: str) -> LocalAuthority:
    return next(authority for authority in AUTHORITIES if authority.code == code)


def test_table_is_whole() -> None:
    codes = {authority.code for authority in AUTHORITIES}
    assert len(codes) == len(AUTHORITIES) > 153
    assert sum(authority.ended is None for authority in AUTHORITIES) == 153
    assert all(code in codes for authority in AUTHORITIES for code in authority.replaced_by)
    living = {authority.dfe_code for authority in AUTHORITIES if authority.ended is None}
    assert all(len(authority.statistical_neighbours) == 10 for authority in AUTHORITIES if authority.ended is None)
    assert all(set(authority.statistical_neighbours) <= living for authority in AUTHORITIES)


def test_region_codes_agree_with_region_names() -> None:
    """The reference list gave Buckinghamshire the code of the East Midlands and Gloucestershire that of Yorkshire; the name decides."""
    pairs = {(authority.region_code, authority.region) for authority in AUTHORITIES}
    assert len(pairs) == len({code for code, _ in pairs}) == len({region for _, region in pairs}) == 9
    assert (by_code("E06000060").region_code, by_code("E10000013").region_code) == ("E12000008", "E12000009")


def test_an_empty_table_is_refused() -> None:
    with pytest.raises(ValueError, match="no local authorities"):
        parse_authorities("ons_code,name\n")


@pytest.mark.parametrize(
    ("urn", "date", "code"),
    [
        ("80442", "2019-01-15", "E10000002"),
        ("80442", "2020-04-01", "E06000060"),
        ("80442", None, "E06000060"),
        ("80530", "2023-03-31", "E10000023"),
        ("80555", "2022-11-01", "E10000027"),
        ("80555", "2023-04-01", "E06000066"),
        ("80575", "2018-02-23", "E06000007"),
    ],
)
def test_urn_decides_with_its_date(urn: str, date: str | None, code: str) -> None:
    found = authority_of_urn(urn, date, AUTHORITIES)
    assert found is not None
    assert found.code == code


def test_unknown_urn_is_nobody() -> None:
    assert authority_of_urn("SC123456", "2020-01-01", AUTHORITIES) is None


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Leicester City Council and Leicestershire County Council", ["E06000016", "E10000018"]),
        ("Derbyshire's children's services", ["E10000007"]),
        ("Telford & Wrekin Council", ["E06000020"]),
        ("BATH AND NORTH EAST SOMERSET COUNCIL", ["E06000022"]),
        ("Bournemouth, Christchurch & Poole Council", ["E06000058"]),
        ("BCP Council's director", ["E06000058"]),
        ("County Durham is good", ["E06000047"]),
        ("City of York Council", ["E06000014"]),
        ("the Royal Borough of Kensington and Chelsea", ["E09000020"]),
        ("London Borough of Richmond upon Thames", ["E09000027"]),
        ("St. Helens Borough Council and St Helens's staff", ["E08000013"]),
        ("Stoke-on-Trent and Stockton-on-Tees", ["E06000021", "E06000004"]),
        ("Hull City Council", ["E06000010"]),
        ("services in Reading", ["E06000038"]),
        ("Reading Borough Council", ["E06000038"]),
        ("Together for Children, which runs the services", ["E08000024"]),
        ("Sandwell Children's Trust", ["E08000028"]),
        ("North East Lincolnshire Council", ["E06000012"]),
        ("Council of the Isles of Scilly", ["E06000053"]),
    ],
)
def test_names_of_councils(text: str, codes: list[str]) -> None:
    assert named(text) == codes


@pytest.mark.parametrize(
    "text",
    [
        "Reading is a joy, and Reading lists help",
        "We will bury the past under the hull of a ship",
        "Leicester City won at home",
        "Hull City's striker scored",
        "Durham University researchers",
        "Essex Police officers",
        "a firm in Colchester, Essex, that trains staff",
        "a nursery in Newcastle-under-Lyme",
        "a school in Bury St Edmunds",
        "New York",
        "Greater Manchester Combined Authority",
        "Ministers in Westminster",
        "the Warrington Guardian reported",
        "Councillor Kent thanked Sarah Bolton",
        "Derby County drew with Notts County",
        "a Leeds-based charity",
        "north Kent",
        "Bath time for toddlers",
        "KentLive",
    ],
)
def test_names_of_others(text: str) -> None:
    assert named(text) == []


@pytest.mark.parametrize(
    ("text", "date", "codes"),
    [
        ("Northamptonshire County Council", "2019-08-01", ["E10000021"]),
        ("Northamptonshire, a county", "2022-08-01", []),
        ("Somerset Council", "2023-05-01", ["E06000066"]),
        ("Somerset County Council", "2023-03-01", ["E10000027"]),
        ("North Somerset Council", "2023-03-01", ["E06000024"]),
        ("Cumbria County Council", "2023-05-15", ["E10000006"]),
        ("people in Cumbria", "2024-05-15", []),
        ("Dorset Council", "2020-05-15", ["E06000059"]),
    ],
)
def test_names_over_time(text: str, date: str, codes: list[str]) -> None:
    assert named(text, date) == codes


def test_trust_of_several_councils_names_none_for_sure() -> None:
    found = find_authorities("Achieving for Children", AUTHORITIES)
    assert {each.authority.name for each in found} == {"Kingston upon Thames", "Richmond upon Thames", "Windsor and Maidenhead"}
    assert max(each.score for each in found) < NAMED


def test_places_of_words() -> None:
    text = "Ofsted praised Bury Council."
    found = find_authorities(text, AUTHORITIES)
    assert [(each.words, text[each.start : each.end]) for each in found] == [("Bury", "Bury")]
