"""Ruled tables read by geometry: real PDFs drawn here, with cells over page breaks, cells that span rows, bullets and empty cells."""

import re

import typst

from scraper.reading.pdf.document import Page, read_pages, read_rules, read_tags, running_lines
from scraper.reading.pdf.lines import Line, Rule
from scraper.reading.reports.parts.tables.cells import column_edges, is_ruled
from scraper.reading.reports.parts.tables.ruled import Row, paragraph_rows, table_rows
from scraper.reading.reports.parts.tables.tagged import is_tagged, letters, rows_below, tagged_rows, untagged

SHEET = "#set page(width: 400pt, height: {height}pt, margin: 40pt)\n#set text(size: 12pt)\n#set par(leading: 5pt)\n"


def pdf_of(source: str, height: int = 600) -> bytes:
    drawn = typst.compile((SHEET.format(height=height) + source).encode())
    assert isinstance(drawn, bytes)
    return drawn


def rows_of(source: str, height: int = 600) -> list[tuple[str, ...]]:
    """The cells of the rows of a document that holds one table and nothing else."""
    return [row.cells for row in placed_rows(source, height)]


def placed_rows(source: str, height: int = 600) -> tuple[Row, ...]:
    body = pdf_of(source, height)
    pages: tuple[Page, ...] = read_pages(body)
    lines = tuple(running_lines(pages))
    rules = read_rules(body, [page.number for page in pages])
    assert is_ruled(lines, rules)
    return table_rows(lines, rules)


def test_rows_of_one_column_end_at_the_rules_not_at_the_sentences() -> None:
    source = "#table(columns: 1fr, [Leaders should cut waits. This includes therapies.], [Leaders should agree one set of figures.])"
    assert rows_of(source) == [("Leaders should cut waits. This includes therapies.",), ("Leaders should agree one set of figures.",)]


def test_the_first_column_stands_beside_the_second() -> None:
    plans = "Bring plans up to date within the time that the law sets, and say so."
    source = f"#table(columns: (100pt, 1fr), [The council], [{plans}], [The board], [Cut waits.])"
    assert rows_of(source) == [
        ("The council", plans),
        ("The board", "Cut waits."),
    ]


def test_a_cell_that_spans_rows_belongs_to_each_of_them() -> None:
    source = "#table(columns: (100pt, 1fr), table.cell(rowspan: 2)[Both bodies], [Agree one plan for all.], [Publish the plan by spring.])"
    assert rows_of(source) == [("Both bodies", "Agree one plan for all."), ("Both bodies", "Publish the plan by spring.")]


def test_bullets_below_a_sentence_belong_to_its_row() -> None:
    source = "#table(columns: 1fr, [Settle the staffing of:\n- posts\n- cover], [Cut waits.])"
    assert rows_of(source) == [("Settle the staffing of: posts cover",), ("Cut waits.",)]


def test_numbers_in_a_cell_are_a_row_for_each_with_their_sub_lists() -> None:
    cell = "1. Cut waits for\n\n#pad(left: 20pt)[a. therapies]\n#pad(left: 20pt)[i. in schools]\n\n2. Agree one plan for all."
    source = f"#table(columns: 1fr, [{cell.replace('. ', '.#h(6pt)')}], [Publish the plan.])"
    rows = rows_of(source)
    assert rows == [("1. Cut waits for a. therapies i. in schools",), ("2. Agree one plan for all.",), ("Publish the plan.",)]


def test_a_new_demand_below_sub_bullets_is_a_row_of_its_own() -> None:
    cell = "Leaders should cut waits for:\n- therapies\n- plans.\nLeaders should also publish the plan.\nThis should be soon."
    source = f"#table(columns: 1fr, [{cell}])"
    assert rows_of(source) == [
        ("Leaders should cut waits for: therapies plans.",),
        ("Leaders should also publish the plan. This should be soon.",),
    ]


def test_bullets_go_on_over_the_page_below_their_sentence_though_they_are_sentences() -> None:
    bullets = "\n".join(f"- Make sure that number {number} is counted in time." for number in range(1, 12))
    rows = placed_rows(f"#v(60pt)\n#table(columns: 1fr, [Leaders should do this, which includes:\n{bullets}], [Cut waits.])", 240)
    assert len(rows) == 2
    assert rows[0].cells[0].endswith("Make sure that number 11 is counted in time.")
    assert rows[0].page == 1


def test_cells_without_padding_have_their_rules_where_the_text_begins() -> None:
    cells = "[Areas should cut waits.], [Areas should agree.], [Areas should plan.]"
    source = f"#table(columns: 1fr, inset: (x: 0pt, y: 2pt), stroke: 0.3pt, {cells})"
    assert [cells[0] for cells in rows_of(source)] == ["Areas should cut waits.", "Areas should agree.", "Areas should plan."]


def test_an_underlined_word_divides_no_cell() -> None:
    cell = "#underline[Leaders should cut the waits] for all, now #linebreak() and here."
    source = f"#table(columns: 1fr, inset: (x: 0pt, y: 2pt), [{cell}], [Plan.])"
    assert rows_of(source) == [("Leaders should cut the waits for all, now and here.",), ("Plan.",)]


def test_a_cell_of_bullets_alone_is_a_row_for_each() -> None:
    assert rows_of("#table(columns: 1fr, [- Cut waits.\n- Agree one plan.])") == [("Cut waits.",), ("Agree one plan.",)]


def test_a_row_goes_on_over_the_page_in_the_middle_of_its_sentence() -> None:
    long = "Leaders should agree with families and schools which of the many plans come first " * 4
    source = f"#table(columns: 1fr, [Cut waits.], [{long} and say so.], [Publish the plan.])"
    rows = placed_rows(source, height=180)
    assert [row.cells[0] for row in rows] == ["Cut waits.", f"{long} and say so.".replace("  ", " "), "Publish the plan."]
    assert [row.page for row in rows][:2] == [1, 1]


def test_the_rules_and_the_tags_of_one_file_agree() -> None:
    source = "#table(columns: (100pt, 1fr), [The council], [Bring plans up to date.], [The board], [Cut waits.])"
    tags = read_tags(pdf_of(source))
    assert tags is not None
    assert {letters(cells[-1]) for cells in rows_of(source)} == tagged_rows(tags)


def line(text: str, y: float, *, x0: float = 60.0, bullet: str | None = None) -> Line:
    return Line(text, x0, y, 380.0, y + 14, 12.0, False, bullet=bullet)


def test_an_underline_is_no_rule_of_a_table() -> None:
    lines = [(1, line("Cut waits.", 100)), (1, line("Agree one plan.", 114))]
    assert not is_ruled(lines, {1: [Rule(60.0, 380.0, 113.0)]})
    assert is_ruled(lines, {1: [Rule(55.0, 385.0, 98.0)]})


def test_a_row_that_looks_back_goes_on_from_the_page_before() -> None:
    lines = [(1, line("Cut waits.", 700)), (2, line("This includes therapies.", 60)), (2, line("Agree one plan.", 90))]
    rules = {1: [Rule(55, 385, 698), Rule(55, 385, 720)], 2: [Rule(55, 385, 58), Rule(55, 385, 80)]}
    assert [row.cells[0] for row in table_rows(lines, rules)] == ["Cut waits. This includes therapies.", "Agree one plan."]


def test_without_rules_each_paragraph_is_a_row_with_its_sub_bullets() -> None:
    lines = [(1, line("Settle the staffing:", 100)), (1, line("posts", 130, x0=90, bullet="–")), (1, line("Cut waits.", 160))]
    assert [row.cells[0] for row in paragraph_rows(lines)] == ["Settle the staffing: posts", "Cut waits."]


def test_a_table_of_one_column_has_no_edges() -> None:
    assert column_edges([(1, line("Cut waits.", 100)), (1, line("posts", 114, x0=90))]) == ()


def test_a_tagged_row_over_a_page_break_is_two() -> None:
    tagged = frozenset({"cutwaits", "areasforimprovementforclinics"})
    assert is_tagged("cutwaits", tagged)
    assert is_tagged("cutwaitsforclinics", tagged)
    assert not is_tagged("cutwaitsandagree", tagged)


def test_tags_tell_the_rows_of_a_table_without_rules() -> None:
    source = "#table(columns: 1fr, stroke: none, [*Areas for improvement*], [Settle:\n- posts\n- cover], [Cut waits.])"
    tags = read_tags(pdf_of(source))
    assert tags is not None
    found = rows_below(tags, re.compile("areas for improvement", re.IGNORECASE))
    assert [row.cells for row in found] == [("Settle: posts cover",), ("Cut waits.",)]


def test_a_wide_blank_within_a_line_makes_no_column() -> None:
    torn = [line("Cut", 100), Line("waits.", 200.0, 100, 380.0, 114, 12.0, False)]
    whole = [line("Leaders should agree one plan for all of the children", y) for y in (130, 160, 190)]
    lines = [(1, each) for each in (*torn, *whole)]
    assert column_edges(lines) == ()


def test_several_rows_of_one_tagged_cell_are_tagged() -> None:
    tagged = frozenset({letters("Cut waits. Agree one plan."), letters("Count.")})
    assert untagged(["Cut waits.", "Agree one plan.", "Count."], tagged) == ()
    assert untagged(["Cut waits.", "Agree one", "Count."], tagged) == (0, 1)
