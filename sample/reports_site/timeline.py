"""What the provider pages of the sample site list: its reports, two whose files are gone, and entries without a file."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sample.reports.sample_report import SampleReport
from sample.reports_site.councils import CALDERWICK, EASTMARSH, NORWELL, NORWELLSHIRE, Council
from sample.reports_site.provider_page import Event


@dataclass(frozen=True, slots=True)
class Removed:
    """A report that its provider page still names although its file is gone; `status` is what the not-found page comes with."""

    id: str
    council: Council
    label: str
    published: str
    status: int


REMOVED = (
    Removed("50063902", NORWELLSHIRE, "Children's services focused visit", "2019-04-05", 404),
    Removed("50077415", CALDERWICK, "Children's services focused visit", "2019-06-14", 200),
)
WITHOUT_FILE = {NORWELL.urn: Event("Opened"), EASTMARSH.urn: Event("Predecessor: Holme Rural District")}
FOLDED_BEFORE = "2016"

# The forms of an entry, dealt out by report id so that every one of them stands on some page and a report keeps its own.
VARIANTS = ("plain", "doubled_blank", "as_pdf", "plain", "no_hidden", "graded", "plain")


def events(urn: str, reports: Iterable[SampleReport], link: Callable[[str], str]) -> list[Event]:
    """The timeline of one provider, newest first; `link` gives the address under which a file's id is linked."""
    listed = [_event(report, link(report.id)) for report in reports if report.council.urn == urn]
    listed += [Event(gone.label, link(gone.id), gone.published) for gone in REMOVED if gone.council.urn == urn]
    listed.sort(key=lambda event: event.published or "", reverse=True)
    return listed + ([WITHOUT_FILE[urn]] if urn in WITHOUT_FILE else [])


def _event(report: SampleReport, href: str) -> Event:
    variant = "folded" if report.published < FOLDED_BEFORE else VARIANTS[int(report.id) % len(VARIANTS)]
    return Event(report.label, href, report.published, report.inspected, variant)
