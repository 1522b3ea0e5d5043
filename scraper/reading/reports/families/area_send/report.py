"""Area SEND inspections from 2023 on: one of three outcomes for a local area partnership, tables of what it must do, no grades."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from archive.records import Inspector, Problem, Record
from scraper.reading.reports.families.area_send.tables import demands
from scraper.reading.reports.families.area_send.team import team
from scraper.reading.reports.family import Family
from scraper.reading.reports.parts.doubt import Span, missing, read_span
from scraper.reading.reports.parts.inspections import NOBODY, inspection_of
from scraper.reading.reports.parts.paragraphs import paragraphs_of
from scraper.reading.reports.parts.report_text import Paragraph, ReportText
from scraper.reading.reports.parts.sentences import sentences

NAME = "area_send"

OUTCOMES = {
    1: re.compile(r"typically lead to positive experiences", re.IGNORECASE),
    2: re.compile(r"lead to inconsistent experiences", re.IGNORECASE),
    3: re.compile(r"widespread (?:and ?/ ?or|and|or) systemic failings", re.IGNORECASE),
}
"""What each of the three sentences says that the others do not (area SEND framework and handbook, "Inspection outcomes")."""

_TITLE = re.compile(r"(?:report on the )?area SEND (?P<kind>full |monitoring |re-?)?inspection(?: report)?\s*(?:of|in|:)\s", re.IGNORECASE)
_DATES = re.compile(
    r"\b(?:Inspection dates?|Dates? of (?:the )?inspection)(?:\(s\))?\s*:?\s*(?P<dates>.{6,200}?)\s*"
    r"(?=\b(?:Dates?|Year) of (?:the )?(?:previous|last)\b|\bPrevious inspection\b|\bInspection outcome\b|$)",
    re.IGNORECASE | re.DOTALL,
)
_OUTCOME_HEADING = re.compile(r"(?:inspection )?outcome\s*:?", re.IGNORECASE)
_AFTER_OUTCOME = re.compile(r"information about the (?:local )?area partnership|what is it like to be", re.IGNORECASE)


def claims(report: ReportText) -> bool:
    """Whether page 1 has the title "Area SEND inspection of …" and speaks of a local area partnership; letters before 2023 do not."""
    return _title(report) is not None and "local area partnership" in " ".join(report.first_page.lower().split())


def read(report: ReportText) -> Iterator[Record]:
    """One Inspection with its outcome, the team, and the areas for priority action and improvement."""
    title = _title(report)
    revisit = title is not None and (title["kind"] or "").strip().lower() == "monitoring"
    problems: list[Problem] = []
    asked = demands(report, problems)
    actions = any(demand.kind == "priority_action" for demand in asked)
    outcome, printed, page = (None, None, None) if revisit else _outcome(report, actions, problems)
    span = _span(report, problems)
    inspectors = team(report)
    lead = inspectors[0] if inspectors and inspectors[0].lead else None
    if lead is None:
        problems.append(missing("lead inspector", "in the table of the team"))
    yield inspection_of(
        report,
        NAME,
        "area_send_revisit" if revisit else "area_send_inspection",
        span,
        lead=(lead.name, lead.page) if lead else NOBODY,
        status="not_applicable",
        outcome=outcome,
        outcome_printed=printed,
        outcome_page=page,
    )
    yield from asked
    yield from (Inspector(member.name, member.lead) for member in inspectors)
    yield from paragraphs_of(report)
    yield from problems


def _title(report: ReportText) -> re.Match[str] | None:
    for paragraph in report.paragraphs:
        if paragraph.page > 1:
            break
        if found := _TITLE.match(paragraph.text):
            return found
    return None


def _span(report: ReportText, problems: list[Problem]) -> Span:
    """The inspection dates of page 1: running footers repeat them, sometimes wrongly."""
    found = _DATES.search("\n".join(paragraph.text for paragraph in report.paragraphs if paragraph.page == 1))
    if found is None:
        problems.append(missing("inspection dates", "on page 1"))
        return Span()
    return read_span("inspection dates", found["dates"], 1, report.listed.published if report.listed else None, problems)


def _outcome(report: ReportText, actions: bool, problems: list[Problem]) -> tuple[int | None, str | None, int | None]:
    """The outcome, its sentence and page. It is read twice: only the third goes with areas for priority action."""
    found = _stated(_outcome_paragraphs(report))
    if not found:
        problems.append(missing("outcome", "under its heading"))
        return None, None, None
    outcome, printed, page = found[0]
    if any(other != outcome for other, _, _ in found):
        problems.append(Problem("disagreement", "the outcome section has the wording of several outcomes"))
        return None, printed, page
    if outcome != 3 and actions:
        problems.append(
            Problem("disagreement", f"outcome {outcome} with areas for priority action, which only outcome 3 has; we leave it empty")
        )
        return None, printed, page
    if outcome == 3 and not actions:
        problems.append(missing("areas for priority action", "though the outcome calls for them"))
    return outcome, printed, page


def _stated(paragraphs: Iterable[Paragraph]) -> list[tuple[int, str, int]]:
    """Every outcome whose words stand in `paragraphs`, with the sentence and its page."""
    return [
        (outcome, sentence.text, sentence.page)
        for sentence in sentences(paragraphs)
        for outcome, words in OUTCOMES.items()
        if words.search(sentence.text)
    ]


def _outcome_paragraphs(report: ReportText) -> Sequence[Paragraph]:
    """The paragraphs under "Inspection outcome"; without that heading all before the next section, which may tell earlier outcomes."""
    above = tuple(takewhile(lambda paragraph: not _AFTER_OUTCOME.match(paragraph.text), report.paragraphs))
    headings = [index for index, paragraph in enumerate(above) if _OUTCOME_HEADING.fullmatch(paragraph.text)]
    return above[headings[0] + 1 if headings else 0 :]


FAMILY = Family(NAME, claims, read)
