"""An invented archive in which every rule of what may be said of outcomes has its case; nothing of it is real."""

from collections.abc import Mapping
from pathlib import Path

from tests.archive.factory import NOW, READER, ArchiveFactory

FAIRHOLM, GRADEBY, JOINTON, OLDWICK, NEWWICK, LATEFORD, QUIETHAM, HALTON = (f"X900000{number}" for number in range(1, 9))
NORTH, HUMBER, LONDON = "North East", "Yorkshire and the Humber", "London"
INSPECTOR = "Jo Inventedname"
SENTENCE = "The invented partnership’s arrangements lead to uneven experiences."
NEXT = "The next full area SEND inspection will be within approximately three years."


class Sector:
    """Writes councils and their reports; numbers of reports count up."""

    def __init__(self, folder: Path) -> None:
        self.made = ArchiveFactory(folder)
        self.number = 500

    def report(self, code: str, family: str, end: str, published: str, **facts: object) -> int:
        """A report; `facts` are columns of inspections, or of reports where they are named report_…."""
        self.number += 1
        row = {name.removeprefix("report_row_"): facts.pop(name) for name in list(facts) if name.startswith("report_row_")}
        page = str(facts.pop("page", "A page."))
        kinds = {
            "sif": "sif_inspection",
            "ilacs": "ilacs_inspection",
            "area_send": "area_send_inspection",
            "older": "child_protection_inspection",
        }
        fixed = {
            "family": family,
            "report_type": kinds.get(family, family),
            "inspection_start": end,
            "inspection_end": end,
            "lead_inspector": INSPECTOR,
        }
        return self.made.report(self.number, code, published, [page], inspection=fixed | facts, **row)

    def graded(self, code: str, family: str, end: str, overall: str | None, **judgements: str | None) -> int:
        """A graded inspection, published on its last day."""
        status = "given" if overall else "not_given"
        report = self.report(code, family, end, end, overall_effectiveness=overall, overall_page=1, grade_status=status)
        for position, (area, grade) in enumerate(judgements.items(), start=1):
            self.judge(report, position, area, grade)
        return report

    def judge(self, report: int, position: int, area: str, grade: str | None) -> None:
        """A judgement; None: the report prints that it was not judged."""
        row: Mapping[str, object] = {
            "position": position,
            "body": "board" if area == "safeguarding_board" else "authority",
            "area": area,
            "name": area.replace("_", " ").capitalize(),
            "grade": grade,
            "grade_printed": grade,
            "grade_status": "given" if grade else "not_judged",
            "page": 1,
        }
        self.made.fact("judgements", report, **row)

    def visit(self, code: str, family: str, end: str, *topics: str, **facts: object) -> int:
        """A focused visit or JTAI, published on its last day."""
        report = self.report(code, family, end, end, grade_status="not_applicable", **facts)
        for topic in topics:
            self.made.fact("topics", report, topic=topic)
        return report

    def tell(self, report: int, position: int, kind: str, text: str, to: str = "authority", printed: str | None = None) -> None:
        """Something that a report asks for."""
        row = {"kind": kind, "text": text, "addressed_to": to, "addressed_to_printed": printed, "page": 1}
        self.made.fact("recommendations", report, position=position, **row)


def sector_archive(folder: Path) -> ArchiveFactory:
    """Make the archive."""
    sector = Sector(folder)
    _authorities(sector.made)
    _graded(sector)
    _others(sector)
    return sector.made


def _authorities(made: ArchiveFactory) -> None:
    near = "002 003 005 006"
    made.authority(FAIRHOLM, "Fairholm", NORTH, statistical_neighbours=near)
    made.authority(GRADEBY, "Gradeby", HUMBER)
    made.authority(JOINTON, "=Jointon", LONDON)  # a name that a spreadsheet would run
    made.authority(OLDWICK, "Oldwick", LONDON, ended="2021-03-31", replaced_by=NEWWICK)
    made.authority(NEWWICK, "Newwick", LONDON, started="2021-04-01")
    made.authority(LATEFORD, "Lateford", HUMBER, kind="County")
    made.authority(QUIETHAM, "Quietham", NORTH)
    made.authority(HALTON, "Haltonby", LONDON)


def _graded(sector: Sector) -> None:
    parts = {"leadership": "good", "help_and_protection": "good", "children_in_care": "good"}
    fair = sector.graded(FAIRHOLM, "sif", "2015-03-20", "good", **parts, care_leavers="good", safeguarding_board="inadequate")
    sector.tell(fair, 1, "improvement", "The Board should hold partners to account for neglect.", "board", "Safeguarding Children Board")
    sector.tell(
        fair, 2, "recommendation", "Improve the frequency and depth of reflective supervision for all social workers in every team."
    )
    sector.graded(GRADEBY, "ilacs", "2024-05-10", "good", **parts, care_leavers="requires_improvement")
    sector.graded(GRADEBY, "ilacs", "2026-06-12", None, **parts, care_leavers="good")
    sector.graded(JOINTON, "ilacs", "2021-05-10", "outstanding", leadership="good", children_in_care_and_care_leavers="outstanding")
    sector.graded(OLDWICK, "sif", "2017-05-12", "inadequate", leadership="inadequate")
    sector.graded(NEWWICK, "ilacs", "2023-05-12", "good", **parts, care_leavers=None)
    sector.graded(LATEFORD, "sif", "2014-06-12", "requires_improvement", leadership="requires_improvement")
    sector.graded(LATEFORD, "ilacs", "2019-09-13", "inadequate", leadership="inadequate")
    sector.report(LATEFORD, "older", "2011-06-10", "2011-07-01", overall_effectiveness="adequate", grade_status="given")
    sector.report(HALTON, "ilacs", "2022-03-11", "2022-04-20", grade_status="not_read", length="short")


def _others(sector: Sector) -> None:
    alarm = sector.visit(LATEFORD, "focused_visit", "2020-02-12", "front_door", theme="the front door")
    sector.tell(alarm, 1, "priority_action", "See every child on the day of referral.")
    calm = sector.visit(FAIRHOLM, "focused_visit", "2018-01-17", "children_in_care", "permanence", theme="children in care")
    sector.tell(calm, 1, "improvement", "The depth and frequency of reflective supervision of social workers.")
    sector.visit(QUIETHAM, "focused_visit", "2022-01-12", theme=None)
    joint = sector.visit(GRADEBY, "jtai", "2025-02-07", "neglect", theme="children who are neglected")
    sector.tell(joint, 1, "priority_action", "The force must answer calls about children sooner.", "police")
    send = sector.report(
        QUIETHAM, "area_send", "2024-07-12", "2024-09-02", grade_status="not_applicable",
        outcome=2, outcome_printed=SENTENCE, outcome_page=1,
        page=f"Outcome. {SENTENCE} {NEXT} More.",
    )  # fmt: skip
    sector.tell(send, 1, "priority_action", "Shorten waits for therapy.", "health", "Invented Care Board")
    sector.number += 1
    sector.made.report(sector.number, LATEFORD, "2021-03-02", [], title="Monitoring visit", availability="missing")
    article = sector.made.article(1, "Lateford visited", "Text.", "2020-03-20")
    sector.made.insert("mentions", article_id=article, local_authority=LATEFORD, how="title", score=1.0, reader_version=READER)
    sector.made.insert("runs", source="ofsted_reports", started=NOW, finished=NOW, outcome="ok", listing_total=153, listing_read=153)
