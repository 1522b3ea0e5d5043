"""The tables of a public snapshot for programs: Parquet in three readers, and datapackage.json against an independent library."""

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import frictionless
import pyarrow
import pyarrow.parquet
import pytest

from archive.database.public import keep_names_apart
from archive.keeping.export.column_types import READ, describe
from archive.keeping.export.public_snapshot import export_public
from archive.keeping.export.tables import exported
from archive.web.site import metadata
from tests.archive.factory import ArchiveFactory
from tests.archive.sample import AMBERFORD, sample_archive
from tests.conftest import ROOT

TABLES = metadata()["databases"]["archive"]["tables"]
ARROW = {
    "string": "string",
    "integer": "int64",
    "number": "double",
    "boolean": "bool",
    "date": "date32[day]",
    "datetime": "timestamp[us, tz=UTC]",
}
DUCKDB = {
    "string": "VARCHAR",
    "integer": "BIGINT",
    "number": "DOUBLE",
    "boolean": "BOOLEAN",
    "date": "DATE",
    "datetime": "TIMESTAMP WITH TIME ZONE",
}


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("snapshot")
    made = sample_archive(folder / "archive")
    made.report(301, AMBERFORD, None, ["A report without a day."], title="=1+1")
    export_public(made.path, folder / "public", TABLES)
    return folder / "public"


def fields(snapshot: Path) -> dict[str, dict[str, str]]:
    """Of each table, its columns and their types, as datapackage.json has them."""
    package = json.loads((snapshot / "datapackage.json").read_text("utf-8"))
    return {one["name"]: {field["name"]: field["type"] for field in one["schema"]["fields"]} for one in package["resources"]}


def test_the_package_and_every_row_validate(snapshot: Path) -> None:
    report = frictionless.validate(str(snapshot / "datapackage.json"))
    assert report.valid, report.flatten(["name", "type", "note"])[:5]
    assert report.stats["tasks"] == len(fields(snapshot)) >= 25
    assert not list(frictionless.Package.metadata_validate(json.loads((snapshot / "datapackage.json").read_text("utf-8"))))


def test_every_file_is_listed_once_in_each_form(snapshot: Path) -> None:
    package = json.loads((snapshot / "datapackage.json").read_text("utf-8"))
    assert {one["path"] for one in package["resources"]} == {f"csv/{path.name}" for path in (snapshot / "csv").iterdir()}
    assert {one["parquet"] for one in package["resources"]} == {f"parquet/{path.name}" for path in (snapshot / "parquet").iterdir()}
    sums = (snapshot / "SHA256SUMS").read_text("utf-8")
    for one in package["resources"]:
        assert f"{one['hash'].removeprefix('sha256:')}  {one['path']}\n" in sums
        assert f"  {one['parquet']}\n" in sums
    assert "  datapackage.json\n" in sums


def test_pyarrow_and_duckdb_see_the_types_and_the_rows_of_the_database(snapshot: Path) -> None:
    with closing(sqlite3.connect(snapshot / "latest.db")) as database:
        keep_names_apart(database)  # which files of tables leave empty
        for table, columns in fields(snapshot).items():
            path = snapshot / "parquet" / f"{table}.parquet"
            read = pyarrow.parquet.read_table(path)
            assert {field.name: str(field.type) for field in read.schema} == {name: ARROW[kind] for name, kind in columns.items()}, table
            described = duckdb.sql(f"describe select * from '{path}'").fetchall()
            assert {row[0]: row[1] for row in described} == {name: DUCKDB[kind] for name, kind in columns.items()}, table
            rows = [
                tuple(None if value is None else READ[kind](value) for value, kind in zip(row, columns.values(), strict=True))
                for row in database.execute(f"select {', '.join(f'[{name}]' for name in columns)} from [{table}]")
            ]
            assert [tuple(row.values()) for row in read.to_pylist()] == rows, table
            assert duckdb.sql(f"select * from '{path}'").fetchall() == rows, table


def test_a_report_without_a_day_has_none(snapshot: Path) -> None:
    reports = pyarrow.parquet.read_table(snapshot / "parquet" / "reports.parquet").to_pylist()
    days = {one["key"]: one["published"] for one in reports}
    assert days["ofsted-301"] is None
    assert {type(day) for day in days.values()} == {date, type(None)}
    assert {type(one["first_seen"]) for one in reports} == {datetime}
    assert "=1+1" in {one["title"] for one in reports}, "only CSV has an apostrophe before what a spreadsheet would run"


READ_BY_PANDAS = """
import sys
from datetime import date
import pandas
for path in sys.argv[1:]:
    print(path, len(pandas.read_parquet(path)))
reports = pandas.read_parquet(next(path for path in sys.argv if path.endswith("/reports.parquet")))
assert isinstance(reports["published"].dropna().iloc[0], date)
assert str(reports["first_seen"].dtype) == "datetime64[us, UTC]"
assert reports[reports["key"] == "ofsted-301"]["published"].isna().all()
"""


@pytest.mark.long
def test_pandas_sees_every_row_and_its_days_and_moments(snapshot: Path, tmp_path: Path) -> None:
    # in a folder of its own: where it is installed, sqlite-utils imports it in every command
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--constraint", str(ROOT / "constraints.txt")]
    installed = subprocess.run([*pip, "--target", str(tmp_path), "pandas"], capture_output=True, text=True, check=False)
    if installed.returncode:
        pytest.skip(f"pandas cannot be installed here: {installed.stderr[-300:]}")
    paths = sorted(map(str, (snapshot / "parquet").iterdir()))
    environment = os.environ | {"PYTHONPATH": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", READ_BY_PANDAS, *paths], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [f"{path} {pyarrow.parquet.read_metadata(path).num_rows}" for path in paths]


def test_numbers_yes_and_no_and_views_have_types(snapshot: Path) -> None:
    kinds = fields(snapshot)
    assert kinds["quotations"]["quoted"] == "boolean"
    assert kinds["quotations"]["score"] == "number"
    assert kinds["judgements"]["page"] == "integer"
    assert kinds["inspection_outcomes"]["improvements"] == "integer"
    assert kinds["latest_outcomes"] | {"as_at": "date", "days_since": "integer", "leadership": "string"} == kinds["latest_outcomes"]
    assert kinds["local_authorities"]["started"] == "date"
    assert kinds["runs"]["started"] == "datetime"


def test_no_number_is_text(snapshot: Path) -> None:
    """A column that a view works out has no type in SQLite: a new one with numbers must be named in column_types."""
    with closing(sqlite3.connect(snapshot / "latest.db")) as database:
        for table, columns in fields(snapshot).items():
            for name in (name for name, kind in columns.items() if kind == "string"):
                found = database.execute(f"select distinct typeof([{name}]) from [{table}]").fetchall()
                assert {one for (one,) in found} <= {"text", "null"}, f"{table}.{name}"


def test_one_odd_day_makes_its_column_text_and_nothing_is_lost(tmp_path: Path) -> None:
    made: ArchiveFactory = sample_archive(tmp_path)
    with closing(sqlite3.connect(made.path)) as database:
        assert {column.name: column.kind for column in describe(database, TABLES, "reports").columns}["published"] == "date"
        database.execute("update reports set published = '2024-02-30' where key = 'ofsted-101'")
        kinds = {column.name: column.kind for column in describe(database, TABLES, "reports").columns}
        assert (kinds["published"], kinds["first_seen"]) == ("string", "datetime")
        assert "reports" in exported(database)


def test_the_codebook_has_the_types(snapshot: Path) -> None:
    codebook = (snapshot / "DATA-DICTIONARY.md").read_text("utf-8")
    assert "| `published` | date | Date of publication on the provider’s page" in codebook
    made = json.loads((snapshot / "datapackage.json").read_text("utf-8"))["created"]
    assert datetime.fromisoformat(made) <= datetime.now(UTC)
