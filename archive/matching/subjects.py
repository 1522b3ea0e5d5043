"""Which local authorities an article is about: those its title, lead or lists name, not every one it touches. Pure."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from archive.authorities import LocalAuthority
from archive.matching import story as stories
from archive.matching.authority_names import FORMAL, PLACE, SERVICES, SHARED_TRUST, Found, find_authorities
from archive.matching.grades_said import grades_of
from archive.matching.phrases import plain_marks, says
from archive.matching.reading import Reading

MANY = 4  # as many authorities in title and lead make an article a national piece or a round-up of no one's report
RIVAL = 2  # so many times a rival must be named as a council, to outweigh a title that names a place only
SHARING = 2  # a trust that is named alone means its councils, if they are no more than these

Scores = dict[LocalAuthority, float]


@dataclass(frozen=True, slots=True)
class Subject:
    """An authority that an article is about; `how` is link, title or text, `score` how surely the authority is meant.

    `shared`: only the trust is named that it shares with others, so that it is meant only if a report of it is.
    """

    authority: LocalAuthority
    how: str
    score: float
    shared: bool = False


def find_subjects(reading: Reading, authorities: Sequence[LocalAuthority]) -> tuple[Subject, ...]:
    """The authorities an article is about; none for national pieces, and for stories of schools, homes and places."""
    article = reading.article
    texts = (article.title, *article.paragraphs)
    found = _without_ended([find_authorities(text, authorities, article.day) for text in texts])
    inspected = [[each for each in names if _is_inspected(text, each)] for text, names in zip(texts, found, strict=True)]
    title, lead, told = _best(found[:1]), _best(found[1 : stories.LEAD + 1]), _best(inspected[1 : stories.LEAD + 1])
    graded = {} if title else _graded(texts[1 : stories.LEAD + 1], found[1 : stories.LEAD + 1])
    if not title and _is_national(reading, told, graded):
        return ()
    councils = Counter(each.authority for names in found[1:] for each in names if each.score >= SERVICES)
    chosen = _from_title(title, lead, councils) or _from_lead(told, councils) or _from_lead(lead, councils)
    for names in (found[0], *inspected[1 : stories.LEAD + 1]):
        chosen |= _beside(names, chosen)
    chosen |= graded
    if len(chosen) >= MANY or not _is_subject_sure(reading, chosen, councils):
        return ()
    if not title:
        chosen |= {authority: SHARED_TRUST for authority, score in lead.items() if score == SHARED_TRUST and authority not in chosen}
    return tuple(
        Subject(authority, "title" if authority in title else "text", score, score == SHARED_TRUST) for authority, score in chosen.items()
    )


def _is_inspected(text: str, found: Found) -> bool:
    """Whether the sentence that names an authority speaks of an inspection, a report or a grade."""
    return stories.speaks_of_inspection(_sentence_of(text, found))


def _sentence_of(text: str, found: Found) -> str:
    """The sentence that names an authority, with plain marks."""
    plain = plain_marks(text)
    stops = [0, *(match.end() for match in stories.STOP.finditer(plain)), len(plain)]
    return plain[max(stop for stop in stops if stop <= found.start) : min(stop for stop in stops if stop >= found.end)]


def _graded(texts: Sequence[str], found: Sequence[Sequence[Found]]) -> Scores:
    """The authorities that a sentence of now names beside a grade, in an article whose title names none."""
    named = [(_sentence_of(text, each), each) for text, names in zip(texts, found, strict=True) for each in names]
    return {
        each.authority: each.score
        for sentence, each in named
        if each.score >= PLACE and grades_of(sentence) and not says("prior", sentence)
    }


def _without_ended(found: list[list[Found]]) -> list[list[Found]]:
    """Names without those of ended authorities whose successors the text names too: it is about these.

    A trust that works for the successors names them as well, unless the text speaks of the ended council as a council.
    """
    names = [each for paragraph in found for each in paragraph]
    named = {each.authority.code for each in names if each.score > SHARED_TRUST}
    shared = {each.authority.code for each in names} - named
    formal = {each.authority for each in names if each.score >= FORMAL}

    def is_over(authority: LocalAuthority) -> bool:
        return bool(named.intersection(authority.replaced_by) or (authority not in formal and shared.intersection(authority.replaced_by)))

    return [[each for each in paragraph if not is_over(each.authority)] for paragraph in found]


def _is_national(reading: Reading, told: Scores, graded: Scores) -> bool:
    """Whether an article whose title names no authority is about the country.

    Its title says so, or its first paragraph does and the lead names no council that was inspected.
    """
    story = reading.story
    if stories.is_national(story.title):
        return True
    if graded or max(told.values(), default=0) >= SERVICES:
        return False
    return bool(story.paragraphs) and stories.is_national(story.paragraphs[0])


def _best(found: Iterable[Iterable[Found]]) -> Scores:
    """Each authority with its best score, in order of appearance."""
    scores: Scores = {}
    for names in found:
        for each in names:
            scores[each.authority] = max(each.score, scores.get(each.authority, 0.0))
    return scores


def _from_title(title: Scores, lead: Scores, councils: Counter[LocalAuthority]) -> Scores:
    """The title's authorities, unless the body speaks of another council only ("Kent council …", all about Medway)."""
    sure = {authority: score for authority, score in title.items() if score >= PLACE}
    if any(authority in councils for authority in sure):
        if any(score >= SERVICES for score in sure.values()):
            sure = {authority: score for authority, score in sure.items() if score >= SERVICES or authority in councils}
        return sure
    rivals = {authority: score for authority, score in lead.items() if councils[authority] >= RIVAL and authority not in sure}
    if sure and len(rivals) == 1:
        return rivals
    return sure


def _from_lead(lead: Scores, councils: Counter[LocalAuthority]) -> Scores:
    """The lead's authorities: councils before mere places, and the one named most where one stands out."""
    sure = {authority: score for authority, score in lead.items() if score >= SERVICES}
    if not sure:
        sure = {authority: score for authority, score in lead.items() if score >= PLACE}
    if not sure:
        shared = {authority: score for authority, score in lead.items() if score == SHARED_TRUST}
        return shared if len(shared) == SHARING else {}
    first = next(iter(sure))
    others = max((councils[authority] for authority in sure if authority != first), default=0)
    if councils[first] >= 2 * others:
        return {first: sure[first]}
    return sure


def _beside(names: Sequence[Found], chosen: Scores) -> Scores:
    """The authorities that a text names in one list with a chosen one ("Hull, Kent and Medway"): what it says is about each."""
    lists = {each.listed for each in names if each.authority in chosen}
    return {each.authority: each.score for each in names if each.listed in lists and each.authority not in chosen and each.score >= PLACE}


def _is_subject_sure(reading: Reading, chosen: Scores, councils: Counter[LocalAuthority]) -> bool:
    """Whether the story is the council's: places alone count only under a story about children's services."""
    story = reading.story
    if stories.is_about_services(story.title, story.lead):
        return True
    formal = any(councils[authority] or score >= SERVICES for authority, score in chosen.items())
    return formal and not stories.is_about_institution(story.title)
