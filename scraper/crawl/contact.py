"""A crawl says who asks: without an address of whoever runs it, only sites on this machine are crawled."""

import re
from ipaddress import ip_address
from urllib.parse import urlsplit

from scrapy.settings import BaseSettings

from archive.errors import ConfigurationError

PLACEHOLDER = re.compile(r"^\W*$|(?:^|[@./])example(?:\.(?:org|com|net))?\b|\bset[- ]", re.IGNORECASE)  # what our own files and docs have


def refuse_without_contact(settings: BaseSettings, site: str) -> None:
    """ConfigurationError where ARCHIVE_CONTACT is unset or still the example; `site`: the address of -a site=URL, or nothing."""
    if (
        settings.getbool("ALLOW_NO_CONTACT")
        or is_loopback(urlsplit(site).hostname)
        or not PLACEHOLDER.search(settings.get("CONTACT") or "")
    ):
        return
    raise ConfigurationError(
        "set ARCHIVE_CONTACT (or contact in archive.toml) to your e-mail or web address, so that the site's owner can reach you"
    )


def is_loopback(host: str | None) -> bool:
    """Whether a host is this machine."""
    try:
        return host == "localhost" or ip_address(host or "").is_loopback
    except ValueError:
        return False
