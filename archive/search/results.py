"""The results of a search: grouped by report or article, with the best passages and the counts beside every filter; also as JSON."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from archive.search.filters import Filters
from archive.search.marks import as_html
from archive.search.query import Query
from archive.urls import article_url, report_url


@dataclass(frozen=True, slots=True)
class Passage:
    """A found place: `text` with the sentinels of `marks` around found words; pages from 1, None in an article.

    `url` is our page, opened at the paragraph, `pdf` the original at its page, if one is held. `section` is the heading above the
    paragraph and `number` its number as printed; both None where the text stands in no paragraph.
    """

    page: int | None
    page_end: int | None
    text: str
    url: str
    pdf: str | None = None
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
    other_provider: str | None = None  # whom a report is about that is on no council
    passages: tuple[Passage, ...] = ()
    others: tuple[tuple[int, str], ...] = ()  # the other pages of a report that were found, in order, each with an address at that place

    @property
    def heading(self) -> str:
        """Whom it is about, and its title."""
        return " – ".join(part for part in (self.other_provider or self.authority_name, self.title) if part)

    @property
    def url(self) -> str:
        """Its page on the reader's site."""
        return report_url(self.key) if self.type == "report" else article_url(int(self.key))

    @property
    def pages(self) -> tuple[int, ...]:
        """All pages of a report that were found, in order; of a passage over several the first."""
        return tuple(sorted({one.page for one in self.passages if one.page} | {page for page, _ in self.others}))


@dataclass(frozen=True, slots=True)
class FacetValue:
    """How many of the results have this value; `selected` where the reader chose it."""

    value: str
    label: str
    count: int
    selected: bool


@dataclass(frozen=True, slots=True)
class Results:
    """One page of results, and how many there are in all.

    `loosely` are the words of which any will do, where few reports have all of them: the first `with_all` results have all.
    """

    query: Query
    filters: Filters
    total: int
    results: tuple[Result, ...] = ()
    facets: dict[str, tuple[FacetValue, ...]] = field(default_factory=dict)
    notices: tuple[str, ...] = ()
    pages: int = 0  # pages of results
    loosely: tuple[str, ...] = ()
    with_all: int = 0
    stopped: bool = False  # it took too long, so that nothing is known of what matches
    by_year: Mapping[str, int] = field(default_factory=dict)  # how many reports of each year have all words
    suggestions: tuple[str, ...] = ()  # what was typed in other spellings that would find more, best first


def as_json(found: Results) -> dict[str, Any]:
    """The public JSON form. Snippets are escaped HTML with `<mark>`; `total` counts reports and articles, not pages of them."""
    return {
        "query": found.query.typed,
        "total": found.total,
        "matched": "any" if found.loosely else "all",
        "capped": found.stopped,
        "suggestions": found.suggestions,
        **({"notices": found.notices} if found.notices else {}),
        "results": [
            {
                "type": result.type,
                "key": result.key,
                "title": result.title,
                "local_authority": result.authority,
                "published": result.published,
                "url": result.url,
                "passages": [_passage(one) for one in result.passages],
            }
            | ({"other_provider": result.other_provider} if result.other_provider else {})
            for result in found.results
        ],
        "facets": {
            name: [{"value": one.value, "label": one.label, "count": one.count, "selected": one.selected} for one in values]
            for name, values in found.facets.items()
        },
    }


def _passage(one: Passage) -> dict[str, Any]:
    return {
        "page": one.page,
        "page_end": one.page_end,
        "paragraph": one.number,
        "section": one.section,
        "snippet": str(as_html(one.text)),
        "url": one.url,
        "pdf": one.pdf,
    }


def place_words(passage: Passage) -> str:
    """Where a passage stands in its report."""
    pages = f"Page {passage.page}" if passage.page == passage.page_end else f"Pages {passage.page} and {passage.page_end}"
    return f"{pages}, paragraph {passage.number}" if passage.number else pages


def loosely_words(found: Results) -> list[str]:
    """What a reader is told where some results hold only some of the words; nothing where all hold all."""
    if not found.loosely:
        return []
    words = " or ".join(f"“{word}”" for word in found.loosely)
    if not found.with_all:
        return [f"Nothing has all of your words together. These results have {words}, best match first."]
    first = "first result has" if found.with_all == 1 else f"first {found.with_all} results have"
    return [f"The {first} all of your words together. The others have {words}, best match first."]
