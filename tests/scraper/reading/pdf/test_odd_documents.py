"""PDFs whose text is not simply there: layers of scans, soft hyphens, filled forms, fonts without letters, useless boxes, no text."""

import io
import unicodedata
from pathlib import Path

import pypdf
import pytest

from archive.records import Document, Inspection, Problem, Record, ReportPage
from scraper.reading.pdf.broken_words import Vocabulary
from scraper.reading.pdf.document import Page, read_pages, read_tags
from scraper.reading.reports import read_report
from tests.faults.pdfs import one_page, pdf, stream
from tests.scraper.reading.pdf.test_document import only_page, rewritten, texts, typeset

HELVETICA = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
FONT = b"/Font << /F1 5 0 R >>"
PICTURE = b"q 500 0 0 700 40 60 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x80 EI Q\n"


def drawn(content: bytes) -> bytes:
    """A PDF of one A4 page with a content stream that may use Helvetica as /F1."""
    return one_page(content, more=[HELVETICA], resources=FONT)


def lines(*words: str, mode: int = 0, top: int = 760) -> bytes:
    """A content stream with each of `words` on a line of its own."""
    text = " ".join(f"({line}) Tj 0 -16 Td" for line in words)
    return f"q BT {mode} Tr /F1 12 Tf 72 {top} Td {text} ET Q\n".encode("latin-1")


def page_of(body: bytes) -> Page:
    (page,) = read_pages(body)
    return page


def records_of(body: bytes) -> list[Record]:
    return list(read_report(Document("local", "report", "file:a.pdf", body, "", 200, "{}", "application/pdf")))


def kinds(body: bytes) -> list[str]:
    return [record.kind for record in records_of(body) if isinstance(record, Problem)]


SCANNED = lines("Inspectors visited the borough in spring.", "They saw good work with families.", mode=3)


def test_the_invisible_text_of_a_scan_is_its_text_and_said_to_be_so() -> None:
    body = drawn(PICTURE + SCANNED)
    page = page_of(body)
    assert page.text == "Inspectors visited the borough in spring. They saw good work with families."
    assert page.marks == {"text_layer"}
    assert "text_layer" in kinds(body)


def test_a_stamp_on_a_scan_leaves_its_text_layer_the_text() -> None:
    page = page_of(drawn(PICTURE + SCANNED + lines("Page 1", top=40)))
    assert page.text.startswith("Inspectors visited")
    assert "They saw good work" in page.text
    assert page.marks == {"text_layer"}


def test_invisible_text_beside_visible_text_stays_out() -> None:
    page = page_of(drawn(lines("A page that was typed, with", "as many words as any other.") + lines("A template.", mode=3, top=400)))
    assert page.text == "A page that was typed, with as many words as any other."
    assert (texts(page, "hidden"), page.marks) == (["A template."], frozenset())


def test_what_is_clipped_away_is_no_text_layer() -> None:
    page = page_of(drawn(PICTURE + b"q 72 100 50 20 re W n " + SCANNED + b"Q"))
    assert (page.text, page.marks) == ("", {"picture"})


HYPHENATED = """#set text(hyphenate: true, lang: "en")
#box(width: 120pt)[#set par(justify: true)
Extraordinary circumstances in safeguarding information, supervision multi-agency considerations]"""


def test_soft_hyphens_vanish_with_the_break_and_hard_ones_of_the_same_font_stay() -> None:
    body = typeset(HYPHENATED)
    page = page_of(body)
    assert len(page.lines) > 4
    assert page.text == "Extraordinary circumstances in safeguarding information, supervision multi-agency considerations"
    assert "\u00ad" not in "".join(line.text for line in page.lines)
    assert [tag.text for tag in read_tags(body) or ()] == [page.text]


def test_a_font_with_both_hyphens_tells_each_break_by_its_own() -> None:
    """Both are drawn by glyphs of one width, and pdfium gives both as one mark."""
    cmap = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap 1 begincodespacerange <00> <ff> endcodespacerange\n"
        b"2 beginbfrange <20> <7e> <0020> <a0> <ff> <00a0> endbfrange endcmap end end"
    )
    font = HELVETICA[:-2] + b"/ToUnicode 6 0 R >>"
    content = lines("The infor\\255", "mation of multi-", "agency and co-", "operative work")
    page = page_of(one_page(content, more=[font, stream(cmap)], resources=FONT))
    assert page.text == "The information of multi-agency and co-operative work"


def test_a_soft_hyphen_within_a_line_is_no_part_of_its_word() -> None:
    assert only_page("safe\\u{ad}guarding").text == "safeguarding"


def test_actual_text_says_that_a_visible_hyphen_is_only_a_break() -> None:
    content = (
        b"BT /F1 12 Tf 72 760 Td (The super) Tj /Span << /ActualText <FEFF00AD> >> BDC (-) Tj EMC ET "
        b"BT /F1 12 Tf 72 744 Td (vision of multi) Tj /Span << /ActualText (-) >> BDC (-) Tj EMC ET "
        b"BT /F1 12 Tf 72 728 Td (agency work) Tj ET"
    )
    assert page_of(drawn(content)).text == "The supervision of multi-agency work"


def test_the_document_decides_whether_a_hyphen_only_broke_a_word() -> None:
    page = only_page(
        "#box(width: 300pt)[Good infor-\\ mation and multi-\\ agency work of on-\\ call staff.]\n\nThe information is multi-agency."
    )
    assert page.text.startswith("Good information and multi-agency work of on-call staff.")


def test_words_broken_in_cells_side_by_side_are_each_made_whole() -> None:
    page = only_page("#table(columns: (90pt, 90pt), [of ser-\\ vices for], [for chil-\\ dren of])\n\nservices for children")
    assert "of services for" in page.text
    assert "for children of" in page.text


def test_a_word_broken_over_a_page_is_whole_on_the_page_it_begins_on() -> None:
    first, second = read_pages(typeset("Reviews of chil-#pagebreak()dren are late. All children wait."))
    assert (first.text, second.text) == ("Reviews of children", "are late. All children wait.")


@pytest.mark.parametrize(
    ("text", "first", "second", "closes"),
    [
        ("children are", "the chil-", "dren are", True),
        ("children", "young chil-", "dren’s", True),
        ("multiagency multi-agency", "our multi-", "agency work", False),  # stands hyphened elsewhere
        ("children", "the multi-", "agency work", False),
        ("today", "their day-to-", "day lives", False),
        ("upto date", "an up-", "to-date plan", False),
        ("thomsonjones", "Ms Thomson-", "Jones", False),
        ("represented", "it was re-", "presented", False),
        ("1617", "16-", "17-year-olds", False),
        ("northcentral", "http://x.org/north-", "central", False),
        ("northcentral", "north-", "central.org", False),
    ],
)
def test_a_hyphen_stays_unless_the_closed_word_alone_is_used(text: str, first: str, second: str, *, closes: bool) -> None:
    assert Vocabulary([text, first, second], [(first, second)]).closes(first, second) is closes


def test_in_a_document_that_breaks_words_two_pieces_are_a_word() -> None:
    ends = [("the chil-", "dren are"), ("North Cen-", "tral London"), ("of re-", "views and"), ("his pre-", "birth plan")]
    words = Vocabulary(["children", "reviews", *(end for pair in ends for end in pair)], ends)
    assert [words.closes(*pair) for pair in ends] == [True, True, True, False]
    calm = Vocabulary(["reviews", *ends[1], *ends[2]], ends[1:3])
    assert [calm.closes(*pair) for pair in ends[1:3]] == [False, False]


@pytest.mark.parametrize("words", ["day-\\ to-day", "up-\\ to-date", "face-\\ to-face"])
def test_a_compound_of_three_is_no_pair(words: str) -> None:
    assert only_page(f"#box(width: 200pt)[{words} work]").text == words.replace("\\ ", "") + " work"


def field(rect: str, entries: str, flags: int = 4) -> bytes:
    name = rect.replace(" ", "")
    return f"<< /Type /Annot /Subtype /Widget /T (f{name}) /F {flags} /Rect [{rect}] /P 3 0 R /DA (/F1 10 Tf) {entries} >>".encode()


def form(content: bytes, *fields: bytes, entries: bytes = b"", needs_rendering: bytes = b"false") -> bytes:
    """A PDF of one page with a form of these fields."""
    numbers = b" ".join(b"%d 0 R" % (6 + place) for place in range(len(fields)))
    acro = b"/AcroForm << /Fields [%s] /DR << /Font << /F1 5 0 R >> >> /DA (/F1 10 Tf) %s >>" % (numbers, entries)
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Annots [%s] /Resources << %s >> >>" % (numbers, FONT)
    catalogue = b"<< /Type /Catalog /Pages 2 0 R /NeedsRendering %s %s >>" % (needs_rendering, acro)
    return pdf([catalogue, b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", page, stream(content), HELVETICA, *fields])


LABELS = lines("Date of visit:", "Looked at:", "Kind:", "The end.")


def test_what_is_typed_into_a_form_is_read_where_it_is_shown() -> None:
    body = form(
        LABELS,
        field("180 724 400 738", "/FT /Ch /Ff 131072 /Opt [(Full) (Short)] /V (Short)"),
        field("180 740 400 754", "/FT /Tx /V (Care leavers)"),
        field("180 756 400 770", "/FT /Tx /V <FEFF00310034201300310036>"),
        field("72 600 400 690", "/FT /Tx /Ff 4096 /V (First thing\\rSecond thing)"),
    )
    words = " ".join(page_of(body).text.split())
    assert words == "Date of visit: 14–16 Looked at: Care leavers Kind: Short The end. First thing Second thing"


@pytest.mark.parametrize(
    "unseen",
    [
        field("180 740 400 754", "/FT /Tx /V (secret)", flags=4 | 2),  # hidden
        field("180 740 400 754", "/FT /Tx /V (secret)", flags=4 | 32),  # not shown on screen
        field("180 740 400 754", "/FT /Tx /V (secret)", flags=0),  # not printed
        field("180 740 400 754", "/FT /Tx /Ff 8192 /V (secret)"),  # a password
        field("180 740 400 754", "/FT /Btn /Ff 65536 /V (secret) /MK << /CA (secret) >>"),  # a button
        field("180 740 400 754", "/FT /Btn /V /secret /AS /Off"),  # a box to tick
        field("180 740 180 740", "/FT /Tx /V (secret)"),  # without room
        field("180 940 400 954", "/FT /Tx /V (secret)"),  # off the page
    ],
)
def test_values_of_fields_nobody_sees_are_not_read(unseen: bytes) -> None:
    assert "secret" not in " ".join(line.text for line in page_of(form(LABELS, unseen)).lines)


PLEASE_WAIT = lines("Please wait...", "Your viewer may not be able to display this type of document.")


@pytest.mark.parametrize(
    "body",
    [
        form(PLEASE_WAIT, entries=b"/XFA (x)"),
        form(PLEASE_WAIT, entries=b"/XFA (x)", needs_rendering=b"true"),
        form(lines("Merci de patienter"), entries=b"/XFA (x)", needs_rendering=b"true"),
    ],
)
def test_a_form_that_asks_for_another_program_is_not_read_as_a_report(body: bytes) -> None:
    assert kinds(body) == ["dynamic_form"]
    assert len(records_of(body)) == 1


def test_a_form_with_its_pages_drawn_is_read() -> None:
    body = form(LABELS, field("180 756 400 770", "/FT /Tx /V (14 May)"), entries=b"/XFA (x)")
    assert page_of(body).text.startswith("Date of visit: 14 May")


def test_words_of_waiting_in_a_document_without_form_are_its_text() -> None:
    assert page_of(drawn(PLEASE_WAIT)).text.startswith("Please wait")


def without_letters(body: bytes, font_name: str) -> bytes:
    """The PDF without the table that says which letters the glyphs of a font are."""

    def forget(writer: pypdf.PdfWriter) -> None:
        fonts = [font.get_object() for font in writer.pages[0]["/Resources"]["/Font"].values()]  # type: ignore[index]
        chosen = [font for font in fonts if font_name in font["/BaseFont"]]
        assert chosen
        for font in chosen:
            del font["/ToUnicode"]

    return rewritten(body, forget)


def test_text_of_a_font_without_letters_is_left_out_and_said() -> None:
    body = without_letters(typeset("Inspectors visited the borough in spring.\n\nThey saw good work."), "")
    page = page_of(body)
    assert (page.text, page.marks) == ("", {"garbled"})
    assert kinds(body) == ["garbled", "no_text"]
    assert len(records_of(body)) == 2


def test_lines_with_letters_are_read_beside_lines_without() -> None:
    body = without_letters(typeset('#text(font: "DejaVu Sans Mono")[Lost line of words]\n\nKept line of words'), "Mono")
    page = page_of(body)
    assert page.text == "Kept line of words"
    assert page.marks == {"garbled"}
    assert [type(record) for record in records_of(body)].count(Inspection) == 1


def test_a_bullet_without_letters_is_no_alarm() -> None:
    """Its font has no table of letters and gives it a code by chance, "A" here."""
    system = b"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"
    cid = b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Marks %s >>" % system
    font = b"<< /Type /Font /Subtype /Type0 /BaseFont /Marks /Encoding /Identity-H /DescendantFonts [7 0 R] >>"
    for marks, found in ((b"<0041>", frozenset()), (b"<0041004200430044>", frozenset({"garbled"}))):
        content = lines("Kept line of words") + b"BT /F2 12 Tf 72 700 Td %s Tj ET" % marks
        page = page_of(one_page(content, more=[HELVETICA, font, cid], resources=b"/Font << /F1 5 0 R /F2 6 0 R >>"))
        assert (page.text, page.marks) == ("Kept line of words", found)


@pytest.mark.parametrize(
    "boxes",
    [
        b"/MediaBox [0 0 595 842] /CropBox [1000 1000 1500 1500]",
        b"/MediaBox [0 0 595 842] /CropBox [595 842 0 0]",
        b"/MediaBox [0 0 595 842] /CropBox [100 100 100 100]",
        b"/MediaBox [0 0 0 0]",
        b"/MediaBox [595 842 0 0]",
        b"/MediaBox [0 0 0 0] /CropBox [0 0 0 0]",
        b"",  # inherited
    ],
)
def test_useless_boxes_are_as_if_they_were_not_there(boxes: bytes) -> None:
    content = lines("Top of the page", top=825) + lines("Foot of the page", top=20)
    page = b"<< /Type /Page /Parent 2 0 R %s /Contents 4 0 R /Resources << %s >> >>" % (boxes, FONT)
    inherited = b"" if boxes else b"/MediaBox [0 0 595 842]"
    pages = b"<< /Type /Pages /Kids [3 0 R] /Count 1 %s >>" % inherited
    read = page_of(pdf([b"<< /Type /Catalog /Pages 2 0 R >>", pages, page, stream(content), HELVETICA]))
    assert read.text == "Top of the page\n\nFoot of the page"
    assert all(0 < line.y0 < line.y1 < read.height for line in read.lines)


def test_what_a_good_crop_box_cuts_off_stays_hidden() -> None:
    def crop(writer: pypdf.PdfWriter) -> None:
        writer.pages[0].cropbox = pypdf.generic.RectangleObject((0, 700, 300, 842))

    page = page_of(rewritten(typeset("Seen\n#place(dx: 300pt, dy: 400pt)[Cut off]"), crop))
    assert (page.text, texts(page, "hidden")) == ("Seen", ["Cut off"])


@pytest.mark.parametrize("content", [PICTURE, b"q Q", b"0 0 m 100 100 l S " * 200])
def test_a_document_without_text_gives_no_facts_and_says_why(content: bytes) -> None:
    assert kinds(drawn(content)) == ["no_text"]
    assert len(records_of(drawn(content))) == 1


def test_a_picture_of_a_page_among_pages_of_text_is_named_and_a_blank_one_is_not() -> None:
    writer = pypdf.PdfWriter()
    for content in (lines("The first page."), PICTURE, lines("The third page."), b"q Q"):
        writer.append(io.BytesIO(drawn(content)))
    out = io.BytesIO()
    writer.write(out)
    records = records_of(out.getvalue())
    problems = [record for record in records if isinstance(record, Problem)]
    assert [problem.kind for problem in problems] == ["page_without_text", "unknown_family"]
    assert "page 2 of 4" in problems[0].message
    assert sum(isinstance(record, ReportPage) for record in records) == 4


@pytest.mark.parametrize(
    ("case", "words"),
    [
        ("01-ocr-layer/ocr.pdf", ["Supervision of staff is regular but records of it are thin."]),
        ("01-ocr-layer/ocr-with-stamp.pdf", ["The quality of plans for care leavers needs to be better."]),
        ("02-soft-hyphen/soft.pdf", ["of information about", "and supervision is", "for safeguarding to"]),
        ("02-soft-hyphen/hard.pdf", ["of information about", "and supervision is", "for multi-agency work"]),
        ("02-soft-hyphen/midword.pdf", ["Supervision of safeguarding in"]),
        ("03-form-fields/form.pdf", ["Date of visit: 14 to 16 March 2023", "The timeliness of strategy discussions"]),
        ("06-no-tounicode/no-tounicode.pdf", ["Supervision of staff is regular but records of it are thin."]),
        ("08-turned-text/turned.pdf", ["Upright heading of this page", "Inspectors visited the town"]),
        ("08-turned-text/rotate-entry.pdf", ["Inspectors visited the town of Harrowmere in the spring"]),
        ("10-overprinted/char-twice.pdf", ["Supervision of staff is regular"]),
        ("10-overprinted/line-twice.pdf", ["Supervision of staff is regular"]),
        ("10-overprinted/word-twice.pdf", ["Supervision of staff is regular"]),
        ("11-encrypted/owner-only.pdf", ["Supervision of staff is regular but records of it are thin."]),
        ("12-boxes/crop.pdf", ["Inspectors visited", "Page foot"]),
        ("12-boxes/crop-inverted.pdf", ["Inspectors visited", "Page foot"]),
        ("12-boxes/crop-outside.pdf", ["Inspectors visited", "Page foot"]),
        ("12-boxes/media-empty.pdf", ["Inspectors visited", "Page foot"]),
        ("14-unicode/nfd.pdf", ["Café", "Tŷ Gwyn", "efficient office"]),
        ("15-actualtext/actualtext.pdf", ["safeguarding of children", "supervision is weak"]),
    ],
)
def test_the_cases_read_as_they_should(shared: Path, case: str, words: list[str]) -> None:
    body = (shared / "cases" / case).read_bytes()
    pages = read_pages(body)
    text = unicodedata.normalize("NFC", "\n\n".join(page.text for page in pages))
    assert [word for word in words if word not in text] == []
    assert text.count("staff is regular") <= len(pages)
    assert kinds(body) == (["text_layer", "unknown_family"] if case.startswith("01") else ["unknown_family"])


@pytest.mark.parametrize(
    ("case", "found"),
    [("06-no-tounicode/identity-h-no-tounicode.pdf", ["garbled", "no_text"]), ("13-xfa-placeholder/xfa.pdf", ["dynamic_form"])],
)
def test_the_cases_that_cannot_be_read_say_so(shared: Path, case: str, found: list[str]) -> None:
    assert kinds((shared / "cases" / case).read_bytes()) == found
