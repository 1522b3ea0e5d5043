"""Ways to damage a report: its bytes, its pages, its lines. Each takes the chance that decides where, so that a seed repeats a run."""

import io
import random
from collections.abc import Callable, Sequence
from dataclasses import replace

from pypdf import PdfWriter

from scraper.reading.pdf.document import Page, made_page

Damage = Callable[[bytes, random.Random], bytes]


def flip_bytes(body: bytes, chance: random.Random) -> bytes:
    """Some bytes become others."""
    damaged = bytearray(body)
    for _ in range(chance.choice((1, 10, 100, 1000))):
        damaged[chance.randrange(len(damaged))] = chance.randrange(256)
    return bytes(damaged)


def cut_short(body: bytes, chance: random.Random) -> bytes:
    """The file ends too soon."""
    return body[: chance.randrange(len(body))]


def drop_middle(body: bytes, chance: random.Random) -> bytes:
    """A piece from the middle is missing."""
    start = chance.randrange(len(body))
    return body[:start] + body[start + chance.randrange(1, 5000) :]


def repeat_piece(body: bytes, chance: random.Random) -> bytes:
    """A piece stands there twice."""
    start = chance.randrange(len(body))
    return body[: start + 3000] + body[start:]


def swap_numbers(body: bytes, chance: random.Random) -> bytes:
    """References lead elsewhere: objects refer to others, or to themselves."""
    pieces = body.split(b" 0 R")
    for _ in range(chance.choice((1, 5, 50))):
        place = chance.randrange(len(pieces) - 1) if len(pieces) > 1 else 0
        pieces[place] = pieces[place].rstrip(b"0123456789") + str(chance.randrange(1, 60)).encode()
    return b" 0 R".join(pieces)


def encrypt(body: bytes, chance: random.Random) -> bytes:
    """A password is asked for."""
    writer = PdfWriter(clone_from=io.BytesIO(body))
    writer.encrypt(f"secret {chance.random()}")
    return _written(writer)


def no_pages(body: bytes, chance: random.Random) -> bytes:
    """A PDF without any page."""
    del body, chance
    return _written(PdfWriter())


def without_text(body: bytes, chance: random.Random) -> bytes:
    """Blank pages, as a scan has them for a reader of text."""
    del body
    writer = PdfWriter()
    for _ in range(chance.randrange(1, 30)):
        writer.add_blank_page(595, 842)
    return _written(writer)


def many_pages(body: bytes, chance: random.Random) -> bytes:
    """Two thousand pages."""
    del body, chance
    writer = PdfWriter()
    for _ in range(2000):
        writer.add_blank_page(200, 200)
    return _written(writer)


def recursive(body: bytes, chance: random.Random) -> bytes:
    """A tree of pages that holds itself, and a form that draws itself."""
    del body
    kids = b"[2 0 R 3 0 R]" if chance.random() < 0.5 else b"[3 0 R 2 0 R 2 0 R]"
    return (
        b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 3/Kids" + kids + b">>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R/Resources<</XObject<</F 5 0 R>>>>>>endobj\n"
        b"4 0 obj<</Length 5>>stream\n/F Do\nendstream endobj\n"
        b"5 0 obj<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F 5 0 R>>>>/Length 11>>stream\n"
        b"/F Do /F Do\nendstream endobj\n"
        b"trailer<</Root 1 0 R/Size 6>>\n%%EOF\n"
    )


def _written(writer: PdfWriter) -> bytes:
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


COMMON: tuple[Damage, ...] = (flip_bytes, cut_short, drop_middle, repeat_piece, swap_numbers)
RARE: tuple[Damage, ...] = (encrypt, no_pages, without_text, many_pages, recursive)


def damage_bytes(body: bytes, chance: random.Random) -> tuple[str, bytes]:
    """(name, bytes) of one kind of damage, the rare and slow kinds seldom."""
    kind = chance.choice(RARE if chance.random() < 0.02 else COMMON)
    return kind.__name__, kind(body, chance)


# Damage to what was read: pages in another order, lines gone.


def shuffle_pages(pages: Sequence[Page], chance: random.Random) -> list[Page]:
    """The pages behind the first in another order, numbered as they now stand."""
    rest = list(pages[1:])
    chance.shuffle(rest)
    return [replace(page, number=number) for number, page in enumerate([pages[0], *rest], start=1)]


def delete_lines(pages: Sequence[Page], chance: random.Random) -> list[Page]:
    """Some lines of the first page are gone, or of any page."""
    share = chance.choice((0.02, 0.1, 0.3))
    only_first = chance.random() < 0.7
    return [page if only_first and page.number > 1 else _thinned(page, share, chance) for page in pages]


def _thinned(page: Page, share: float, chance: random.Random) -> Page:
    lines = tuple(line for line in page.lines if chance.random() > share)
    return made_page(page.number, page.width, page.height, lines, page.marks)


def lose_first_page(pages: Sequence[Page], chance: random.Random) -> list[Page]:
    """The first page is gone."""
    del chance
    return [replace(page, number=number) for number, page in enumerate(pages[1:], start=1)]
