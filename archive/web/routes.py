"""The pages of the reader's site: their addresses, what a reader finds there, and other forms.

Datasette's routes are made of this list, and so is the table of addresses in docs/api.md.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from datasette import Response

from archive.web.pages.about import about_page
from archive.web.pages.article import article_page
from archive.web.pages.articles import articles_page
from archive.web.pages.ask import ask_page
from archive.web.pages.authority import authorities_page, authority_page
from archive.web.pages.changes import changes_route
from archive.web.pages.charts import chart_file
from archive.web.pages.check_text import check_text_page
from archive.web.pages.citation_list import FORMS as CITED
from archive.web.pages.compare import compare_page
from archive.web.pages.download import download_page
from archive.web.pages.follow import follow_page
from archive.web.pages.health import health_route
from archive.web.pages.home import feed, home
from archive.web.pages.neighbours import neighbours_page
from archive.web.pages.original import serve_file
from archive.web.pages.outcomes import outcomes_page, sector_files
from archive.web.pages.probes import live, metrics
from archive.web.pages.problems import problems_page
from archive.web.pages.provider import provider_page
from archive.web.pages.query_csv import query_csv
from archive.web.pages.quote import quote_page
from archive.web.pages.recommendations import recommendations_page
from archive.web.pages.reconciliation import reconciliation_page
from archive.web.pages.recurring import recurring_page
from archive.web.pages.report import report_page
from archive.web.pages.search import search_page
from archive.web.pages.similar import similar_page
from archive.web.pages.social_care import social_care_page
from archive.web.pages.sources import source_page, sources_page
from archive.web.pages.terms import terms_page
from archive.web.pages.themes import themes_page
from archive.web.pages.trend import trend_page
from archive.web.pages.visits import after_inadequate_page, send_page, visits_page
from archive.web.pages.week import week_page

PLACES = {
    "key": "[^/]+?",
    "code": "[^/]+?",
    "name": "[^/]+?",
    "source": "[^/]+?",
    "urn": "[^/]+?",
    "chart": "[a-z-]{1,40}",
    "id": "[0-9]{1,18}",
    "sha256": "[0-9a-f]{64}",
}
"""What may stand in the place of a name in an address."""
LISTED = ("json", "csv", "xlsx", "atom")
ROBOTS = "User-agent: *\nDisallow: /*?\nDisallow: /archive/\n"  # facet links are what bots eat


def robots() -> Response:
    """robots.txt: no searches, no filters, no stock tables."""
    return Response.text(ROBOTS)


@dataclass(frozen=True, slots=True)
class Page:
    """`address` has names of PLACES in braces; `forms` are the endings of its other forms, which `answer` finds as `form` in the request.

    `gives` says in plain words what a reader finds there. Where there are `only_forms`, the address without an ending is no page.
    """

    address: str
    answer: Callable[..., Any]
    gives: str
    forms: tuple[str, ...] = ()
    only_forms: bool = False

    @property
    def route(self) -> str:
        """The pattern of its addresses, as Datasette wants it."""
        parts = re.split(r"\{(\w+)\}", self.address)
        path = "".join(f"(?P<{part}>{PLACES[part]})" if at % 2 else re.escape(part) for at, part in enumerate(parts))
        ending = rf"\.(?P<form>{'|'.join(self.forms)})" if self.forms else ""
        return f"^{path}{ending if self.only_forms or not ending else f'(?:{ending})?'}$"

    @property
    def addresses(self) -> list[str]:
        """Its address in every form."""
        return [*([] if self.only_forms else [self.address]), *(f"{self.address}.{form}" for form in self.forms)]


PAGES = (
    Page("/", home, "the newest reports, and how much the archive holds"),
    Page("/feed", feed, "the newest reports", (*LISTED, *CITED), only_forms=True),
    Page("/search", search_page, "reports and articles that contain the words", (*LISTED, *CITED)),
    Page("/recommendations", recommendations_page, "the newest recommendations, or those that match", (*LISTED, *CITED)),
    Page("/recommendations/similar", similar_page, "who else was told what the recommendation `?id=` says", ("json", "csv", "xlsx")),
    Page("/recurring", recurring_page, "what many councils were told, in groups of like meaning", (*LISTED, *CITED)),
    Page("/trend", trend_page, "the share of each year’s reports that have the words", ("json", "csv", "xlsx", "svg", "png")),
    Page("/terms", terms_page, "how many of each council’s reports have each term of a list, `?terms=`", ("json", "csv", "xlsx")),
    Page("/ask", ask_page, "the paragraphs that answer a question best", ("json",)),
    Page("/quote", quote_page, "where a quotation, `?q=`, stands: in `?report=KEY`, or in all that pass a search’s filters", ("json",)),
    Page("/check-text", check_text_page, "where the quotations and grades of a draft stand; POST the field `text`", ("json",)),
    Page(
        "/report/{key}",
        report_page,
        "a report; `?beside=original`: its text beside the PDF; `?part=2`: the second part of a long text. The CSV lists its paragraphs",
        ("json", "csv", "xlsx", *CITED),
    ),
    Page(
        "/articles",
        articles_page,
        "articles by publisher, council, report and year, or those that differ from their report",
        (*LISTED, *CITED),
    ),
    Page("/article/{id}", article_page, "an article compared with its report. The CSV lists the passages it uses", ("json", "csv", "xlsx")),
    Page("/authorities", authorities_page, "all local authorities", ("json", "csv", "xlsx")),
    Page("/authority/{code}", authority_page, "an authority’s reports and its history", (*LISTED, *CITED)),
    Page("/outcomes", outcomes_page, "each authority’s latest graded inspection on any date", (*LISTED, *CITED)),
    Page("/outcomes/sector", sector_files, "the same in the sector’s own columns", ("json", "csv", "xlsx", "atom"), only_forms=True),
    Page(
        "/chart/{chart}",
        chart_file,
        "a chart of `/outcomes`, with its choices: `regions`, `ofsted-regions`, `judgements`, `year-ends`, `years`, `days-to-publication`",
        ("svg", "png", "csv"),
        only_forms=True,
    ),
    Page(
        "/neighbours/{code}",
        neighbours_page,
        "an authority and its statistical neighbours, or its region with `?with=region`",
        (*LISTED, *CITED),
    ),
    Page(
        "/compare",
        compare_page,
        "authorities (`?a=CODE&a=CODE`) or two reports (`?report=KEY&report=KEY`) side by side",
        ("json", "csv", "xlsx", *CITED),
    ),
    Page("/visits", visits_page, "focused visits and joint inspections by topic, year and grade at the time", (*LISTED, *CITED)),
    Page(
        "/send",
        send_page,
        "area SEND inspections: outcomes as printed, priority actions and who they are for",
        ("json", "csv", "xlsx", *CITED),
    ),
    Page("/after-inadequate", after_inadequate_page, "what followed each inadequate grade", ("json", "csv", "xlsx", *CITED)),
    Page(
        "/week", week_page, "what was new in the seven days to `?to=YYYY-MM-DD`. Paste the text form into an email", ("txt", "atom", *CITED)
    ),
    Page(
        "/themes",
        themes_page,
        "about 30 themes of recommendations, by type, kind, year, region and grade; `?of=FAMILY:KIND` for one of them",
        ("json", "csv", "xlsx", "svg", "png", *CITED),
    ),
    Page("/follow", follow_page, "how to follow the lists in `?list=`, or the main ones; the OPML goes into a feed reader", ("opml",)),
    Page(
        "/changes",
        changes_route,
        "reports that are new, changed, corrected or removed since `?since=`, a day or a moment",
        ("json",),
        only_forms=True,
    ),
    Page(
        "/reconciliation",
        reconciliation_page,
        "every difference from Ofsted’s yearly outcomes file, and its cause",
        ("json", "csv", "xlsx"),
    ),
    Page(
        "/social-care-providers",
        social_care_page,
        "children’s homes and others in Ofsted’s yearly lists, by type and grade",
        ("json", "csv", "xlsx"),
    ),
    Page("/sources", sources_page, "where reports and articles come from, and whose they are", ("json", "csv", "xlsx")),
    Page("/source/{name}", source_page, "one source: how complete it is, how well it was read, its licence, its last runs", ("json",)),
    Page(
        "/provider/{source}/{urn}",
        provider_page,
        "a provider’s reports and, apart from them, what Ofsted’s own lists say; a children’s home has no page",
        ("json", "csv", "xlsx"),
    ),
    Page("/problems", problems_page, "what is missing: reports we do not hold, and facts we could not read", ("json", "csv", "xlsx")),
    Page("/files/{sha256}.pdf", serve_file, "an original report (PDF), also in byte ranges; `#page=N` opens page N"),
    Page(
        "/archive.csv",
        query_csv,
        "all rows of a query (`?sql=`) on a private site; without a query, the names of tables and views."
        " A longer answer is cut off at 500,000 rows, and the file’s name and the header `X-Truncated` say so",
    ),
    Page("/-/health", health_route, "whether the archive is healthy, as JSON: status 200, or 503 when a rule fails"),
    Page("/-/live", live, "status 200 while the server answers"),
    Page("/-/metrics", metrics, "the same figures for Prometheus; on a public site only with the token of the setting `metrics_token`"),
    Page("/download", download_page, "every table whole, with the types of its columns; the JSON is a data package", ("json",)),
    Page("/about", about_page, "what the site is, and who runs it"),
    Page("/robots.txt", robots, "what we ask search engines to leave out"),
)
