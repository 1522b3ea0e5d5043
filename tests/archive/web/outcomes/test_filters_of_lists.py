"""Every list takes several values of a filter, and a group of councils, in all of its forms, and keeps them in its links."""

import csv
import io
import re
from html import unescape
from urllib.parse import parse_qsl

import pytest

from tests.archive.factory import ArchiveFactory
from tests.archive.web.conftest import Ask, asked
from tests.archive.web.outcomes.sector import FAIRHOLM, GRADEBY, LATEFORD

WEEK = "2020-02-12"  # in which a visit to Lateford was published
BOTH = f"{FAIRHOLM},{LATEFORD}"


def councils(ask: Ask, address: str) -> set[str]:
    rows = csv.DictReader(io.StringIO(ask(address).text.removeprefix("\ufeff")))
    return {row["local_authority_code"] for row in rows}


@pytest.mark.parametrize("path", ["/visits", "/outcomes"])
def test_of_several_councils_and_of_a_group_each_is_there(ask: Ask, path: str) -> None:
    assert {FAIRHOLM, LATEFORD, GRADEBY} <= councils(ask, f"{path}.csv")
    for chosen in (f"authority={BOTH}", f"authority={FAIRHOLM}&authority={LATEFORD}", f"group={BOTH}&group_name=Ours"):
        assert councils(ask, f"{path}.csv?{chosen}") == {FAIRHOLM, LATEFORD}
        assert ask(f"{path}.xlsx?{chosen}").status_code == 200
        rows = ask(f"{path}.json?{chosen}").json()["rows"]
        assert {row["local_authority_code"] for row in rows} == {FAIRHOLM, LATEFORD}
        feed = ask(f"{path}.atom?{chosen}").text
        assert ("Fairholm" in feed, "Lateford" in feed, "Gradeby" in feed) == (True, True, False)
    assert councils(ask, f"{path}.csv?authority={FAIRHOLM}&group={BOTH}") == {FAIRHOLM}
    regions = {"North East", "Yorkshire and the Humber"}
    assert councils(ask, f"{path}.csv?region={','.join(regions)}") >= {FAIRHOLM}
    assert councils(ask, f"{path}.csv?region=North+East") < councils(ask, f"{path}.csv?region=North+East&region=Yorkshire+and+the+Humber")
    assert "You chose a council outside your group" in ask(f"{path}?authority={GRADEBY}&group={BOTH}").text
    assert "There is no authority with the code “X9”" in ask(f"{path}?group=X9").text
    assert councils(ask, f"{path}.csv?authority=X9") == set()


@pytest.mark.parametrize("path", ["/send", "/after-inadequate"])
def test_lists_of_councils_alone_can_be_narrowed_to_some(ask: Ask, path: str) -> None:
    everybody = councils(ask, f"{path}.csv")
    one = min(everybody)
    assert councils(ask, f"{path}.csv?authority={one}") == councils(ask, f"{path}.csv?group={one}&group_name=Ours") == {one}
    assert councils(ask, f"{path}.csv?authority={','.join(everybody)}") == everybody
    assert councils(ask, f"{path}.csv?region=Nowhere") == set()
    page = ask(f"{path}?group={one}&group_name=Ours").text
    assert f'href="{path}.csv?group={one}&amp;group_name=Ours"' in page
    assert '<span class="hidden">Remove </span>' in page
    assert ask(f"{path}.json?authority=X9").json()["notices"][0].startswith("There is no authority with the code “X9”")


def test_of_several_values_of_a_visit_any_will_do(ask: Ask) -> None:
    def found(query: str) -> list[str]:
        return [row["report"] for row in ask(f"/visits.json?{query}").json()["rows"]]

    everything = found("")
    years = sorted({row["published"][:4] for row in ask("/visits.json").json()["rows"]})
    assert len(years) > 2
    assert len(found(f"year={years[0]},{years[1]}")) == len(found(f"year={years[0]}")) + len(found(f"year={years[1]}"))
    assert found("family=focused_visit,jtai") == everything
    assert found(f"from={years[1]}&to={years[1]}") == found(f"year={years[1]}")
    assert found("from=soon") == everything
    assert "We did not understand the start date “soon”" in ask("/visits?from=soon").text


@pytest.mark.parametrize(
    ("path", "chosen"),
    [
        ("/visits", {"group": BOTH, "group_name": "Ours", "family": "focused_visit,jtai", "from": "2010-01-01"}),
        ("/visits", {"authority": BOTH, "region": "North East,Yorkshire and the Humber"}),
        ("/outcomes", {"group": BOTH, "group_name": "Ours", "region": "North East,Yorkshire and the Humber"}),
        ("/week", {"group": BOTH, "group_name": "Ours", "region": "North East"}),
        ("/articles", {"group": BOTH, "group_name": "Ours", "year": "2022,2023", "to": "2030-12-31"}),
        ("/recurring", {"group": BOTH, "group_name": "Ours", "family": "ilacs,sif", "year": "2022"}),
    ],
)
def test_its_downloads_and_its_feed_keep_every_choice(ask: Ask, path: str, chosen: dict[str, str]) -> None:
    page = ask(f"{path}?{'&'.join(f'{name}={value}' for name, value in chosen.items())}")
    assert page.status_code == 200
    links = [unescape(one) for one in re.findall(rf'href="({path}\.[a-z]+[^"]*)"', page.text)]
    assert links
    for link in links:
        assert dict(parse_qsl(link.partition("?")[2])).items() >= chosen.items(), link


def test_a_week_of_some_councils(ask: Ask) -> None:
    whole, narrowed = (ask(f"/week.txt?to={WEEK}{more}").text for more in ("", f"&group={FAIRHOLM}&group_name=Ours"))
    assert "Lateford" in whole
    assert "Lateford" not in narrowed
    assert f"&group={FAIRHOLM}&group_name=Ours" in narrowed.splitlines()[-1]
    assert "Lateford" in ask(f"/week.txt?to={WEEK}&authority={LATEFORD}").text
    feed = ask(f"/week.atom?to={WEEK}&authority={FAIRHOLM}").text
    assert "Lateford" not in feed
    page = ask(f"/week?to={WEEK}&authority={LATEFORD},{FAIRHOLM}").text
    assert page.count('<span class="hidden">Remove </span>') == 2
    assert f'href="/week?to={WEEK}&amp;authority={FAIRHOLM}"' in page
    assert '<optgroup label="Invented councils (the demo’s, not real)">' in page


def test_invented_councils_stand_apart(own: ArchiveFactory) -> None:
    own.authority("E06999999", "Realham", "North East")
    own.db.conn.commit()
    sites = asked(own.path, own.files, public=False)
    ask = next(sites)
    choices = re.search(r'<select id="a0".*?</select>', ask("/compare").text, re.DOTALL)
    assert choices
    real, _, invented = choices[0].partition("<optgroup")
    assert ("Realham" in real, "Fairholm" in real) == (True, False)
    assert ("Realham" in invented, "Fairholm" in invented) == (False, True)
    assert '<option value="E06999999" selected>Realham</option>' in ask("/compare?a=E06999999").text
    region = ask("/neighbours/E06999999?with=region").text
    assert "Fairholm" not in region
    assert "Realham" not in ask(f"/neighbours/{FAIRHOLM}?with=region").text
    sites.close()
    own.db.close()
