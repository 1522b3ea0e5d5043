"""What the families share: printed grades, printed dates, the words at the end of every report."""

from datetime import date

from sample.reports.sample_report import Draft, Grade

GRADES_PRINTED: dict[Grade, str] = {
    "outstanding": "Outstanding",
    "good": "Good",
    "requires_improvement": "Requires improvement to be good",
    "inadequate": "Inadequate",
    "adequate": "Adequate",
}
LETTERS: dict[str, Grade] = {"O": "outstanding", "G": "good", "R": "requires_improvement", "I": "inadequate", "A": "adequate"}


def printed(grade: Grade | None) -> str:
    """The grade as the tables print it; None is what a report says of a part it did not judge."""
    return "Not judged" if grade is None else GRADES_PRINTED[grade]


def long_date(iso: str) -> str:
    """ "2018-02-03" as letters print it: "3 February 2018"."""
    day = date.fromisoformat(iso)
    return f"{day.day} {day:%B %Y}"


def imprint(draft: Draft, published: str) -> None:
    """The small print at the end; it names all four grades, as the real one does, and says that the report is invented."""
    draft.block(
        "imprint",
        lines=[
            "If you are not happy with this report, remember that it is invented: no council or person in it is real.",
            "Where the sample source gives grades they are outstanding, good, requires improvement to be good and inadequate.",
            "Its words may be used for any purpose.",
            "Sample House",
            "Weir Street",
            "Norwell",
            "NX1 1AA",
            "T: 0300 000 0000",
            f"Invented in {published[:4]}",
        ],
    )
