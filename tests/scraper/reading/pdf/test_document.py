"""Reading PDFs: each way in which a PDF spoils its text, on small PDFs set here by typst, and every report of the corpus."""

import io
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest
import typst

from scraper.reading.errors import EncryptedError, NotAPdfError, ParseError, TooManyPagesError
from scraper.reading.pdf import document as pdf
from scraper.reading.pdf.document import Line, Page, paragraph_text, paragraphs, read_pages, read_rules, read_tags, running_lines

A4 = """#set page(width: 595pt, height: 842pt, margin: 72pt)
#set text(size: 12pt, hyphenate: false)
#set super(typographic: false)
"""
FORBIDDEN = {"Cc", "Cf", "Co", "Cs", "Cn"}


def typeset(source: str) -> bytes:
    """A PDF of Typst markup on A4 pages with 12 pt text."""
    return typst.compile((A4 + source).encode())


def only_page(source: str) -> Page:
    (page,) = read_pages(typeset(source))
    return page


def texts(page: Page, role: str = "body") -> list[str]:
    return [line.text for line in page.lines if line.role == role]


def rewritten(body: bytes, change: Callable[[pypdf.PdfWriter], object]) -> bytes:
    """The PDF after `change` was made to it."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(body))
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_hyphen_at_a_line_end_joins_its_word() -> None:
    page = only_page("#box(width: 150pt)[We value our good multi-agency work in homes and clubs]")
    assert texts(page) == ["We value our good multi-", "agency work in homes and", "clubs"]
    assert page.text == "We value our good multi-agency work in homes and clubs"


def test_the_first_of_a_pair_of_hyphened_words_keeps_its_blank() -> None:
    page = only_page("#box(width: 90pt)[A child of 16-\\ and 17-year-olds]")
    assert page.text == "A child of 16- and 17-year-olds"


def test_paragraphs_are_told_apart_by_distance_size_and_weight() -> None:
    page = only_page("= Heading\n#lorem(30)\n\n#lorem(25)\n\n*Bold line*\\\nPlain line")
    parts = page.text.split("\n\n")
    assert parts[0] == "Heading"
    assert [len(part.split()) for part in parts[1:3]] == [30, 25]
    assert parts[3:] == ["Bold line", "Plain line"]


def test_lines_ended_on_purpose_are_paragraphs() -> None:
    page = only_page("#lorem(20)\n\nMs A Person\\\nDirector of Services\\\nOak House\\\nOakton")
    assert page.text.split("\n\n")[1:] == ["Ms A Person", "Director of Services", "Oak House", "Oakton"]


@pytest.mark.parametrize(("glyph", "bullet"), [("•", "•"), ("◼", "•"), ("▪", "•"), ("─", "–"), ("‣", "–")])
def test_bullets_are_taken_out_of_the_text(glyph: str, bullet: str) -> None:
    page = only_page(
        f"#set list(marker: [{glyph}])\n- the first, which is so long that it needs another line: {'word ' * 12}\n- the second"
    )
    first, second = paragraphs(page.lines)
    assert (first[0].bullet, first[1].bullet, second[0].bullet) == (bullet, None, bullet)
    assert second[0].text == "the second"
    assert page.text.endswith(f"\n\n{bullet} the second")


def test_a_dash_far_from_its_text_is_a_bullet_and_a_near_one_is_not() -> None:
    page = only_page("– #h(12pt) sub-bullet\n\n– they said")
    assert [(line.bullet, line.text) for line in page.lines] == [("–", "sub-bullet"), (None, "– they said")]


def test_footnote_markers_are_dropped_and_other_digits_stay() -> None:
    page = only_page("The Board#super[1] met in 2018#super[12]. It is good.#super[3] Grade 2, CO#sub[2], A4, on 1#super[st] May 2019")
    assert page.text == "The Board met in 2018. It is good. Grade 2, CO2, A4, on 1st May 2019"


def test_footnotes_come_last() -> None:
    page = only_page(
        "#set footnote.entry(separator: none)\nBoard#footnote[Made under section 20.] met.\n\nIt met again, and at length, in Oakton."
    )
    assert page.text == "Board met.\n\nIt met again, and at length, in Oakton.\n\n1 Made under section 20."
    assert texts(page, "footnote") == ["1 Made under section 20."]


def test_running_lines_and_page_numbers_are_kept_apart() -> None:
    source = """#set page(header: [Inspection of Oakton], footer: context [4 to 8 May 2024 #h(1fr) #counter(page).display()])
A list that runs on to#pagebreak()the next page.#pagebreak()End"""
    pages = read_pages(typeset(source))
    assert [page.text for page in pages] == ["A list that runs on to", "the next page.", "End"]
    assert [texts(page, "header") for page in pages] == [["Inspection of Oakton"]] * 3
    assert [texts(page, "footer") for page in pages] == [["4 to 8 May 2024"]] * 3
    assert [texts(page, "page_number") for page in pages] == [["1"], ["2"], ["3"]]
    assert [(number, line.text) for number, line in running_lines(pages)] == [
        (1, "A list that runs on to"),
        (2, "the next page."),
        (3, "End"),
    ]


def test_a_line_at_a_page_foot_that_does_not_repeat_stays_in_the_text() -> None:
    page = only_page("#lorem(10)\n#place(bottom, dy: 20pt)[The last line of the page]")
    assert page.text.endswith("\n\nThe last line of the page")


def test_a_letterhead_written_last_is_no_part_of_the_text() -> None:
    source = """#v(80pt)
9 April 2018

#lorem(60)

- a list that goes on
#place(top, dy: -20pt, text(size: 9pt)[Any House\\ Any Street\\ Anytown A1 2BC])
#place(top, dx: 300pt, dy: -20pt, text(size: 9pt)[T 0300 000 0000\\ office\\@example.org])"""
    page = only_page(source)
    assert texts(page, "letterhead")[:3] == ["Any House", "Any Street", "Anytown A1 2BC"]
    assert len(texts(page, "letterhead")) == 5
    assert page.text.startswith("9 April 2018")
    assert page.text.endswith("• a list that goes on")


def test_a_block_written_late_is_read_where_it_stands() -> None:
    page = only_page("#place(dy: 300pt)[Below]#place(dy: 20pt)[Above]")
    assert page.text == "Above\n\nBelow"


def test_what_nobody_sees_is_hidden() -> None:
    page = only_page("""Seen
#place(dy: 300pt, box(width: 100pt, height: 10pt, clip: true, move(dy: 30pt)[Insert address]))
#place(dx: 600pt)[Off the page]""")
    assert page.text == "Seen"
    assert sorted(texts(page, "hidden")) == ["Insert address", "Off the page"]


def test_a_second_copy_over_the_first_is_hidden() -> None:
    page = only_page("#place(dy: 20pt)[Printed twice]\n#v(60pt)#lorem(120)\n#place(top, dx: 0.5pt, dy: 20.5pt)[Printed twice]")
    assert texts(page, "hidden") == ["Printed twice"]
    assert page.text.count("Printed twice") == 1


def test_a_bullet_in_a_text_box_of_its_own_belongs_to_the_text_beside_it() -> None:
    page = only_page("#place(dy: 20pt)[◼]#place(dx: 30pt, dy: 20pt)[beside it]")
    assert [(line.bullet, line.text) for line in page.lines] == [("•", "beside it")]


def test_text_in_the_invisible_mode_is_hidden() -> None:
    def make_invisible(writer: pypdf.PdfWriter) -> None:
        content = writer.pages[0].get_contents()
        assert content is not None
        before, _, last = content.get_data().rpartition(b"0 Tr")
        content.set_data(before + b"3 Tr" + last)
        writer.pages[0].replace_contents(content)

    (page,) = read_pages(rewritten(typeset("#lorem(20)\n\n#place(dy: 300pt)[Ghost]"), make_invisible))
    assert len(page.text.split()) == 20
    assert (texts(page, "hidden"), page.marks) == (["Ghost"], frozenset())


def test_the_cells_of_a_row_are_lines_of_their_own_and_stand_on_one_line_of_text() -> None:
    page = only_page("""#table(columns: (150pt, 150pt), [Judgement], [Grade], [The experiences of children who need help], [Requires
improvement to be good], [Overall], [Good])""")
    assert texts(page)[:2] == ["Judgement", "Grade"]
    assert page.text.split("\n\n") == [
        "Judgement Grade",
        "The experiences of children who need help Requires improvement to be good",
        "Overall Good",
    ]
    assert [paragraph_text(paragraph) for paragraph in paragraphs(page.lines)][2:4] == [
        "The experiences of children who need help",
        "Requires improvement to be good",
    ]


def test_a_number_stays_with_its_paragraph() -> None:
    page = only_page("#set enum(indent: 0pt, body-indent: 20pt)\n+ First thing that inspectors found, at some length: " + "word " * 15)
    assert page.lines[0].text.startswith("1. First thing")
    assert len(paragraphs(page.lines)) == 1


def test_letter_spaced_words_are_closed_up() -> None:
    assert only_page("#text(tracking: 5pt)[Overview of findings]").text == "Overview of findings"


def test_every_kind_of_blank_is_a_blank_and_ligatures_are_spelt_out() -> None:
    assert only_page("a~b\\u{202F}c\\u{2009}d no\\u{2011}break ﬁnd").text == "a b c d no-break find"


def test_characters_beyond_the_basic_plane_shift_nothing() -> None:
    page = only_page("$bold(B)$old #h(60pt) cell")
    assert texts(page) == ["\U0001d469old", "cell"]


def test_a_turned_page_is_read_as_shown() -> None:
    source = "#set page(flipped: true)\n#rotate(-90deg, reflow: true, box(width: 451pt, height: 600pt)[First\n\nSecond #h(100pt) cell])"

    def turn(writer: pypdf.PdfWriter) -> None:
        writer.pages[0].rotate(90)

    (page,) = read_pages(rewritten(typeset(source), turn))
    first, second, cell = page.lines
    assert (round(page.width), round(page.height)) == (595, 842)
    assert [line.text for line in page.lines] == ["First", "Second", "cell"]
    assert first.y0 < second.y0 == pytest.approx(cell.y0, abs=0.1)
    assert abs(first.x0 - second.x0) < 1
    assert second.x1 + 90 < cell.x0


def test_a_font_of_one_point_drawn_large_has_the_size_it_is_shown_in() -> None:
    page = only_page("#scale(1200%, origin: top + left, text(size: 1pt)[Large])")
    assert page.lines[0].size == pytest.approx(12, abs=0.1)
    assert 8 < page.lines[0].y1 - page.lines[0].y0 < 16


def test_sizes_weights_and_places() -> None:
    page = only_page("= Big\n#text(size: 9pt)[small]")
    big, small = page.lines
    assert (big.bold, small.bold) == (True, False)
    assert big.size > 12 > small.size == pytest.approx(9)
    assert big.x0 == pytest.approx(72, abs=2)
    assert 60 < big.y0 < big.y1 <= small.y0 + 3


def test_rules_part_the_rows_of_a_table() -> None:
    body = typeset("#table(columns: (100pt, 100pt), stroke: 0.5pt, [a], [b], [c], [d])")
    rules = read_rules(body, [1])[1]
    assert [rule.x1 - rule.x0 for rule in rules] == [pytest.approx(201, abs=1)] * 3
    page = read_pages(body)[0]
    rows = [line.y0 for line in page.lines if line.text in {"a", "c"}]
    assert rules[0].y < rows[0] < rules[1].y < rows[1] < rules[2].y


def test_the_structure_tree_gives_headings_lists_and_cells() -> None:
    tags = read_tags(typeset("#set document(title: [T])\n= Findings\n- one\n- two multi-agency\n#table(columns: 2, [Leaders], [Good])"))
    assert tags is not None
    found = [(tag.kind, tag.text) for top in tags for tag in top.find("H1", "LBody", "TD")]
    assert found == [("H1", "Findings"), ("LBody", "one"), ("LBody", "two multi-agency"), ("TD", "Leaders"), ("TD", "Good")]


def test_an_untagged_pdf_has_no_tags() -> None:
    def untag(writer: pypdf.PdfWriter) -> None:
        del writer.root_object["/StructTreeRoot"]

    assert read_tags(rewritten(typeset("= Findings"), untag)) is None


def test_what_is_no_pdf_is_refused() -> None:
    with pytest.raises(NotAPdfError):
        read_pages(b"<html>Service unavailable</html>")
    with pytest.raises(NotAPdfError):
        read_pages(b" " * 1024 + typeset("late"))
    assert read_pages(b" " * 100 + typeset("early"))[0].text == "early"


def test_a_damaged_pdf_is_an_error() -> None:
    with pytest.raises(ParseError):
        read_pages(b"%PDF-1.7\n" + b"nothing of use" * 50)


def test_a_pdf_with_a_password_is_refused() -> None:
    body = rewritten(typeset("secret"), lambda writer: writer.encrypt("a word", algorithm="RC4-128"))
    with pytest.raises(EncryptedError):
        read_pages(body)


def test_too_many_pages_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MAX_PAGES", 2)
    with pytest.raises(TooManyPagesError):
        read_pages(typeset("#pagebreak()#pagebreak()"))


def test_an_empty_page_has_no_text() -> None:
    page = only_page("")
    assert (page.number, page.lines, page.text) == (1, (), "")


@pytest.mark.long
def test_running_text_has_no_forbidden_character_on_any_page_of_the_corpus(shared: Path) -> None:
    """The reports of the corpus have text on all pages but one, and nothing odd about it."""
    pages = [page for path in sorted((shared / "corpus" / "pdf").glob("*.pdf")) for page in read_pages(path.read_bytes())]
    assert len(pages) > 1376
    assert {mark for page in pages for mark in page.marks} == set()
    spoilt = {char for page in pages for line in page.lines for char in line.text if _spoilt(char)}
    spoilt |= {char for page in pages for char in page.text if char != "\n" and _spoilt(char)}
    assert spoilt == set()
    assert sum(not page.text for page in pages) <= 1
    text = "\n".join(page.text for page in pages)
    assert len(re.findall("multi-agency", text)) > 600
    assert len(re.findall("multiagency", text)) == 1  # printed so in one report
    assert not re.search(r"Insert LA|Textphone 0161 618 8524", text)


def _spoilt(char: str) -> bool:
    return unicodedata.category(char) in FORBIDDEN or char == "\ufffd"


def line_at(text: str, x0: float, y0: float) -> Line:
    return Line(text, x0, y0, x0 + 6 * len(text), y0 + 12, 12, False)


def test_paragraphs_are_a_pure_function_of_lines() -> None:
    lines = [line_at("one line of text that is long", 72, 100), line_at("and goes on here", 72, 114.5), line_at("Another", 72, 140)]
    assert [len(paragraph) for paragraph in paragraphs(lines)] == [2, 1]
