"""Grades as pills: a letter, a colour and the word. Where there is no grade: a few quiet words, with the reason on demand."""

from functools import lru_cache

from markupsafe import Markup, escape

from archive.outcomes.grade_scale import HEIGHTS
from archive.outcomes.latest import Judged
from archive.vocabulary import GRADE_STATUSES, SEND_OUTCOMES
from archive.web.words_of_outcomes import short_grade

LETTERS = {"outstanding": "O", "good": "G", "requires_improvement": "R", "inadequate": "I"}


@lru_cache(maxsize=1000)  # a table of outcomes has 300, of a dozen kinds
def grade_pill(value: str | None, status: str | None = None) -> Markup:
    """A grade as HTML; `value` may also be a status, as in the `grade` of listed_rows.REPORTS. Grades of other scales have no colour."""
    words = escape(short_grade(value, status))
    reason = GRADE_STATUSES.words.get(value or status or "not_read") if not value or value in GRADE_STATUSES.words else None
    if reason is not None:
        return Markup('<span class="no-grade" title="{}">{}</span>').format(reason[:1].upper() + reason[1:], words)
    if not value:
        return Markup('<span class="no-grade">{}</span>').format(words)
    css = value if value in HEIGHTS else "other-scale"
    return Markup('<span class="pill {}" data-letter="{}">{}</span>').format(css, LETTERS.get(value, "·"), words)


def judged_pill(judged: Judged) -> Markup:
    """A judgement's grade as HTML."""
    return grade_pill(judged.grade, judged.status)


@lru_cache(maxsize=1000)
def send_pill(outcome: int, sentence: str | None) -> Markup:
    """The outcome of an area SEND inspection: one of three, which is no grade and has no colour; the printed sentence on demand."""
    return Markup('<span class="send-outcome" title="{}">{}</span>').format(sentence or "", SEND_OUTCOMES.words[str(outcome)])


FUNCTIONS = {"grade_pill": grade_pill, "judged_pill": judged_pill, "send_pill": send_pill}
