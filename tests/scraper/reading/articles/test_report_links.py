"""Which addresses lead to a report or a local authority, and which never do."""

import pytest

from scraper.reading.articles.report_links import provider_urn, report_key


@pytest.mark.parametrize(
    "url",
    [
        "https://files.ofsted.gov.uk/v1/file/50231520",
        "http://files.api.ofsted.gov.uk/v1/file/50231520",
        "https://files.ofsted.gov.uk/v1/file/50231520/?download=1#page=3",
        "http://127.0.0.1:8765/v1/file/50231520",
    ],
)
def test_files_of_reports(url: str) -> None:
    assert report_key(url) == "ofsted-50231520"


@pytest.mark.parametrize(
    "url",
    [
        "https://files.ofsted.gov.uk/v1/file/",
        "https://files.ofsted.gov.uk/v1/file/menu",
        "https://files.example.org/v1/file/50231520",
        "https://files.ofsted.gov.uk.example.org/v1/file/50231520",
        "https://reports.ofsted.gov.uk/provider/44/80575",
    ],
)
def test_other_files(url: str) -> None:
    assert report_key(url) is None


def test_local_authorities() -> None:
    assert provider_urn("https://reports.ofsted.gov.uk/provider/44/80575") == "80575"
    assert provider_urn("http://reports.ofsted.gov.uk/inspection-reports/find-inspection-report/provider/CARE/80575") == "80575"


@pytest.mark.parametrize(
    "url",
    [
        "https://reports.ofsted.gov.uk/provider/2/SC123456",  # a children's home is never joined to an article
        "https://reports.ofsted.gov.uk/provider/2/1234567",
        "https://reports.ofsted.gov.uk/provider/17/EY123456",
        "https://reports.ofsted.gov.uk/inspection-reports/find-inspection-report/provider/CARE/SC123456",
        "https://elsewhere.example/provider/44/80575",
    ],
)
def test_other_providers(url: str) -> None:
    assert provider_urn(url) is None
