"""Where an article's links lead: to a report's file, or to a provider's page at Ofsted. Pure."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from archive.matching.facts import ReportFacts

OFSTED_HOSTS = frozenset(
    (
        "files.ofsted.gov.uk",
        "files.api.ofsted.gov.uk",
        "reports.ofsted.gov.uk",
        "reports.beta.ofsted.gov.uk",
        "www.ofsted.gov.uk",
        "ofsted.gov.uk",
    )
)
_FILE = re.compile(r"/v1/file/(\w+)/?$")
_PATHS = (
    ("file", _FILE),
    ("urn", re.compile(r"/provider/\d+/(\w+)/?$")),
    ("urn", re.compile(r"/inspection-reports/find-inspection-report/provider/[A-Za-z]+/(\w+)/?$")),
    ("urn", re.compile(r"/provider/files/\d+/urn/(\w+)\.pdf$")),
)


@dataclass(frozen=True, slots=True)
class ReportLink:
    """Where a link leads: the id of a report's file, or the URN of a provider; the other is None."""

    file_id: str | None
    urn: str | None


def report_link(url: str, hosts: Collection[str] = OFSTED_HOSTS) -> ReportLink | None:
    """The report or provider that a URL leads to; None for other hosts and pages. Mail-filter wrappers are opened.

    `hosts` are names, or name:port for a source served elsewhere.
    """
    parts = urlsplit(url.strip())
    if parts.hostname and parts.hostname.endswith(".safelinks.protection.outlook.com"):
        wrapped = parse_qs(parts.query).get("url")
        return report_link(wrapped[0], hosts) if wrapped else None
    if parts.hostname not in hosts and parts.netloc not in hosts:
        return None
    for kind, pattern in _PATHS:
        if match := pattern.search(parts.path):
            return ReportLink(match[1], None) if kind == "file" else ReportLink(None, match[1])
    return None


def file_id(report: ReportFacts) -> str:
    """The id of a report's file, from its address or else from its key."""
    link = _FILE.search(report.url or "")
    return link[1] if link else report.key.rpartition("-")[2]
