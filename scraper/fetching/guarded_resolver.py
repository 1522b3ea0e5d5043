"""GuardedResolver: a name that leads to a private address is not resolved, unless the crawl was told to use that host (-a site=URL).

Scrapy takes a resolver for the whole process (TWISTED_DNS_RESOLVER), never for one crawl, so the allowed hosts are kept here.
"""

from collections.abc import Sequence
from ipaddress import ip_address

from scrapy.resolver import CachingThreadedResolver
from twisted.internet.defer import Deferred
from twisted.internet.error import DNSLookupError

refused: dict[str, str] = {}  # names that led to a private address, with the address
_let_through: set[str] = set()


def is_private(address: str) -> bool:
    """Whether an IP address is not one of the public Internet: loopback, link-local, private, shared, multicast, reserved."""
    found = ip_address(address)
    return not found.is_global or found.is_multicast


def let_through(host: str) -> None:
    """Allow this host to lead to a private address, in this process."""
    _let_through.add(host)


class GuardedResolver(CachingThreadedResolver):
    """Resolves names as Scrapy does and refuses private addresses, so no link or name server can lead a crawl into a private network."""

    def getHostByName(self, name: str, timeout: Sequence[int] = ()) -> "Deferred[str]":
        """The address of `name`; DNSLookupError for a private one."""

        def guard(address: str) -> str:
            if is_private(address) and name not in _let_through:
                refused[name] = address
                raise DNSLookupError(f"{name} leads to {address}, a private address")
            return address

        return super().getHostByName(name, timeout).addCallback(guard)
