"""Invented area SEND reports: three outcomes, priority actions in a table of two columns, improvements in ruled rows."""

from sample.reports.families.common import imprint
from sample.reports.prose import Prose, phrases
from sample.reports.sample_report import Draft, Expected, SampleReport
from sample.reports_site.councils import BANKS, CASTLEBROOK, EASTMARSH, NORWELL, Council

OUTCOMES = {
    1: "The local area partnership’s special educational needs and/or disability (SEND) arrangements typically lead to positive "
    "experiences and outcomes for children and young people with SEND.",
    2: "The local area partnership’s arrangements lead to inconsistent experiences and outcomes for children and young people with special "
    "educational needs and/or disabilities (SEND).",
    3: "There are widespread and/or systemic failings leading to significant concerns about the experiences and outcomes of children and "
    "young people with special educational needs and/or disabilities (SEND).",
}
THERAPIES = ["the posts that are vacant;", "cover for long absences; and", "a shared list of those who wait."]


def area_send(
    report_id: str,
    council: Council,
    board: str,
    dates: str,
    span: tuple[str, str],
    published: str,
    outcome: int,
    team: tuple[tuple[str, ...], tuple[str, ...]],
    *,
    opening: tuple[str, ...] = (),
) -> SampleReport:
    """A report on a partnership; `board` is the NHS body, `team` Ofsted's inspectors (lead first) and the Care Quality Commission's."""
    prose = Prose(report_id)
    draft = Draft()
    draft.block(
        "outcome", lines=[OUTCOMES[outcome], "Ofsted and the CQC ask the partnership to bring its plan up to date and to publish it."]
    )
    draft.heading("Information about the local area partnership")
    draft.paragraph(
        f"{council.name} and {board} plan and pay for services for children and young people with SEND in {council.short} together."
    )
    draft.heading("What is it like to be a child or young person with SEND in this area?")
    mood = {1: "ggg", 2: "gw", 3: "ww"}[outcome]
    for text in opening or tuple(prose.paragraph("send", mood) for _ in range(5)):
        draft.paragraph(text)
    draft.heading("What is the area partnership doing that is effective?")
    draft.bullets([prose.paragraph("send", "ggg") for _ in range(6)])
    draft.heading("What does the area partnership need to do better?")
    draft.bullets([prose.paragraph("send", "www" if outcome > 1 else "w") for _ in range(5)])
    draft.paragraph(prose.paragraph("partners", "gwg"))
    if outcome == 3:
        _priority_actions(draft, council, board)
    _improvements(draft, prose)
    _closing(draft, council, board, team)
    imprint(draft, published)
    return SampleReport(
        id=report_id,
        council=council,
        label="Area SEND full inspection",
        published=published,
        inspected=span[1],
        layout="area_send",
        title=f"Area SEND inspection of {council.short} Local Area Partnership",
        page_one={"dates": dates, "running": f"Area SEND inspection report: {council.short} Local Area Partnership {dates}"},
        blocks=tuple(draft.blocks),
        expected=Expected(
            report_type="area_send_inspection",
            family="area_send",
            inspection_start=span[0],
            inspection_end=span[1],
            lead_inspector=team[0][0],
            inspectors=team[0] + team[1],
            recommendations=tuple(draft.recommendations),
            outcome=outcome,
        ),
    )


def _priority_actions(draft: Draft, council: Council, board: str) -> None:
    both = f"{council.name} and {board}"
    bodies = [("authority", council.name), ("several", both), ("health", board)]
    draft.asks(
        "priority_action", "Areas for priority action", list(phrases("send_priority_actions")), shown="priority_table", bodies=bodies
    )


def _improvements(draft: Draft, prose: Prose) -> None:
    """Four or five rows; the one about therapies has a list of its own."""
    texts = prose.some(phrases("send_improvements"), 5)
    entries: list[str | tuple[str, list[str]]] = [(text, THERAPIES) if text.endswith(":") else text for text in texts]
    bodies = [(_addressed(text), "") for text in texts]
    draft.asks("improvement", "Areas for improvement", entries, shown="ruled_table", bodies=bodies)


def _addressed(text: str) -> str:
    """Whom an improvement names as the one to act; "leaders" are those of the whole partnership."""
    if text.startswith("The local authority"):
        return "authority"
    return "health" if text.startswith("The integrated care board") else "partnership"


def _closing(draft: Draft, council: Council, board: str, team: tuple[tuple[str, ...], tuple[str, ...]]) -> None:
    """The partnership's addresses and the team, as tables of two columns."""
    draft.heading("Local area partnership details")
    rows = [
        ["Local Authority", "Integrated Care Board"],
        [council.name, board],
        ["Jo Merriweather, Director", "Ash Ferriday, Chief Executive"],
    ]
    draft.block("partners", rows=[*rows, [council.home, "www.icb.example"], [council.address, "Well Street, Norwell NX2 2BB"]])
    draft.heading("Information about this inspection")
    draft.paragraph("The Secretary of State asked for this invented inspection. One of His Majesty’s Inspectors from Ofsted led it.")
    draft.heading("Inspection team")
    ofsted = [f"{name}, {'Ofsted Lead Inspector' if n == 0 else 'Ofsted HMI'}" for n, name in enumerate(team[0])]
    commission = [f"{name}, {'CQC Lead Inspector' if n == 0 else 'CQC Inspector'}" for n, name in enumerate(team[1])]
    height = max(len(ofsted), len(commission))
    columns = [column + [""] * (height - len(column)) for column in (ofsted, commission)]
    draft.block("team", rows=[["Ofsted", "Care Quality Commission"], *[list(row) for row in zip(*columns, strict=True)]])


REPORTS = (
    area_send(
        "50215514",
        NORWELL,
        "NHS Weir Valley Integrated Care Board",
        "15 to 19 May 2023",
        ("2023-05-15", "2023-05-19"),
        "2023-07-03",
        3,
        (("Rowan Pike", "Ines Carrow", "Dela Fosse"), ("Marit Sunde", "Theo Lascelles")),
    ),
    area_send(
        "50241703",
        EASTMARSH,
        "NHS Fen and Tide Integrated Care Board",
        "8 January to 12 January 2024",
        ("2024-01-08", "2024-01-12"),
        "2024-02-29",
        2,
        (("Dela Fosse", "Omar Pell-Hastings"), ("Theo Lascelles", "Marit Sunde", "Gwen Orrin")),
    ),
    area_send(
        "50256689",
        BANKS,
        "NHS Chalk Coast Integrated Care Board",
        "20 to 24 May 2024",
        ("2024-05-20", "2024-05-24"),
        "2024-07-12",
        2,
        (("Rowan Pike", "Jenny-Mae Stott", "Sol Amberley"), ("Gwen Orrin",)),
    ),
    area_send(
        "50268835",
        CASTLEBROOK,
        "NHS Larch Lane Integrated Care Board",
        "9 to 13 December 2024",
        ("2024-12-09", "2024-12-13"),
        "2025-02-12",
        1,
        (("Dela Fosse", "Rowan Pike"), ("Marit Sunde", "Theo Lascelles")),
    ),
)
