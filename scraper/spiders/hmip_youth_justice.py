"""HM Inspectorate of Probation: inspections of youth justice services, council by council, in England and Wales."""

from scraper.reading.link_pages.stated_lists import ListPages
from scraper.reading.link_pages.stated_pages import ProviderPages, Value
from scraper.sources.inspectorate_spider import InspectorateSpider


class HmipYouthJustice(InspectorateSpider):
    """We have not seen the live site.

    Seen in a public program that works on it (of 2024 and 2025): the list's address, entries (`div.result.inspection`, `h4 a`), the form of
    addresses and of titles ("An inspection of youth justice services in …"), the date in the page's `#inspection-meta`, that the PDF's link
    has the word "inspection", and that a page behind the last one does not exist or is empty. Seen on its newer pages: the licence.
    Inferred: that pages are numbered from 1, that the title is the `h1`, and where files are, and the words
    of the scale. Since 2025 there is a newer site
    (hmiprobation.justiceinspectorates.gov.uk), whose list we do not know; later reports may be there alone.
    A service has no number: we take the name in its page's address, without the year, and its page here says so. A service whose name in
    addresses changes (or has "-2" behind the year) stands as two, each with its own reports; none gets those of another. The council is the
    one in the title. A service of several councils, and a council in Wales, is a problem and belongs to none of ours.
    """

    name = "hmip_youth_justice"
    title = "HM Inspectorate of Probation: youth justice services"
    home = "https://www.justiceinspectorates.gov.uk"
    author = "HM Inspectorate of Probation"
    licence = "Open Government Licence v3.0"
    terms = "All content is available under the Open Government Licence v3.0, except where otherwise stated."
    attribution = "Contains public sector information licensed under the Open Government Licence v3.0."
    key_prefix = "hmip"
    grades = ("Outstanding", "Good", "Requires improvement", "Inadequate")
    hosts = ("www.justiceinspectorates.gov.uk",)
    nightly = False  # until a first look at the live site has confirmed these facts
    lists = ListPages(
        address="/hmiprobation/inspections?probation-inspection-type=inspection-of-youth-offending-services-2018-onwards&paged={page}",
        entry="div.result.inspection",
        link="h4 a[href]",
        path=r"^/hmiprobation/inspections/[^/]+/?$",
    )
    pages = ProviderPages(
        name=(Value("h1", r"\binspection of (.+)$"), Value("h1")),  # "youth justice services in Newcastle"
        number=(Value(pattern=r"/inspections/([^/?#]+?)(?:-?20\d\d)?/?(?:[?#]|$)"),),
        provider_type="youth justice service",
        authority=Value("h1", r"\bservices? in (?:the )?(.+)$"),
        file="a[href$='.pdf']:-soup-contains('nspection')",
        key=Value(pattern=r"/(?:uploads/)?(?:sites/\d+/)?((?:\d{4}/\d\d/)?[^/]+)\.pdf$"),  # the month too: names come again
        published=Value("#inspection-meta dt:-soup-contains('Date of publication') + dd"),
    )
