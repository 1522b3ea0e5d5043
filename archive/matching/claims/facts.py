"""What an article says of a report, what the report's facts are, and a claim with its verdict. Pure."""

from dataclasses import dataclass, field

EARLIER = "earlier_overall_effectiveness"  # the overall grade of the graded inspection before
JOINT = "children_in_care_and_care_leavers"


@dataclass(frozen=True, slots=True)
class Said:
    """One fact that a sentence states: `kind` is a word of `vocabulary.CLAIM_KINDS`, `subject` of `vocabulary.CLAIM_SUBJECTS`.

    `value` is a grade; for `areas` "all GRADE" or "NUMBER GRADE"; an ISO day or month, or first/last of several; or a whole number.
    `sure` is False where the words may mean something else: such a claim can turn out right, but never wrong.
    `start` is where it stands in the sentence.
    """

    kind: str
    subject: str
    value: str
    sure: bool = True
    start: int = 0


@dataclass(frozen=True, slots=True)
class Graded:
    """One judgement of a report: area and status are words of the vocabularies, `grade` is None unless the status is given."""

    area: str
    grade: str | None
    status: str
    page: int | None
    body: str = "authority"


@dataclass(frozen=True, slots=True)
class EarlierGrade:
    """The overall grade of the graded inspection before, with the ISO days (or None) of its report."""

    key: str
    grade: str
    published: str
    inspected: str | None
    page: int | None


@dataclass(frozen=True, slots=True)
class Facts:
    """What a report's facts are, as far as articles state them; dates are ISO or None, a number that is not known is None.

    `counts` maps recommendations and priority_actions to how many there are, in each way of counting them, the likeliest first.
    `printed_days` are all the days (ISO) that the report prints anywhere.
    """

    key: str
    local_authority: str | None
    report_type: str | None
    published: str | None
    inspection_start: str | None
    inspection_end: str | None
    overall: Graded
    judgements: tuple[Graded, ...] = ()
    outcome: int | None = None
    outcome_page: int | None = None
    dates_page: int | None = None
    counts: dict[str, tuple[int, ...]] = field(default_factory=dict)
    counts_page: int | None = None
    inspectors: int | None = None
    pages: int | None = None
    earlier: EarlierGrade | None = None
    printed_days: frozenset[str] = frozenset()

    @property
    def years(self) -> frozenset[str]:
        """The years (as text) in which the inspection was and its report came out."""
        return frozenset(day[:4] for day in (self.inspection_start, self.inspection_end, self.published) if day)


@dataclass(frozen=True, slots=True)
class Claim:
    """What a sentence of an article states and what the report has instead or as well; `verdict` is right, wrong or not_stated.

    `position` counts the article's sentences from 0; `stated` is as `said`, and None where the report does not state it; `page` is where.
    """

    position: int
    report_key: str
    kind: str
    subject: str
    said: str
    stated: str | None
    page: int | None
    verdict: str
