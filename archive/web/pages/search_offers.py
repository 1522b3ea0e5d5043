"""What the search page suggests with its results: answers to a question, other spellings, an authority's page, recommendations."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from sqlite3 import Connection

from archive.search.ask import Answer, ask
from archive.search.council_names import council_called
from archive.search.query import read_query
from archive.search.question import is_question, read_question
from archive.search.results import Results
from archive.search.suggestions import named_authorities
from archive.urls import authority_url, with_query

ANSWERS = 3


@dataclass(frozen=True, slots=True)
class Offer:
    """A sentence with a link: the words before it, the link's own, its address, and the words after."""

    before: str
    words: str
    url: str
    after: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """The first answers to a question, whether meaning was compared, and the address of more."""

    answers: list[Answer]
    by_meaning: bool
    url: str


def first_answers(connection: Connection, found: Results, chosen: Mapping[str, str], *, public: bool) -> Asked | None:
    """The best answers, one a report, where a question was typed; on the first page of results by relevance alone."""
    filters = found.filters
    if not is_question(found.query.typed) or found.stopped or filters.page > 1 or filters.sort != "relevance":
        return None
    answers = ask(connection, found.query.typed, filters, limit=4 * ANSWERS, public=public)
    best = list({one.key: one for one in reversed(answers.found)}.values())
    best.sort(key=lambda one: -one.score)
    return Asked(best[:ANSWERS], bool(answers.vectors and answers.vectors[0]), with_query("/ask", {**chosen, "sort": ""}))


def advise(connection: Connection, found: Results, chosen: Mapping[str, str]) -> list[Offer]:
    """What to offer a reader who searched with the parameters `chosen` and found `found`."""
    if not found.query.groups or found.stopped:
        return []
    told = _told(connection, found.query.typed)
    named = [] if told or chosen["authority"] else _authorities(connection, found, chosen)
    return [*spellings("/search", found.suggestions, chosen), *told, *named]


def spellings(path: str, suggestions: Sequence[str], chosen: Mapping[str, str]) -> list[Offer]:
    """The other spellings of a search at `path` with the parameters `chosen`."""
    return [Offer("Did you mean", one, with_query(path, {**chosen, "q": one}), "?") for one in suggestions]


def _authorities(connection: Connection, found: Results, chosen: Mapping[str, str]) -> list[Offer]:
    """The page of the authority whose name this is, or searches within those that are named beside other words."""
    called = council_called(connection, found.query.typed)
    if called:
        code, name = called
        return [Offer("Go to the page for", name, authority_url(code), " to see all its reports, grades and recommendations.")]
    return [
        Offer("Search for", f"“{rest}” in {name}", with_query("/search", {**chosen, "q": rest, "authority": code}))
        for code, name, rest in named_authorities(connection, found.query)
    ]


def _told(connection: Connection, typed: str) -> list[Offer]:
    """A search over what reports ask for, where that is what was asked; pages hold praise as well."""
    question = read_question(typed)
    if question is None:
        return []
    about, authority = question.about, ""
    words = f"who was told to improve {about}"
    called = council_called(connection, about)
    named = [(*called, "")] if called else named_authorities(connection, read_query(about))
    if len(named) == 1:
        [(authority, name, about)] = named
        words = f"what {name} was told to improve" + (f" about {about}" if about else "")
    if not (about or authority):
        return []
    url = with_query("/recommendations", {"q": about, "authority": authority, "from": question.since})
    words += f" since {question.since}" if question.since else ""
    return [Offer("These results include praise. To search only recommendations, see", words, url)]
