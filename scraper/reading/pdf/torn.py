"""Whether a file lost bytes in its middle: pdfium reads round the gap without a word, and leaves out letters, lines or pages."""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from scraper.reading.pdf.crossref import misplaced

BEFORE = 2_048
"""Bytes before a stream in which its dictionary stands."""
SLACK = 64
"""Bytes by which a stream may be longer or shorter than its dictionary says: careless programs miscount line ends."""
GAP = bytes(64)
"""So many zeros are a gap: a file that was fetched in pieces, one of which never came."""

NEVER_PACKED = bytes(16)
"""So many zeros do not come of packing, but may be unpacked to something."""

_LENGTH = re.compile(rb"/Length\s+(\d+)\b(?!\s+\d+\s+R)")
_ONLY_FLATE = re.compile(rb"/Filter\s*(?:\[\s*)?/Fl(?:ateDecode)?\s*(?:\]|(?=[/>\s]))(?!\s*/\w+Decode)")
_NO_TEXT = re.compile(rb"/Image\b|/Length1\b")
"""Pictures and font programs: without them the text is (nearly always) the same, and they are most of a file."""
_OBJECT = re.compile(rb"\b\d+\s+\d+\s+obj\b")


@dataclass(frozen=True, slots=True)
class _Stream:
    """Where a stream's bytes begin and end, its dictionary, and the length that one states (None: it stands elsewhere)."""

    start: int
    end: int
    dictionary: bytes
    told: int | None


def torn_at(body: bytes) -> int | None:
    """The place of a stream that is cut off or cannot be unpacked, of a gap between objects or of an object gone; None where all is whole.

    Not for encrypted files, whose streams cannot be unpacked as they stand.
    """
    found = _torn_stream(body)
    return misplaced(body) if found is None else found


def _torn_stream(body: bytes) -> int | None:
    after = 0
    for stream in _streams(body):
        gap = body.find(GAP, after, stream.start)
        if gap >= 0:
            return gap
        if stream.end < 0 or _swallows_others(body, stream) or not _unpacks(body, stream):
            return stream.start
        after = stream.end
    return None


def _streams(body: bytes) -> Iterator[_Stream]:
    """The streams in order; one without an end is the last."""
    at = body.find(b"stream")
    while at >= 0:
        start = at + len(b"stream")
        if body[start : start + 1] in (b"\r", b"\n") and body[at - 3 : at] != b"end":
            start += 2 if body[start : start + 2] == b"\r\n" else 1
            dictionary = body[max(0, at - BEFORE) : at]
            dictionary = dictionary[dictionary.rfind(b" obj") + 1 :]
            stated = _LENGTH.search(dictionary)
            told = int(stated[1]) if stated else None
            stream = _Stream(start, _end(body, start, told), dictionary, told)
            yield stream
            if stream.end < 0:
                return
            start = stream.end + len(b"endstream")
        at = body.find(b"stream", start)


def _end(body: bytes, start: int, told: int | None) -> int:
    """Where a stream ends: near the place its dictionary tells, since its bytes may hold the word; else at the next such word."""
    near = -1 if told is None else body.find(b"endstream", max(start, start + told - SLACK), start + told + SLACK)
    return near if near >= 0 else body.find(b"endstream", start)


def _swallows_others(body: bytes, stream: _Stream) -> bool:
    """Whether a stream without an end of its own runs on to that of another object."""
    if stream.told is None or abs(stream.end - stream.start - stream.told) <= SLACK:
        return False
    return body.find(GAP, stream.start, stream.end) >= 0 or _OBJECT.search(body, stream.start, stream.end) is not None


def _unpacks(body: bytes, stream: _Stream) -> bool:
    """Whether a stream that text may depend on is whole. A wrong checksum alone is no matter: some programs write one."""
    if _NO_TEXT.search(stream.dictionary) or not _ONLY_FLATE.search(stream.dictionary):
        return True
    packed = body[stream.start : stream.end]
    if not packed.strip() or _ends(zlib.decompressobj(), packed):
        return True
    return NEVER_PACKED not in packed and _ends(zlib.decompressobj(-zlib.MAX_WBITS), packed[2:])


def _ends(unpacking: "zlib._Decompress", packed: bytes) -> bool:
    try:
        unpacking.decompress(packed)
    except zlib.error:
        return False
    return unpacking.eof
