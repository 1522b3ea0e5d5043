"""What we know about an article, a report and a link between them. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ArticleFacts:
    """An article as read: `published` ISO or None, `paragraphs` the body in order, `links` pairs of (url, text)."""

    url: str
    title: str
    published: str | None
    paragraphs: tuple[str, ...]
    links: tuple[tuple[str, str], ...] = ()

    @property
    def day(self) -> str | None:
        """The ISO day it was published, without its time; None where unknown."""
        return self.published[:10] if self.published else None

    @property
    def text(self) -> str:
        """Title and body, each paragraph on a line."""
        return "\n".join((self.title, *self.paragraphs))


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """A report as the archive holds it; `local_authority` is an ONS code, dates are ISO or None, `url` its file's.

    `overall` is its overall grade; `judgements` are pairs (area, grade) of the authority's other judgements that were given.
    `ofsteds`: the numbers of its provider and of its file are Ofsted's; another inspectorate's may be equal and mean something else.
    """

    key: str
    urn: str | None
    local_authority: str | None
    report_type: str | None
    published: str | None
    inspection_start: str | None = None
    inspection_end: str | None = None
    url: str | None = None
    overall: str | None = None
    judgements: tuple[tuple[str, str], ...] = ()
    ofsteds: bool = True

    @property
    def year(self) -> int | None:
        """The year of the inspection, or of its publication where its days are not known."""
        day = self.inspection_end or self.inspection_start or self.published
        return int(day[:4]) if day else None


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reason for or against a tie: its kind, the reason in words (none of the article's own), and its weight in points."""

    kind: str
    detail: str
    weight: float


@dataclass(frozen=True, slots=True)
class Mention:
    """An article is about an authority (ONS code) and, where known, a report; `how` is link, title or text; score 0..1."""

    local_authority: str | None
    report_key: str | None
    how: str
    score: float
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Ties:
    """All mentions of one article, the surest first; empty when nothing is sure enough."""

    mentions: tuple[Mention, ...]
