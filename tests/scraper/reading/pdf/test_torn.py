"""Files that lost bytes: refused, or read whole; never half a report as a whole one, and no careless but whole file is refused."""

import io
import re
import zlib
from pathlib import Path

import pypdf
import pytest

from scraper.reading.errors import EncryptedError, NotAPdfError, ParseError, ReadingError, TooManyPagesError
from scraper.reading.pdf.crossref import misplaced
from scraper.reading.pdf.document import read_pages
from scraper.reading.pdf.torn import torn_at
from tests.faults.pdfs import one_page, pdf, stream
from tests.scraper.reading.pdf.test_document import typeset
from tests.scraper.reading.pdf.test_odd_documents import FONT, HELVETICA, PICTURE, drawn, lines

REPORT = typeset("#set heading(numbering: none)\n" + "\n".join(f"= Part {n}\n#lorem(180)\n- #lorem(30)" for n in range(4)))


def with_plain_table(body: bytes) -> bytes:
    """The same document with its table of objects as plain text, as most programs for offices write it."""
    out = io.BytesIO()
    pypdf.PdfWriter(clone_from=io.BytesIO(body)).write(out)
    return out.getvalue()


def texts(body: bytes) -> list[str]:
    return [page.text for page in read_pages(body)]


def outcome(body: bytes, whole: list[str]) -> str:
    try:
        return "whole" if texts(body) == whole else "half"
    except ReadingError:
        return "refused"


@pytest.mark.parametrize("body", [REPORT, with_plain_table(REPORT)], ids=["stream", "table"])
@pytest.mark.parametrize("damage", ["zeros", "lost", "cut off"])
def test_a_file_with_a_hole_is_never_half_a_report(body: bytes, damage: str) -> None:
    whole = texts(body)
    found = []
    for place in range(len(body) // 40, len(body), len(body) // 20):
        size = len(body) // 8
        kept = {"zeros": body[:place] + bytes(size), "lost": body[:place], "cut off": body[:place]}[damage]
        rest = b"" if damage == "cut off" else body[place + size :]
        found.append(outcome((kept + rest)[: len(body)], whole))
    assert "half" not in found
    assert found.count("refused") >= len(found) / 2


def renamed(body: bytes, old: bytes, new: bytes) -> bytes:
    assert old in body
    return body.replace(old, new)


def wrong_start(body: bytes) -> bytes:
    return re.sub(rb"startxref\s+\d+", b"startxref\n7", body)


CONTENT = zlib.compress(lines("One line of words.", "And another one."))
WHOLE = one_page(CONTENT, b"/Filter /FlateDecode", more=[HELVETICA], resources=FONT)


@pytest.mark.parametrize(
    "careless",
    [
        WHOLE,
        b"mail header\r\n" + WHOLE,
        WHOLE + b"\r\n<!-- served by a proxy -->\r\n" + bytes(900),
        wrong_start(WHOLE),
        renamed(WHOLE, b"/Length %d" % len(CONTENT), b"/Length %d" % (len(CONTENT) + 2)),
        renamed(WHOLE, b"/Length %d" % len(CONTENT), b"/Length 0"),
        renamed(WHOLE, CONTENT, CONTENT[:-4] + b"0000"),  # a wrong checksum
        renamed(WHOLE, b"\nxref\n", b"\n\n\nxref\n"),
        one_page(lines("One line of words.", "And another one."), more=[HELVETICA, stream(b"", b"/Filter /FlateDecode")], resources=FONT),
        one_page(CONTENT, b"/Filter [/FlateDecode]", more=[HELVETICA, stream(b"a stream\nendstreams hold", b"")], resources=FONT),
    ],
)
def test_careless_files_that_are_whole_are_read(careless: bytes) -> None:
    assert texts(careless) == ["One line of words. And another one."]


def test_the_place_of_the_damage_is_named() -> None:
    place = WHOLE.index(CONTENT)
    with pytest.raises(ParseError, match=f"near byte {place} of {len(WHOLE)}"):
        read_pages(WHOLE[: place + 20] + bytes(30) + WHOLE[place + 50 :])
    gap = renamed(WHOLE, b"endobj\n5 0 obj", b"endobj\n" + bytes(100) + b"5 0 obj")
    assert torn_at(gap) == gap.index(bytes(100))
    assert torn_at(WHOLE) is None


def test_an_object_that_is_gone_is_missed_in_every_kind_of_table() -> None:
    for body in (REPORT, with_plain_table(REPORT)):
        assert misplaced(body) is None
        first = [found.start(1) for found in re.finditer(rb"\n(\d+ 0 obj)", body)][2]
        assert misplaced(body[:first] + b"% %" + body[first + 3 :]) == first


def test_differences_of_rows_are_summed_in_a_table_that_is_a_stream() -> None:
    """The PNG filter "up", which most programs use for these tables: each row holds its difference to the row above."""
    plain = pdf([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", b"<< /Type /Page /Parent 2 0 R >>"])
    body = plain[: plain.index(b"xref\n")]
    places = [0, *(found.start() for found in re.finditer(rb"\d+ 0 obj", body)), len(body)]
    rows = [bytes([int(number > 0), *place.to_bytes(2, "big")]) for number, place in enumerate(places)]
    ups = [bytes((a - b) & 255 for a, b in zip(row, above, strict=True)) for above, row in zip([bytes(3), *rows], rows, strict=False)]
    packed = zlib.compress(b"".join(b"\x02" + up for up in ups))
    entries = b"/Type /XRef /Size 5 /W [1 2 0] /Root 1 0 R /Filter /FlateDecode /DecodeParms << /Predictor 12 /Columns 3 >>"
    whole = body + b"4 0 obj\n" + stream(packed, entries) + b"\nendobj\nstartxref\n%d\n%%%%EOF\n" % len(body)
    assert misplaced(whole) is None
    assert misplaced(whole.replace(b"3 0 obj", b"9 0 obj")) == whole.index(b"3 0 obj")


def test_a_table_that_is_wrong_throughout_is_no_damage() -> None:
    wrong = re.sub(rb"(\d{10}) 00000 n", lambda found: b"%010d 00000 n" % (int(found[1]) + 3), WHOLE)
    assert misplaced(wrong) is None


def test_encrypted_streams_are_not_taken_for_damaged_ones(shared: Path) -> None:
    body = (shared / "cases/11-encrypted/owner-only.pdf").read_bytes()
    assert torn_at(body) is not None
    assert "Supervision of staff" in texts(body)[0]
    with pytest.raises(EncryptedError):
        read_pages((shared / "cases/11-encrypted/user.pdf").read_bytes())


def test_torn_pictures_leave_the_text_as_it_is() -> None:
    picture = stream(b"\xff\xd8" + bytes(40), b"/Type /XObject /Subtype /Image /Filter /FlateDecode")
    assert texts(one_page(lines("Words."), more=[HELVETICA, picture], resources=FONT)) == ["Words."]
    assert texts(drawn(PICTURE + lines("Words."))) == ["Words."]


def test_real_letters_cut_or_with_a_hole_are_refused_or_whole(shared: Path) -> None:
    files = sorted((shared / "cases/17-truncated").glob("*.pdf"))
    found = {}
    for path in files:
        name, _, cut = path.stem.rpartition("-")
        found[path.stem] = outcome(path.read_bytes(), texts(path.with_name(f"{name}-100.pdf").read_bytes()))
        assert found[path.stem] == "whole" if cut == "100" else found[path.stem] != "half", path.stem
    assert {word for stem, word in found.items() if stem.endswith("-hole")} == {"refused"}


def test_extremes_are_told(shared: Path) -> None:
    folder = shared / "cases/16-extremes"
    for name, error in (("zero.pdf", NotAPdfError), ("newline.pdf", NotAPdfError), ("10050-pages.pdf", TooManyPagesError)):
        with pytest.raises(error):
            read_pages((folder / name).read_bytes())
    assert texts((folder / "huge-page.pdf").read_bytes())[0]
