"""Mutations of what an inspectorate states, of golden cases, and of school reports."""

from tests.mutants.mutation import Mutation

_PAGES, _SPIDER = "scraper/reading/link_pages/stated_pages.py", "scraper/sources/inspectorate_spider.py"
_LISTS = "scraper/reading/link_pages/stated_lists.py"
_TEST_PAGES = "tests/scraper/reading/link_pages/test_stated_pages.py"
_TEST_YOUTH = "tests/journeys/test_inspectorates.py::test_youth_justice_reports_belong_to_the_council_in_their_title_or_to_none"
_TEST_EACH = "tests/journeys/test_inspectorates.py::test_a_list_with_an_entry_for_each_report_is_read_to_its_end_and_a_page_asked_for_once"
_CARD, _TEST_FORTY = (
    "scraper/reading/reports/families/schools/report_card.py",
    "tests/scraper/reading/reports/families/test_forty_schools.py",
)

MUTATIONS = (
    Mutation(_LISTS, "return max(counts)", "return min(counts)", "a list counts what one page shows", _TEST_PAGES),
    Mutation(_LISTS, "if len(fitting) != 1:", "if not fitting:", "an entry with two pages has the first", _TEST_PAGES),
    Mutation(_PAGES, "if facts.report else [page]", "if False else [page]", "a report has its neighbour's date", _TEST_PAGES),
    Mutation(
        _PAGES, "elif known.url != report.url:", "elif not known.url:", "of two files with one key one goes without a word", _TEST_PAGES
    ),
    Mutation(_PAGES, "if value and day is None:", "if value and not printed:", "a date that cannot be read is no problem", _TEST_PAGES),
    Mutation(
        _PAGES, "if facts.authority and authority is None and", "if not facts and", "a page without its council is no problem", _TEST_PAGES
    ),
    Mutation(
        _SPIDER,
        "if entry.mark not in self.read]",
        "if entry.url not in self.asked]",
        "a page that repeats a link ends the list",
        _TEST_EACH,
    ),
    Mutation(_SPIDER, "max(newest.get(entry.url) or", "max(''or", "of two entries on one page the last counts", _TEST_EACH),
    Mutation(
        _SPIDER,
        "if self.lists.latest and (latest or not page.days_unread)",
        "if self.lists.latest",
        "days that cannot be read hide what is new",
        _TEST_EACH,
    ),
    Mutation(_SPIDER, "self._count(missing=1)", "self._count()", "a list without its last page is whole", _TEST_YOUTH),
    Mutation(_SPIDER, "if not counted and isinstance", "if counted and isinstance", "the end of a list is a problem", _TEST_YOUTH),
    Mutation(
        "scraper/crawl/outcome.py",
        'if column == "named" and figures.pages_known:',
        'if column == "" and figures.pages_known:',
        "a quiet night lost documents",
        "tests/scraper/crawl/test_outcome.py",
    ),
    Mutation(
        "scraper/ingest/golden_differences.py",
        'if what != "equal":',
        'if what == "replace":',
        "a record that is gone is no difference",
        "tests/scraper/ingest/test_check.py::test_a_difference_names_the_record_and_the_fact",
    ),
    Mutation(_CARD, "        elif not grades:\n", "        elif not found:\n", "an area without a band is an error", _TEST_FORTY),
    Mutation(_CARD, "for line in lines[at + 1 :]:", "for line in lines[:0]:", "a team is its first inspector", _TEST_FORTY),
)
