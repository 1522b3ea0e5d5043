"""An authority's page: its history, what it was told, and what belongs to others."""

from tests.archive.factory import ArchiveFactory
from tests.archive.web.conftest import Ask, asked
from tests.archive.web.outcomes.reading import row_of, words
from tests.archive.web.outcomes.sector import FAIRHOLM, GRADEBY, LATEFORD, NEWWICK, QUIETHAM


def test_the_timeline_draws_frameworks_and_shapes_beside_a_table_of_the_same(ask: Ask) -> None:
    page = ask(f"/authority/{LATEFORD}").text
    drawing = page[page.index('<svg class="timeline"') : page.index("</svg>")]
    for said in (">SIF<", ">ILACS<", ">Inadequate<", ">Older inspections<", "Focused visit, 12 February 2020", 'class="alarm-mark"'):
        assert said in drawing
    assert 'role="img"' in drawing
    assert "Worse (SIF to ILACS)" in row_of(page, "13 September 2019")


def test_a_priority_action_marks_its_visit(ask: Ask) -> None:
    assert "1 priority action" in row_of(ask(f"/authority/{LATEFORD}").text, "12 February 2020")


def test_visits_carry_no_change_and_adequate_is_not_compared(ask: Ask) -> None:
    page = ask(f"/authority/{LATEFORD}").text
    assert "Not compared" in row_of(page, "12 February 2020")
    assert "Adequate (before 2014) Not compared" in row_of(page, "10 June 2011")
    assert "First in the archive" in row_of(page, "12 June 2014")


def test_no_change_is_stated_across_an_empty_grade(ask: Ask) -> None:
    row = row_of(ask(f"/authority/{GRADEBY}").text, "12 June 2026")
    assert "No overall grade given Not comparable" in row


def test_what_it_was_told_is_its_own_and_the_boards_is_apart(ask: Ask) -> None:
    page = words(ask(f"/authority/{FAIRHOLM}").text)
    own, others = page.split("To partners, the Board and other bodies")
    assert "Focused visit letters: 1 × area for improvement Single inspection framework: 1 × recommendation" in own
    assert "hold partners to account" not in own
    assert "1, not counted as the council’s" in others
    assert "to Safeguarding Children Board" in others


def test_a_report_that_asks_only_others_says_so(ask: Ask) -> None:
    page = ask(f"/authority/{GRADEBY}").text
    assert "None to the council (1 to partners and others)" in row_of(page, "7 February 2025")
    assert row_of(page, "10 May 2024").endswith("None found")


def test_similar_wording_shows_both_passages_and_the_score_and_proves_nothing(ask: Ask) -> None:
    page = words(ask(f"/authority/{FAIRHOLM}").text)
    similar = page[page.index("Similar wording over the years") :]
    assert "Improve the frequency and depth of reflective supervision" in similar
    assert "The depth and frequency of reflective supervision of social workers." in similar
    assert "similar wording, score 86 of 100" in similar
    assert "does not show that the earlier one was not met" in similar


def test_a_predecessors_reports_stand_apart_and_its_grade_is_not_the_successors(ask: Ask) -> None:
    page = ask(f"/authority/{NEWWICK}").text
    own, apart = page.split('id="predecessors"')
    assert "Inadequate</td>" not in own
    assert "Oldwick" in apart
    assert "Inadequate" in apart
    assert "1,268 days since" not in words(page)  # days are counted from its own inspection


def test_area_send_prints_the_sentence_and_is_no_visit(ask: Ask) -> None:
    page = ask(f"/authority/{QUIETHAM}").text
    assert "lead to uneven experiences" in page
    assert "No graded inspection in the archive" in words(page)
    assert "days since the last inspection or visit of any kind, excluding area SEND: Focused visit, " in words(page)


def test_monitoring_visits_that_are_not_held_are_said(ask: Ask) -> None:
    assert "Monitoring visits: none in the archive; 1 more on Ofsted’s list." in words(ask(f"/authority/{LATEFORD}").text)
    assert "Monitoring visits: none in the archive; we have seen none on Ofsted’s list." in words(ask(f"/authority/{GRADEBY}").text)


def test_its_articles_and_its_feed_are_there(ask: Ask) -> None:
    assert "Lateford visited" in ask(f"/authority/{LATEFORD}").text
    assert "Focused visit" in ask(f"/authority/{LATEFORD}.atom").text


def test_what_is_taken_down_is_in_no_public_page(own: ArchiveFactory) -> None:
    own.db.execute("update reports set withheld = '2026-11-02' where local_authority = ?", [LATEFORD])
    own.db.conn.commit()
    site = asked(own.path, own.files, public=True)
    ask = next(site)
    for path in ("/outcomes.csv", "/visits.csv", f"/authority/{LATEFORD}", "/after-inadequate", "/week?to=2020-02-14"):
        assert "See every child" not in ask(path).text
    assert "Lateford" not in ask("/visits.csv").text
    site.close()
