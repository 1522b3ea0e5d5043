"""/recommendations opens with the newest, a page of reports at a time, and can be narrowed by region and year."""

import csv
import io
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlencode

import pytest

from tests.archive.factory import ArchiveFactory
from tests.archive.web.conftest import Ask, asked


@pytest.fixture
def own_many(tmp_path: Path) -> Iterator[ArchiveFactory]:
    """23 reports that ask one thing each."""
    made = ArchiveFactory(tmp_path)
    made.authority("X0000001", "Amberford", "Midshire")
    for number in range(23):
        report = made.report(
            300 + number, "X0000001", f"2021-03-{number + 1:02}", ["A page."], inspection={"grade_status": "not_applicable"}
        )
        made.fact("recommendations", report, position=1, kind="improvement", addressed_to="authority", page=1, text="Improve plans.")
    made.db.conn.commit()
    yield made
    made.db.close()


def days_shown(page: str) -> list[str]:
    return re.findall(r"published (\d+ \w+ \d{4})</p>", page)


def test_it_opens_with_the_newest(site: Ask, made: ArchiveFactory) -> None:
    page = site("/recommendations").text
    assert "Newest first, to " in page
    held = [
        row[0]
        for row in made.db.execute(
            "select distinct r.published, r.id from recommendations c join reports r on r.id = c.report_id order by 1 desc, 2 desc"
        )
    ]
    assert len(held) > 1
    assert [day.rpartition(" ")[2] for day in days_shown(page)] == [published[:4] for published in held]
    assert "Newest first" not in site("/recommendations?q=supervis*").text


def test_bare_csv_holds_all(site: Ask, made: ArchiveFactory) -> None:
    rows = list(csv.DictReader(io.StringIO(site("/recommendations.csv").text.removeprefix("\ufeff"))))
    assert len(rows) == made.db.execute("select count(*) from recommendations").fetchone()[0]


def test_region_and_year_narrow_it(site: Ask) -> None:
    page = site("/recommendations").text
    assert "/recommendations?region=Midshire" in page
    narrowed = site("/recommendations?region=Midshire").text
    assert days_shown(narrowed)
    assert len(days_shown(narrowed)) < len(days_shown(page))
    year = days_shown(page)[0].rpartition(" ")[2]
    assert {day[-4:] for day in days_shown(site(f"/recommendations?year={year}").text)} == {year}
    assert days_shown(site("/recommendations?region=Nowhere").text) == []


def test_a_page_holds_twenty_reports_and_none_is_lost(own_many: ArchiveFactory) -> None:
    sites = asked(own_many.path, own_many.files, public=False)
    ask = next(sites)
    first, second = ask("/recommendations").text, ask("/recommendations?page=2").text
    assert "Page 1 of 2" in first
    assert 'href="/recommendations?page=2" rel="next nofollow">Older</a>' in first
    assert ">Newer</a>" not in first
    keys = [re.findall(r'href="/report/(ofsted-\d+)">', page) for page in (first, second)]
    assert [len(set(one)) for one in keys] == [20, 3]
    assert not set(keys[0]) & set(keys[1])
    beyond = ask("/recommendations?page=9")
    assert beyond.status_code == 200
    assert "Page 2 of 2" in beyond.text
    assert re.findall(r'href="/report/(ofsted-\d+)">', beyond.text) == keys[1]
    assert "Page 1 of 2" in ask("/recommendations?page=x").text
    sites.close()


def test_of_several_values_any_will_do_and_a_group_of_councils_is_one(site: Ask) -> None:
    def found(parameters: str) -> set[str]:
        rows = list(csv.DictReader(io.StringIO(site(f"/recommendations.csv?{parameters}").text.lstrip("\ufeff"))))
        return {row["local_authority"] for row in rows}

    first, second = sorted(found(""))[:2]
    several = f"authority={first}&authority={second}", f"authority={first},{second}", f"group={first},{second}&group_name=Ours"
    for parameters in several:
        assert found(parameters) == {first, second}
    assert found(f"authority={first}") == found(f"group={first},{second}&authority={first}") == {first}
    assert found("authority=X0000009,X0000008") == set()
    page = site(f"/recommendations?authority={first},{second}").text
    assert f"/recommendations.atom?authority={first}%2C{second}" in page
    years = site("/recommendations?year=2019,2022").text
    assert years.count('<span class="hidden">Remove: </span>') >= 1


def test_every_link_keeps_every_choice(own_many: ArchiveFactory) -> None:
    sites = asked(own_many.path, own_many.files, public=False)
    ask = next(sites)
    chosen = {
        "q": "improve", "synonyms": "off", "group": "X0000001,X0000002", "group_name": "Our group", "kind": "improvement", "year": "2021",
        "from": "2021-01-01", "to": "2021-12-31", "region": "Midshire",
    }  # fmt: skip
    page = ask(f"/recommendations?{urlencode(chosen)}").text
    links = [unescape(one) for one in re.findall(r'href="(/recommendations[.a-z]*[?][^"]*)"', page) if "theme=" not in one]
    links += [unquote(one.partition("list=")[2]) for one in re.findall(r'href="(/follow[?]list=[^"]*)"', page)]
    assert len(links) > 12
    for link in links:
        kept = dict(parse_qsl(link.partition("?")[2]))
        kept.pop("page", None)
        lost = {name for name, value in chosen.items() if kept.get(name) != value}
        assert len(lost) <= 1 or lost == {"group", "group_name"} or kept == {"q": "improve", "synonyms": "off"}, link
    downloads = [link for link in links if re.search(r"\.(csv|xlsx|json|atom)[?]|page=2", link)]
    assert len(downloads) >= 6
    assert all(dict(parse_qsl(link.partition("?")[2])).items() >= chosen.items() for link in downloads)
    for name, value in chosen.items():
        assert name in ("q", "from", "to") or f'<input type="hidden" name="{name}" value="{value}">' in page
    assert page.count('<span class="hidden">Remove </span>') == 6  # group, kind, region, year and two dates
    sites.close()


def test_a_choice_can_be_added_to_another(site: Ask, made: ArchiveFactory) -> None:
    page = site("/recommendations?region=Midshire").text
    assert 'href="/recommendations?region=Midshire%2CEastland"' in page
    assert "Search only for the words you typed" in site("/recommendations?q=LAC").text
    assert "Include synonyms" in site("/recommendations?q=LAC&amp;synonyms=off".replace("&amp;", "&")).text
    assert ">supervision</a>?" in site("/recommendations?q=suprevision").text
