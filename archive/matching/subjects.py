"""Which local authorities an article is about: those its title or first paragraphs name, not every one it touches. Pure."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from archive.authorities import LocalAuthority
from archive.matching import story as stories
from archive.matching.authority_names import PLACE, SERVICES, SHARED_TRUST, Found, find_authorities
from archive.matching.facts import ArticleFacts

MANY = 4  # as many authorities in title and lead make an article a national piece or a round-up of no one's report
RIVAL = 2  # so many times a rival must be named as a council, to outweigh a title that names a place only


@dataclass(frozen=True, slots=True)
class Subject:
    """An authority that an article is about; `how` is title or text, `score` how surely the authority is meant."""

    authority: LocalAuthority
    how: str
    score: float


def find_subjects(article: ArticleFacts, authorities: Sequence[LocalAuthority]) -> tuple[Subject, ...]:
    """The authorities an article is about; none for national pieces, and for stories of schools, homes and places."""

    def found_in(text: str) -> list[Found]:
        return find_authorities(text, authorities, article.day)

    in_title = _best(found_in(article.title))
    in_lead = [found_in(paragraph) for paragraph in article.paragraphs[: stories.LEAD]]
    councils = Counter(found.authority for paragraph in article.paragraphs for found in found_in(paragraph) if found.score >= SERVICES)
    if not in_title and stories.is_national(article.title, article.paragraphs[0] if article.paragraphs else ""):
        in_first = _best(in_lead[0]) if in_lead else {}
        if stories.is_national_title(article.title) or max(in_first.values(), default=0) < SERVICES:
            return ()
    everywhere = _best(found for paragraph in in_lead for found in paragraph)
    chosen = _from_title(in_title, everywhere, councils) or _from_lead(everywhere, councils)
    if len(chosen) >= MANY or not _is_subject_sure(article, chosen, councils):
        return ()
    return tuple(Subject(authority, "title" if authority in in_title else "text", score) for authority, score in chosen.items())


def _best(found: Iterable[Found]) -> dict[LocalAuthority, float]:
    """Each authority with its best score, in order of appearance."""
    scores: dict[LocalAuthority, float] = {}
    for each in found:
        scores[each.authority] = max(each.score, scores.get(each.authority, 0.0))
    return scores


def _from_title(
    title: dict[LocalAuthority, float], lead: dict[LocalAuthority, float], councils: Counter[LocalAuthority]
) -> dict[LocalAuthority, float]:
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


def _from_lead(lead: dict[LocalAuthority, float], councils: Counter[LocalAuthority]) -> dict[LocalAuthority, float]:
    """The lead's authorities: councils before mere places, and the one named most where one stands out."""
    sure = {authority: score for authority, score in lead.items() if score >= SERVICES}
    if not sure:
        sure = {authority: score for authority, score in lead.items() if score >= PLACE}
    if not sure:
        shared = {authority: score for authority, score in lead.items() if score == SHARED_TRUST}
        return shared if len(shared) == 2 else {}
    first = next(iter(sure))
    others = max((councils[authority] for authority in sure if authority != first), default=0)
    if councils[first] >= 2 * others:
        return {first: sure[first]}
    return sure


def _is_subject_sure(article: ArticleFacts, chosen: dict[LocalAuthority, float], councils: Counter[LocalAuthority]) -> bool:
    """Whether the story is the council's: places alone count only under a story about children's services."""
    lead = article.paragraphs[: stories.LEAD]
    if stories.is_about_services(article.title, lead):
        return True
    formal = any(councils[authority] or score >= SERVICES for authority, score in chosen.items())
    return formal and not stories.is_about_institution(article.title, lead)
