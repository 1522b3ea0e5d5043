"""Invented reports of the single inspection framework (2014-18): five rows, a review of the Board, numbered paragraphs, many pages."""

from dataclasses import dataclass

from sample.reports.families.common import LETTERS, imprint, long_date, printed
from sample.reports.prose import Prose, phrases
from sample.reports.sample_report import Draft, Expected, ExpectedJudgement, ExpectedRecommendation, Grade, SampleReport
from sample.reports_site.councils import Council

ROWS = (
    ("1", "help_and_protection", "Children who need help and protection", "front_door"),
    ("2", "children_in_care", "Children looked after and achieving permanence", "care"),
    ("2.1", "adoption", "Adoption performance", "adoption"),
    ("2.2", "care_leavers", "Experiences and progress of care leavers", "leavers"),
    ("3", "leadership", "Leadership, management and governance", "leadership"),
)
BOARD = "Effectiveness of the Local Safeguarding Children Board (LSCB)"


@dataclass(frozen=True, slots=True)
class Inspected:
    """What differs from report to report; `grades` has a letter a row, `board` the Board's, empty where it was not reviewed.

    `sentence` gives the overall judgement as a sentence (2014) instead of as the table's head; `depth` is the number of
    paragraphs a section; `team` has the lead, the deputy and the others.
    """

    id: str
    council: Council
    dates: str
    span: tuple[str, str]
    published: str
    team: tuple[str, ...]
    grades: str
    overall: str
    board: str
    sentence: bool = False
    depth: int = 8
    reinspection: bool = False


def sif(told: Inspected) -> SampleReport:
    """A single inspection report; the 2014 form asks in "Priority and immediate action" and "Areas for improvement"."""
    prose = Prose(told.id)
    draft = Draft()
    overall = LETTERS[told.overall]
    judged = [ExpectedJudgement(area, name, LETTERS[letter]) for (_, area, name, _), letter in zip(ROWS, told.grades, strict=True)]
    _first_page(draft, told, judged, overall)
    draft.block("page_break")
    draft.heading("Executive summary")
    for topic in ("leadership", "front_door", "planning", "care", "leavers", "leadership"):
        draft.paragraph(prose.paragraph(topic, "ggww"))
    _asks(draft, prose, told)
    _area(draft, told)
    _findings(draft, prose, told, judged)
    if told.board:
        _board(draft, prose, told)
    _team(draft, told)
    imprint(draft, told.published)
    everything = [*judged, ExpectedJudgement("overall_effectiveness", "Overall effectiveness", overall)]
    if told.board:
        everything.append(ExpectedJudgement("safeguarding_board", BOARD, LETTERS[told.board], "board"))
    page_one: dict[str, object] = {"board": bool(told.board), "dates": told.dates, "dates_label": "Inspection date:"}
    page_one["kind"] = "Re-inspection" if told.reinspection else "Inspection"
    if not told.sentence:
        page_one["printed_published"] = long_date(told.published)
    return SampleReport(
        id=told.id,
        council=told.council,
        label="Children's services inspection" if told.published >= "2016" else "Single inspection of LA children's services",
        published=told.published,
        inspected=told.span[1],
        layout="sif",
        title=told.council.name,
        page_one=page_one,
        blocks=tuple(draft.blocks),
        expected=_expected(told, everything, overall, tuple(draft.recommendations)),
    )


def _expected(
    told: Inspected, judged: list[ExpectedJudgement], overall: Grade, recommendations: tuple[ExpectedRecommendation, ...]
) -> Expected:
    return Expected(
        report_type="sif_reinspection" if told.reinspection else "sif_inspection",
        family="sif",
        inspection_start=told.span[0],
        inspection_end=told.span[1],
        lead_inspector=told.team[0],
        inspectors=told.team,
        overall_effectiveness=overall,
        grade_status="given",
        judgements=tuple(judged),
        recommendations=recommendations,
    )


def _first_page(draft: Draft, told: Inspected, judged: list[ExpectedJudgement], overall: Grade) -> None:
    """The table, and the Board's grade where it stands on page 1 (2014)."""
    rows = [[number, name, _short(judgement.grade)] for (number, _, name, _), judgement in zip(ROWS, judged, strict=True)]
    if not told.sentence:
        draft.block("sif_grades", text=f"Children’s services in {told.council.short} {_verb(overall)}", lines=[], rows=rows)
        return
    meaning = "Most children are safe, yet what their families meet is uneven, and some wait far too long for help."
    draft.block("sif_grades", text=f"The overall judgement is {_short(overall).lower()}.", lines=[meaning], rows=rows)
    if told.board:
        grade = _short(LETTERS[told.board])
        draft.block(
            "board_grade", lines=[f"The {BOARD[0].lower()}{BOARD[1:]}", f"{grade}.", "The Board shows some of what makes a good one."]
        )


def _short(grade: Grade | None) -> str:
    """The grade as these reports print it, without "to be good"."""
    return printed(grade).removesuffix(" to be good")


def _verb(grade: Grade) -> str:
    """The grade as the sentence above the table says it."""
    return "require improvement to be good" if grade == "requires_improvement" else f"are {grade}"


def _asks(draft: Draft, prose: Prose, told: Inspected) -> None:
    if not told.sentence:
        draft.asks("recommendation", "Recommendations", list(prose.some(phrases("recommendations"), 10)), shown="numbered")
        return
    draft.heading("What does the local authority need to improve?")
    texts = prose.some(phrases("recommendations"), 11)
    missing = "Strengthen the response to children who go missing by seeing to it that:"
    subs = ["what is decided is known to all who must act", "talks on return are well recorded", "patterns are looked for each month"]
    draft.asks("priority_action", "Priority and immediate action", list(texts[:3]), shown="numbered")
    draft.asks("improvement", "Areas for improvement", [*texts[3:], (missing, subs)], shown="numbered")


def _area(draft: Draft, told: Inspected) -> None:
    """Figures of the area as bullets: a list that asks for nothing."""
    size = len(told.council.name) * 1000
    draft.heading("Information about this local authority area")
    draft.bullets(
        [
            f"About {size:,} children and young people under the age of 18 live in {told.council.short}.",
            f"At {long_date(told.span[0])}, {size // 60} children were the subject of a child protection plan.",
            f"In all, {size // 40} children were looked after, {size // 300} of them more than 20 miles away.",
            "The local authority runs two children’s homes; both were judged to be good or outstanding when last inspected.",
        ]
    )


def _findings(draft: Draft, prose: Prose, told: Inspected, judged: list[ExpectedJudgement]) -> None:
    """A chapter a row, with a summary and numbered paragraphs, some of which end in "(Recommendation)"."""
    for (_, _, name, topic), judgement in zip(ROWS, judged, strict=True):
        strong = judgement.grade in ("good", "outstanding")
        draft.heading(name, "title")
        draft.paragraph(
            f"The grade for this part is {_short(judgement.grade).lower()}. " + prose.paragraph(topic, "gg" if strong else "ww")
        )
        draft.heading("Inspection findings")
        for position in range(told.depth):
            text = prose.paragraph("planning" if position % 4 == 3 else topic, "gggw" if strong else "wgww")
            draft.numbered(f"{text} (Recommendation)" if position % 5 == 2 else text)


def _board(draft: Draft, prose: Prose, told: Inspected) -> None:
    grade = _short(LETTERS[told.board]).lower()
    draft.block("page_break")
    draft.heading("The effectiveness of the Local Safeguarding Children Board (LSCB)", "title")
    draft.heading(f"The Local Safeguarding Children Board {'requires improvement' if told.board == 'R' else 'is ' + grade}")
    draft.paragraph(prose.paragraph("board", "gw"))
    draft.asks(
        "recommendation",
        "Recommendations for the Board",
        list(prose.some(phrases("board_recommendations"), 3)),
        shown="numbered",
        addressed_to="board",
    )
    draft.heading("Inspection findings – the Local Safeguarding Children Board")
    for moods in ("ggw", "gw", "wgg", "wg", "ggw"):
        draft.numbered(prose.paragraph("board", moods))


def _team(draft: Draft, told: Inspected) -> None:
    draft.heading("Information about this inspection")
    draft.paragraph(f"The inspection team consisted of {len(told.team)} of Her Majesty’s Inspectors (HMI) from Ofsted.")
    draft.heading("The inspection team")
    draft.paragraph(f"Lead inspector: {told.team[0]}")
    draft.paragraph(f"Deputy lead inspector: {told.team[1]}")
    draft.paragraph(f"Team inspectors: {', '.join(told.team[2:])}")
