"""Printed grades to the words of `vocabulary.GRADES`: whole cells of tables, and the ends of headings and sentences."""

import re
from dataclasses import dataclass

from scraper.reading.errors import UnknownValueError

# Longest first, so that "requires improvement to be good" is never read as "good".
_WORDS: tuple[tuple[str, str | None, str], ...] = (
    (r"(?:requir(?:es?|ing)|needs?)\s+improvement(?:\s+to\s+be(?:come)?\s+good)?", "requires_improvement", "given"),
    (r"urgent\s+improvement(?:\s+(?:needed|required))?", "urgent_improvement", "given"),
    (r"(?:needs\s+attention|attention\s+needed)", "needs_attention", "given"),
    (r"strong(?:\s+standard)", "strong_standard", "given"),
    (r"expected\s+standard", "expected_standard", "given"),
    (r"exceptional", "exceptional", "given"),
    (r"outstanding", "outstanding", "given"),
    (r"satisfactory", "satisfactory", "given"),
    (r"inadequate", "inadequate", "given"),
    (r"adequate", "adequate", "given"),
    (r"good", "good", "given"),
    (r"(?:not|un)\s*(?:judged|graded)|not\s+(?:yet\s+)?(?:inspected|assessed)|no\s+judgement(?:\s+(?:made|given))?", None, "not_judged"),
    (r"not\s+applicable|n/?a", None, "not_applicable"),
)
_CELLS = tuple((re.compile(words, re.IGNORECASE), grade, status) for words, grade, status in _WORDS)
GRADE = "(?:" + "|".join(words for words, grade, _ in _WORDS if grade) + ")"
"""A pattern of every grade, longest first, for use within other patterns (case ignored)."""

_PART = re.compile(r"(?:requires?\s+)?improvement(?:\s+to(?:\s+be)?)?|requires?|(?:to\s+)?be\s+good", re.IGNORECASE)
_FOOTNOTE = re.compile(r"[\s.,;:*]*\d?[\s.,;:*]*$")


@dataclass(frozen=True, slots=True)
class PrintedGrade:
    """A grade as read: a word of `vocabulary.GRADES` or None, its status (given, not_judged, not_applicable), and the printed words."""

    grade: str | None
    status: str
    printed: str


def read_grade(printed: str) -> PrintedGrade:
    """The grade that `printed` is, as a whole: "Requires improvement to be good", "inadequate. 2", "Not judged".

    A full stop and a footnote's digit at the end are left out. Raises UnknownValueError for everything else, so also for
    "to be good", the end of a broken cell.
    """
    words = _FOOTNOTE.sub("", " ".join(printed.split()))
    for pattern, grade, status in _CELLS:
        if pattern.fullmatch(words):
            return PrintedGrade(grade, status, words)
    raise UnknownValueError(f"{printed!r} is a grade we do not know")


def is_grade(printed: str) -> bool:
    """Whether `printed` is a grade or the words that there is none."""
    words = _FOOTNOTE.sub("", " ".join(printed.split()))
    return any(pattern.fullmatch(words) for pattern, _, _ in _CELLS)


def is_grade_part(text: str) -> bool:
    """Whether a line is a grade or a part of one that is broken over lines: "Requires", "improvement to be", "be good"."""
    return is_grade(text) or _PART.fullmatch(text) is not None
