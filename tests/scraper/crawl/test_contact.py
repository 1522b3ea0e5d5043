"""A crawl of a live site needs a contact; one of this machine does not, and -s ALLOW_NO_CONTACT=1 is the way out."""

import pytest
from scrapy.settings import Settings

from archive.configuration import SETTINGS
from archive.errors import ConfigurationError
from sample.reports_site.site import SampleSite
from scraper.crawl.contact import refuse_without_contact
from tests.conftest import ROOT, Home

LOOPBACK = ("http://127.0.0.1:8000", "http://localhost", "http://[::1]:80", "http://127.9.9.9")
EXAMPLES = ("", "  ", "you@example.org", "https://example.com/me", "set an address", "somebody@sub.example.net")


@pytest.mark.parametrize("contact", EXAMPLES)
def test_an_example_is_no_contact(contact: str) -> None:
    with pytest.raises(ConfigurationError, match="ARCHIVE_CONTACT"):
        refuse_without_contact(Settings({"CONTACT": contact}), "")
    with pytest.raises(ConfigurationError):
        refuse_without_contact(Settings({"CONTACT": contact}), "https://council.example")
    for site in LOOPBACK:
        refuse_without_contact(Settings({"CONTACT": contact}), site)
    refuse_without_contact(Settings({"CONTACT": contact, "ALLOW_NO_CONTACT": "1"}), "")


@pytest.mark.parametrize("contact", ["research@council.gov.uk", "https://council.gov.uk/archive", "Settle Archive, Town Hall"])
def test_a_contact_opens_every_site(contact: str) -> None:
    refuse_without_contact(Settings({"CONTACT": contact}), "")


def test_examples_of_our_own_files_are_not_taken_for_contacts() -> None:
    """Who starts with one of them unedited is told."""
    (ours,) = [str(setting.example) for setting in SETTINGS if setting.name == "contact"]
    lines = (ROOT / "deploy" / "environment").read_text("utf-8").splitlines()
    (deployed,) = [line.partition("=")[2] for line in lines if line.startswith("ARCHIVE_CONTACT=")]
    for example in (ours, deployed):
        with pytest.raises(ConfigurationError):
            refuse_without_contact(Settings({"CONTACT": example}), "")


@pytest.mark.long
def test_update_refuses_before_any_request_and_asks_this_machine_all_the_same(home: Home, site: SampleSite) -> None:
    ran = home.scrapy("update", "ofsted_reports", "-s", "CONTACT=")
    assert ran.status == 4, ran.output
    assert "set ARCHIVE_CONTACT" in ran.output
    assert home.counts()["runs"] == 0
    ran = home.crawl(site, "-s", "CONTACT=", "-a", "limit=1")
    assert ran.status != 4, ran.output
    assert home.counts()["runs"] == 1
