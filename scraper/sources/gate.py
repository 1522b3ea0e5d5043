"""The gate of a publisher: which addresses are articles', and which articles are about inspections."""

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

# What makes an article one about inspections: the inspectorate, and kinds of inspections that are named without it.
INSPECTIONS = (
    "Ofsted",
    "ILACS",
    "JTAI",
    "joint targeted area inspection",
    "area SEND",
    "SEND inspection",
    "focused visit",
    "inspection of local authority children’s services",
    "inspection of local authority children's services",
)


def is_article(url: str, allow: Iterable[str], deny: Iterable[str]) -> bool:
    """Whether `url` has the form of an article's address: a pattern of `allow`, none of `deny`, and not the home page."""
    path = urlsplit(url).path
    if path in ("", "/") or any(re.search(pattern, path) for pattern in deny):
        return False
    return any(re.search(pattern, path) for pattern in allow)


def is_denied(url: str, allow: Iterable[str], deny: Iterable[str]) -> bool:
    """Whether only `deny` keeps `url` from having the form of an article's address."""
    return is_article(url, allow, ()) and not is_article(url, allow, deny)


def is_relevant(text: str, words: Iterable[str]) -> bool:
    """Whether any of `words` stands in `text`, as a whole word in any case."""
    return any(re.search(rf"\b{re.escape(word)}\b", text, re.IGNORECASE) for word in words)
