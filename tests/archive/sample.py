"""The archive that tests of search and of the reader's site share: three councils, seven reports, three articles."""

import json
from pathlib import Path

from tests.archive.factory import HOSTILE, NOW, READER, ArchiveFactory

AMBERFORD, BRACKMERE, CALDERWICK = "X0000001", "X0000002", "X0000003"
# What the first article says of the first report: kind, subject, said, stated, verdict.
CLAIMS = (
    ("grade", "overall_effectiveness", "good", "requires_improvement", "wrong"),
    ("date", "inspected", "2019-03-25/2019-04-05", "2019-03-25/2019-04-05", "right"),
    ("grade", "adoption", "outstanding", None, "not_stated"),
)


def sample_archive(folder: Path) -> ArchiveFactory:
    """Make the archive; ids of reports count from 1 in the order below."""
    made = ArchiveFactory(folder)
    made.authority(AMBERFORD, "Amberford", "Midshire")
    made.authority(BRACKMERE, "Brackmere", "Eastland", also_known_as="Brackmere City")
    made.authority(CALDERWICK, "Calderwick", "Eastland")
    _graded(made)
    _visits(made)
    _oddities(made)
    _articles(made)
    return made


def _graded(made: ArchiveFactory) -> None:
    old = made.report(
        101,
        AMBERFORD,
        "2019-05-13",
        [
            "Amberford inspection of children’s services. The multi-agency safeguarding hub is slow.",
            "Supervision of social workers is irregular. Managers do not record supervision.",
            "Care leavers are well supported.",
        ],
        title="Full inspection",
        inspection={
            "inspection_start": "2019-03-25",
            "inspection_end": "2019-04-05",
            "overall_effectiveness": "requires_improvement",
            "overall_printed": "Requires improvement to be good",
            "overall_page": 1,
            "grade_status": "given",
            "length": "standard",
            "lead_inspector": "Jo Invented",
            "lead_inspector_page": 3,
        },
    )
    for position, (area, name, grade) in enumerate(
        [
            ("overall_effectiveness", "Overall effectiveness", "requires_improvement"),
            ("leadership", "The impact of leaders on social work practice", "inadequate"),
            ("children_in_care_and_care_leavers", "The experiences and progress of children in care and care leavers", "good"),
        ],
        start=1,
    ):
        made.fact(
            "judgements",
            old,
            position=position,
            body="authority",
            area=area,
            name=name,
            grade=grade,
            grade_printed=grade.replace("_", " ").capitalize(),
            grade_status="given",
            page=1,
        )
    made.fact(
        "recommendations",
        old,
        position=1,
        kind="improvement",
        addressed_to="authority",
        page=2,
        text="The quality and frequency of supervision for social workers.",
    )
    made.fact("inspectors", old, position=1, name="Jo Invented", lead=1)
    paragraphs = [
        (1, "1", 1, "What needs to improve", "The multi-agency safeguarding hub is slow."),
        (2, "2", 2, "Leaders", "Supervision of social workers is irregular. Managers do not record supervision."),
        (3, "3", 3, "Care leavers", "Care leavers are well supported."),
    ]
    for position, number, page, section, text in paragraphs:
        made.fact("report_paragraphs", old, position=position, number=number, page=page, section=section, text=text)
    new = made.report(
        102,
        AMBERFORD,
        "2026-06-15",
        ["Inspection of Amberford. Children in care live in stable homes. The front door is safe."],
        inspection={"inspection_start": "2026-05-04", "inspection_end": "2026-05-15", "grade_status": "not_given"},
    )
    made.fact(
        "judgements",
        new,
        position=1,
        body="authority",
        area="leadership",
        name="The impact of leaders",
        grade="good",
        grade_printed="Good",
        grade_status="given",
        page=1,
    )


def _visits(made: ArchiveFactory) -> None:
    visit = made.report(
        103,
        BRACKMERE,
        "2024-01-22",
        ["Focused visit to Brackmere. Supervision at the front door does not protect.", "Second page."],
        title="Focused visit",
        inspection={
            "family": "focused_visit",
            "report_type": "focused_visit",
            "grade_status": "not_applicable",
            "theme": "the front door",
            "inspection_start": "2023-12-05",
            "inspection_end": "2023-12-06",
        },
    )
    made.fact(
        "recommendations",
        visit,
        position=1,
        kind="priority_action",
        addressed_to="authority",
        page=1,
        text="Management oversight and supervision at the front door. (outcome 3, national framework)",
        reference="outcome 3, national framework",
        heading="Area for priority action",
    )
    made.fact("topics", visit, topic="front_door")
    made.report(
        104,
        CALDERWICK,
        "2024-07-12",
        ["Area SEND inspection of the Calderwick local area partnership. EHC plans are late."],
        title="Area SEND full inspection",
        inspection={
            "family": "area_send",
            "report_type": "area_send_inspection",
            "grade_status": "not_applicable",
            "outcome": 2,
            "outcome_printed": "The local area partnership’s arrangements lead to inconsistent experiences and outcomes.",
            "outcome_page": 1,
            "inspection_start": "2024-05-20",
            "inspection_end": "2024-05-24",
        },
    )


def _oddities(made: ArchiveFactory) -> None:
    made.report(105, BRACKMERE, "2023-03-01", [], availability="missing", title="Monitoring visit")
    made.report(
        106,
        CALDERWICK,
        "2022-10-10",
        [f"A page that attacks: {HOSTILE} and safeguarding children."],
        title=HOSTILE,
        inspection={"family": None, "report_type": None},
    )
    made.report(
        107, None, None, ["A report of nobody, undated; crèche café naïve."], title=None, inspection={"family": None, "report_type": None}
    )
    made.insert(
        "problems",
        source="ofsted_reports",
        url="https://files.example/v1/file/105",
        kind="not_found",
        message="The site answers that file 105 does not exist.",
        first_seen=NOW,
        last_seen=NOW,
    )


def _articles(made: ArchiveFactory) -> None:
    first = made.article(
        1,
        "Amberford told to improve supervision",
        "Inspectors said supervision is irregular. A private body sentence nobody may publish.",
        "2019-05-20",
        excerpt="Amberford has been told to improve.",
        summary="Council must improve.",
    )
    told = (("link", "links to the report", 10.0), ("days", "prints its days", 4.0))
    evidence = json.dumps([{"kind": kind, "detail": detail, "weight": weight} for kind, detail, weight in told])
    tie = {"local_authority": AMBERFORD, "report_id": 1, "how": "link", "score": 1.0, "evidence": evidence, "reader_version": READER}
    made.insert("mentions", article_id=first, **tie)
    made.insert(
        "article_links",
        article_id=first,
        position=1,
        url="https://files.example/v1/file/101",
        text="the report",
        report_key="ofsted-101",
        report_id=1,
        document_id=_document(made, first),
        reader_version=READER,
    )
    made.insert(
        "quotations",
        article_id=first,
        position=1,
        sentence="Inspectors said supervision is irregular.",
        quoted=0,
        report_id=1,
        page=2,
        passage="Supervision of social workers is irregular.",
        score=0.8,
        verdict="near",
        reader_version=READER,
    )
    made.insert(
        "quotations",
        article_id=first,
        position=2,
        sentence="A private body sentence nobody may publish.",
        quoted=0,
        report_id=1,
        score=0.0,
        verdict="not_found",
        reader_version=READER,
    )
    sentence = "A second private sentence: Amberford has been rated good."
    told = {"article_id": first, "sentence": sentence, "quoted": 0, "score": 0.0, "verdict": "not_found"}
    made.insert("quotations", position=3, **told, reader_version=READER)
    for number, (kind, subject, said, stated, verdict) in enumerate(CLAIMS, 1):
        what = {"kind": kind, "subject": subject, "said": said, "stated": stated, "page": 1 if stated else None, "verdict": verdict}
        made.insert("claims", id=number, article_id=first, report_id=1, position=3, **what, reader_version=READER)
    made.article(2, HOSTILE, f"Text of an attacker {HOSTILE}", None, url='javascript:alert("x")')
    made.article(3, "Placements are short", "Nothing about reports.", "2025-08-09")


def _document(made: ArchiveFactory, article_id: int) -> int:
    return int(made.db.execute("select document_id from articles where id = ?", [article_id]).fetchone()[0])
