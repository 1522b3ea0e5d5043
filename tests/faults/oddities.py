"""Answers that are odd and yet whole: each must be held as if it had come plainly. And some that look like them and are cut."""

import gzip
import zlib

from tests.faults.server import Client, Fault

PLAIN = "HTTP/1.1 200 OK"


def sent(*lines: str, status: str = PLAIN, length: bool = True, pack: object = None, cut: int = 0, behind: bytes = b"") -> Fault:
    """The right file under the header `lines` (latin-1), packed by `pack`, without its last `cut` bytes, with `behind` after it."""

    def answer(client: Client) -> None:
        body = client.answer.body
        body = body[: len(body) - cut]
        body = (pack(body) if callable(pack) else body) + behind
        sized = (f"Content-Length: {len(body)}",) if length else ()
        named = () if any(line.startswith("Content-Type") for line in lines) else ("Content-Type: application/pdf",)
        head = "\r\n".join([status, *named, *sized, *lines, "Connection: close", "", ""])
        client.raw(head.encode("latin-1") + body)

    return answer


def twice_the_length(client: Client) -> None:
    """The same length on two lines, as a proxy may add it."""
    sent(f"Content-Length: {len(client.answer.body)}")(client)


def raw_deflate(body: bytes) -> bytes:
    """What some servers call deflate: no header, no checksum."""
    stream = zlib.compressobj(wbits=-15)
    return stream.compress(body) + stream.flush()


def twice_gzip(body: bytes) -> bytes:
    return gzip.compress(gzip.compress(body))


def two_parts(body: bytes) -> bytes:
    return gzip.compress(body[:100]) + gzip.compress(body[100:])


HARMLESS: dict[str, Fault] = {
    "a file name in latin-1": sent('Content-Disposition: inline; filename="Caf\xe9 report.pdf"'),
    "a file name in UTF-8": sent('Content-Disposition: inline; filename="CafÃ©.pdf"'),
    "every byte above ASCII in a header": sent("X-All: " + "".join(map(chr, range(128, 256)))),
    "an ETag in latin-1": sent('ETag: "v\xe9"'),
    "a weak ETag": sent('ETag: W/"v1"'),
    "an ETag without quotes": sent("ETag: v1"),
    "two ETags": sent('ETag: "v1"', 'ETag: "v2"'),
    "Last-Modified that is no date": sent("Last-Modified: yesterday"),
    "Last-Modified in latin-1": sent("Last-Modified: 1 f\xe9vrier 2024"),
    "several lines of one name": sent("X-Cache: MISS", "X-Cache: HIT", "Vary: Accept", "Vary: Cookie"),
    "a folded header": sent("X-Long: one\r\n two\r\n\tthree"),
    "a header line without a colon": sent("this is no header"),
    "the length twice": twice_the_length,
    "a reason in latin-1": sent(status="HTTP/1.1 200 Tr\xe8s bien"),
    "no reason": sent(status="HTTP/1.1 200"),
    "203": sent(status="HTTP/1.1 203 Non-Authoritative Information"),
    "no type": sent("Content-Type:"),
    "a type that is none": sent("Content-Type: \xe9;;=,"),
    "octet-stream": sent("Content-Type: application/octet-stream"),
    "two types": sent("Content-Type: application/pdf", "Content-Type: text/html; charset=utf-8"),
    "an unknown charset": sent("Content-Type: text/html; charset=klingon"),
    "HTTP/1.0 without length": sent(status="HTTP/1.0 200 OK", length=False),
    "HTTP/1.1 without length": sent(length=False),
    "without length, in gzip": sent("Content-Encoding: gzip", length=False, pack=gzip.compress),
    "encoding: identity": sent("Content-Encoding: identity"),
    "encoding: none": sent("Content-Encoding: none"),
    "encoding: nothing": sent("Content-Encoding:"),
    "encoding: utf-8": sent("Content-Encoding: UTF-8"),
    "encoding: binary, in latin-1": sent("Content-Encoding: binaire\xe9"),
    "encoding: gzip, of which nothing is true": sent("Content-Encoding: gzip"),
    "encoding: br, of which nothing is true": sent("Content-Encoding: br"),
    "encoding: x-gzip": sent("Content-Encoding: X-GZip", pack=gzip.compress),
    "encoding: gzip, twice said": sent("Content-Encoding: gzip, gzip", pack=gzip.compress),
    "encoding: gzip, on two lines": sent("Content-Encoding: gzip", "Content-Encoding: gzip", pack=twice_gzip),
    "encoding: gzip, twice done": sent("Content-Encoding: gzip, gzip", pack=twice_gzip),
    "encoding: utf-8, and gzip all the same": sent("Content-Encoding: utf-8", pack=gzip.compress),
    "encoding: gzip, in two parts": sent("Content-Encoding: gzip", pack=two_parts),
    "encoding: gzip, words behind": sent("Content-Encoding: gzip", pack=gzip.compress, behind=b"<!-- served by a cache -->"),
    "encoding: gzip, zeros behind": sent("Content-Encoding: gzip", pack=gzip.compress, behind=bytes(300)),
    "encoding: deflate": sent("Content-Encoding: deflate", pack=zlib.compress),
    "encoding: deflate without header": sent("Content-Encoding: deflate", pack=raw_deflate),
}

CUT: dict[str, Fault] = {
    "without length, a byte short of its end": sent(length=False, cut=7),
    "without length, half": sent(length=False, cut=1000),
    "without length, half, in gzip": sent("Content-Encoding: gzip", length=False, pack=lambda body: gzip.compress(body)[:-1]),
    "second part of gzip short": sent("Content-Encoding: gzip", pack=lambda body: two_parts(body)[:-1]),
    "second part of gzip one byte": sent("Content-Encoding: gzip", pack=lambda body: gzip.compress(body) + b"\x1f"),
    "deflate short": sent("Content-Encoding: deflate", pack=lambda body: zlib.compress(body)[:-1]),
    "deflate without header short": sent("Content-Encoding: deflate", pack=lambda body: raw_deflate(body)[:-20]),
    "called gzip, half": sent("Content-Encoding: gzip", cut=1000),
    "called br, half": sent("Content-Encoding: br", cut=1000),
    "packed, nobody knows how": sent("Content-Encoding: br", pack=lambda body: zlib.compress(body)[2:]),
    "two lengths": sent("Content-Length: 5"),
}
