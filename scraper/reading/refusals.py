"""Recognises what a site sends instead of the page or file we requested, whatever its status."""

import re
from urllib.parse import urlsplit

from scraper.reading.errors import BlockedError, HomePageError, NotAPdfError, NotFoundError, SignInError

NOT_FOUND = re.compile(rb"<(?:title|h1)[^>]*>\s*(?:Report|Page|Provider) not found", re.IGNORECASE)
BLOCKED = re.compile(
    rb"<(?:title|h1)[^>]*>\s*(?:Slim Application Error|Service Unavailable|Access Denied|Attention Required|Just a moment"
    rb"|[^<]{0,60}\b(?:down|closed|unavailable) for (?:essential |planned )?maintenance|Sorry, there is a problem)",
    re.IGNORECASE,
)
HOME = re.compile(r"/?(?:(?:index|default|home)(?:\.\w+)?/?)?", re.IGNORECASE)
SIGN_IN = re.compile(r"/(?:sign|log)[-_]?in\b|/(?:wp-login|auth|sso|register|subscribe)\b", re.IGNORECASE)
HEAD = 16_384  # bytes in which a title or heading stands


def is_pdf(body: bytes) -> bool:
    """Whether `%PDF-` stands in the first 1,024 bytes, where readers of PDF look for it."""
    return b"%PDF-" in body[:1024]


def refuse_elsewhere(asked: str, final: str) -> None:
    """Raise what it means that the article asked for came from another address: its publisher's home page, or a page to sign in at."""
    path = urlsplit(final).path
    if final == asked or path == urlsplit(asked).path:
        return
    if HOME.fullmatch(path):
        raise HomePageError(f"{asked} leads to the home page: the article is not there")
    if SIGN_IN.search(path):
        raise SignInError(f"{asked} leads to {final}, a page to sign in at")


def refuse(kind: str, status: int, body: bytes, url: str, gone: str = "", blocked: str = "") -> None:
    """Raise what the answer really is: NotFoundError, BlockedError or (for a report that is no PDF) NotAPdfError; else return.

    `kind` is the document kind that was asked for. `gone` and `blocked` are patterns of how titles and headings of the source's own pages
    begin that say so; those above are from captures of Ofsted's site (2023 to 2025), and of sites in general.
    """
    pdf = is_pdf(body)
    if status in (404, 410) or (not pdf and (NOT_FOUND.search(body[:HEAD]) or _is_headed(body, gone))):
        raise NotFoundError(f"{url} answers {status} and that it does not exist")
    if status >= 400 or (not pdf and (BLOCKED.search(body[:HEAD]) or _is_headed(body, blocked))):
        raise BlockedError(f"{url} answers {status} with an error or challenge page")
    if kind == "report" and not pdf:
        raise NotAPdfError(f"{url} answers {status} with {len(body)} bytes that are no PDF ({body[:20]!r})")


def _is_headed(body: bytes, words: str) -> bool:
    """Whether a title or heading begins with what the pattern `words` says; never where it is empty."""
    head = body[:HEAD].decode("utf-8", "replace")
    return bool(words) and re.search(rf"<(?:title|h1)[^>]*>\s*(?:{words})", head, re.IGNORECASE) is not None
