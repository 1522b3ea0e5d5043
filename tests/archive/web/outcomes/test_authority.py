"""An authority's page: its history, what it was told, and what belongs to others."""

import re

from tests.archive.factory import ArchiveFactory
from tests.archive.web.conftest import Ask, asked
from tests.archive.web.outcomes.reading import row_of, words
from tests.archive.web.outcomes.sector import FAIRHOLM, GRADEBY, JOINTON, LATEFORD, NEWWICK, OLDWICK, QUIETHAM


def strip_of(page: str) -> list[str]:
    """The cards of the judgements, in words."""
    strip = page[page.index('<ul class="cards">') : page.index("</ul>", page.index('<ul class="cards">'))]
    return [words(f"<main>{card}</main>") for card in strip.split("<li>")[1:]]


def test_a_councils_page_leads_with_its_judgements_and_their_changes(ask: Ask) -> None:
    page = ask(f"/authority/{GRADEBY}").text
    assert page.index('id="judgements"') < page.index('id="timeline"') < page.index('id="reports"') < page.index('id="told"')
    overall, leaders, help_, care, leavers = strip_of(page)[:5]
    assert overall == ("Overall effectiveness No overall grade given Not comparable: was good in 2024 Last overall grade given: Good 2024")
    assert leaders == "Leaders Good Same as in 2024"
    assert (help_, care) == ("Help and protection Good Same as in 2024", "Children in care Good Same as in 2024")
    assert leavers == "Care leavers Good ▲ Better: was requires improvement in 2024"


def test_a_judgement_is_not_compared_with_that_of_another_framework(ask: Ask) -> None:
    overall, leaders = strip_of(ask(f"/authority/{LATEFORD}").text)[:2]
    assert overall == "Overall effectiveness Inadequate ▼ Worse: was requires improvement in 2014 (SIF to ILACS)"
    assert leaders == "Leaders Inadequate No earlier grade to compare"


def test_a_joined_judgement_is_one_card(ask: Ask) -> None:
    cards = strip_of(ask(f"/authority/{JOINTON}").text)
    assert [card for card in cards if "leavers" in card] == [
        "Children in care and care leavers (one judgement until 2023) Outstanding No earlier grade to compare"
    ]


def test_a_joined_judgement_is_not_compared_with_its_halves(own: ArchiveFactory) -> None:
    joined = own.db.execute("select id from judgements where area = 'children_in_care_and_care_leavers'").fetchone()[0]
    own.db.execute("update judgements set area = 'children_in_care' where id = ?", [joined])
    before = own.db.execute("select r.id from reports r join inspections i on i.report_id = r.id where i.inspection_end = '2024-05-10'")
    own.db.execute(
        "update judgements set area = 'children_in_care_and_care_leavers' where area = 'care_leavers' and report_id = ?", before.fetchone()
    )
    own.db.conn.commit()
    site = asked(own.path, own.files, public=False)
    cards = strip_of(next(site)(f"/authority/{GRADEBY}").text)
    assert "Care leavers Good Not comparable with 2024" in cards
    site.close()


def test_an_ended_authority_shows_what_it_had_and_one_without_grades_says_so(ask: Ask) -> None:
    page = ask(f"/authority/{OLDWICK}").text
    assert "Last judgements before it ended" in page
    assert strip_of(page)[0].startswith("Overall effectiveness Inadequate")
    assert strip_of(ask(f"/authority/{QUIETHAM}").text)[0] == "No graded inspection in the archive"


def test_known_reports_that_are_not_held_stand_below_those_that_are(ask: Ask) -> None:
    page = ask(f"/authority/{LATEFORD}").text
    others = page[page.index("Other known reports") : page.index('id="told"')]
    assert "Monitoring visit" in others
    assert "not held" in others
    assert "ILACS inspection" not in others
    assert "Other known reports" not in ask(f"/authority/{GRADEBY}").text


def test_follow_cite_and_download_explain_themselves_without_script(ask: Ask) -> None:
    page = ask(f"/authority/{GRADEBY}").text
    actions = page[page.index('<div class="actions') : page.index('<form action="/search"')]
    assert f'href="/authority/{GRADEBY}.atom"' in actions
    assert f"http://localhost/authority/{GRADEBY} (accessed 20" in actions
    assert f'href="/recommendations.csv?authority={GRADEBY}"' in actions


def test_the_timeline_draws_frameworks_and_shapes_beside_a_table_of_the_same(ask: Ask) -> None:
    page = ask(f"/authority/{LATEFORD}").text
    drawing = page[page.index('<svg class="timeline"') : page.index("</svg>")]
    for said in (">SIF<", ">ILACS<", ">Inadequate<", ">Older inspections<", "Focused visit, 12 February 2020", 'class="alarm-mark"'):
        assert said in drawing
    assert 'role="img"' in drawing
    graded = drawing.count('class="graded"')
    beside = re.findall(r'<text class="grade"[^>]*aria-hidden="true">([^<]*)<', drawing)
    assert len(beside) == graded > 1, "a phone shows no names of lanes, so each inspection has its grade beside it"
    assert "Inadequate" in beside
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
    assert "Who else was told this?" in own
    assert "Who else was told this?" in others


def test_a_report_that_asks_only_others_says_so(ask: Ask) -> None:
    page = ask(f"/authority/{GRADEBY}").text
    assert "None to the council (1 to partners and others)" in row_of(page, "7 February 2025")
    assert row_of(page, "10 May 2024").endswith("None found")


def test_similar_wording_shows_both_passages_and_the_score_and_proves_nothing(ask: Ask) -> None:
    page = words(ask(f"/authority/{FAIRHOLM}").text)
    similar = page[page.index("Alike over the years") :]
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
    assert "days since Ofsted’s last inspection or visit of any kind, excluding area SEND: Focused visit, " in words(page)


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
