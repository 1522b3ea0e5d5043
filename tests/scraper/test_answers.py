"""What an answer says of itself: how long to wait, whether it is whole, where it may lead."""

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy.http import Headers, Response

from scraper.errors import IncompleteError, TooLargeError
from scraper.resolver import is_private
from scraper.retrying import wait_asked
from scraper.whole import unpack_gzip


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
        (None, None, None),
    ],
)
def test_retry_after(retry_after: str | None, date: str | None, seconds: float | None) -> None:
    headers = Headers({name: value for name, value in (("Retry-After", retry_after), ("Date", date)) if value is not None})
    assert wait_asked(Response("http://site.example/", status=429, headers=headers)) == seconds


@given(st.lists(st.binary(max_size=300), min_size=1, max_size=3))
def test_gzip_of_one_or_more_parts(parts: list[bytes]) -> None:
    assert unpack_gzip(b"".join(gzip.compress(part) for part in parts), 1000) == b"".join(parts)


@given(st.binary(min_size=1, max_size=300), st.data())
def test_gzip_cut_anywhere_is_never_taken_for_whole(body: bytes, data: st.DataObject) -> None:
    packed = gzip.compress(body)
    cut = data.draw(st.integers(1, len(packed) - 1))
    with pytest.raises(IncompleteError):
        unpack_gzip(packed[:cut], 1000)


def test_gzip_that_unpacks_to_more_than_the_limit() -> None:
    with pytest.raises(TooLargeError):
        unpack_gzip(gzip.compress(bytes(1001)), 1000)
    assert unpack_gzip(gzip.compress(bytes(1000)), 1000) == bytes(1000)


@pytest.mark.parametrize("address", ["127.0.0.1", "127.8.8.8", "10.0.0.1", "172.16.3.4", "192.168.1.1", "169.254.169.254", "100.64.0.1"])
def test_private_addresses(address: str) -> None:
    assert is_private(address)


@pytest.mark.parametrize("address", ["0.0.0.0", "255.255.255.255", "224.0.0.1", "::1", "fd00::1", "fe80::1", "::ffff:127.0.0.1"])
def test_other_addresses_that_are_not_public(address: str) -> None:
    assert is_private(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111"])
def test_public_addresses(address: str) -> None:
    assert not is_private(address)
