"""What an answer says of itself: how long to wait, whether it is whole, where it may lead."""

import gzip
import re
import zlib
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy.http import Headers, Response

from scraper.fetching.guarded_resolver import is_private
from scraper.fetching.patience import wait_asked
from scraper.fetching.skip_known import validators
from scraper.fetching.whole_answers import unpack_gzip, unpacked
from scraper.fetching.whole_bytes import shows_its_end
from scraper.sources.errors import IncompleteError, TooLargeError
from scraper.sources.source_spider import headers_of


@pytest.mark.parametrize(
    ("retry_after", "date", "seconds"),
    [
        ("120", None, 120.0),
        ("0", None, 0.0),
        ("Fri, 06 Mar 2026 02:05:00 GMT", "Fri, 06 Mar 2026 02:00:00 GMT", 300.0),  # the site's clock counts, not ours
        ("Fri, 06 Mar 2026 02:05:00 GMT", "Fri, 06 Mar 2026 03:00:00 GMT", 0.0),
        ("Fri, 06 Mar 2009 02:05:00 GMT", None, 0.0),
        ("soon", None, None),
        ("-5", None, None),
        (b"\xb2", None, None),  # a digit to Python, but no number
        (None, None, None),
    ],
)
def test_retry_after(retry_after: str | bytes | None, date: str | None, seconds: float | None) -> None:
    headers = Headers({name: value for name, value in (("Retry-After", retry_after), ("Date", date)) if value is not None})
    assert wait_asked(Response("http://site.example/", status=429, headers=headers)) == seconds


@given(st.lists(st.binary(max_size=300), min_size=1, max_size=3))
def test_gzip_of_one_or_more_parts(parts: list[bytes]) -> None:
    assert unpack_gzip(b"".join(pack(part) for part in parts), 1000) == b"".join(parts)


@given(st.binary(min_size=1, max_size=300), st.data())
def test_gzip_cut_anywhere_is_never_taken_for_whole(body: bytes, data: st.DataObject) -> None:
    packed = pack(body)
    cut = data.draw(st.integers(1, len(packed) - 1))
    with pytest.raises(IncompleteError):
        unpack_gzip(packed[:cut], 1000)


def test_gzip_that_unpacks_to_more_than_the_limit() -> None:
    with pytest.raises(TooLargeError):
        unpack_gzip(pack(bytes(1001)), 1000)
    assert unpack_gzip(pack(bytes(1000)), 1000) == bytes(1000)


@pytest.mark.parametrize("behind", [b"\0" * 20, b"words", b"<!-- from a cache -->\n", b"\x1e\x8b", b"\0\0words"])
def test_what_stands_behind_a_whole_gzip_stream_is_dropped(behind: bytes) -> None:
    assert unpack_gzip(pack(b"a page") + behind, 1000) == b"a page"


pack = partial(gzip.compress, mtime=0)  # without the hour: names of tests hold these bytes, and are the same in every process
PAGE, PDF = b"<!DOCTYPE html><html><body>Good</body></html>", b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


@pytest.mark.parametrize(
    ("body", "codings", "expected"),
    [
        (PAGE, [], PAGE),
        (PAGE, ["none"], PAGE),
        (b"words without an end", ["utf-8"], b"words without an end"),
        (PDF, ["gzip"], PDF),
        (PDF, ["br"], PDF),
        (pack(PAGE), ["gzip"], PAGE),
        (pack(PAGE), ["gzip", "gzip"], PAGE),
        (pack(pack(PAGE)), ["gzip", "gzip"], PAGE),
        (pack(zlib.compress(PAGE)), ["deflate", "gzip"], PAGE),
        (pack(PAGE), ["utf-8"], PAGE),
        (pack(b"no end tag"), ["gzip"], b"no end tag"),
        (zlib.compress(PAGE), ["deflate"], PAGE),
        (zlib.compress(PAGE)[2:-4], ["deflate"], PAGE),
    ],
)
def test_a_body_is_unpacked_or_taken_as_it_is(body: bytes, codings: list[str], expected: bytes) -> None:
    assert unpacked(body, codings, 1000)[0] == expected


@pytest.mark.parametrize(
    ("body", "codings"),
    [
        (PAGE[:-3], ["gzip"]),
        (PDF[:-8], ["br"]),
        (b"words without an end", ["deflate"]),
        (zlib.compress(PAGE), ["br"]),
        (zlib.compress(PAGE), ["none"]),
        (zlib.compress(PAGE)[:-1], ["deflate"]),
        (pack(PAGE)[:-1], ["utf-8"]),
        (b"\x00\x01\x02", ["gzip"]),
    ],
)
def test_a_body_that_is_neither_packed_as_said_nor_plain_is_refused(body: bytes, codings: list[str]) -> None:
    with pytest.raises(IncompleteError):
        unpacked(body, codings, 1000)


WHOLE = [
    PAGE,
    PAGE + b"\r\n \0",
    PAGE + b"\n<!-- cached <b>here</b> --><!-- cut comm",
    b"\xef\xbb\xbf" + PAGE.upper(),
    b"<p>No first tag</p></html >",
    PDF,
    b"\xef\xbb\xbf" + PDF,
    b"\n junk \n" + PDF + b"\n\n<!-- junk -->",
    b'<?xml version="1.0"?>\n<!-- made today --><urlset><url><loc>a&b</loc></url></urlset>\n',
    b"<rss><channel><item></item></channel></rss>",
    b"<a:feed></a:feed>",
    b'[{"id": 1}]\n',
    b"{}",
]


@pytest.mark.parametrize("body", WHOLE)
def test_what_shows_that_it_is_whole(body: bytes) -> None:
    assert shows_its_end(body)


@pytest.mark.parametrize("body", WHOLE)
def test_what_is_cut_within_does_not(body: bytes) -> None:
    last = [end.start() for end in re.finditer(rb"</(?:html|urlset|rss|a:feed)|%%EOF|[]}]", body, re.IGNORECASE)][-1]
    assert not any(shows_its_end(body[:cut]) for cut in range(last + 1))


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"words",
        b"12",
        b"<html><script>'</html>'</script><p>cut",
        b"<div><div></div>",
        b"<urlset><url></url></urlset",
        b"%PDF-1.7 1 0 obj <</Linearized 1/L 5000>> endobj xref %%EOF",  # the first of its two ends
        b"[" * 100_000,
    ],
)
def test_what_cannot_be_told_is_not_whole(body: bytes) -> None:
    assert not shows_its_end(body)


@pytest.mark.parametrize(
    ("etag", "modified", "names"),
    [
        ('"v1"', "Wed, 23 Jun 2021 00:15:00 GMT", ["If-None-Match", "If-Modified-Since"]),
        ('W/"v1"', None, ["If-None-Match"]),
        ("v1", None, ["If-None-Match"]),
        ('"v\xe9"', "1 f\xe9vrier 2021", []),
        ('"v1", "v2"', "yesterday", []),
        ("*", "0", []),
        ('"a\x7f"', None, []),
        (None, "Wed, 23 Jun 2021 00:15:00 GMT\r\nX-Other: 1", []),
    ],
)
def test_validators_go_back_as_they_came_or_not_at_all(etag: str | None, modified: str | None, names: list[str]) -> None:
    assert list(validators(etag, modified)) == names


def test_headers_keep_every_byte() -> None:
    response = Response("http://site.example/", headers={"ETag": b'"\xe9\xff"', "Vary": [b"A", b"B", b"A"], "X-Caf\u00e9": b"\xc3\xa9"})
    assert headers_of(response) == {"Etag": '"\xe9\xff"', "Vary": "A, B", "X-Caf\xc3\xa9": "\xc3\xa9"}


@pytest.mark.parametrize("address", ["127.0.0.1", "127.8.8.8", "10.0.0.1", "172.16.3.4", "192.168.1.1", "169.254.169.254", "100.64.0.1"])
def test_private_addresses(address: str) -> None:
    assert is_private(address)


@pytest.mark.parametrize("address", ["0.0.0.0", "255.255.255.255", "224.0.0.1", "::1", "fd00::1", "fe80::1", "::ffff:127.0.0.1"])
def test_other_addresses_that_are_not_public(address: str) -> None:
    assert is_private(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111"])
def test_public_addresses(address: str) -> None:
    assert not is_private(address)
