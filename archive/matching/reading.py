"""What one reading of an article gives to every report that it may be about: its dates, kinds, grades and words. Pure."""

import re
from dataclasses import dataclass

from archive.matching.facts import ArticleFacts
from archive.matching.grades_said import GradesSaid, grades_said
from archive.matching.printed_dates import Printed, printed_dates
from archive.matching.report_kinds import kinds_named
from archive.matching.report_text import ArticleText, article_text
from archive.matching.sentences import read_sentences
from archive.matching.story import LEAD, TITLE, Story, read_story

_INSPECTED = re.compile(r"\b(?:inspect\w*|visit\w*)\b", re.IGNORECASE)
_SPEAKS = re.compile(r"\b(?:inspect\w*|visit\w*|Ofsted|report|letter|watchdog)\b", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_FOLLOW_UP = re.compile(r"\bfollow[- ]up (?:\w+ )?(?:inspection|visit|report|letter)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reading:
    """An article, read once for all candidates. Dates, kinds and grades are those of the inspection at hand, not of an older one."""

    article: ArticleFacts
    story: Story
    dates: tuple[Printed, ...]
    """Dates in sentences that speak of an inspection or report."""
    inspected: tuple[Printed, ...]
    """Of these, the dates in sentences that say when somebody inspected or visited."""
    past_year: int | None
    """The latest year in which an older inspection or grade is placed."""
    title_kinds: frozenset[str]
    """Kinds of report that the title names."""
    story_kinds: frozenset[str]
    """Kinds of report that the title, or else the lead, names; an article about one kind may touch others further down."""
    kinds: frozenset[str]
    """Kinds of report that any current sentence names."""
    follow_up: bool
    """Title or lead calls it a follow-up, as articles call monitoring and focused visits."""
    grades: GradesSaid
    text: ArticleText


def read(article: ArticleFacts) -> Reading:
    """Read an article once."""
    story = read_story(article)
    speaking = [each.text for each in story.current if _SPEAKS.search(each.text) or each.paragraph == TITLE]
    return Reading(
        article,
        story,
        tuple(date for text in speaking for date in printed_dates(text)),
        tuple(date for text in speaking if _INSPECTED.search(text) for date in printed_dates(text)),
        _past_year(story),
        kinds_named(story.title),
        _story_kinds(story),
        kinds_named("\n".join(each.text for each in story.current)),
        bool(_FOLLOW_UP.search("\n".join((story.title, *story.lead)))),
        grades_said(each.text for each in story.current),
        article_text(read_sentences(article.paragraphs), "\n".join((story.title, *story.paragraphs))),
    )


def _past_year(story: Story) -> int | None:
    """The latest year in sentences about an older inspection; where one names two years, the story's own may be the later."""
    latest = max((int(year) for each in story.told for year in _YEAR.findall(each.text)), default=0)
    named = [{int(year) for year in _YEAR.findall(each.text)} for each in story.told if each.prior]
    return max((year for years in named for year in years if len(years) == 1 or year < latest), default=None)


def _story_kinds(story: Story) -> frozenset[str]:
    """The kinds that the title names, else those of the lead's current sentences."""
    return kinds_named(story.title) or kinds_named("\n".join(each.text for each in story.current if each.paragraph <= LEAD))
