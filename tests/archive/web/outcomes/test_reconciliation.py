"""`archive reconcile` against a file in the official columns: it finds exactly the differences that were planted."""

import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from odfdo import Document, Row, Table

from archive.cli import main
from tests.archive.factory import ArchiveFactory
from tests.archive.web.conftest import asked
from tests.archive.web.outcomes.reading import words

HEADER = [
    "Web link",
    "Local authority name",
    "Ofsted region",
    "Inspection date",
    "Publication date",
    "Overall effectiveness",
    "The impact of leaders on social work practice with children and families",
    "The experiences and progress of children who need help and protection",
    "The experiences and progress of children in care",
    "The experiences and progress of care leavers",
]
NORTH, LONDON = "North East, Yorkshire and the Humber", "London"
RI = "Requires improvement to be good"
AGREED = [
    [
        "https://x",
        "Fairholm Council",
        NORTH,
        datetime.date(2015, 3, 20),
        datetime.date(2015, 3, 20),
        "Good",
        "Good",
        "Good",
        "Good",
        "Good",
    ],
    ["https://x", "GRADEBY", NORTH, "10/05/2024", "10 May 2024", "Good", "Good", "Good", "Good", RI],
    ["https://x", "Jointon", LONDON, "10/05/2021", "10/05/2021", "Outstanding", "Good", "", "Outstanding", "Outstanding"],
    ["https://x", "Newwick", LONDON, "12/05/2023", "12/05/2023", "Good", "Good", "Good", "Good", "Not judged"],
]
PLANTED = [
    ["https://x", "Lateford", LONDON, "13/09/2019", "14/09/2019", RI, "Inadequate", "", "", ""],
    ["https://x", "Haltonby", LONDON, "11/03/2022", "20/04/2022", "Good", "", "", "", ""],
    ["https://x", "Quietham", NORTH, "01/02/2020", "02/03/2020", "Good", "Good", "Good", "Good", "Good"],
    ["https://x", "Atlantis", LONDON, "01/02/2020", "02/03/2020", "Good", "Good", "Good", "Good", "Good"],
]
FOUND = [
    "Lateford: region: file London, archive North East, Yorkshire and the Humber: the file puts the authority in a different Ofsted region",
    "Lateford: published: file 2019-09-14, archive 2019-09-13: the date we read in the report differs from the file",
    "Lateford: overall_effectiveness: file requires_improvement, archive inadequate: "
    "the grade we read in the report differs from the file; check the report’s page",
    "Haltonby: overall_effectiveness: file good, archive not_read: the archive holds the report, but we could not read this with certainty",
    "Quietham: inspection: file 2020-03-02, archive nothing: "
    "the archive has no graded inspection with these dates, and Ofsted’s site did not list one when we read it",
    "Atlantis: inspection: file 2020-03-02, archive nothing: we know no local authority with this name",
]


def write_ods(path: Path, rows: list[list[object]]) -> Path:
    """An ODS with a title, the header and `rows`, and the million empty rows that spreadsheets end with."""
    table = Table("LA outcomes")
    for values in [["Local authority inspection outcomes"], [], HEADER, *rows]:
        row = Row()
        row.set_values(values)
        table.append_row(row)
    empty = Row()
    empty.repeated = 1_000_000
    table.append_row(empty)
    document = Document("spreadsheet")
    document.body.clear()
    document.body.append(Table("Cover"))
    document.body.append(table)
    document.save(path)
    return path


@pytest.fixture
def archive(own: ArchiveFactory, monkeypatch: pytest.MonkeyPatch) -> ArchiveFactory:
    """An archive that commands find: Jointon without the sign that a spreadsheet would run."""
    own.db.execute("update local_authorities set name = 'Jointon' where name = '=Jointon'")
    own.db.conn.commit()
    monkeypatch.setenv("ARCHIVE_DB", str(own.path))
    monkeypatch.setenv("ARCHIVE_FILES", str(own.files))
    return own


def run(path: Path, *more: str) -> tuple[int, list[str]]:
    """Exit status and lines of the command, without the authorities that the project itself ships (they hold no reports)."""
    done = CliRunner().invoke(main, ["reconcile", str(path), *more])
    return done.exit_code, done.output.splitlines()


def test_exactly_the_planted_differences_are_found(archive: ArchiveFactory, tmp_path: Path) -> None:
    path = write_ods(tmp_path / "LA_Inspection_Outcomes_as_at_31_March_2025.ods", [*AGREED, *PLANTED])
    status, lines = run(path)
    assert status == 0
    assert lines == [
        f"{path.name} (2025-03-31): 8 latest outcomes of authorities; 8 new, 0 left out",
        "we know no local authority with these names: Atlantis",
        *FOUND,
        "8 authorities in the file for 2025-03-31: 4 agree, 6 differences",
    ]


def test_what_the_file_lacks_and_a_later_inspection_are_differences(archive: ArchiveFactory, tmp_path: Path) -> None:
    status, lines = run(write_ods(tmp_path / "file.ods", AGREED), "--as-at", "2026-10-31")
    assert status == 0
    assert [line.partition(": the archive")[0] for line in lines[1:-1]] == [
        "Gradeby: inspection: file 2024-05-10, archive 2026-06-12",
        "Lateford: inspection: file nothing, archive 2019-09-13",
        "Haltonby: inspection: file nothing, archive 2022-04-20",
    ]


def test_the_page_shows_the_newest_and_a_second_run_takes_its_place(archive: ArchiveFactory, tmp_path: Path) -> None:
    path = write_ods(tmp_path / "outcomes_as_at_31_March_2025.ods", [*AGREED, *PLANTED])
    assert run(path)[1][1:] == run(path)[1][1:]
    site = asked(archive.path, archive.files, public=True)
    ask = next(site)
    page = words(ask("/reconciliation").text)
    assert "Authorities with no differences 4 of 8" in page
    assert "6 differences" in page
    assert "Lateford Overall effectiveness Requires improvement Inadequate The grade we read in the report differs from the file" in page
    assert len(ask("/reconciliation.csv").text.splitlines()) == 7
    assert "We have no file for" not in ask("/reconciliation?as_at=2025-03-31").text + page
    assert "We have no file for “2024-03-31”. This is the newest one." in ask("/reconciliation?as_at=2024-03-31").text
    site.close()


@pytest.mark.parametrize(
    ("cell", "value", "said"),
    [(5, "Splendid", "row 4 has the grade 'Splendid'"), (3, "soon", "row 4 has the date 'soon'")],
)
def test_a_value_that_is_not_understood_is_an_error_and_not_a_guess(
    archive: ArchiveFactory, tmp_path: Path, cell: int, value: str, said: str
) -> None:
    row = [*AGREED[1]]
    row[cell] = value
    status, lines = run(write_ods(tmp_path / "file.ods", [row]), "--as-at", "2025-03-31")
    assert status != 0
    assert said in lines[-1]


def test_a_file_of_another_kind_and_a_missing_day_say_what_to_do(archive: ArchiveFactory, tmp_path: Path) -> None:
    text = tmp_path / "file.ods"
    text.write_text("no spreadsheet")
    assert " as an ODS or CSV file: " in run(text, "--as-at", "2025-03-31")[1][-1]
    assert "such as --as-at 2024-03-31" in run(text)[1][-1]
    empty = write_ods(tmp_path / "empty.ods", [])
    assert "has no table with rows and the columns" in run(empty, "--as-at", "2025-03-31")[1][-1]
