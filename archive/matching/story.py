"""One reading of an article that all candidate reports share: its sentences, and what kind of story they tell. Pure.

The phrases behind each question are in `phrases.csv`. Where two readings are possible, a story is taken not to tell findings.
"""

import re
from dataclasses import dataclass

from archive.matching.facts import ArticleFacts
from archive.matching.phrases import plain_marks, says

# The title and this many paragraphs say what an article is about; what follows may be background.
LEAD = 5
STOP = re.compile(r"(?<=[.!?])[\"']?\s+|\n")  # between two sentences
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_FIRST_PERSON = re.compile(r"\b(?:I|I'm|I've|we|we're|we've|our|us|my)\b", re.IGNORECASE)
TITLE = 0  # the paragraph number of the title; the body's paragraphs count from 1


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence with plain marks, and where it stands.

    `prior`: it speaks of an older inspection; `preview`: of one to come; `spoken`: somebody says "we" or "I".
    """

    text: str
    paragraph: int
    prior: bool
    preview: bool
    spoken: bool


@dataclass(frozen=True, slots=True)
class Story:
    """An article's sentences, title first, and the questions about them that every candidate report asks."""

    title: str
    paragraphs: tuple[str, ...]
    told: tuple[Told, ...]
    no_report: str | None
    """Why the article is about no report, in words; None where it may be about one."""
    tells_findings: bool

    @property
    def lead(self) -> tuple[str, ...]:
        """The first paragraphs, which say what the article is about."""
        return self.paragraphs[:LEAD]

    @property
    def current(self) -> tuple[Told, ...]:
        """The sentences that speak of the inspection at hand, not of an older one, of one to come, or of "us"."""
        return tuple(each for each in self.told if not each.prior and not each.preview and not each.spoken)


def read_story(article: ArticleFacts) -> Story:
    """Read an article once, for its authorities and for every report that it may be about."""
    title, paragraphs = plain_marks(article.title), tuple(map(plain_marks, article.paragraphs))
    latest = max(map(int, _YEAR.findall("\n".join((title, *paragraphs)))), default=0)
    this_year = int(article.day[:4]) if article.day else latest
    told = tuple(
        Told(text, number, is_prior(text, this_year), says("preview", text), bool(_FIRST_PERSON.search(text)))
        for number, paragraph in enumerate((title, *paragraphs))
        for text in sentences(paragraph)
    )
    lead = paragraphs[:LEAD]
    return Story(title, paragraphs, told, _why_no_report(title, lead, told), _tells_findings(title, lead, told))


def sentences(text: str) -> list[str]:
    """Split a text roughly into sentences, so that words of different clauses stay apart."""
    return [sentence for sentence in STOP.split(text) if sentence]


def is_prior(sentence: str, this_year: int) -> bool:
    """Whether a sentence (with plain marks) speaks of an older inspection or grade: by its words, or by a year before the story's own."""
    return says("prior", sentence) or (says("prior_year", sentence) and max(map(int, _YEAR.findall(sentence))) < this_year)


def _why_no_report(title: str, lead: tuple[str, ...], told: tuple[Told, ...]) -> str | None:
    if _is_about_others(title, lead):
        return "about a school, a home or another service"
    if says("posts", title):
        return "about an appointment"
    if says("yearly", " ".join((title, *lead[:2]))):
        return "about the inspectorate's yearly report"
    if _is_preview(title, told):
        return "about an inspection to come"
    return None


def _is_preview(title: str, told: tuple[Told, ...]) -> bool:
    """Whether the title announces an inspection, or the first two paragraphs do and hardly tell what one found."""
    if says("preview", title):
        return True
    first = [each for each in told if each.paragraph <= 2 and not each.spoken]
    return any(each.preview for each in first) and sum(_finds(each.text) for each in first if not each.prior and not each.preview) < 2


def _tells_findings(title: str, lead: tuple[str, ...], told: tuple[Told, ...]) -> bool:
    """Whether title and lead tell what an inspection found now."""
    if not says("headline", " ".join((title, *lead[:2]))):  # the first paragraph may be a day and a name only
        return False
    return any(_finds(each.text) for each in told if each.paragraph <= LEAD and not each.prior and not each.preview)


def _finds(sentence: str) -> bool:
    """Whether a sentence tells a finding: of inspectors and what they say, or of a service and its grade."""
    return (says("source", sentence) and says("finding", sentence)) or says("service_graded", sentence)


def is_national(text: str) -> bool:
    """Whether a title or first paragraph (with plain marks) speaks of the whole country or of the inspectorate's own plans."""
    return says("national", text)


def speaks_of_inspection(sentence: str) -> bool:
    """Whether a sentence (with plain marks) is about an inspection, its report, or a grade."""
    return says("source", sentence) or says("headline", sentence)


def is_about_institution(title: str) -> bool:
    """Whether the story is a school's, nursery's, home's or police force's, whatever council it names."""
    return says("institution", title) and not says("title_services", title)


def is_about_services(title: str, lead: tuple[str, ...]) -> bool:
    """Whether title and lead speak of children's services, and not of a school, a nursery, a home or adults."""
    return says("services", " ".join((title, *lead))) and not _is_about_others(title, lead)


def names_inspection(text: str) -> bool:
    """Whether a text speaks of Ofsted or of an inspection at all."""
    return bool(re.search(r"\bOfsted\b|\binspect(?:ors?|ions?|orates?|ed)\b|\bHMI\b|\bwatchdog\b|\bfocuss?ed visit\b", text, re.IGNORECASE))


def _is_about_others(title: str, lead: tuple[str, ...]) -> bool:
    """Whether the title, or a first paragraph under a title that says nothing of services, speaks of another kind of provider."""
    if says("joint", " ".join((title, *lead))):
        return False
    if says("title_services", title) and not (says("adults", title) and not re.search(r"\bchild|\bSEND\b|\bjoint", title, re.IGNORECASE)):
        return False
    if says("institution", title) or says("adults", title):
        return True
    first = lead[0] if lead else ""
    return says("institution", first) and not says("services", title) and not says("title_services", first)
