"""Two inspectorates on this machine, which answer with their golden cases."""

from collections.abc import Mapping
from urllib.parse import SplitResult

from sample.server.exchange import HTML, Answer, page
from sample.server.loopback import LoopbackSite
from tests.conftest import ROOT

FIXTURES = ROOT / "tests" / "fixtures"
ETI, HMIP = "eti_reports", "hmip_youth_justice"
SURVEY = "/publications/what-we-learned-about-reading-brackwater"


def body(source: str, case: str, suffix: str = "html") -> bytes:
    """What a golden case saved."""
    return (FIXTURES / source / case / f"body.{suffix}").read_bytes()


class Site(LoopbackSite):
    """Answers what it is given by path and query; of what is `broken` it says that it cannot be served, and all else does not exist."""

    def __init__(self, pages: Mapping[str, bytes]) -> None:
        super().__init__()
        self.pages = pages
        self.broken: frozenset[str] = frozenset()

    def respond(self, url: SplitResult, headers: dict[str, str]) -> Answer:
        asked = f"{url.path}?{url.query}" if url.query else url.path
        if asked == "/robots.txt":
            return Answer(b"User-agent: *\nAllow: /\n", "text/plain")
        if asked in self.broken:
            return Answer(b"<html><title>Sorry</title></html>", HTML, 500)
        found = self.pages.get(asked)
        if found is None:
            return Answer(b"<html><title>Not found</title></html>", HTML, 404)
        return Answer(found, "application/pdf") if found.startswith(b"%PDF") else page(found.decode())


ETI_LIST = "/publications/type/inspection-reports?page={}"
ETI_PAGES = {
    ETI_LIST.format(0): body(ETI, "list"),
    ETI_LIST.format(1): b"<html><body><main><h1>Inspection reports</h1><p>No results</p></main></body></html>",
    "/publications/report-primary-inspection-st-finns-primary-school-brackwater": body(ETI, "primary-school"),
    "/publications/report-inspection-hallow-playgroup": body(ETI, "without-reference"),
    "/publications/report-follow-inspection-pellingham-college": body(ETI, "primary-school").replace(b"599- 1234", b"IS 88").replace(
        b"report-of-a-primary-inspection-st-finns", b"pellingham"
    ),
    "/sites/default/files/publications/2026-09/report-of-a-primary-inspection-st-finns.pdf": body(ETI, "report", "pdf"),
}  # fmt: skip
HMIP_LIST = "/hmiprobation/inspections?probation-inspection-type=inspection-of-youth-offending-services-2018-onwards&paged={}"
HMIP_PAGES = {
    HMIP_LIST.format(1): body(HMIP, "list"),
    "/hmiprobation/inspections/norfolkyjs2026/": body(HMIP, "one-council"),
    "/hmiprobation/inspections/nhyjs2026/": body(HMIP, "two-councils"),
    "/hmiprobation/inspections/brackwater-yos/": body(HMIP, "one-council").replace(b"Norfolk", b"Brackwater"),
    "/hmiprobation/wp-content/uploads/sites/5/2026/02/An-inspection-of-youth-justice-services-in-Norfolk.pdf": body(HMIP, "report", "pdf"),
}
