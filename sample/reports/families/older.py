"""Two invented oddities: an inspection of looked after children of 2013, and a report that belongs to no known family."""

from sample.reports.families.common import LETTERS, imprint, long_date, printed
from sample.reports.prose import Prose
from sample.reports.sample_report import Draft, Expected, ExpectedJudgement, SampleReport
from sample.reports_site.councils import EASTMARSH, WEXCOMBE

FINDINGS = (
    ("overall_effectiveness", "Overall effectiveness", "A"),
    ("capacity_to_improve", "Capacity to improve", "G"),
    ("outcomes", "Outcomes for looked after children and young people", "A"),
    ("quality_of_provision", "Quality of provision", "A"),
    ("leadership", "Leadership and management", "G"),
)
WITHIN = (
    (
        "Immediately:",
        ["Ensure that a clear plan is in place for every child whose review is late", "Make good the backlog of health assessments"],
    ),
    (
        "Within three months:",
        ["Improve the quality of personal education plans", "Bring the minutes of reviews to families within ten working days"],
    ),
    ("Within six months:", ["Ensure that children’s records are held in one place, not in three"]),
)


def _looked_after() -> SampleReport:
    """Cover page, contents in chapters, items by when they are due, grades in a record on the last page."""
    prose = Prose("2295511")
    draft = Draft()
    council, published = EASTMARSH, "2013-08-02"
    judged = tuple(ExpectedJudgement(area, name, LETTERS[letter]) for area, name, letter in FINDINGS)
    draft.heading("The inspection judgements and what they mean", "title")
    draft.paragraph("Four grades are in use: outstanding, good, adequate and inadequate; this page explains them in invented words.")
    draft.heading("Service information", "title")
    for topic in ("care", "leadership", "planning"):
        draft.numbered(prose.paragraph(topic, "gggw"))
    for judgement, topic in zip(judged, ("care", "leadership", "care", "planning", "leadership"), strict=True):
        draft.heading(judgement.name, "title")
        number = {"good": 2, "adequate": 3}[str(judgement.grade)]
        draft.heading(f"Grade {number} ({printed(judgement.grade)})")
        for moods in ("gggw", "wgg", "ggww", "ggw", "gww"):
            draft.numbered(prose.paragraph(topic, moods))
        if judgement.area == "capacity_to_improve":
            draft.heading("Areas for improvement")
            draft.paragraph(
                "In order to improve what looked after children meet, the authority and its partners should take the following actions."
            )
            for heading, texts in WITHIN:
                draft.asks("improvement", heading, list(texts), heading_kind="within", under="Areas for improvement")
    draft.block("page_break")
    draft.heading("Record of main findings", "title")
    draft.block("findings", text="Services for looked after children", rows=[[row.name, printed(row.grade)] for row in judged])
    return SampleReport(
        id="2295511",
        council=council,
        label="Inspection of looked after children services",
        published=published,
        inspected=None,
        layout="looked_after",
        title="Inspection of looked after children services",
        page_one={
            "council": council.name,
            "dates": "24 – 28 June 2013",
            "lead": "Aldous Greave HMI",
            "printed_published": long_date(published),
            "running": f"{council.short} Inspection of looked after children services",
        },
        blocks=tuple(draft.blocks),
        expected=Expected(
            report_type="looked_after_children_inspection",
            family="looked_after",
            inspection_start="2013-06-24",
            inspection_end="2013-06-28",
            lead_inspector="Aldous Greave",
            inspectors=("Aldous Greave",),
            overall_effectiveness="adequate",
            grade_status="given",
            judgements=judged,
            recommendations=tuple(draft.recommendations),
        ),
    )


def _unknown() -> SampleReport:
    """A report that says none of the things by which a family is recognised: its pages are kept, no fact is read from it."""
    prose = Prose("50098870")
    draft = Draft()
    draft.paragraph("In the autumn of 2019 two officers sailed to the islands to learn how small places look after their children.")
    draft.heading("What they saw")
    for topic in ("care", "send", "partners", "care"):
        draft.paragraph(prose.paragraph(topic, "gggw"))
    imprint(draft, "2020-01-17")
    return SampleReport(
        id="50098870",
        council=WEXCOMBE,
        label="Children's services island study",
        published="2020-01-17",
        inspected="2019-10-16",
        layout="plain",
        title="Small places: a study of the Isles of Wexcombe",
        page_one={},
        blocks=tuple(draft.blocks),
        expected=Expected(report_type=None, family=None, inspection_start=None, inspection_end=None, grade_status="not_read"),
    )


REPORTS = (_looked_after(), _unknown())
