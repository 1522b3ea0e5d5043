"""Charts: what was found is the title and is true, shares fill the bar, and each chart is an SVG, a PNG and a CSV of the same numbers."""

import csv
import io
import re
import struct
from collections import Counter
from xml.etree import ElementTree

import pytest

from archive.outcomes.distributions import Share, ToPublication
from archive.outcomes.graded_inspections import Graded
from archive.web.drawings.share_bars import BAR, LEFT, draw_lengths, draw_shares
from archive.web.formats.png import has_font
from archive.web.pages.charts import days_title, judgements_title, regions_title, years_title
from tests.archive.web.conftest import Ask
from tests.archive.web.outcomes.reading import records, words
from tests.archive.web.outcomes.sector import FAIRHOLM, LATEFORD

DAY = "as_at=2026-10-31"
NAMES = ("regions", "ofsted-regions", "judgements", "year-ends", "years", "days-to-publication")
SVG = "{http://www.w3.org/2000/svg}"


def share(name: str, outstanding: int = 0, good: int = 0, requires: int = 0, inadequate: int = 0, **others: int) -> Share:
    counts = Counter(outstanding=outstanding, good=good, requires_improvement=requires, inadequate=inadequate, **others)
    return Share(name, counts)


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


@pytest.mark.parametrize("name", NAMES)
def test_every_chart_is_a_drawing_that_needs_nothing_else(ask: Ask, name: str) -> None:
    answer = ask(f"/chart/{name}.svg?{DAY}")
    assert answer.headers["content-type"] == "image/svg+xml; charset=utf-8"
    drawing = ElementTree.fromstring(answer.text)
    texts = [element.text or "" for element in drawing.iter(f"{SVG}text")]
    title = drawing.findtext(f"{SVG}title")
    assert title
    assert " ".join(texts).startswith(title)
    assert texts[-1] == (
        "Source: Children’s services archive, from Ofsted’s reports published by 31 October 2026. Open Government Licence v3.0."
    )
    assert "href" not in answer.text
    assert "class=" not in answer.text


def test_a_png_is_twice_as_large_and_has_words(ask: Ask) -> None:
    if not has_font():
        pytest.skip("this machine has no font")
    answer = ask(f"/chart/regions.png?{DAY}")
    assert answer.content[:8] == b"\x89PNG\r\n\x1a\n"
    height = int(str(ElementTree.fromstring(ask(f"/chart/regions.svg?{DAY}").text).get("height")))
    assert struct.unpack(">II", answer.content[16:24]) == (1520, 2 * height)
    assert answer.headers["content-disposition"] == 'attachment; filename="regions-2026-10-31.png"'


def test_the_csv_has_the_numbers_of_the_table(ask: Ask) -> None:
    found = {row["group"]: row for row in rows(ask(f"/chart/regions.csv?{DAY}").text)}
    humber = found["Yorkshire and the Humber"]
    assert (humber["inadequate"], humber["with_grade"], humber["without_grade"]) == ("1", "1", "1")
    assert {name: row["per_cent_good_or_outstanding"] for name, row in found.items()}["London"] == "100"
    page = words(ask(f"/outcomes?{DAY}").text)
    assert "Yorkshire and the Humber 0 0 0 1 1 0 2 0 of 1 (0 %)" in page


def test_choices_of_the_page_are_those_of_its_charts(ask: Ask) -> None:
    page = ask(f"/outcomes?{DAY}&region=London").text
    assert "/chart/regions.png?as_at=2026-10-31&amp;date=published&amp;region=London" in page
    assert [row["group"] for row in rows(ask(f"/chart/regions.csv?{DAY}&region=London").text)] == ["London"]


def test_medians_of_days_to_publication_by_year(ask: Ask) -> None:
    found = rows(ask(f"/chart/days-to-publication.csv?{DAY}").text)
    by_year = {row["year_published"]: row for row in found}
    assert [row["year_published"] for row in found] == sorted(by_year)
    assert (by_year["2022"]["median"], by_year["2022"]["inspections"]) == ("40", "1")  # 11 March to 20 April
    assert by_year["2015"]["median"] == "0"


def test_what_there_is_not_is_not_found(ask: Ask) -> None:
    assert ask("/chart/nonsense.svg").status_code == 404
    assert ask("/chart/regions.svg?as_at=1995").status_code == 404


def test_regions_can_be_ofsteds_eight(ask: Ask) -> None:
    nine, eight = ask(f"/outcomes?{DAY}").text, ask(f"/outcomes?{DAY}&regions=ofsted").text
    assert "/chart/regions.svg" in nine
    assert "/chart/ofsted-regions.svg" in eight
    assert "North East, Yorkshire and the Humber</text>" in eight
    assert "North East, Yorkshire and the Humber</text>" not in nine


def test_bars_are_full_whatever_the_number_and_leave_out_those_without_a_grade() -> None:
    chart = draw_shares([share("A", 1, 2, 0, 1), share("B", good=30, not_given=5), share("C", not_read=2)], "Found.", "Source.")
    for bar in chart.bars[:2]:
        assert bar.pieces[0].x == LEFT
        assert sum(piece.width for piece in bar.pieces) == pytest.approx(BAR, abs=0.2)
    assert [bar.note for bar in chart.bars] == ["75% good or better, of 4", "100% good or better, of 30", "no overall grades"]
    assert chart.bars[2].pieces == ()


def test_a_title_names_the_highest_and_the_lowest_of_groups_that_are_not_tiny() -> None:
    all_ = share("all", good=20, requires=20)
    shares = [share("London", good=8, requires=2), share("North East", good=2, requires=8), share("South West", good=1)]
    assert regions_title(shares, all_) == (
        "50% of the 40 councils with an overall grade are good or outstanding: highest in London (80%), lowest in the North East (20%)"
    )
    assert regions_title([share("London", good=4)], all_) == "50% of the 40 councils with an overall grade are good or outstanding"
    assert regions_title(shares, share("all", not_given=3)) == "Overall grades by region"


def test_a_tie_names_all_that_are_equal_and_no_difference_names_none() -> None:
    all_ = share("all", good=10, requires=10)
    tie = [share("London", good=4, requires=1), share("East of England", good=8, requires=2), share("North West", requires=5)]
    assert regions_title(tie, all_).endswith("highest in London and East of England (80%), lowest in the North West (0%)")
    assert regions_title(tie[:2], all_).endswith("are good or outstanding")
    judged = [share("Leaders", good=5), share("Care leavers", good=1, requires=4)]
    assert judgements_title(judged) == "Most often good or outstanding: leaders (100%). Least often: care leavers (20%)"


def test_titles_over_years_leave_out_years_with_few() -> None:
    shares = [share("2014", good=1), share("2015", good=1, requires=4), share("2016 to date", good=5)]
    assert years_title(shares, "Councils") == "Councils that were good or outstanding: 20% in 2015, 100% in 2016 to date"
    assert years_title(shares[:2], "Councils") == "Councils that were good or outstanding, by year"
    few, many = ToPublication(1, 9.0, 20, 4), ToPublication(1, 45.5, 90, 5)
    assert days_title([("2019", few), ("2020", many)]) == "Half of the reports of 2020 came out within 45.5 days of the inspection’s end"
    assert days_title([("2019", few)]) == "Days from the last day of an inspection to publication"


def test_a_graded_inspection_of_no_known_day_is_in_no_year() -> None:
    from archive.outcomes.distributions import days_by_year

    one = Graded(1, "k", "E1", "ilacs", "2020-01-01", "2020-01-10", None, "good", "given", "2020-01-10", "2020-01-10")
    assert days_by_year([one]) == []


def names_in_order(page: str) -> list[str]:
    table = page[page.index('id="table"') :]
    return [row.partition("</a>")[0].rpartition(">")[2] for row in table.split('<th scope="row">')[1:]]


def test_the_table_can_be_put_in_order_and_those_without_a_grade_come_last(ask: Ask) -> None:
    by_name = names_in_order(ask(f"/outcomes?{DAY}").text)
    assert by_name == sorted(by_name)
    best = names_in_order(ask(f"/outcomes?{DAY}&sort=overall").text)
    worst = names_in_order(ask(f"/outcomes?{DAY}&sort=-overall").text)
    assert (best[0], best[3], worst[0], worst[3]) == ("=Jointon", "Lateford", "Lateford", "=Jointon")
    assert set(best[4:]) == set(worst[4:]) == {"Gradeby", "Haltonby"}
    assert names_in_order(ask(f"/outcomes?{DAY}&sort=children_in_care").text)[0] == "=Jointon"  # its joined judgement counts for both
    assert names_in_order(ask(f"/outcomes?{DAY}&sort=nonsense").text) == by_name
    assert 'aria-sort="ascending"' in ask(f"/outcomes?{DAY}&sort=days").text


def test_a_day_that_we_do_not_understand_is_kept_to_be_corrected(ask: Ask) -> None:
    wrong = ask("/outcomes?as_at=31st+of+March").text
    assert 'value="31st of March" aria-invalid="true"' in wrong
    assert "We did not understand the date “31st of March”" in wrong
    assert 'value="2024-03-31">' in ask("/outcomes?as_at=31/03/2024").text
    assert "Outcomes on 31 March 2024" in ask("/outcomes?as_at=31/03/2024").text


def test_totals_come_first(ask: Ask) -> None:
    page = ask(f"/outcomes?{DAY}").text
    assert (
        page.index("75%</strong> good or outstanding") < page.index("<form") < page.index('class="share-bars ') < page.index('id="table"')
    )
    assert "1</strong> inadequate" in page
    assert page.index('href="/outcomes.xlsx') > page.index('id="table"')


def test_a_group_of_ones_own_is_in_the_address_and_in_every_form(ask: Ask) -> None:
    group = f"group={FAIRHOLM},{LATEFORD}&group_name=My+%3Cb%3Egroup"
    page = ask(f"/outcomes?{DAY}&{group}").text
    assert names_in_order(page) == ["Fairholm", "Lateford"]
    assert "My &lt;b&gt;group</bdi></h1>" in page
    assert "2 councils of your choice" in page
    assert f"/chart/regions.png?as_at=2026-10-31&amp;date=published&amp;group={FAIRHOLM}%2C{LATEFORD}" in page
    for form in ("csv", "json", "xlsx"):
        assert f"/outcomes.{form}?as_at=2026-10-31&amp;date=published&amp;group={FAIRHOLM}%2C{LATEFORD}" in page
    assert set(records(ask(f"/outcomes.csv?{DAY}&{group}").text)) == {"Fairholm", "Lateford"}
    assert {row["group"] for row in rows(ask(f"/chart/regions.csv?{DAY}&{group}").text)} == {"North East", "Yorkshire and the Humber"}
    assert f'name="group" value="{FAIRHOLM},{LATEFORD}"' in page
    assert "There is no authority with the code “X1”" in ask(f"/outcomes?{DAY}&group=X1,{FAIRHOLM}").text
    assert "of your choice" not in ask(f"/outcomes?{DAY}&group=,,&group_name=Nothing").text


def test_compared_councils_can_be_kept_as_a_group(ask: Ask) -> None:
    page = ask(f"/compare?a={FAIRHOLM}&a={LATEFORD}").text
    assert f'name="group" value="{FAIRHOLM},{LATEFORD}"' in page


def test_long_names_take_from_the_bars_and_never_leave_the_drawing() -> None:
    chart = draw_lengths([("A" * 42, 3, "3"), ("Short", 1, "1")], "Found.", "Source.")
    assert chart.left >= 42 * 6.5 + 10
    assert [bar.pieces[0].x for bar in chart.bars] == [chart.left, chart.left]
    assert chart.bars[0].pieces[0].width == chart.bar
    assert chart.left + chart.bar == LEFT + BAR


def test_a_phone_has_a_drawing_of_its_own_with_every_number(ask: Ask) -> None:
    page = ask(f"/outcomes?{DAY}").text
    narrow = re.findall(r'<svg viewBox="0 0 360 .*?</svg>', page, re.DOTALL)
    wide = re.findall(r"<svg[^>]*wide-chart.*?</svg>", page, re.DOTALL)
    assert len(narrow) == len(wide) > 3
    for one, other in zip(narrow, wide, strict=True):
        words = [set(re.findall(r"<text[^>]*>([^<]*)</text>", drawing)) for drawing in (one, other)]
        assert {word for word in words[1] if not word.startswith("Source")} == words[0]
