"""One address for one article: canonical URLs, tracking parameters, AMP and mobile forms.

Which parameters only track was gathered from publishers' share buttons and newsletters; an unknown one stays, since it may name the page.
"""

import re
from collections.abc import Callable, Sequence
from urllib.parse import unquote, urljoin, urlsplit, urlunsplit

TRACKING = re.compile(r"(?:utm_|itm_|at_).*|ref|fbclid|gclid|dclid|msclkid|ccp|mc_cid|mc_eid|amp", re.IGNORECASE)
LOOPBACK = re.compile(r"localhost|127(?:\.\d+){3}|::1")
WORD = re.compile(r"[^\W_]+")
SECONDARY = re.compile(r"(?:m|amp|mobile)\.")  # begins the host of a mobile or AMP copy


def is_loopback(host: str | None) -> bool:
    """Whether `host` is this machine: a sample site, whose addresses keep their scheme and port."""
    return host is not None and LOOPBACK.fullmatch(host) is not None


def plain_url(url: str, hosts: Sequence[str] = ()) -> str:
    """`url` as https with a lower-case host and without port, fragment and tracking parameters.

    A host of `hosts` becomes the first of them, save mobile and AMP hosts, whose pages may have other paths. A loopback address keeps
    scheme and port.
    """
    parts = urlsplit(untracked(url))
    host = (parts.hostname or "").lower()
    if is_loopback(host):
        return urlunsplit(parts._replace(scheme=parts.scheme.lower(), netloc=parts.netloc.lower()))
    if host in hosts and not SECONDARY.match(host):
        host = hosts[0]
    return urlunsplit(parts._replace(scheme="https", netloc=host))


def untracked(url: str) -> str:
    """`url` without fragment and tracking parameters, which never change what is answered; scheme, host and port stay.

    What stays of the query stays byte for byte: `?a` is not `?a=`, and `%E9` names another page than `%C3%A9` where a site wants it so.
    """
    parts = urlsplit(url.strip())
    kept = [pair for pair in parts.query.split("&") if not TRACKING.fullmatch(unquote(pair.partition("=")[0]))]
    return urlunsplit((parts.scheme, parts.netloc, parts.path or "/", "&".join(kept), ""))


def canonical_url(
    address: str, declared: str | None, hosts: Sequence[str], is_article: Callable[[str], bool], title: str | None = None
) -> str:
    """The canonical URL of the page called `title`, fetched from `address`, whose `rel=canonical` is `declared` (or None).

    What the page declares holds when it stays on the publisher's `hosts` (or the page's own), `is_article` accepts it, which home pages
    and lists do not pass, and it can be this page's: some templates declare one article's address on every page. Otherwise the address
    itself. A page of a sample site keeps that site's scheme, host and port.
    """
    own = plain_url(address, hosts)
    if declared is None:
        return own
    try:
        claimed = plain_url(urljoin(address, declared), hosts)
    except ValueError:  # "http://[" and the like
        return own
    host, claimed_host = urlsplit(own).netloc, urlsplit(claimed).netloc
    if claimed_host != host and urlsplit(claimed).hostname not in hosts:
        return own
    if not is_article(claimed) or (title is not None and not names_same(address, claimed, title)):
        return own
    if is_loopback(urlsplit(own).hostname):
        return urlunsplit(urlsplit(claimed)._replace(scheme=urlsplit(own).scheme, netloc=host))
    return claimed


def names_same(address: str, claimed: str, title: str) -> bool:
    """Whether `claimed` can name the page at `address`: a part of the path is the same, one is a mobile copy, or it names the title."""
    parts, others = urlsplit(address), urlsplit(claimed)
    own, words = set(parts.path.split("/")) - {""}, WORD.findall(others.path.rstrip("/").rpartition("/")[2].lower())
    if not own or SECONDARY.match(parts.hostname or "") or "amp" in own:
        return True
    last = others.path.rstrip("/").rpartition("/")[2]
    return last in own or sum(word in WORD.findall(title.lower()) for word in words) * 2 >= len(words)


def aliases(canonical: str, *addresses: str) -> tuple[str, ...]:
    """The other forms under which the article was met, each once, in order."""
    return tuple(dict.fromkeys(address for address in addresses if address != canonical))
