"""/terms: its table, its other forms, and what it says where there is nothing to count."""

import csv
import io
import json

import pytest

from archive.web.pages import terms
from tests.archive.sample import AMBERFORD, CALDERWICK
from tests.archive.web.conftest import Ask

LIST = "/terms?terms=supervision%0A%22alert%22,+kestrels"


def test_json_has_all_councils_first_then_each(site: Ask, public_site: Ask) -> None:
    for asked in (site, public_site):
        answer = json.loads(asked(LIST.replace("terms?", "terms.json?")).text)
        assert answer.keys() == {"terms", "unit", "all", "councils"}
        assert [one["term"] for one in answer["terms"]] == ["supervision", '"alert"', "kestrels"]
        assert answer["all"]["reports"] == [sum(one["reports"][at] for one in answer["councils"]) for at in range(3)]
        assert {one["local_authority"] for one in answer["councils"]} >= {AMBERFORD, CALDERWICK}
        assert all(one["of"] >= max(one["reports"]) for one in answer["councils"])


def test_each_number_leads_to_so_many_reports(site: Ask) -> None:
    page = site(LIST).text
    answer = json.loads(site(LIST.replace("terms?", "terms.json?")).text)
    amberford = next(one for one in answer["councils"] if one["local_authority"] == AMBERFORD)
    assert amberford["reports"][0] > 0
    link = f"/search?q=supervision&amp;authority={AMBERFORD}"
    assert f'<a href="{link}" rel="nofollow">{amberford["reports"][0]}</a>' in page
    results = json.loads(site(link.replace("&amp;", "&").replace("search?", "search.json?")).text)
    assert sum(one["type"] == "report" for one in results["results"]) == amberford["reports"][0]


def test_a_link_of_a_cell_is_of_its_council_alone(site: Ask) -> None:
    page = site(f"{LIST}&group={AMBERFORD},{CALDERWICK}&year=2019").text
    assert f'href="/search?q=supervision&amp;year=2019&amp;authority={AMBERFORD}"' in page
    assert "Remove </span>" in page  # chips
    assert f"group={AMBERFORD}%2C{CALDERWICK}" in page  # kept by the head of a column, the form and the downloads


def test_a_page_too_heavy_with_links_has_none_in_its_cells(site: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(terms, "MOST_LINKED", 10)
    assert f"authority={AMBERFORD}" not in site(LIST).text


def test_a_column_a_term_in_csv_and_excel(site: Ask) -> None:
    head, *rows = csv.reader(io.StringIO(site(LIST.replace("terms?", "terms.csv?")).text.lstrip("\ufeff")))
    assert head == [
        "local_authority", "local_authority_name", "region", "reports_held",
        "reports with supervision", 'reports with "alert"', "reports with kestrels",
    ]  # fmt: skip
    answer = json.loads(site(LIST.replace("terms?", "terms.json?")).text)
    assert [row[4:] for row in rows] == [[str(number) for number in one["reports"]] for one in answer["councils"]]
    assert len({tuple(row[4:]) for row in rows}) > 1
    assert site(LIST.replace("terms?", "terms.xlsx?")).content.startswith(b"PK")


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("", "For example:"),
        ("?terms=%3F%21", "We left out “?!”. Type a word"),
        ("?terms=supervision&year=1066", "No council has a report that passes these filters."),
        ("?terms=supervision&from=soon", "We did not understand the start date “soon”"),
        ("?terms=LAC", "We searched for “LAC” and also “"),
        ("?terms=%00%0A%2C%2C&terms=supervision", ">supervision</bdi>"),
    ],
)
def test_what_there_is_nothing_to_count_of_is_said(site: Ask, query: str, words: str) -> None:
    answer = site(f"/terms{query}")
    assert answer.status_code == 200
    assert words in answer.text


def test_numbers_stand_under_each_other(site: Ask) -> None:
    table = site(LIST).text.partition('<table class="counts">')[2].partition("</table>")[0]
    assert table.count('<td class="number">') == table.count("<td") > 8
    assert table.count('<th scope="col" class="number">') == 4
