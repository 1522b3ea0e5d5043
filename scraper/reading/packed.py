"""Unpacks bytes (gzip, deflate) completely or raises an error, and never to more than a given size."""

import zlib

from scraper.reading.errors import ParseError

GZIP_MAGIC = b"\x1f\x8b"
GZIP = 16 + zlib.MAX_WBITS  # a gzip header is expected
RAW = -zlib.MAX_WBITS  # no header at all


class UnpacksTooLargeError(ParseError):
    """Raised when packed bytes hold more than may be taken."""


def unpack_gzip(body: bytes, most: int) -> bytes:
    """The bytes packed in `body`; ParseError when it is cut short or damaged, UnpacksTooLargeError when they are more than `most`.

    A file may have several parts, each whole in itself. What stands behind the last of them is no part of it and dropped, as browsers
    and gzip itself do; what begins like a further part must be a whole one.
    """
    unpacked, rest = bytearray(), body
    while True:
        part, rest = _unpack(rest, GZIP, most - len(unpacked), "gzip", len(body))
        unpacked += part
        rest = rest.lstrip(b"\0")  # some servers fill up with zeros
        if not rest or rest[:2] != GZIP_MAGIC[: len(rest)]:
            return bytes(unpacked)


def unpack_deflate(body: bytes, most: int) -> bytes:
    """As `unpack_gzip` for "deflate", which some servers send with zlib's header and some without."""
    zlib_header = len(body) > 1 and body[0] & 0x0F == 8 and int.from_bytes(body[:2]) % 31 == 0
    return _unpack(body, zlib.MAX_WBITS if zlib_header else RAW, most, "deflate", len(body))[0]


def _unpack(packed: bytes, form: int, most: int, name: str, size: int) -> tuple[bytes, bytes]:
    """What one stream holds, and the bytes behind it. `size` of the whole body is for the words of an error."""
    stream = zlib.decompressobj(form)
    try:
        unpacked = stream.decompress(packed, most + 1)
    except zlib.error as error:
        raise ParseError(f"is no whole {name} stream ({error})") from error
    if len(unpacked) > most:
        raise UnpacksTooLargeError(f"unpacks from {size} to more than {most} bytes; nothing is kept")
    if not stream.eof:
        raise ParseError(f"is a {name} stream cut short after {size} bytes")
    return unpacked, stream.unused_data
