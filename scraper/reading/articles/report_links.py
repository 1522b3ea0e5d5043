"""Where a link of an article leads: to a report, to a provider, or elsewhere.

Addresses as Ofsted's sites have used them since 2018; a sample site on this machine uses the same paths. A report of another inspectorate
is known by the whole address of its file when the article is tied (archive/store/ties.py), so that no source states what its look like.
"""

import re
from urllib.parse import unquote, urlsplit

from scraper.reading.canonical_url import is_loopback

KEY_PREFIX = "ofsted"  # the same as that of the source `ofsted_reports`
FILE_HOSTS = ("files.ofsted.gov.uk", "files.api.ofsted.gov.uk")
PROVIDER_HOSTS = ("reports.ofsted.gov.uk", "www.reports.ofsted.gov.uk")
FILE_PATH = re.compile(r"/v1/file/(\d{6,8})/?")
# Only local authorities (44) and predecessors' pages without a type number: an article is never tied to a children's home or a person.
PROVIDER_PATH = re.compile(r"/provider/44/(\d{5,8})/?|/inspection-reports/find-inspection-report/provider/(?:ELS|CARE)/(\d{5,8})/?")


def report_key(url: str) -> str | None:
    """The key of the report whose file `url` is ("ofsted-50231520"), or None."""
    parts = urlsplit(url)
    match = FILE_PATH.fullmatch(unquote(parts.path))
    if match and (parts.hostname in FILE_HOSTS or is_loopback(parts.hostname)):
        return f"{KEY_PREFIX}-{match[1]}"
    return None


def provider_urn(url: str) -> str | None:
    """The URN of the local authority whose page on the reports site `url` is, or None."""
    parts = urlsplit(url)
    match = PROVIDER_PATH.fullmatch(unquote(parts.path))
    if match and (parts.hostname in PROVIDER_HOSTS or is_loopback(parts.hostname)):
        return match[1] or match[2]
    return None
