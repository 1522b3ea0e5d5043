"""The Education and Training Inspectorate: inspection reports on schools and other places of learning in Northern Ireland."""

from scraper.reading.link_pages.stated_lists import ListPages
from scraper.reading.link_pages.stated_pages import ProviderPages, Value
from scraper.sources.inspectorate_spider import InspectorateSpider


class EtiReports(InspectorateSpider):
    """We have not seen the live site.

    Seen in others' trimmed captures of September 2026: the list's address and its numbers from 0, cards, titles, days and types; on a page
    of a report its title, day, phase and reference. Seen in others' code: an empty page ends the list; three requests at once drew status
    429 and thirteen minutes of refusal, and so did one in 1.3 seconds after twenty pages.
    Inferred: that the newest stand first in the list, as the captures show (a page whose days say otherwise is not the last that is read);
    the link to a file (`a.file-link`, as in the public theme of Northern Ireland's departments), where files are, that there is
    no count of all reports, and the licence (Open Government Licence, as others state it for this site).
    A reference is the school's number at the Department of Education; places without one are known by the address of their page. No local
    authority: Northern Ireland has one education authority, which is not among ours.
    """

    name = "eti_reports"
    title = "Education and Training Inspectorate (Northern Ireland)"
    home = "https://www.etini.gov.uk"
    author = "Education and Training Inspectorate"
    licence = "Open Government Licence v3.0"
    terms = "Crown copyright. Contains public sector information licensed under the Open Government Licence v3.0."
    attribution = "Contains public sector information licensed under the Open Government Licence v3.0."
    key_prefix = "eti"
    grades = ()  # none since 5 September 2024; those of earlier reports are not read
    hosts = ("www.etini.gov.uk",)
    nightly = False  # until a first look at the live site has confirmed these facts
    lists = ListPages(
        address="/publications/type/inspection-reports?page={page}",
        first=0,
        entry="a.card",
        path=r"^/publications/[^/]+$",
        latest=Value("time", r"^\d{4}-\d\d-\d\d", "datetime"),
        newest_first=True,
        only=Value(".site-topics--item", "^Inspection reports$"),  # the list shows surveys and support material too
    )
    pages = ProviderPages(
        name=(Value("h1.page-title", r" [-–] (.+)$"), Value("h1.page-title")),  # "Report of a Primary Inspection - School, Town"
        number=(
            Value("p.reference", r"\b(\d[0-9A-Z]{2})\s*-\s*(\d{4})\b"),  # 501-1594, also as "501- 1594"; the first where there are several
            Value("p.reference", r"\b(IS)\s*(\d{1,4})\b"),  # independent schools
            Value(pattern=r"/publications/([^/?#]+)"),
        ),
        provider_type=Value(".field--name-field-site-topics .site-topics--item"),  # the phase
        file="main a.file-link[href], main a[href$='.pdf']",
        key=Value(pattern=r"^https?://[^/]+/(?:sites/[^/]+/)?(?:files/)?(.+)\.pdf"),
        title=Value("h1.page-title"),
        published=Value("p.published-date time", r"^\d{4}-\d\d-\d\d", "datetime"),
    )
