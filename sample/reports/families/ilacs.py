"""Invented ILACS reports of three generations: three judgements (2018-22), four (2023 on), no overall row (from April 2026)."""

from itertools import cycle

from sample.reports.families.common import LETTERS, imprint, printed
from sample.reports.prose import Prose, improvements
from sample.reports.sample_report import Draft, Expected, ExpectedJudgement, SampleReport
from sample.reports_site.councils import Council

LEADERS = ("leadership", "The impact of leaders on social work practice with children and families", "leadership")
HELP = ("help_and_protection", "The experiences and progress of children who need help and protection", "front_door")
CARE_JOINED = ("children_in_care_and_care_leavers", "The experiences and progress of children in care and care leavers", "care")
CARE = ("children_in_care", "The experiences and progress of children in care", "care")
LEAVERS = ("care_leavers", "The experiences and progress of care leavers", "leavers")
OVERALL = ("overall_effectiveness", "Overall effectiveness", "")
THREE = (LEADERS, HELP, CARE_JOINED)
FOUR = (LEADERS, HELP, CARE, LEAVERS)
NO_OVERALL_FROM = "2026-04-01"
REFERENCES_FROM = "2025-04"
"""Reports published since then print behind each area for improvement which part of the national framework it is about."""
REFERENCES = (
    "outcome 3, national framework",
    "Outcome 4, national framework",
    "enabler two, national framework",
    "outcomes 1 and 2: national framework",
)


def ilacs(
    report_id: str,
    council: Council,
    dates: str,
    span: tuple[str, str],
    published: str,
    lead: str,
    grades: str,
    *,
    heading: str = "What needs to improve?",
    opening: tuple[str, ...] = (),
    wrong_footer: str | None = None,
) -> SampleReport:
    """An ILACS report; `dates` as printed, `span` first and last day, `grades` a letter a row, the overall grade last where given.

    `lead` is as printed after the label, office included; `wrong_footer` puts dates into the running footer that page 1 contradicts.
    """
    areas = FOUR if published > "2023-03" else THREE
    modern = areas is FOUR
    rows = [*areas, OVERALL] if span[0] < NO_OVERALL_FROM else list(areas)
    judged = tuple(ExpectedJudgement(area, name, LETTERS[letter]) for (area, name, _), letter in zip(rows, grades, strict=True))
    prose = Prose(report_id)
    draft = Draft()
    for text in opening or (prose.paragraph("leadership"), prose.paragraph("planning"), prose.paragraph("care", "gw")):
        draft.paragraph(text)
    draft.asks("improvement", heading, _improvements(prose, modern, referenced=published >= REFERENCES_FROM))
    _sections(draft, prose, areas, judged, modern)
    imprint(draft, published)
    leads = tuple(name.strip() for name in lead.split(", H")[0].removesuffix(" HMI").split(" and "))
    page_one: dict[str, object] = {
        "dates": dates,
        "lead": lead,
        "lead_label": "Lead inspectors:" if len(leads) > 1 else "Lead inspector:",
        "grades": [[judgement.name, printed(judgement.grade)] for judgement in judged],
        "running": f"Inspection of {council.short} local authority children’s services",
        "running_dates": wrong_footer or dates,
    }
    if not modern:
        page_one["subtitle"] = "Inspection of children’s social care services"
    given = span[0] < NO_OVERALL_FROM
    return SampleReport(
        id=report_id,
        council=council,
        label="Children's services inspection",
        published=published,
        inspected=span[1],
        layout="ilacs" if modern else "ilacs_2018",
        title=f"Inspection of {council.short} local authority children’s services" if modern else council.name,
        page_one=page_one,
        blocks=tuple(draft.blocks),
        expected=Expected(
            report_type="ilacs_inspection",
            family="ilacs",
            inspection_start=span[0],
            inspection_end=span[1],
            lead_inspector=leads[0],
            inspectors=leads,
            overall_effectiveness=judged[-1].grade if given else None,
            grade_status="given" if given else "not_given",
            judgements=judged,
            recommendations=tuple(draft.recommendations),
        ),
    )


def _improvements(prose: Prose, modern: bool, *, referenced: bool) -> list[str | tuple[str, list[str]]]:
    """Six improvements, one with sub-bullets; the older reports print them without capital and full stop.

    `referenced` ones end with the outcome or enabler of the national framework that they are about.
    """
    topics = ("front_door", "planning", "care", "leavers", "leadership")
    chosen = [text for topic in topics for text in prose.some(improvements(topic), 1)]
    first, second = prose.some(improvements("planning"), 2)
    chosen = [text for text in chosen if text not in (first, second)]
    entries: list[str | tuple[str, list[str]]] = [f"{text[0].upper()}{text[1:]}." if modern else text for text in chosen]
    if referenced:
        entries = [f"{text} ({reference})" for text, reference in zip(entries, cycle(REFERENCES), strict=False)]
    opening = "Work with families before court, in particular:" if modern else "work with families before court, in particular:"
    return [*entries, (opening, [first, second])]


def _sections(
    draft: Draft, prose: Prose, areas: tuple[tuple[str, str, str], ...], judged: tuple[ExpectedJudgement, ...], modern: bool
) -> None:
    """A section a judgement, leaders last; its mood follows its grade, and its paragraphs are numbered through the report."""
    order = [*range(1, len(areas)), 0]
    for position in order:
        _, name, topic = areas[position]
        grade = judged[position].grade
        joint = ": " if modern else " is "
        draft.heading(f"{name}{joint}{printed(grade).lower()}")
        strong = grade in ("outstanding", "good")
        for extra in (topic, "planning", topic, "planning" if position == 1 else topic, topic, "leadership" if position == 0 else topic):
            draft.numbered(prose.paragraph(extra, "gggw" if strong else "wgww"))
            draft.numbered(prose.paragraph(topic, "ggg" if strong else "wgw"))
