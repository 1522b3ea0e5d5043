"""Invented letters about joint targeted area inspections, in the forms of 2016-20 and of 2022 on; none prints grades or inspectors."""

from sample.reports.families.common import imprint, long_date
from sample.reports.prose import Prose, phrases
from sample.reports.sample_report import Draft, Expected, SampleReport
from sample.reports_site.councils import ASHMERE, CALDERWICK, CASTLEBROOK, KINGSBOURNE, Council

NEW_FORM_FROM = "2022"


def jtai(
    report_id: str,
    council: Council,
    dates: str,
    span: tuple[str, str],
    published: str,
    theme: str,
    topics: tuple[str, ...],
    *,
    priority: bool = False,
    opening: tuple[str, ...] = (),
) -> SampleReport:
    """A letter to the partnership; `theme` is what the agencies' response is looked at for, as printed, `topics` its words."""
    new = span[0] >= NEW_FORM_FROM
    prose = Prose(report_id)
    draft = Draft()
    if new:
        _new_form(draft, prose, council, dates, theme, priority, opening)
    else:
        _old_form(draft, prose, council, dates, theme, priority)
    draft.heading("Next steps")
    draft.paragraph(
        f"{council.name} should send a written statement of what the partners will do, by the end of the third month from today."
    )
    draft.block("signature", lines=["Ofsted: Vera Longhurst, National Director", "Care Quality Commission: Hal Brandreth, Chief Inspector"])
    imprint(draft, published)
    title = f"Joint targeted area inspection of {council.short}"
    old_title = f"Joint targeted area inspection of the multi-agency response to {theme} in {council.short}"
    return SampleReport(
        id=report_id,
        council=council,
        label="Joint area child protection inspection",
        published=published,
        inspected=span[1],
        layout="joint_letter",
        title=title if new else old_title,
        page_one={
            "letter_date": long_date(published),
            "addressee": [
                f"Jo Merriweather, Director of Children’s Services, {council.name}",
                "Ash Ferriday, Chief Executive, Integrated Care Board"
                if new
                else "Ash Ferriday, Accountable Officer, Clinical Commissioning Group",
                "Bel Sandiford, Police and Crime Commissioner",
                "Ivo Marchbank, Chief Constable",
                "Cat Olivier, Youth Justice Service Manager",
            ],
            "greeting": f"Dear {council.short} Safeguarding Children Partnership" if new else "Dear local partnership",
            "glyph": "\u25fc" if new else "\uf0b7",
        },
        blocks=tuple(draft.blocks),
        expected=Expected(
            report_type="jtai",
            family="jtai",
            inspection_start=span[0],
            inspection_end=span[1],
            recommendations=tuple(draft.recommendations),
            theme=theme,
            topics=topics,
            letter_date=published,
        ),
    )


def _new_form(draft: Draft, prose: Prose, council: Council, dates: str, theme: str, priority: bool, opening: tuple[str, ...]) -> None:
    """Headline findings, priority action, what needs to improve, strengths, main findings."""
    draft.paragraph(
        f"This letter summarises the findings of the joint targeted area inspection (JTAI) of the multi-agency response to {theme} in "
        f"{council.short}."
    )
    draft.paragraph(f"This inspection took place from {dates}. Inspectors of four bodies carried it out together, Ofsted among them.")
    draft.heading("Headline findings")
    for text in opening or (prose.paragraph("partners"), prose.paragraph("partners", "gw")):
        draft.paragraph(text)
    if priority:
        draft.asks("priority_action", "Area for priority action", list(phrases("jtai_priority_actions")), addressed_to="partnership")
    draft.asks("improvement", "What needs to improve?", list(prose.some(phrases("jtai_improvements"), 4)), addressed_to="partnership")
    draft.heading("Strengths")
    draft.bullets([prose.sentence("partners", "good") for _ in range(6)])
    draft.heading("Main findings")
    for moods in ("ggw", "wgg", "gww", "ggw", "gg", "wgw"):
        draft.paragraph(prose.paragraph("partners", moods))
        draft.paragraph(prose.paragraph("front_door", moods))


def _old_form(draft: Draft, prose: Prose, council: Council, dates: str, theme: str, priority: bool) -> None:
    """Key strengths first, a case study in between, then priority actions and areas for improvement in long bullets."""
    draft.paragraph(
        f"Between {dates}, Ofsted, the Care Quality Commission (CQC), the police inspectorate and the probation inspectorate undertook a "
        f"joint inspection of the multi-agency response to {theme} in {council.short}."
    )
    draft.paragraph("This letter tells all the service leaders of the area what was found, together and agency by agency.")
    draft.paragraph(prose.paragraph("partners", "ggw"))
    draft.heading("Key strengths")
    draft.bullets([prose.paragraph("partners", "gg") for _ in range(8)])
    draft.heading("Case study: highly effective practice")
    draft.paragraph(
        "A teacher noticed that a boy of nine no longer took his coat off. Within two days three agencies had met, and he was safe."
    )
    if priority:
        draft.asks("priority_action", "Areas for priority action", list(phrases("jtai_priority_actions")), addressed_to="partnership")
    improvements: list[str | tuple[str, list[str]]] = [
        f"{text} {prose.paragraph('partners', 'ww')}" for text in prose.some(phrases("jtai_improvements"), 5)
    ]
    draft.asks("improvement", "Areas for improvement", improvements, addressed_to="partnership")
    draft.heading("Leadership and management")
    for _ in range(3):
        draft.paragraph(prose.paragraph("leadership", "ggw"))


REPORTS = (
    jtai(
        "2761043",
        CALDERWICK,
        "25 and 29 September 2017",
        ("2017-09-25", "2017-09-29"),
        "2017-11-10",
        "abuse and neglect",
        ("neglect",),
    ),
    jtai(
        "50106021",
        ASHMERE,
        "13 and 17 January 2020",
        ("2020-01-13", "2020-01-17"),
        "2020-03-06",
        "sexual abuse in the family",
        ("sexual_abuse",),
        priority=True,
    ),
    jtai(
        "50208797",
        KINGSBOURNE,
        "6 to 10 February 2023",
        ("2023-02-06", "2023-02-10"),
        "2023-03-31",
        "children and families who need help",
        ("early_help", "children_in_need_and_protection"),
        priority=True,
    ),
    jtai(
        "50252864",
        CASTLEBROOK,
        "18 to 22 March 2024",
        ("2024-03-18", "2024-03-22"),
        "2024-05-17",
        "serious youth violence",
        ("serious_youth_violence", "vulnerable_adolescents"),
        opening=(
            "Agencies in Castlebrook see a child first and an offence second. A map of the streets where harm happens is redrawn each "
            "week, and children help to draw it.",
            "School nurses are not told when a child has been stabbed, and so cannot help.",
        ),
    ),
)
