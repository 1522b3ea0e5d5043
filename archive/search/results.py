"""The results of a search: grouped by report or article, with the best passages and the counts beside every filter; also as JSON."""

from dataclasses import dataclass, field
from typing import Any

from archive.database.search_index import Index, day_of
from archive.search.filters import Filters
from archive.search.marks import as_html
from archive.search.query import Query
from archive.urls import article_url, file_url, report_url


@dataclass(frozen=True, slots=True)
class Passage:
    """A found place: `text` with the sentinels of `marks` around found words; `page` from 1, None in an article.

    `section` is the heading above it and `number` the paragraph's number as printed, where the report's text was read by paragraph.
    """

    page: int | None
    text: str
    url: str
    section: str | None = None
    number: str | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """A report or article that was found. `type` is "report" or "article"; `authority` an ONS code; dates ISO or None."""

    type: str
    key: str
    title: str | None
    source: str
    authority: str | None
    authority_name: str | None
    published: str | None
    inspected: str | None
    kind: str
    grade: str | None
    passages: tuple[Passage, ...] = ()
    pages: tuple[int, ...] = ()  # all pages of a report that were found, in order

    @property
    def url(self) -> str:
        """Its page on the reader's site."""
        return report_url(self.key) if self.type == "report" else article_url(int(self.key))

    @property
    def more(self) -> int:
        """How many more pages were found than `passages` shows."""
        return max(0, len(self.pages) - len(self.passages))


@dataclass(frozen=True, slots=True)
class FacetValue:
    """How many of the results have this value; `selected` where the reader chose it."""

    value: str
    label: str
    count: int
    selected: bool


@dataclass(frozen=True, slots=True)
class Results:
    """One page of results. `capped`: more pages matched than are ranked, so that `total` and `facets` are of the newest of them only.

    `only` is the index that was searched, where searching all would have taken too long.
    """

    query: Query
    filters: Filters
    total: int
    capped: bool
    results: tuple[Result, ...]
    facets: dict[str, tuple[FacetValue, ...]] = field(default_factory=dict)
    notices: tuple[str, ...] = ()
    pages: int = 0  # pages of results
    only: Index | None = None

    @property
    def stopped(self) -> bool:
        """Whether we stopped it because it took too long, so that we do not know what matches."""
        return self.capped and not self.total

    @property
    def only_from(self) -> str | None:
        """The day (ISO) from which the search covers the archive; None means all of it."""
        return day_of(self.only.first) if self.only else None


def as_json(found: Results) -> dict[str, Any]:
    """The public JSON form. Snippets are escaped HTML with `<mark>`; `total` counts reports and articles, not pages of them."""
    return {
        "query": found.query.typed,
        "total": found.total,
        "capped": found.capped or bool(found.only),
        **({"only_from": found.only_from} if found.only else {}),
        **({"notices": found.notices} if found.notices else {}),
        "results": [
            {
                "type": result.type,
                "key": result.key,
                "title": result.title,
                "local_authority": result.authority,
                "published": result.published,
                "url": result.url,
                "passages": [{"page": one.page, "snippet": str(as_html(one.text)), "url": one.url} for one in result.passages],
            }
            for result in found.results
        ],
        "facets": {
            name: [{"value": one.value, "label": one.label, "count": one.count, "selected": one.selected} for one in values]
            for name, values in found.facets.items()
        },
    }


def passage_url(sha256: str | None, key: str, page: int) -> str:
    """Where a passage of a report opens: its page of the original, or the report's own page when no original is held."""
    return file_url(sha256, page) if sha256 else report_url(key)
