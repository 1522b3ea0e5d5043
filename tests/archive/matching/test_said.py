"""What single sentences say: dates in any order, grades of now, names of councils and of what is none."""

from importlib.resources import files

import pytest

from archive.authorities import parse_authorities
from archive.matching.authority_names import find_authorities
from archive.matching.grades_said import grades_said
from archive.matching.printed_dates import printed_dates
from archive.matching.report_text import article_text, quotes_found, report_text, sentences_found
from archive.matching.sentences import read_sentences

AUTHORITIES = parse_authorities((files("archive") / "authorities.csv").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("sentence", "dates"),
    [
        ("between 21 March to 1 April 2022", [(21, 3, 2022), (1, 4, 2022)]),
        ("12-16 January 2026", [(12, 1, 2026), (16, 1, 2026)]),
        ("on January 18, 2022", [(18, 1, 2022)]),
        ("carried out March 13 - 24", [(13, 3, None), (24, 3, None)]),
        ("between January 14 and February 1", [(14, 1, None), (1, 2, None)]),
        ("on 8 and 9 November", [(8, 11, None), (9, 11, None)]),
        ("31st of May 2011", [(31, 5, 2011)]),
        ("in Sept 2019", [(None, 9, 2019)]),
        ("during March", [(None, 3, None)]),
        ("October this year saw a visit", [(None, 10, None)]),
        ("since April 2021", []),
        ("children may march in", []),
    ],
)
def test_dates(sentence: str, dates: list[tuple[int | None, int, int | None]]) -> None:
    assert [(each.day, each.month, each.year) for each in printed_dates(sentence)] == dates


@pytest.mark.parametrize(
    ("sentence", "overall", "areas"),
    [
        ("Children's services are 'good'.", {"good"}, set()),
        ("Council rated Good after inspection", {"good"}, set()),
        ("Services make good progress.", set(), set()),
        ("The council went from inadequate to 'good'.", {"good"}, set()),
        ("The service is no longer inadequate.", set(), set()),
        ("How an 'inadequate' council improves", set(), set()),
        ("Services require improvement to be good overall.", {"requires_improvement"}, set()),
        ("Care leavers: inadequate;", set(), {("care_leavers", "inadequate")}),
        ("Leadership, and adoption, are rated outstanding.", set(), {("leadership", "outstanding"), ("adoption", "outstanding")}),
        ("None of the services was rated outstanding.", set(), set()),
        ("Ashmere was rated outstanding and Brackford good.", set(), set()),
    ],
)
def test_grades(sentence: str, overall: set[str], areas: set[tuple[str, str]]) -> None:
    said = grades_said([sentence])
    assert (said.overall, said.areas) == (overall, areas)


def test_one_grade_for_all_areas() -> None:
    assert grades_said(["Ofsted judged the council as 'Good' in all four areas of inspection"]).everywhere == {"good"}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Hull, Kent and Medway were inspected", ["Kingston Upon Hull, City of", "Kent", "Medway"]),
        ("Westminster, and the Royal Borough of Kensington and Chelsea, are", ["Westminster", "Kensington and Chelsea"]),
        ("letters to North and West Northamptonshire councils", ["West Northamptonshire", "North Northamptonshire"]),
        ("NHS Kent & Medway apologised", []),
        ("the NHS in Kent and Medway apologised", []),
        ("Leicester, Leicestershire and Rutland Integrated Care Board", []),
        ("Northamptonshire Childrens Trust", ["North Northamptonshire", "West Northamptonshire"]),
        ("A firm in Colchester, Essex.", []),
    ],
)
def test_names(text: str, names: list[str]) -> None:
    assert [found.authority.name for found in find_authorities(text, AUTHORITIES, "2023-01-01")] == names


def test_councils_of_one_list_are_as_sure_as_the_last() -> None:
    found = find_authorities("Gateshead, Sunderland and Newcastle councils", AUTHORITIES, "2023-01-01")
    assert [(each.score, each.listed) for each in found] == [(1.0, 0)] * 3


def test_words_that_stand_in_a_report() -> None:
    report = report_text(["Plans are written in good time and with great care for each of the children.", "Staff are kind to everybody."])
    body = [
        "Plans are written in good time and with care for each of the children, Ofsted says.",
        "Nothing of this stands in any report that anybody wrote, or will write.",
        "Staff are kind.",
        "Staff 'are kind to everybody', and 'in no hurry'.",
        "The experiences and progress of children who need help and protection",
    ]
    text = article_text(read_sentences(body), "\n".join(body))
    assert (len(text.sentences), sentences_found(text, report), quotes_found(text, report)) == (3, 1, 1)
