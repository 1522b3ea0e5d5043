"""The catalogue of faults of one file's address: what is sent, what problem it must leave, and whether asking again cures it."""

import gzip
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from email.utils import formatdate
from functools import cache

from sample.reports_site import frame as site_frame
from tests.faults import pdfs
from tests.faults.server import Client, Fault

PDF = "application/pdf"
BEHIND_THE_LIMIT = 10 * 2**30
SLOW = 10.0  # seconds that slow answers last at most: longer than the tests' time limit


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of fault. `problem` it leaves when it strikes for ever (None: it does no harm), `availability` of its report then.

    `cured`: where it strikes once, the same crawl ends as if it had not.
    """

    name: str
    fault: Fault
    problem: str | None
    availability: str = "unfetched"
    cured: bool = True


def status(code: int, **headers: str) -> Fault:
    """An error status with a small page."""
    return lambda client: client.reply(code, b"<html><head><title>Error</title></head><body>Error</body></html>", **headers)


def served(body: Callable[[], bytes], content_type: str = "text/html; charset=UTF-8", code: int = 200) -> Fault:
    """A whole answer with other bytes than the file's."""
    return lambda client: client.reply(code, body(), content_type=content_type)


def redirect(place: str) -> Fault:
    """A redirect; `{path}` and `{site}` of `place` are those of the request."""
    return lambda client: client.reply(302, b"", location=place.format(path=client.path, site=client.site))


def retry_date(client: Client) -> None:
    """429 with a date a second ahead, by the site's own clock, which is years off."""
    there = 1_000_000_000
    client.reply(429, b"later", date=formatdate(there, usegmt=True), retry_after=formatdate(there + 1, usegmt=True))


def headers(client: Client, *lines: str) -> None:
    """The beginning of an answer."""
    client.raw("\r\n".join(["HTTP/1.1 200 OK", f"Content-Type: {PDF}", "Connection: close", *lines, "", ""]).encode())


def half(client: Client) -> bytes:
    """The first half of the right bytes."""
    return client.answer.body[: len(client.answer.body) // 2]


def short_length(client: Client) -> None:
    headers(client, f"Content-Length: {len(client.answer.body)}")
    client.raw(half(client))


def short_chunked(client: Client) -> None:
    headers(client, "Transfer-Encoding: chunked")
    client.raw(b"%x\r\n%s\r\n" % (len(half(client)), half(client)))


def short_gzip(client: Client) -> None:
    packed = gzip.compress(client.answer.body)
    client.reply(200, packed[: len(packed) - 20], content_type=PDF, content_encoding="gzip")


def short_http10(client: Client) -> None:
    client.raw(b"HTTP/1.0 200 OK\r\nContent-Type: application/pdf\r\n\r\n" + half(client))


def drip(client: Client) -> None:
    """A byte now and then; the client goes away before the end."""
    headers(client, f"Content-Length: {len(client.answer.body)}")
    end = time.monotonic() + SLOW
    with suppress(OSError):
        for place in range(len(client.answer.body)):
            if time.monotonic() > end:
                break
            client.raw(client.answer.body[place : place + 1])
            time.sleep(0.1)


def stall(client: Client) -> None:
    """Nothing at all."""
    time.sleep(SLOW)


def stall_within(client: Client) -> None:
    """Half of the body, then nothing."""
    headers(client, f"Content-Length: {len(client.answer.body)}")
    client.raw(half(client))
    time.sleep(SLOW)


@cache
def bomb() -> bytes:
    """100 MiB of blanks in a tenth of a megabyte."""
    return gzip.compress(b" " * (100 * 2**20), 9)


def pour(client: Client) -> None:
    """A body without end."""
    headers(client, "Transfer-Encoding: chunked")
    block = b"%x\r\n%s\r\n" % (2**20, b"\0" * 2**20)
    with suppress(OSError):
        for _ in range(BEHIND_THE_LIMIT // 2**20):
            client.raw(block)


def hops(client: Client) -> None:
    """A chain of 2,000 redirects, each to an address of its own."""
    path, _, hop = client.path.partition("?hop=")
    client.reply(302, b"", location=f"{path}?hop={int(hop or 0) + 1}") if int(hop or 0) < 2000 else client.reply(200, b"the end")


@cache
def greedy() -> bytes:
    """A PDF that needs 700 MiB to be read."""
    return pdfs.greedy(700)


def wrong_type(client: Client) -> None:
    client.reply(200, client.answer.body, content_type="text/html")


KINDS = (
    Kind("403", status(403), "blocked"),
    Kind("429 with seconds", status(429, retry_after="1"), "blocked"),
    Kind("429 with a date", retry_date, "blocked"),
    Kind("500", status(500), "blocked"),
    Kind("502", status(502), "blocked"),
    Kind("503", status(503), "blocked"),
    Kind("503 with seconds", status(503, retry_after="1"), "blocked"),
    Kind("504", status(504), "blocked"),
    Kind("application error, 200", served(lambda: site_frame.application_error_page().encode()), "blocked"),
    Kind("maintenance, 200", served(lambda: site_frame.maintenance_page().encode()), "blocked"),
    Kind("not found, 200", served(lambda: site_frame.not_found_page().encode()), "not_found", "missing", cured=False),
    Kind("not found, 404", served(lambda: site_frame.not_found_page().encode(), code=404), "not_found", "missing", cured=False),
    Kind("gone, 410", status(410), "not_found", "missing", cured=False),
    Kind("400", status(400), "blocked"),
    Kind("HTML as PDF", served(lambda: b"<html><body>Welcome</body></html>", PDF), "not_a_pdf"),
    Kind("a picture as PDF", served(lambda: b"\x89PNG\r\n\x1a\n" + bytes(900), "image/png"), "not_a_pdf"),
    Kind("PDF as HTML", wrong_type, None, "held"),
    Kind("empty", served(lambda: b"", PDF), "fetch_failed"),
    Kind("204", lambda client: client.raw(b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n"), "fetch_failed"),
    Kind("206", lambda client: client.reply(206, half(client), content_type=PDF), "fetch_failed"),
    Kind("short of its length", short_length, "fetch_failed"),
    Kind("short of its chunks", short_chunked, "fetch_failed"),
    Kind("short gzip", short_gzip, "fetch_failed"),
    Kind("damaged gzip", lambda client: client.reply(200, half(client), content_encoding="gzip"), "fetch_failed"),
    Kind("brotli", lambda client: client.reply(200, half(client), content_encoding="br"), "fetch_failed"),
    Kind("short, HTTP/1.0", short_http10, "fetch_failed"),
    Kind("no HTTP", lambda client: client.raw(b"SSH-2.0-OpenSSH_9.2\r\n"), "fetch_failed"),
    Kind("reset", lambda client: client.reset(), "fetch_failed"),
    Kind("closed without a word", lambda client: None, "fetch_failed"),
    Kind("drip", drip, "fetch_failed"),
    Kind("stall", stall, "fetch_failed"),
    Kind("stall within", stall_within, "fetch_failed"),
    Kind("gzip bomb", lambda client: client.reply(200, bomb(), content_encoding="gzip"), "fetch_failed", cured=False),
    Kind("10 GB", lambda client: headers(client, f"Content-Length: {BEHIND_THE_LIMIT}"), "fetch_failed", cured=False),
    Kind("a body without end", pour, "fetch_failed", cured=False),
    Kind("redirect to itself", redirect("{path}"), "fetch_failed"),
    Kind("2,000 redirects", hops, "fetch_failed"),
    Kind("redirect nowhere", lambda client: client.reply(302, b""), "fetch_failed", cured=False),
    Kind("redirect to another host", redirect("http://example.com/"), "off_site_link", cured=False),
    Kind("redirect to another loopback address", redirect("http://127.0.0.2:8001/"), "off_site_link", cured=False),
    Kind("redirect to cloud metadata", redirect("http://169.254.169.254/latest/meta-data/"), "off_site_link", cured=False),
    Kind("redirect to a file", redirect("file:///etc/passwd"), "fetch_failed", cured=False),
    Kind("redirect to a name that leads inside", redirect("http://localhost/v1/file/1"), "off_site_link", cured=False),
    Kind("redirect to a name that is none", redirect("http://nowhere.invalid/v1/file/1"), "robots", cured=False),
    Kind("redirect to a port nobody listens at", redirect("http://127.0.0.1:1/v1/file/1"), "robots", cured=False),
    Kind("a PDF with a password", served(pdfs.locked, PDF), "encrypted", "unreadable", cured=False),
    Kind("a PDF without end", served(pdfs.endless, PDF), "reader_died", "unreadable", cured=False),
    Kind("a PDF that kills its reader", served(greedy, PDF), "reader_died", "unreadable", cured=False),
    Kind("a torn PDF", served(lambda: b"%PDF-1.7\n" + bytes(5000), PDF), "parse_error", "unreadable", cured=False),
)
