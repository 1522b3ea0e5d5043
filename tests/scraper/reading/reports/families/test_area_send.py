"""Area SEND reports of invented partnerships, drawn as real PDFs: outcomes, tables, teams, dates, and what must be doubted."""

import typst

from archive.records import Inspection, Inspector, ListedReport, Problem, Recommendation, Record
from scraper.reading.pdf.document import read_pages
from scraper.reading.reports.families.area_send import report as area_send
from scraper.reading.reports.parts.addressees import addressee, subject
from scraper.reading.reports.parts.report_text import ReportText

TITLE = "Area SEND inspection of Ambleford Local Area Partnership"
POSITIVE = "The partnership’s arrangements typically lead to positive experiences and outcomes for children. It acts."
INCONSISTENT = "The local area partnership’s arrangements lead to inconsistent experiences and outcomes for children. It must improve."
FAILINGS = "There are widespread and/or systemic failings leading to significant concerns, which the partnership must address."
IMPROVEMENTS = "[*Areas for improvement*], [Health leaders should cut waits.], [Leaders should agree one plan.]"
ACTIONS = (
    "[*Responsible body*], [*Areas for priority action*],"
    "[Ambleford Council and NHS Weald ICB], [Leaders must cut waits for plans.], [NHS Weald ICB], [Staff the clinics.]"
)
TEAM = "[Ofsted], [Care Quality Commission], [Ann Lee, Ofsted Lead Inspector], [Bo Dean, CQC Lead Inspector], [Cat Moss HMI, Ofsted], []"
SHEET = """#set page(width: 595pt, height: 842pt, margin: 60pt)
#set text(size: 12pt)
#let heading(words) = block(above: 24pt, below: 12pt, text(size: 14pt, weight: "bold", words))
"""


def report(
    outcome: str = INCONSISTENT,
    *,
    title: str = TITLE,
    dates: str = "18 to 22 March 2024",
    actions: str = "",
    improvements: str = IMPROVEMENTS,
    team: str = TEAM,
    published: str | None = "2024-06-01",
    before: str = "",
    behind: str = "Local area partnership details",
) -> ReportText:
    """A report with these parts; tables are given as typst cells."""
    table = f"#heading[Areas for priority action]\n#table(columns: (130pt, 1fr), {actions})\n" if actions else ""
    source = f"""{SHEET}
#text(size: 22pt)[{title}]\n
Inspection dates: {dates}\n
Dates of previous inspection: 6 to 10 February 2017
#heading[Inspection outcome]
{outcome}
#heading[Information about the local area partnership]
The local area partnership plans services. It was once found to lead to inconsistent experiences and outcomes.
{before}
{table}
#heading[Areas for improvement]
#table(columns: 1fr, {improvements})
#heading[{behind}]
Ambleford Council
#heading[Inspection team]
#grid(columns: (1fr, 1fr), row-gutter: 6pt, {team})
"""
    body = typst.compile(source.encode())
    assert isinstance(body, bytes)
    return ReportText(read_pages(body), "report.pdf", ListedReport("key", "80000", "Area SEND", published), body)


def read(given: ReportText) -> tuple[Inspection, list[Record]]:
    assert area_send.claims(given)
    records = list(area_send.read(given))
    assert isinstance(records[0], Inspection)
    return records[0], records


def asked(records: list[Record]) -> list[tuple[str, str, str, str | None]]:
    return [(r.kind, r.text, r.addressed_to, r.addressed_to_printed) for r in records if isinstance(r, Recommendation)]


def problems(records: list[Record]) -> list[str]:
    return [record.kind for record in records if isinstance(record, Problem)]


def test_the_three_outcomes_are_told_by_their_sentences() -> None:
    for number, sentence, actions in ((1, POSITIVE, ""), (2, INCONSISTENT, ""), (3, FAILINGS, ACTIONS)):
        inspection, records = read(report(sentence, actions=actions))
        assert (inspection.outcome, inspection.outcome_page, problems(records)) == (number, 1, [])
        assert inspection.outcome_printed == sentence.split(". ")[0].removesuffix(".") + "."
        assert (inspection.overall_effectiveness, inspection.grade_status) == (None, "not_applicable")


def test_several_outcomes_are_none() -> None:
    inspection, records = read(report(f"{POSITIVE} {INCONSISTENT}"))
    assert inspection.outcome is None
    assert problems(records) == ["disagreement"]


def test_priority_actions_contradict_the_outcomes_without_them() -> None:
    inspection, records = read(report(INCONSISTENT, actions=ACTIONS))
    assert inspection.outcome is None
    assert problems(records) == ["disagreement"]


def test_the_third_outcome_without_priority_actions_is_a_problem() -> None:
    inspection, records = read(report(FAILINGS))
    assert inspection.outcome == 3
    assert problems(records) == ["missing_fact"]


def test_no_outcome_is_a_problem_not_a_guess() -> None:
    inspection, records = read(report("The partnership does what it can."))  # the next section tells an earlier outcome
    assert inspection.outcome is None
    assert problems(records) == ["missing_fact"]


def test_priority_actions_name_their_bodies_and_improvements_begin_with_theirs() -> None:
    _, records = read(report(FAILINGS, actions=ACTIONS))
    assert asked(records) == [
        ("priority_action", "Leaders must cut waits for plans.", "several", "Ambleford Council and NHS Weald ICB"),
        ("priority_action", "Staff the clinics.", "health", "NHS Weald ICB"),
        ("improvement", "Health leaders should cut waits.", "health", None),
        ("improvement", "Leaders should agree one plan.", "partnership", None),
    ]


def test_tables_without_rules_are_read_by_their_tags() -> None:
    _, records = read(report(improvements=f"stroke: none, {IMPROVEMENTS}"))
    assert [text for _, text, _, _ in asked(records)] == ["Health leaders should cut waits.", "Leaders should agree one plan."]
    assert problems(records) == []


def test_the_lead_is_ofsteds_and_two_may_lead() -> None:
    inspection, records = read(report())
    assert inspection.lead_inspector == "Ann Lee"
    team = [(record.name, record.lead) for record in records if isinstance(record, Inspector)]
    assert team == [("Ann Lee", True), ("Cat Moss", False), ("Bo Dean", False)]
    two = "[Ofsted], [CQC], [Dr Al Hay, HMI], [Bo Dean], [Ann O’Dea, Lead inspector], [], [Eve Ash-Lee HMI, Ofsted Lead], []"
    inspection, records = read(report(team=two))
    assert [record.name for record in records if isinstance(record, Inspector) and record.lead] == ["Ann O’Dea", "Eve Ash-Lee"]
    assert inspection.lead_inspector == "Ann O’Dea"


def test_an_office_on_a_line_of_its_own_belongs_to_the_name_above() -> None:
    team = "[Ofsted], [CQC], [Ann Lee HMI,\\ Lead inspector], [Bo Dean,\\ CQC Lead Inspector], [Cat Moss\\ Ofsted Inspector], []"
    inspection, records = read(report(team=team))
    assert inspection.lead_inspector == "Ann Lee"
    assert [record.name for record in records if isinstance(record, Inspector)] == ["Ann Lee", "Cat Moss", "Bo Dean"]


def test_a_team_without_lead_is_a_problem() -> None:
    inspection, records = read(report(team="[Ofsted], [Care Quality Commission], [Ann Lee, HMI], [Bo Dean, CQC Lead Inspector]"))
    assert inspection.lead_inspector is None
    assert problems(records) == ["missing_fact"]


def test_dates_are_those_of_this_inspection_and_before_its_publication() -> None:
    for dates, span in {
        "18 to 22 March 2024": ("2024-03-18", "2024-03-22"),
        "29 January 2024 to 2 February 2024": ("2024-01-29", "2024-02-02"),
        "27 November to 1 December 2023": ("2023-11-27", "2023-12-01"),
    }.items():
        inspection, _ = read(report(dates=dates))
        assert (inspection.inspection_start, inspection.inspection_end, inspection.dates_page) == (*span, 1)
    inspection, records = read(report(published="2024-03-01"))
    assert inspection.inspection_start is None
    assert problems(records) == ["impossible_date"]


def test_a_monitoring_inspection_is_a_revisit_without_outcome() -> None:
    inspection, _ = read(report(title="Area SEND monitoring inspection of Ambleford Local Area Partnership"))
    assert (inspection.report_type, inspection.outcome) == ("area_send_revisit", None)


def test_letters_before_2023_and_other_families_are_not_claimed() -> None:
    for title in (
        "Joint local area SEND inspection in Ambleford",
        "Inspection of Ambleford children’s services",
        "Focused visit to Ambleford",
    ):
        assert not area_send.claims(report(title=title))


def test_addressees() -> None:
    for printed, word in {
        "Ambleford Council": "authority",
        "NHS Weald ICB": "health",
        "Ambleford Council and NHS Weald Integrated Care Board": "several",
        "The local area partnership": "partnership",
        "Leaders": "other",
        "The Local Safeguarding Children Board": "board",
        "Weald Police": "police",
    }.items():
        assert addressee(printed) == word, printed
    assert subject("Leaders across the partnership should agree.") == "Leaders across the partnership"
    assert subject("The quality of plans.") is None


def test_the_next_heading_ends_a_table_whatever_it_says() -> None:
    _, records = read(report(behind="Who is responsible for services here"))
    assert [text for _, text, _, _ in asked(records)] == ["Health leaders should cut waits.", "Leaders should agree one plan."]


def test_lines_of_a_table_of_contents_are_no_rows() -> None:
    contents = "Contents\n\nAreas for priority action #h(1fr) 1\n\nAreas for improvement #h(1fr) 1\n\nThe team #h(1fr) 2"
    _, records = read(report(before=f"#pagebreak()\n{contents}\n#pagebreak()"))
    assert [text for _, text, _, _ in asked(records)] == ["Health leaders should cut waits.", "Leaders should agree one plan."]
    assert problems(records) == []


def test_numbers_before_rows_are_left_out_and_a_statement_is_none() -> None:
    table = "[*Areas for improvement*], [1. Leaders should cut waits.], [2. Leaders should agree one plan.]"
    actions = "[*Responsible body*], [*Areas for priority action*], [], [There are no areas for priority action.]"
    _, records = read(report(improvements=table, actions=actions))
    assert [text for _, text, _, _ in asked(records)] == ["Leaders should cut waits.", "Leaders should agree one plan."]


def test_praise_in_a_table_is_left_out_and_said() -> None:
    table = "[*Areas for improvement*], [Leaders should cut waits.], [Families are well supported by clinics.]"
    _, records = read(report(improvements=table))
    assert [text for _, text, _, _ in asked(records)] == ["Leaders should cut waits."]
    assert "disagreement" in problems(records)
