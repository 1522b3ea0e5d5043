"""Hostile PDFs, written by hand: one that no reader finishes, one that needs more memory than it may have, one with a password."""

import zlib
from io import BytesIO

from pypdf import PdfWriter


def pdf(objects: list[bytes]) -> bytes:
    """A PDF of `objects`, numbered from 1; the first is the catalogue."""
    body, places = bytearray(b"%PDF-1.7\n"), []
    for number, text in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, text)
    table = len(body)
    body += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    body += b"".join(b"%010d 00000 n \n" % place for place in places)
    body += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table)
    return bytes(body)


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """A stream object."""
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), entries, content)


def one_page(content: bytes, entries: bytes = b"", more: list[bytes] | None = None, resources: bytes = b"") -> bytes:
    """A PDF of one page with this content stream; `more` objects begin with number 5."""
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << %s >> >>" % resources
    catalogue = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", page]
    return pdf([*catalogue, stream(content, entries), *(more or [])])


def endless(levels: int = 9, wide: int = 16) -> bytes:
    """A few kilobytes that take for ever: forms that each draw the next one `wide` times, `levels` deep."""
    more = []
    for level in range(levels):
        number = 6 + level
        last = level == levels - 1
        content = b"BT /F1 9 Tf (x) Tj ET" if last else b"/X Do " * wide
        inner = b"/Font << /F1 5 0 R >>" if last else b"/XObject << /X %d 0 R >>" % (number + 1)
        more.append(stream(content, b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << %s >>" % inner))
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    return one_page(b"/X Do", more=[font, *more], resources=b"/XObject << /X 6 0 R >>")


def greedy(megabytes: int = 900) -> bytes:
    """Less than a megabyte that unpacks to `megabytes` of blanks."""
    packer = zlib.compressobj(9)
    block = b" " * 1_000_000
    packed = b"".join(packer.compress(block) for _ in range(megabytes)) + packer.flush()
    return one_page(packed, b"/Filter /FlateDecode")


def locked() -> bytes:
    """A PDF that asks for a password."""
    writer = PdfWriter()
    writer.add_blank_page(width=595, height=842)
    writer.encrypt("a password", algorithm="AES-256-R5")
    target = BytesIO()
    writer.write(target)
    return target.getvalue()
