"""One frozen dataclass for each table: the readers return them and the store writes them.

A record holds facts only. What the store alone knows (row ids, `report_id`, `document_id`, `reader_version`, the run)
is added when the record is saved, so that a reader never needs the database. All dates are ISO text ("2018-02-23").
"""

from dataclasses import dataclass, field, fields

from archive.vocabulary import (
    ADDRESSEES,
    AREAS,
    BODIES,
    DOCUMENT_KINDS,
    FAMILIES,
    GRADE_STATUSES,
    GRADES,
    LENGTHS,
    PROBLEM_KINDS,
    PUBLISHED_SOURCES,
    RECOMMENDATION_KINDS,
    REFUSALS,
    REPORT_TYPES,
    SOURCE_KINDS,
    TOPICS,
    Vocabulary,
)


def require(value: str | None, vocabulary: Vocabulary, *, optional: bool = False, instead: str = "") -> None:
    """Raise ValueError when `value` is not a word of `vocabulary`; None passes only where `optional`. `instead` says what to do."""
    if value is None and optional:
        return
    if value not in vocabulary.words:
        raise ValueError(f"{value!r} is not a {vocabulary.name}; known: {', '.join(vocabulary.words)}{instead}")


OTHER_SCALE = (
    ". These words are Ofsted's: a word of another inspectorate's own scale stands in `{}`, with the grade None and grade_status"
    " 'other_scale' (CONTRIBUTING.md, Add an inspectorate)"
)


@dataclass(frozen=True, slots=True)
class Source:
    """A site that documents come from; `name` is the spider's name, `key_prefix` begins the keys of its reports.

    `author` is who writes what it publishes, `attribution` the sentence that its terms ask of whoever uses it. `ofsted_urns`: its providers
    have Ofsted's unique reference numbers; the numbers of every other source are its own. `grades` is the scale of its overall grades: a
    JSON list of words, the best first, which is empty where it gives none; None where the source does not state it.
    """

    name: str
    title: str
    kind: str
    home: str
    licence: str
    terms: str
    key_prefix: str
    author: str
    attribution: str
    ofsted_urns: bool = False
    grades: str | None = None

    def __post_init__(self) -> None:
        require(self.kind, SOURCE_KINDS)


@dataclass(frozen=True, slots=True)
class Document:
    """One fetched original with its HTTP facts; `body` are the bytes as they came.

    `headers` is JSON text of the response's headers. For a report, `report` says what its listing named.
    """

    source: str
    kind: str
    url: str
    body: bytes = field(repr=False)
    final_url: str
    status: int
    headers: str
    content_type: str
    etag: str | None = None
    last_modified: str | None = None
    report: "ListedReport | None" = None
    article: "ListedArticle | None" = None

    def __post_init__(self) -> None:
        require(self.kind, DOCUMENT_KINDS)


@dataclass(frozen=True, slots=True)
class ComparedPage(Document):
    """An article's page with `furniture`: hashes of blocks that other pages of its publisher have too (of `PageBlocks`)."""

    furniture: frozenset[str] = field(default=frozenset(), repr=False)

    @classmethod
    def of(cls, document: Document, furniture: frozenset[str]) -> "ComparedPage":
        """`document` as a page of which this is known."""
        facts = {each.name: getattr(document, each.name) for each in fields(Document)}
        return cls(**facts, furniture=furniture)


@dataclass(frozen=True, slots=True)
class ListedReport:
    """What a listing says of a report before its PDF is read; `published` and `inspected` are ISO dates or None.

    `stated_authority` is the local authority as the source states it, an ONS code or a name; None where it states none.
    """

    key: str
    urn: str | None
    title: str | None
    published: str | None
    inspected: str | None = None
    page_url: str | None = None
    stated_authority: str | None = None


@dataclass(frozen=True, slots=True)
class ListedArticle:
    """What discovery (feed, API, sitemap) says of an article before its page is read; dates are ISO or None."""

    title: str | None = None
    published: str | None = None
    published_source: str | None = None
    modified: str | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """What a page of search results lists: its own total and the URNs on it. Fills no table; tells versions of the page apart."""

    total: int
    urns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Provider:
    """A provider as its page shows it; `address` is None where the source publishes none. `stated_authority` as in `ListedReport`."""

    urn: str
    name: str
    provider_type: str
    status: str | None
    address: str | None
    url: str
    stated_authority: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """A report as its provider page names it; the fetch adds `availability`. `title` is None where the page prints no label.

    `stated_authority` as in `ListedReport`; where it is None, the provider's holds.
    """

    key: str
    urn: str
    title: str | None
    published: str | None
    inspected: str | None
    url: str
    page_url: str
    stated_authority: str | None = None


@dataclass(frozen=True, slots=True)
class Inspection:
    """What a report says of itself. None where it prints nothing or where two readings disagree (then a Problem says so).

    `outcome` is area SEND's sentence (1, 2, 3); `outcome_printed` and `overall_printed` keep the words.
    """

    family: str | None
    report_type: str | None
    pages: int
    length: str | None = None
    inspection_start: str | None = None
    inspection_end: str | None = None
    dates_printed: str | None = None
    dates_page: int | None = None
    lead_inspector: str | None = None
    lead_inspector_page: int | None = None
    overall_effectiveness: str | None = None
    overall_printed: str | None = None
    overall_page: int | None = None
    grade_status: str = "not_read"
    outcome: int | None = None
    outcome_printed: str | None = None
    outcome_page: int | None = None
    theme: str | None = None
    theme_page: int | None = None
    letter_date: str | None = None

    def __post_init__(self) -> None:
        require(self.family, FAMILIES, optional=True)
        require(self.report_type, REPORT_TYPES, optional=True)
        require(self.length, LENGTHS, optional=True)
        require(self.overall_effectiveness, GRADES, optional=True, instead=OTHER_SCALE.format("overall_printed"))
        require(self.grade_status, GRADE_STATUSES)
        if (self.overall_effectiveness is not None) != (self.grade_status == "given"):
            raise ValueError(f"grade {self.overall_effectiveness!r} with grade_status {self.grade_status!r}")
        if self.outcome not in (None, 1, 2, 3):
            raise ValueError(f"outcome {self.outcome!r} is none of 1, 2, 3")


@dataclass(frozen=True, slots=True)
class Judgement:
    """One graded row of a report; `name` as printed, without numbering; `grade_printed` the words of the grade."""

    area: str
    name: str
    grade: str | None
    grade_printed: str | None
    grade_status: str
    page: int
    body: str = "authority"

    def __post_init__(self) -> None:
        require(self.area, AREAS)
        require(self.grade, GRADES, optional=True, instead=OTHER_SCALE.format("grade_printed"))
        require(self.grade_status, GRADE_STATUSES)
        require(self.body, BODIES)
        if (self.grade is not None) != (self.grade_status == "given"):
            raise ValueError(f"grade {self.grade!r} with grade_status {self.grade_status!r}")


@dataclass(frozen=True, slots=True)
class Recommendation:
    """One thing a report asks for; sub-bullets joined by a blank; `heading` and `addressed_to_printed` as printed.

    `text` ends, as printed, with the brackets whose words `reference` holds: "outcome 3, national framework"; see wording.wording.
    """

    kind: str
    text: str
    page: int
    heading: str | None = None
    addressed_to: str = "authority"
    addressed_to_printed: str | None = None
    reference: str | None = None

    def __post_init__(self) -> None:
        require(self.kind, RECOMMENDATION_KINDS)
        require(self.addressed_to, ADDRESSEES)
        if not self.text.strip():
            raise ValueError("a recommendation without text")


@dataclass(frozen=True, slots=True)
class Inspector:
    """A member of the team as printed, without title or office; the lead comes first."""

    name: str
    lead: bool


@dataclass(frozen=True, slots=True)
class Topic:
    """What a focused visit or JTAI looked at, in the words of `vocabulary.TOPICS`."""

    topic: str

    def __post_init__(self) -> None:
        require(self.topic, TOPICS)


@dataclass(frozen=True, slots=True)
class ReportParagraph:
    """A paragraph of the running text; `number` as printed (or None), `section` the heading above it (or None).

    It begins on `page` and ends on `page_end`.
    """

    number: str | None
    page: int
    section: str | None
    text: str
    page_end: int


@dataclass(frozen=True, slots=True)
class ReportPage:
    """A page's text: what a person would read on it, in order. `page` counts from 1.

    `rest` is what of it stands in no paragraph; None where that is not known.
    """

    page: int
    text: str
    rest: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """A news article as read. `url` is canonical; `published_source` says where the date stands; `reader` how it was read."""

    url: str
    title: str
    authors: tuple[str, ...]
    published: str | None
    published_source: str | None
    modified: str | None
    summary: str | None
    text: str
    access: str
    reader: str
    aliases: tuple[str, ...] = ()
    excerpt: str | None = None

    def __post_init__(self) -> None:
        require(self.published_source, PUBLISHED_SOURCES, optional=True)
        if (self.published is None) != (self.published_source is None):
            raise ValueError(f"date {self.published!r} with source {self.published_source!r}")


@dataclass(frozen=True, slots=True)
class ArticleLink:
    """A link of an article's body, in order; `report_key` and `urn` where it leads to a report or a provider."""

    url: str
    text: str
    report_key: str | None = None
    urn: str | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be read, or a doubt that left a fact empty; `message` says what, where and what to do."""

    kind: str
    message: str

    def __post_init__(self) -> None:
        require(self.kind, PROBLEM_KINDS)


@dataclass(frozen=True, slots=True)
class RefusedPage:
    """A page of a publisher that a crawl did not take, and `why`; nothing is kept of it but this."""

    url: str
    title: str | None
    why: str

    def __post_init__(self) -> None:
        require(self.why, REFUSALS)


@dataclass(frozen=True, slots=True)
class PageBlocks:
    """What stands on an article's page, a hash for each block, by which pages of one publisher are compared."""

    hashes: frozenset[str]


Record = (
    Listing
    | Provider
    | Report
    | Inspection
    | Judgement
    | Recommendation
    | Inspector
    | Topic
    | ReportParagraph
    | ReportPage
    | Article
    | ArticleLink
    | PageBlocks
    | Problem
)
