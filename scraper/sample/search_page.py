"""The result list of the sample reports site, in the markup of the real one, with its cap of 100 rows."""

from dataclasses import dataclass
from html import escape
from urllib.parse import urlencode

from scraper.sample.site_frame import layout, printed_date

CAP = 100


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
    heading = f'<div class="search-results__heading"><strong class="results-count js-results-count">{total}</strong> results</div>\n'
    if not shown:
        main = heading + '<p class="search-results__none">Nothing fits this search.</p>'
        return layout("Search results", main, banner)
    entries = "\n".join(_result(provider) for provider in shown)
    return layout(
        "Search results", f'{heading}<ul class="results-list list-unstyled">\n{entries}\n</ul>\n{_pages(start, query, total)}', banner
    )


def _result(provider: ListedProvider) -> str:
    """One result: its facts stand in several lists, of which that with the rating is missing for most."""
    block = '    <ul class="search-result__provider-info"><li>Rating: <strong>{}</strong></li></ul>\n'
    rating = block.format(provider.rating) if provider.rating else ""
    latest = f"      <li>Latest report: <strong><time>{printed_date(provider.latest)}</time></strong></li>\n" if provider.latest else ""
    href = f"/provider/{provider.provider_type}/{provider.urn}"
    return f"""  <li class="search-result">
    <h3 class="search-result__title heading--sub"><a href="{href}">{escape(provider.name)}</a></h3>
    <ul class="search-result__provider-info"><li>Category: <strong>{escape(provider.category)}</strong></li></ul>
    <address class="search-result__address">{escape(provider.address)}</address>
{rating}    <ul class="search-result__provider-info">
{latest}      <li>URN: <strong>{provider.urn}</strong></li>
    </ul>
  </li>"""


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
