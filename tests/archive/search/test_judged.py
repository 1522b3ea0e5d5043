"""Questions in plain words find the paragraphs of real reports that answer them. Needs ../shared and the extra [meaning]."""

import csv
import shutil
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from archive.database.readonly import connect_read_only
from archive.search import ask as asking
from archive.search.meaning import load_model
from archive.store import open_archive
from archive.store.vectors import make_vectors
from tests.archive.search.judged import HERE, figures, questions
from tests.conftest import Home

REPORTS = 12  # those with the most judged paragraphs: vectors of all 122 would take five minutes


@pytest.fixture(scope="module")
def few(corpus: Home, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of the paragraphs of some real reports, all with vectors."""
    path = tmp_path_factory.mktemp("judged") / "archive.db"
    shutil.copyfile(corpus.database, path)
    with (HERE / "judged_paragraphs.csv").open(encoding="utf-8", newline="") as file:
        chosen = [report for report, _ in Counter(row["report"] for row in csv.DictReader(file)).most_common(REPORTS)]
    with closing(open_archive(path)) as database:
        shas = ", ".join(f"'{one}'" for one in chosen)
        database.execute(f"create temp table kept as select id from documents where substr(sha256, 1, 16) in ({shas})")
        for table in ("report_paragraphs", "report_pages", "recommendations"):
            database.execute(f"delete from {table} where document_id not in (select id from kept)")
        database.execute("update documents set sha256 = 'left out ' || id where kind = 'report' and id not in (select id from kept)")
        database.conn.commit()
        assert make_vectors(database) is not None
    return path


@pytest.mark.drill
@pytest.mark.skipif(load_model() is None, reason="needs the extra [meaning]")
def test_questions_are_answered_better_by_both_than_by_words_alone(few: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(connect_read_only(few)) as connection:
        both = figures(connection)
        monkeypatch.setattr(asking, "MEANING", 0.0)
        words = figures(connection)
    assert both.recall >= 0.5
    assert both.in_three >= 0.85
    assert both.recall > words.recall + 0.2
    assert both.in_three > words.in_three


def test_there_are_thirty_questions_and_three_hundred_judgements() -> None:
    with (HERE / "judged_paragraphs.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(questions()) == 30
    assert len(rows) >= 300
    assert {row["question"] for row in rows if row["answers"] == "1"} == set(questions())
    assert len({(row["question"], row["report"], row["position"], row["text"]) for row in rows}) == len(rows)
