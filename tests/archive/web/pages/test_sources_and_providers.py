"""/sources, /source/{name} and /provider/{source}/{urn}: whose reports are, how complete, how well read; never a children's home."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.archive.factory import NOW, READER, ArchiveFactory
from tests.archive.sample import AMBERFORD, CALDERWICK, sample_archive
from tests.archive.web.conftest import Ask, asked
from tests.archive.web.outcomes.reading import words

URN, HOME = "SC101", "SC900"  # Amberford's, and a children's home's
SECRET = "Larch House"


def provider(made: ArchiveFactory, source: str, urn: str, name: str, kind: str = "44", **more: object) -> None:
    url = f"https://{source}.example/provider/{urn}"
    document = made.document("provider_page", url, f"{source} {urn}".encode(), source=source)
    row: dict[str, object] = {"source": source, "urn": urn, "name": name, "provider_type": kind, "status": "Open", "url": url}
    made.insert("providers", **row, document_id=document, reader_version=READER, **more)


def listed(made: ArchiveFactory, urn: str, provision_type: str, name: str | None) -> None:
    """A provider in one of Ofsted's own lists, with one inspection."""
    key = {"statistics": "social_care", "sha256": "0" * 64, "as_at": "2024-03-31", "row": 1, "urn": urn}
    made.insert("official_providers", **key, file_name="list.csv", loaded=NOW, provision_type=provision_type, name=name)
    made.insert(
        "official_provider_inspections", **key, list="latest", event_type="Full inspection", inspection_start="2022-08-15",
        overall_effectiveness="good", judgements='{"Overall experiences": "Good"}',
    )  # fmt: skip


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> ArchiveFactory:
    """The sample archive with a second inspectorate, whose numbers are Ofsted's too, a home, and lists of both kinds of providers."""
    made = sample_archive(tmp_path_factory.mktemp("two"))
    made.insert(
        "sources", name="norwell", title="Norwell Inspectorate", kind="inspectorate", home="https://norwell.example", key_prefix="norwell",
        licence="Norwell Open Licence", terms="Free to use.", author="The Norwell Inspectors", attribution="© Norwell.", ofsted_urns=0,
    )  # fmt: skip
    provider(made, "ofsted_reports", URN, "Amberford Council", local_authority=AMBERFORD, address="1 Town Square")
    provider(made, "norwell", URN, "Norwell Fire Brigade", local_authority=CALDERWICK)
    provider(made, "ofsted_reports", HOME, SECRET, "2", address="7 Hidden Lane")
    provider(made, "norwell", HOME, "Norwell Harbour Watch", "2")
    made.report(901, CALDERWICK, "2020-02-02", ["All is well."], key="norwell-901", source="norwell", urn=URN, title="Fire cover")
    made.report(902, None, "2020-03-03", ["A home."], key="ofsted-902", urn=HOME, title="Home inspection")
    listed(made, URN, "Local authority fostering agency", "Amberford Fostering")
    listed(made, HOME, "Children's home", None)
    made.insert("problems", source="norwell", kind="unknown_family", message="odd", first_seen=NOW, last_seen=NOW)
    full = {"started": NOW, "finished": "2026-10-02T03:00:00+00:00", "outcome": "ok", "listing_total": 9, "listing_read": 9}
    made.report(
        903, CALDERWICK, "2020-02-03", ["All is sound."], key="norwell-903", source="norwell", urn="N9", title="Harbour cover",
        inspection={"family": None, "report_type": None, "grade_status": "other_scale", "overall_printed": "Sound"},
    )  # fmt: skip
    provider(made, "norwell", "N9", "Norwell Harbour", "harbour master")
    provider(made, "norwell", "norfolkyjs", "Norwell Youth Justice", "service")
    page = "https://reports.example/provider/903"
    made.insert("problems", source="norwell", kind="markup_changed", message="no name", url=page, first_seen=NOW, last_seen=NOW)
    made.insert("runs", source="norwell", **full)
    made.insert("runs", source="ofsted_reports", **full, arguments='{"remit": "nurseries"}')
    return made


@pytest.fixture(scope="module")
def ask(two: ArchiveFactory) -> Iterator[Ask]:
    yield from asked(two.path, two.files, public=True)


def test_a_source_says_whose_it_is_how_complete_and_how_well_read(ask: Ask) -> None:
    page = words(ask("/source/norwell").text)
    for said in (
        "Author The Norwell Inspectors, which publishes reports",
        "Licence Norwell Open Licence",
        "“© Norwell.”",
        "complete up to 2 October 2026",
        "2 reports: we hold the file",
        "no open problem for 1 of the 2 reports we hold. For 1 we do, with the file or with the page that names it.",
        "1 problem more is with its lists, other pages, and reports that we do not hold.",
        "Published 2 February 2020 to 3 February 2020",
    ):
        assert said in page, said
    assert "Ofsted" not in page.partition("This archive is independent")[0].partition("How you may use it")[2].partition("Open problems")[0]
    told = ask("/source/norwell.json").json()
    assert told["complete"] == {"": {"complete_to": "2026-10-02T03:00:00+00:00", "short": False}}
    assert told["open_problems"] == {"markup_changed": 1, "unknown_family": 1}
    assert (told["reports_with_a_problem"], told["problems_with_no_report_held"]) == (1, 1)
    assert ask("/source/nowhere").status_code == 404


def test_each_part_of_a_list_is_complete_on_its_own(ask: Ask) -> None:
    assert list(ask("/source/ofsted_reports.json").json()["complete"]) == ["nurseries"], "councils were never listed in full"
    assert "Nurseries: complete up to 2 October 2026" in words(ask("/source/ofsted_reports").text)
    assert "we cannot say how complete this is" in words(ask("/source/sector_news").text)


def test_all_sources_are_listed_with_their_own_author(ask: Ask) -> None:
    rows = {row["name"]: row for row in csv.DictReader(io.StringIO(ask("/sources.csv").text.lstrip("\ufeff")))}
    assert {name: row["author"] for name, row in rows.items()} == {
        "norwell": "The Norwell Inspectors",
        "ofsted_reports": "Ofsted",
        "sector_news": "Sector News",
    }
    assert (rows["norwell"]["reports_held"], rows["sector_news"]["reports_held"]) == ("2", "0")
    page = ask("/sources").text
    assert all(f'href="/source/{name}"' in page for name in rows)
    for path in ("/about", "/search?q=supervision"):
        assert 'href="/sources"' in ask(path).text, path
    assert 'href="/source/norwell"' in ask("/report/norwell-901").text


def test_a_provider_page_says_its_kind_and_the_inspectorates_own_word_of_a_grade(ask: Ask) -> None:
    assert "Kind Local authority" in words(ask(f"/provider/ofsted_reports/{URN}").text)
    assert "Kind Harbour master" in words(ask("/provider/norwell/N9").text)
    assert ask("/provider/norwell/N9.json").json()["provider"]["kind"] == "harbour master"
    assert "Number at The Norwell Inspectors N9" in words(ask("/provider/norwell/N9").text)
    assert "Known here by its page’s address, as norfolkyjs" in words(ask("/provider/norwell/norfolkyjs").text)
    (row,) = csv.DictReader(io.StringIO(ask("/provider/norwell/N9.csv").text.lstrip("\ufeff")))
    assert (row["overall_grade"], row["grade_printed"]) == ("other_scale", "Sound")
    assert row["grade_in_words"] == "“Sound” on the inspectorate’s own scale"
    rows = csv.DictReader(io.StringIO(ask(f"/authority/{CALDERWICK}.csv").text.lstrip("\ufeff")))
    assert {row["key"]: row["grade_in_words"] for row in rows}["norwell-903"] == "“Sound” on the inspectorate’s own scale"


def test_a_provider_has_its_own_reports_and_no_others(ask: Ask) -> None:
    own, other = (ask(f"/provider/{source}/{URN}.json").json() for source in ("ofsted_reports", "norwell"))
    assert [row["key"] for row in own["reports"]] == ["ofsted-101"]
    assert [row["key"] for row in other["reports"]] == ["norwell-901"]
    assert (own["provider"]["name"], other["provider"]["name"]) == ("Amberford Council", "Norwell Fire Brigade")
    assert (len(own["official"]["lists"]), len(other["official"]["lists"])) == (1, 0), "Ofsted's lists say nothing of Norwell's numbers"
    assert next(one["area"] for one in own["reports"][0]["judgements"]) == "overall_effectiveness"
    page = words(ask(f"/provider/ofsted_reports/{URN}").text)
    assert "Overall experiences: Good" in page.partition("What Ofsted’s own lists say")[2]
    assert "Overall experiences: Good" not in page.partition("What Ofsted’s own lists say")[0]
    assert "What Ofsted’s own lists say" not in words(ask(f"/provider/norwell/{URN}").text)
    (row,) = csv.DictReader(io.StringIO(ask(f"/provider/norwell/{URN}.csv").text.lstrip("\ufeff")))
    assert (row["key"], row["source"]) == ("norwell-901", "norwell")
    assert f'href="/provider/norwell/{URN}"' in ask("/report/norwell-901").text
    for path in ("/provider/norwell/SC1", "/provider/nowhere/SC101", "/provider/sector_news/SC101"):
        assert ask(path).status_code == 404, path


@pytest.mark.parametrize("form", ["", ".json", ".csv", ".xlsx"])
def test_a_childrens_home_has_no_page(ask: Ask, form: str) -> None:
    answer = ask(f"/provider/ofsted_reports/{HOME}{form}")
    assert answer.status_code == 200
    assert not [word for word in (SECRET, "Hidden Lane", "ofsted-902", "/authority/") if word in answer.text]
    if not form:
        assert "Ofsted publishes children’s homes without name, address or place" in answer.text
    if form == ".json":
        assert set(answer.json()) == {"source", "urn", "home", "why"}


def test_a_report_of_a_home_does_not_name_it_and_type_2_of_others_is_no_home(ask: Ask) -> None:
    report = ask("/report/ofsted-902").text
    assert SECRET not in report + ask("/report/ofsted-902.json").text
    assert f'href="/provider/ofsted_reports/{HOME}"><bdi>Number {HOME}' in report
    assert "Norwell Harbour Watch" in ask(f"/provider/norwell/{HOME}").text


@pytest.mark.parametrize("kind", ["2", "23"])
def test_a_page_or_a_list_alone_is_enough_to_hold_a_home_back(tmp_path: Path, kind: str) -> None:
    made = sample_archive(tmp_path)
    provider(made, "ofsted_reports", URN, SECRET, kind)
    if kind != "2":
        listed(made, URN, "Residential special school (registered as a children's home)", None)
    sites = asked(made.path, made.files, public=False)
    ask = next(sites)
    assert SECRET not in ask(f"/provider/ofsted_reports/{URN}.json").text + ask("/report/ofsted-101").text
    sites.close()
