"""Every case of ../shared/cases and the test that runs it: a case without an entry fails, and so does an entry without its test."""

import ast
import re
from pathlib import Path

import pytest

from tests.conftest import ROOT

PDF = "scraper/reading/pdf/test_odd_documents.py::test_the_cases_read_as_they_should"
PDF_SAID = "scraper/reading/pdf/test_odd_documents.py::test_the_cases_that_cannot_be_read_say_so"
FOUND = "journeys/test_replayed.py::test_articles_are_found_and_what_is_odd_is_named"
HELD = "journeys/test_replayed.py::test_reports_are_held"
ENTRIES = "journeys/test_odd_pages.py::test_the_odd_entry_is_a_problem_that_names_it"
NAMES = "scraper/ingest/test_add.py::test_files_of_one_name_and_of_odd_names"

RUN = {  # the test names the folder or its number, and reads the files of the case
    **dict.fromkeys(("01", "02", "03", "08", "10", "12", "14", "15"), (PDF,)),
    "06": (PDF, PDF_SAID),
    "11": (PDF, "scraper/reading/pdf/test_torn.py::test_encrypted_streams_are_not_taken_for_damaged_ones"),
    "13": (PDF_SAID,),
    "16": ("scraper/reading/pdf/test_torn.py::test_extremes_are_told",),
    "17": ("scraper/reading/pdf/test_torn.py::test_real_letters_cut_or_with_a_hole_are_refused_or_whole",),
    "18": (NAMES,),
    "19": ("scraper/ingest/test_add.py::test_manifests_as_spreadsheets_save_them",),
    "22": (NAMES,),
    "23": ("archive/outcomes/test_ofsted_file.py::test_every_odd_file_of_the_case_is_read",),
    **dict.fromkeys(("30", "31", "33", "34", "35", "36", "38", "39", "41", "43", "45", "56", "57"), (FOUND,)),
    "46": ("journeys/test_replayed.py::test_a_deleted_article_that_leads_home_is_none",),
    **dict.fromkeys(("49", "51", "52", "53", "58", "59", "60", "63"), ("journeys/test_replayed.py::test_odd_articles_are_read",)),
    "61": ("journeys/test_replayed.py::test_a_crawl_delay_is_kept",),
    **dict.fromkeys(("70", "71", "72", "74"), (HELD,)),
    **dict.fromkeys(("75", "77", "79", "80"), (ENTRIES,)),
    "81": ("journeys/test_odd_pages.py::test_a_name_escaped_twice_is_read_as_meant",),
}
TOLD = {  # the case has no files, only words on how to try it: the test makes what they say
    "24": ("archive/keeping/export/test_public_snapshot.py::test_the_folder_may_have_any_name",),
    "26": ("archive/keeping/test_backup.py::test_a_second_backup_into_the_same_folder_is_refused",),
    "27": ("archive/web/formats/test_atom.py::test_the_csv_of_a_query_has_all_rows",),
    "28": ("archive/search/test_query.py::test_ligatures_and_full_width_letters_are_the_letters_they_stand_for",),
    "29": (
        "archive/web/formats/test_atom.py::test_a_week_without_news_is_as_new_as_the_day_it_ends",
        "archive/web/formats/test_atom.py::test_a_feed_that_the_reader_has_is_not_sent_again",
    ),
    "62": ("scraper/reading/articles/test_generic.py::test_genuine_pages_are_read_better_than_by_trafilatura_alone",),
    "82": ("scraper/ingest/test_reread.py::test_a_document_without_text_is_kept_but_not_held",),
    "83": ("scraper/reading/pdf/test_real_text.py::test_no_broken_word_is_left_in_real_reports_and_no_file_raises_an_alarm",),
}


def functions_of(file: Path) -> set[str]:
    """The names of the test functions of a file, those of classes as well."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")}


def test_every_case_has_one_entry(shared: Path) -> None:
    folders = sorted(path.name[:2] for path in (shared / "cases").iterdir() if path.is_dir() and not path.name.startswith("_"))
    assert folders == sorted([*RUN, *TOLD])


@pytest.mark.parametrize(("number", "names"), [*RUN.items(), *TOLD.items()])
def test_the_test_of_a_case_exists_and_names_it(shared: Path, number: str, names: tuple[str, ...]) -> None:
    (folder,) = (shared / "cases").glob(f"{number}-*")
    said = ""
    for name in names:
        path, _, function = name.partition("::")
        file = ROOT / "tests" / path
        assert function in functions_of(file)
        said += file.read_text(encoding="utf-8")
    if number in TOLD:
        assert [path.name for path in folder.iterdir()] == ["expected.md"], "this case has files now: a test must read them"
    else:
        assert re.search(rf'{folder.name}\b|"{number}"', said)
