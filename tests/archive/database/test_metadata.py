"""metadata.yml describes every table and every column, and nothing that is not there."""

from archive.web.site import metadata, settings
from tests.archive.factory import ArchiveFactory
from tests.archive.web.conftest import made as made  # the shared sample archive


def test_every_table_and_column_is_described(made: ArchiveFactory) -> None:
    described = metadata()["databases"]["archive"]["tables"]
    names = [name for name in made.db.table_names() + made.db.view_names() if "_fts" not in name and not name.startswith(("_", "sqlite_"))]
    assert set(described) == set(names)
    for name in names:
        columns = {row[1] for row in made.db.execute(f"pragma table_xinfo([{name}])")}
        assert set(described[name]["columns"]) == columns, name
        assert described[name]["title"]
        assert described[name]["description"]
        assert all(len(text) > 3 for text in described[name]["columns"].values())
        for option in ("sort", "sort_desc", "label_column"):
            assert described[name].get(option, next(iter(columns))) in columns
        assert set(described[name].get("facets", [])) <= columns


def test_vocabularies_are_spelt_out() -> None:
    described = metadata()["databases"]["archive"]["tables"]["judgements"]["columns"]["grade_status"]
    assert "not_given: this type of inspection gives no overall grade" in described


def test_licence_and_attribution_are_stated() -> None:
    assert metadata()["license"] == "Open Government Licence v3.0"
    assert "Contains public sector information licensed under the Open Government Licence v3.0" in metadata()["source"]


def test_public_sites_run_no_sql() -> None:
    assert settings(public=True)["default_allow_sql"] is False
    assert settings(public=False)["default_allow_sql"] is True
