"""Invented letters about focused visits: the older form (2018-20, glyph bullets) and the newer one (2021 on)."""

from sample.reports.families.common import imprint, long_date
from sample.reports.prose import Prose, improvements
from sample.reports.sample_report import Draft, Expected, SampleReport
from sample.reports_site.councils import Council

# Which words of `prose.json` fill a letter on a topic, and how the letter says what inspectors looked at.
THEMES = {
    "front_door": ("front_door", "arrangements for contacts and referrals at the ‘front door’"),
    "children_in_need_and_protection": ("planning", "arrangements for children in need and for those with a protection plan"),
    "children_in_care": ("care", "arrangements for children in care"),
    "permanence": ("care", "arrangements for planning and achieving permanence for children in care"),
    "care_leavers": ("leavers", "arrangements for its care leavers, from the age of 16 on"),
    "vulnerable_adolescents": ("partners", "arrangements for vulnerable adolescents at risk of exploitation"),
    "leadership_and_planning": ("leadership", "arrangements for leadership and planning, and what leaders know of practice"),
}
# Permanence is printed as "permanence for children in care", which is of two topics.
ALSO = {"permanence": ("children_in_care",)}
NEW_FORM_FROM = "2021"


def focused_visit(
    report_id: str,
    council: Council,
    dates: str,
    span: tuple[str, str],
    published: str,
    inspectors: tuple[str, ...],
    topic: str,
    *,
    letter_date: str | None = None,
    heading: str = "What needs to improve in this area of social work practice?",
    priority: str | None = None,
    improve: bool = True,
    opening: tuple[str, ...] = (),
    leads: int = 1,
    explained: bool = False,
) -> SampleReport:
    """A letter; `dates` as its first sentence prints them, `priority` the text of a priority action where there is one.

    `letter_date` is ISO and may differ from the day of publication by days; `improve=False` gives a letter that asks for nothing;
    `explained` follows each improvement with a sentence, so that the list runs on to the next page and breaks inside an entry.
    """
    new = span[0] >= NEW_FORM_FROM
    words, looked_at = THEMES[topic]
    prose = Prose(report_id)
    draft = Draft()
    office = "His Majesty’s Inspectors" if span[0] >= "2022-09-12" else "Her Majesty’s Inspectors"
    named = (
        " and ".join(filter(None, [", ".join(inspectors[:-1]), inspectors[-1]]))
        if new
        else " and ".join(f"{name} HMI" for name in inspectors)
    )
    draft.paragraph(
        f"This letter summarises the findings of the focused visit to {council.short} children’s services on {dates}. "
        + (f"{office} for this visit were {named}." if new else f"The inspectors were {named}.")
    )
    draft.paragraph(f"Inspectors looked at the local authority’s {looked_at}.")
    draft.paragraph(
        "They read children’s records, sat beside workers as they went about their day, and spoke with families, carers and managers."
    )
    draft.heading("Headline findings" if new else "Overview")
    for text in opening or (prose.paragraph(words), prose.paragraph("leadership", "gw")):
        draft.paragraph(text)
    if priority:
        draft.asks("priority_action", "Area for priority action", [priority])
    if improve:
        texts = prose.some(improvements("leadership"), 2) + prose.some(improvements("planning"), 2)
        entries: list[str | tuple[str, list[str]]] = [f"{text[0].upper()}{text[1:]}." for text in texts]
        if explained:
            entries = [f"{entry} {prose.paragraph(words, 'www')}" for entry in entries]
        if not new:
            _strengths(draft, prose, words)
        draft.asks("improvement", heading, entries)
    else:
        draft.heading(heading)
        draft.paragraph("There are no areas for priority action, and inspectors name nothing else that needs to improve.")
    draft.heading("Main findings")
    for moods in ("ggw", "wgg", "gww", "gg", "wgw", "ggg"):
        draft.paragraph(prose.paragraph(words, moods))
        draft.paragraph(prose.paragraph("leadership", moods[:2]))
    draft.paragraph("The findings of this visit will be taken into account when the next inspection or visit is planned.")
    draft.block("signature", lines=[" and ".join(inspectors[:leads]), office.removesuffix("s")])
    imprint(draft, published)
    return SampleReport(
        id=report_id,
        council=council,
        label="Children's services focused visit",
        published=published,
        inspected=span[1],
        layout="letter" if new else "letter_2018",
        title=f"Focused visit to {council.short} children’s services",
        page_one={
            "letter_date": long_date(letter_date or published),
            "addressee": ["Jo Merriweather", "Director of Children’s Services", *council.address.split(", ")],
            "greeting": "Dear Jo",
        },
        blocks=tuple(draft.blocks),
        expected=Expected(
            report_type="focused_visit",
            family="focused_visit",
            inspection_start=span[0],
            inspection_end=span[1],
            lead_inspector=inspectors[0],
            inspectors=inspectors,
            recommendations=tuple(draft.recommendations),
            theme=looked_at,
            topics=(topic, *ALSO.get(topic, ())),
            letter_date=letter_date or published,
        ),
    )


def _strengths(draft: Draft, prose: Prose, words: str) -> None:
    """The older letters list strengths as bullets before what must improve: a list that asks for nothing."""
    draft.heading("What is working well in this area of social work practice")
    draft.bullets([prose.sentence(words, "good") for _ in range(4)])
