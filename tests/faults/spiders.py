"""The real spider with file hosts that lead nowhere and inside, for the tests of what a redirect may reach."""

from scraper.spiders.ofsted_reports import OfstedReports


class FaultyReports(OfstedReports):
    """As OfstedReports, under a name of its own; reports keep their keys."""

    name = "faulty_reports"
    nightly = False
    file_hosts = ("localhost", "nowhere.invalid")
