"""What Ofsted's statistics list and the archive does not hold is shown as such; what it holds is not shown twice."""

import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from archive.cli import main
from tests.archive import official_files as files
from tests.archive.factory import ArchiveFactory
from tests.archive.web.conftest import asked
from tests.archive.web.outcomes.reading import words
from tests.archive.web.outcomes.sector import FAIRHOLM, LATEFORD, NEWWICK

NOT_HELD = "from Ofsted’s statistics; we do not hold the report"


@pytest.fixture
def archive(own: ArchiveFactory, monkeypatch: pytest.MonkeyPatch) -> ArchiveFactory:
    """An archive that commands find, with a county that became unitary and one that was divided."""
    own.authority("X9000091", "Mereham (to 2023)", "London", ended="2023-03-31", replaced_by="X9000092", kind="County")
    own.authority("X9000092", "Mereham", "London", started="2023-04-01")
    own.authority("X9000093", "Cloveshire", "London", ended="2023-03-31", replaced_by="X9000094|X9000095", kind="County")
    own.authority("X9000094", "East Cloveshire", "London", started="2023-04-01")
    own.authority("X9000095", "West Cloveshire", "London", started="2023-04-01")
    own.db.execute("update local_authorities set dfe_code = '092' where code = 'X9000091'")
    own.db.execute("update local_authorities set dfe_code = '093' where code = 'X9000094'")
    for number, code in ((9001, "X9000091"), (9003, "X9000093")):
        own.report(number, code, "2022-09-21", ["A page."], title="Children’s services inspection")
        own.db.execute(
            "update inspections set family = 'ilacs', report_type = 'ilacs_inspection', inspection_start = '2022-07-18', "
            "inspection_end = '2022-07-29', overall_effectiveness = 'good', grade_status = 'given' where report_id = ?",
            [own.db.execute("select id from reports where local_authority = ?", [code]).fetchone()[0]],
        )
    own.db.conn.commit()
    monkeypatch.setenv("ARCHIVE_DB", str(own.path))
    monkeypatch.setenv("ARCHIVE_FILES", str(own.files))
    return own


def load(path: Path, sheets: dict[str, list[object]]) -> str:
    """The output of loading a file with these sheets."""
    done = CliRunner().invoke(main, ["official", str(files.write_sheets(path, sheets))])  # type: ignore[arg-type]
    assert done.exit_code == 0, done.output
    return done.output


def visit(name: str, day: str, kind: str, theme: str | None) -> list[object]:
    first = datetime.date.fromisoformat(day)
    return ["Page", None, name, "London", first, first + datetime.timedelta(days=30), kind, *[None] * 5, theme]


def year(*rows: list[object]) -> dict[str, list[object]]:
    return {"Year": [files.YEAR_2025, *rows]}


def count(archive: ArchiveFactory) -> int:
    found: int = archive.db.execute("select count(*) from official_inspections").fetchone()[0]
    return found


def test_loading_again_adds_nothing_and_a_newer_edition_replaces(archive: ArchiveFactory, tmp_path: Path) -> None:
    path = tmp_path / "x_as_at_31_March_2025.ods"
    first, second = (visit("Lateford", day, "LA Monitoring visit", "Front door") for day in ("2024-06-04", "2024-11-05"))
    assert "2 new, 0 left out" in load(path, year(first, second))
    assert "0 new, 0 left out" in load(path, year(first, second))
    assert count(archive) == 2
    assert "0 new" in load(path, year(first))
    assert count(archive) == 1
    load(tmp_path / "x_as_at_31_March_2024.ods", year(second))
    assert count(archive) == 2


def test_what_is_left_out_is_a_problem_until_an_edition_is_understood(archive: ArchiveFactory, tmp_path: Path) -> None:
    path = tmp_path / "x_as_at_31_March_2025.ods"
    good, odd = visit("Lateford", "2024-06-04", "LA Monitoring visit", None), visit("Lateford", "2024-07-04", "LA Night visit", None)
    standing = "select kind, message from problems where kind = 'statistics_row' and resolved is null"
    assert "1 left out" in load(path, year(good, odd))
    ((_, message),) = archive.db.execute(standing).fetchall()
    assert message.startswith("x_as_at_31_March_2025.ods: sheet 'Year': row 5 has the type of inspection 'LA Night visit'")
    load(tmp_path / "x_as_at_31_March_2024.ods", year(good))
    assert len(archive.db.execute(standing).fetchall()) == 1
    load(path, year(good))
    assert archive.db.execute(standing).fetchall() == []


@pytest.mark.parametrize("public", [False, True])
def test_a_visit_that_is_not_held_stands_where_readers_look(archive: ArchiveFactory, tmp_path: Path, public: bool) -> None:
    rows = [visit("Lateford", "2024-06-04", "LA Monitoring visit", "Front door")]
    load(tmp_path / "x_as_at_31_March_2025.ods", year(*rows))
    load(tmp_path / "x_as_at_31_March_2024.ods", year(*rows))  # both editions list it
    send = ["Page", None, "Lateford", "London", datetime.date(2018, 3, 5), datetime.date(2018, 5, 16), "Yes", 4]
    load(tmp_path / "send_to_31_August_2022.ods", {"Data": [files.AREA_SEND, send]})
    site = asked(archive.path, archive.files, public=public)
    ask = next(site)
    page = ask(f"/authority/{LATEFORD}").text
    said = words(page)
    assert said.count("Monitoring visit, 4 June 2024: " + NOT_HELD) == 1  # the mark of the timeline
    assert f"from 4 June 2024 Monitoring visit Front door published 4 July 2024; {NOT_HELD} No grade Not compared" in said
    assert f"published 16 May 2018; {NOT_HELD} Written statement of action required (of the partnership)" in said
    assert "Monitoring visit, 4 June 2024 (from Ofsted’s statistics; we do not hold the report)" in said  # the newest visit of any kind
    assert "Monitoring visits: none in the archive; 1 in Ofsted’s statistics without a report in the archive; " in said
    after = ask("/after-inadequate").text
    assert "Monitoring visits: none in the archive; 1 in Ofsted’s statistics without a report in the archive; " in words(after)
    assert "Monitoring visit, 4 June 2024, Front door (from Ofsted’s statistics; we do not hold the report)" in words(after)
    row = next(row for row in ask("/after-inadequate.json").json()["rows"] if row["local_authority"] == "Lateford")
    assert row["visits_not_held"] == f"monitoring_visit 2024-06-04 (Front door), {NOT_HELD}"
    assert NOT_HELD not in words(ask(f"/authority/{FAIRHOLM}").text)
    site.close()


def test_what_is_held_is_not_shown_twice(archive: ArchiveFactory, tmp_path: Path) -> None:
    held = archive.db.execute(
        """select a.name, i.inspection_start, i.inspection_end, a.code from inspections i join reports r on r.id = i.report_id
        join local_authorities a on a.code = r.local_authority where i.family = 'focused_visit' and i.inspection_end is not null"""
    ).fetchone()
    rows = [visit(held[0], held[1] or held[2], "ILACS Focused Visit", None), visit(held[0], "2009-01-05", "ILACS Focused Visit", None)]
    load(tmp_path / "x_as_at_31_March_2025.ods", year(*rows))
    site = asked(archive.path, archive.files, public=True)
    page = words(next(site)(f"/authority/{held[3]}").text)
    assert page.count("; " + NOT_HELD) == 1
    assert "from 5 January 2009" in page
    site.close()


def test_a_council_shows_its_predecessors_inspection_as_its_own_where_it_kept_area_and_number(archive: ArchiveFactory) -> None:
    site = asked(archive.path, archive.files, public=True)
    ask = next(site)
    assert "inspected as Mereham County Council" in words(ask("/authority/X9000092").text)
    assert "inspected as" not in words(ask("/authority/X9000094").text)
    assert "inspected as" not in words(ask(f"/authority/{NEWWICK}").text)  # of another number than its predecessor
    assert "Ofsted counts the earlier inspections as this authority’s" in words(ask("/authority/X9000092").text)
    assert "Its grades are not this authority’s grades" not in words(ask("/authority/X9000092").text)
    assert "Its grades are not this authority’s grades" in words(ask(f"/authority/{NEWWICK}").text)
    (ended,) = archive.db.execute("select code from local_authorities where name = 'Mereham (to 2023)'").fetchone()
    assert "Its grades do not pass to a successor" not in words(ask(f"/authority/{ended}").text)
    (divided,) = archive.db.execute("select code from local_authorities where name = 'Cloveshire'").fetchone()
    assert "Its grades do not pass to a successor" in words(ask(f"/authority/{divided}").text)
    today = {row["local_authority"]: row for row in ask("/outcomes.json?as_at=2024-03-31").json()["rows"]}
    assert (today["Mereham"]["overall_effectiveness"], today["Mereham"]["inspected_as"]) == ("good", "Mereham County Council")
    assert not {"East Cloveshire", "West Cloveshire", "Cloveshire", "Mereham (to 2023)"} & set(today)
    before = {row["local_authority"]: row for row in ask("/outcomes.json?as_at=2022-12-31").json()["rows"]}
    assert "Mereham" not in before
    assert before["Mereham (to 2023)"]["inspected_as"] is None
    site.close()


def test_at_31_march_the_date_of_inspection_counts_unless_asked(archive: ArchiveFactory) -> None:
    site = asked(archive.path, archive.files, public=True)
    ask = next(site)
    archive.db.execute(
        "update inspections set inspection_end = '2022-04-08', inspection_start = '2022-03-28' where inspection_end = '2022-07-29'"
    )
    archive.db.conn.commit()
    names = lambda query: {row["local_authority"] for row in ask(f"/outcomes.json?{query}").json()["rows"]}  # noqa: E731
    assert "Mereham (to 2023)" in names("as_at=2022-03-31")
    assert "Mereham (to 2023)" not in names("as_at=2022-03-31&date=published")
    assert "Mereham (to 2023)" not in names("as_at=2022-03-30")
    assert "use inspection dates" in words(ask("/outcomes?as_at=2022-03-31").text)
    site.close()


def test_two_periods_and_not_yet_inspected_have_their_cause(archive: ArchiveFactory, tmp_path: Path) -> None:
    archive.db.execute("update inspections set inspection_end = '2024-05-12' where inspection_end = '2022-07-29'")
    archive.db.conn.commit()
    rows = [
        ["Page", "Mereham", "London", datetime.date(2022, 7, 18), *["Good"] * 5],
        ["Page", "East Cloveshire", "London", "Not yet inspected"],
    ]
    said = load(tmp_path / "x_as_at_31_March_2024.ods", {"Latest": [files.LATEST_2024, *rows]})
    assert "Mereham: inspected: file 2022-07-18, archive 2024-05-12: the inspection had two periods" in said
    assert "East Cloveshire: " not in said
