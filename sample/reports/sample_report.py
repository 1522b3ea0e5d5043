"""What an invented report is: where it is listed, what its pages say, and which facts a reader must find in it."""

from dataclasses import dataclass, field
from typing import Literal, TypedDict, cast

from sample.reports_site.councils import Council

Grade = Literal["outstanding", "good", "requires_improvement", "inadequate", "adequate"]


class Block(TypedDict, total=False):
    """A piece of a page, as the layouts of `layouts/` draw it; `kind` decides which other keys there are."""

    kind: str
    text: str
    number: int
    entries: list["Bullet"]
    rows: list[list[str]]
    lines: list[str]


class Bullet(TypedDict):
    """One entry of a list; `rec` is its position among the report's recommendations, or -1 where it is none."""

    text: str
    subs: list[str]
    rec: int
    body: str


@dataclass(frozen=True, slots=True)
class ExpectedJudgement:
    """A graded row: `area` and `grade` as words of the vocabularies, `name` as printed without numbering."""

    area: str
    name: str
    grade: Grade | None
    body: str = "authority"


@dataclass(frozen=True, slots=True)
class ExpectedRecommendation:
    """What a report asks for; sub-bullets joined by one blank; `addressed_to_printed` as the table of area SEND names it."""

    kind: str
    text: str
    heading: str
    addressed_to: str = "authority"
    addressed_to_printed: str | None = None


@dataclass(frozen=True, slots=True)
class Expected:
    """The facts a report prints, dates in ISO form; None or empty where it prints none.

    `inspectors` has the lead first, then the others as printed (tables by column), without titles. `theme` is as printed,
    `topics` are words of the vocabulary. Page numbers are known once the report is
    laid out: see `CompiledReport`.
    """

    report_type: str | None
    family: str | None
    inspection_start: str | None
    inspection_end: str | None
    lead_inspector: str | None = None
    inspectors: tuple[str, ...] = ()
    overall_effectiveness: Grade | None = None
    grade_status: str = "not_applicable"
    judgements: tuple[ExpectedJudgement, ...] = ()
    recommendations: tuple[ExpectedRecommendation, ...] = ()
    theme: str | None = None
    topics: tuple[str, ...] = ()
    outcome: int | None = None
    letter_date: str | None = None


@dataclass(frozen=True, slots=True)
class SampleReport:
    """An invented report: `id` is that of its file address, `inspected` and `published` ISO dates as its provider page shows them."""

    id: str
    council: Council
    label: str
    published: str
    inspected: str | None
    layout: str
    title: str
    page_one: dict[str, object]
    blocks: tuple[Block, ...] = field(repr=False)
    expected: Expected = field(repr=False)

    @property
    def key(self) -> str:
        """The report's key in the archive."""
        return f"ofsted-{self.id}"


class Draft:
    """Collects the blocks of one report in order and, beside them, the recommendations that a reader must find."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.recommendations: list[ExpectedRecommendation] = []
        self._number = 0

    def heading(self, text: str, kind: str = "heading") -> None:
        self.blocks.append(Block(kind=kind, text=text))

    def paragraph(self, text: str) -> None:
        self.blocks.append(Block(kind="paragraph", text=text))

    def numbered(self, text: str) -> None:
        """A paragraph with the next number of the report."""
        self._number += 1
        self.blocks.append(Block(kind="numbered", number=self._number, text=text))

    def block(self, kind: str, **keys: object) -> None:
        """A block that only one layout draws: a table, a team, a signature."""
        self.blocks.append(cast(Block, {"kind": kind, **keys}))

    def bullets(self, texts: list[str]) -> None:
        """A list that asks for nothing."""
        self.blocks.append(Block(kind="bullets", entries=[Bullet(text=text, subs=[], rec=-1, body="") for text in texts]))

    def asks(
        self,
        recommendation_kind: str,
        heading: str,
        texts: list[str | tuple[str, list[str]]],
        *,
        shown: str = "bullets",
        heading_kind: str = "heading",
        under: str = "",
        addressed_to: str = "authority",
        bodies: list[tuple[str, str]] | None = None,
    ) -> None:
        """A heading and a list of what must improve; an entry is its text, or its text with sub-bullets.

        `shown` names the block that draws the list, whose own first row is the heading where `heading_kind` is empty; `under` is
        the heading above one that does not stand for itself. `bodies` says for each entry who must act: a word of the
        vocabulary, and what the first column of area SEND's table prints.
        """
        if heading_kind:
            self.heading(heading, heading_kind)
        expected_heading = f"{under}: {heading.rstrip(':')}" if under else heading
        bullets = []
        for position, entry in enumerate(texts):
            text, subs = (entry, []) if isinstance(entry, str) else entry
            to, body = bodies[position] if bodies else (addressed_to, "")
            bullets.append(Bullet(text=text, subs=subs, rec=len(self.recommendations), body=body))
            joined = " ".join([text, *subs])
            self.recommendations.append(ExpectedRecommendation(recommendation_kind, joined, expected_heading, to, body or None))
        if shown != "numbered":
            self.blocks.append(Block(kind=shown, entries=bullets))
            return
        for bullet in bullets:
            self._number += 1
            self.blocks.append(Block(kind="numbered", number=self._number, text="", entries=[bullet]))
