"""An article's page: its text beside the report's passages, by paragraph and sentence; in public the passages alone."""

from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup, Tag

from tests.archive.factory import READER, ArchiveFactory
from tests.archive.sample import AMBERFORD, BRACKMERE, CALDERWICK
from tests.archive.web.conftest import Ask, asked

TEXT = "Visits were late. Plans were good.\n\n• Staff stay.\n\nThis one was changed.\n\nIt was rated good."
ARTICLE = "/article/1000000000001"


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> ArchiveFactory:
    """An article of five sentences on two reports; since it was compared with them, one of them has changed."""
    made = ArchiveFactory(tmp_path_factory.mktemp("article"))
    made.authority(AMBERFORD, "Amberford")
    made.authority(BRACKMERE, "Brackmere")
    made.authority(CALDERWICK, "Calderwick")
    first, second = made.report(301, AMBERFORD, "2025-03-01", ["One."]), made.report(302, BRACKMERE, "2025-03-02", ["Two."])
    article = made.article(1, "Two councils", TEXT, "2025-03-03", excerpt="Visits were late.", summary="Secretsummary")
    for report, authority in ((first, AMBERFORD), (second, BRACKMERE)):
        made.insert("mentions", article_id=article, local_authority=authority, report_id=report, how="text", score=1, reader_version=READER)
    made.insert("mentions", article_id=article, local_authority=CALDERWICK, how="text", score=1, reader_version=READER)
    evidence = (
        '[{"kind": "days", "detail": "prints its days", "weight": 4}, {"kind": "kind", "detail": "names another kind", "weight": -3}]'
    )
    made.db.execute("update mentions set evidence = ? where report_id = ?", [evidence, first])
    made.db.conn.commit()
    compared = [
        ("Visits were late.", first, 1, "The council’s visits were late.", "near"),
        ("Plans were good.", None, None, None, "not_found"),
        ("Staff stay.", second, 1, "Staff stay.", "verbatim"),
        ("This one was old.", second, 1, "An old passage.", "restated"),
        ("It was rated good.", None, None, None, "not_found"),
    ]
    for position, (sentence, report, page, passage, verdict) in enumerate(compared, start=1):
        row = {"sentence": sentence, "report_id": report, "page": page, "passage": passage, "verdict": verdict}
        made.insert("quotations", article_id=article, position=position, score=0.9, reader_version=READER, **row)
    claim = {"position": 5, "kind": "grade", "subject": "overall_effectiveness", "said": "good", "stated": "inadequate", "verdict": "wrong"}
    for told_twice in (claim, claim | {"position": 4}):
        made.insert("claims", article_id=article, report_id=first, page=1, reader_version=READER, **told_twice)
    made.article(2, "Not compared", "A first paragraph.\n\nA second one.")
    return made


@pytest.fixture(scope="module")
def ask(told: ArchiveFactory) -> Iterator[Ask]:
    yield from asked(told.path, told.files, public=False)


@pytest.fixture(scope="module")
def ask_publicly(told: ArchiveFactory) -> Iterator[Ask]:
    yield from asked(told.path, told.files, public=True)


def words(tag: Tag) -> str:
    return " ".join(tag.get_text(" ", strip=True).split())


def test_what_it_is_about_and_why_we_think_so(ask: Ask) -> None:
    about = [words(one) for one in BeautifulSoup(ask(ARTICLE).text, "lxml").select("#about ~ ul > li")]
    assert about == [
        "Amberford: ILACS inspection , published 1 March 2025 Matched because: prints its days. Against it: names another kind.",
        "Brackmere: ILACS inspection , published 2 March 2025 Matched because: the text names it.",
        "Calderwick We matched no report on this council.",
    ]
    assert "We did not match this article to a report or a council." in ask("/article/1000000000002").text


def test_each_sentence_stands_beside_its_passage(ask: Ask) -> None:
    page = BeautifulSoup(ask(ARTICLE).text, "lxml")
    paragraphs = [[[words(part) for part in pair.find_all(["p", "div"], recursive=False)] for pair in one.select(".pair")]
                  for one in page.select(".sentences")]  # fmt: skip
    assert paragraphs == [
        [
            ["Visits were late.", "In nearly the report’s words · Amberford, page 1 The council’s visits were late."],
            ["Plans were good.", "Not found"],
        ],
        [["Staff stay.", "In the report’s words · Brackmere, page 1 Staff stay."]],
        [["This one was changed."]],  # the passage was that of other words
        [["It was rated good.", "Differs from the report Overall effectiveness: the article says good; the report says inadequate."]],
    ]
    section = page.find("section", attrs={"aria-labelledby": "text"})
    assert isinstance(section, Tag)
    counted = (
        "1 in the report’s words, 1 in nearly the report’s words, 1 in other words than the report’s, 1 not found, 1 compared by the facts"
    )
    assert words(section).startswith(f"The article beside the reports 5 sentences: {counted}")


def test_a_fact_is_listed_once_with_the_report_it_was_compared_with(ask: Ask, ask_publicly: Ask) -> None:
    for site in (ask, ask_publicly):
        [listed] = BeautifulSoup(site(ARTICLE).text, "lxml").select("#claims ~ ul > li")
        said = "Overall effectiveness: the article says good; the report says inadequate."
        assert words(listed) == f"Differs from the report {said} See the report on Amberford , page 1"
    assert len(ask(f"{ARTICLE}.json").json()["claims"]) == 2


def test_a_text_that_was_not_compared_is_shown_whole(ask: Ask) -> None:
    page = BeautifulSoup(ask("/article/1000000000002").text, "lxml")
    [prose] = page.select("p.prose")
    assert prose.get_text() == "A first paragraph.\n\nA second one."
    assert not page.select(".pair")


def test_a_public_site_shows_passages_alone(ask_publicly: Ask) -> None:
    page = BeautifulSoup(ask_publicly(ARTICLE).text, "lxml")
    shown = [words(one) for one in page.select(".passage")]
    assert shown == [
        "In nearly the report’s words · Amberford, page 1 The council’s visits were late.",
        "In the report’s words · Brackmere, page 1 Staff stay.",
        "In other words than the report’s · Brackmere, page 1 An old passage.",
    ]
    assert [words(one) for one in page.select("blockquote")] == ["Visits were late."]
    for private in ("Plans were good", "This one was", "Secretsummary", "Not found", "5 sentences"):
        assert private not in page.get_text()
    assert "The article’s own words" not in ask_publicly("/article/1000000000002").text  # it uses no passage


def test_the_page_leads_back_to_the_list(ask: Ask) -> None:
    assert '<li><a href="/articles">Articles</a></li></ol>' in ask(ARTICLE).text
