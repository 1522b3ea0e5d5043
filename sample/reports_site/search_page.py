"""The result list of the sample reports site, in the markup of the real one, with its cap of 100 rows."""

from dataclasses import dataclass
from html import escape
from urllib.parse import urlencode

from sample.reports_site.frame import SEARCH, layout, printed_date
from sample.reports_site.search_form import filters, free_text, sort_form

CAP = 100
REFINE = "js-details-collapse heading--alt search-details-header btn-nostyle col full-width visible-xs search-details-header--border"


@dataclass(frozen=True, slots=True)
class ListedProvider:
    """A provider in the result list; `latest` is the ISO date of its latest report, `rating` what schools have and councils have not."""

    urn: str
    name: str
    address: str
    latest: str | None = None
    provider_type: int = 44
    category: str = "Local authority children's services"
    rating: str | None = None


def search_page(providers: list[ListedProvider], start: int, query: list[tuple[str, str]], total: int, banner: str = "") -> str:
    """The results from `start` on, at most `CAP` of them; `total` is what the page says there are in all."""
    shown = providers[start : start + CAP]
    entries = "\n".join(_result(provider) for provider in shown)
    results = f"""
            <a class="view-map" href="#"><span class="visible-sm">Show on a </span>map</a>
          <p class="search__alerts"><a href="/search/subscribe?q=" class="email-alerts">A message</a> when this changes</p>
<ul class="results-list list-unstyled">
{entries}
</ul>
{_pages(start, query, total)}
<div class="results-map">
  <div class="info message-hidden" aria-hidden="true" id="redactedMessage">Some places are not shown</div>
  <div class="map-container" id="resultsMap"></div>
</div>"""
    heading = _heading(query, total)
    main = f"""        <div class="module title-block title-block--clear title-block--search">
    <div class="container">
      <h1 class="heading--title title-block__heading">What was found</h1>
    </div>
  </div>
  <div class="container">
    <div class="row">
      <div class="col two-thirds-sm">
        {free_text(query)}
      </div>
    </div>
    <div class="row">
      <button class="{REFINE}" aria-expanded="false" aria-controls="detailsColumn">Narrow it down</button>
      <div id="detailsColumn" class="col one-third-sm search-filters visible-sm visible-lg details-column">
        {filters()}
      </div>
              <div class="visible-xs">
          {heading}
        </div>
            <div class="col two-thirds-sm main-column search-results">
                  <div class="visible-sm visible-md visible-lg">
            {heading}
          </div>
{results if shown else '<p class="search-results__none">Nothing fits this search.</p>'}
                        </div>
    </div>
  </div>"""
    return layout("Search", main, banner, around=SEARCH)


def _heading(query: list[tuple[str, str]], total: int) -> str:
    """How many there are and in what order: it stands twice on the page, for small screens and for large ones."""
    return f"""<div class="search-results__heading">
  <h2><strong class="results-count js-results-count">{total}</strong><strong> found</strong></h2>
  {sort_form(query)}
  <ol class="breadcrumbs breadcrumbs--search">
    <li class="crumb facet-remove"><a href="?q=">A kind</a></li>
    <li class="crumb facet-static"><a href="">Open</a></li>
  </ol>
</div>"""


def _result(provider: ListedProvider) -> str:
    """One result, on one line: its facts stand in several lists, of which that with the rating is missing for most."""
    block = '<ul class="search-result__provider-info"><li>Rating: <strong>{}</strong></li></ul>'
    rating = block.format(provider.rating) if provider.rating else ""
    latest = f"<li>Latest report: <strong><time>{printed_date(provider.latest)}</time></strong></li>" if provider.latest else ""
    href = f"/provider/{provider.provider_type}/{provider.urn}"
    title = f'<h3 class="search-result__title heading--main"><a href="{href}">{escape(provider.name)}</a></h3>'
    category = f'<ul class="search-result__provider-info"><li>Category: <strong>{escape(provider.category)}</strong></li></ul>'
    address = f'<address class="search-result__address">{escape(provider.address)}</address>'
    last = f'<ul class="search-result__provider-info">{latest}<li>URN: <strong>{provider.urn}</strong></li></ul>'
    return f"""          <li class="search-result">
      {title}{category}{address}{rating}{last}    </li>"""


def _pages(start: int, query: list[tuple[str, str]], total: int) -> str:
    """The pager; its link repeats the query with the next `start`, and rows as the site itself caps them."""
    pages = max(1, -(-total // CAP))
    numbers = f'<span class="pagination__numbers">{start // CAP + 1} of {pages}</span>'
    kept = [(name.replace("[]", "[0]"), value) for name, value in query if name not in ("start", "rows", "page")]

    def link(kind: str, words: str, to: int) -> str:
        href = "/search?" + urlencode([*kept, ("start", str(to)), ("rows", str(CAP))])
        return f'\n  <a class="pagination__{kind}" href="{escape(href)}">{words}</a>'

    before = link("prev", "Previous", start - CAP) if start >= CAP else ""
    after = link("next", "Next", start + CAP) if start + CAP < total else ""
    return f'<div class="pagination">{before}\n  {numbers}{after}\n</div>'
