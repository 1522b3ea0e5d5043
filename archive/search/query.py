"""Turns what a person types in the search box into terms and an FTS5 MATCH expression. Never raises an error.

Understood: words (all must be there), "phrases", beginnings (supervis*), exclusions (-word, -"a phrase", NOT word), alternatives (a OR b).
All else (brackets, colons, lone quotes, hyphens inside words) is read as the words it holds: each term is handed to FTS5 as a
string, so that nothing typed is ever syntax there.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from archive.search.stop_words import STOP_WORDS
from archive.search.synonyms import LONGEST, synonyms_of

MAX_CHARACTERS = 1_000
MAX_TERMS = 32  # FTS5 takes 256 levels, but every term costs time
NOTHING_TO_LOOK_FOR = "Type a word or number to search for, such as supervision or “front door”."
MIN_BEGINNING = 3  # a shorter beginning matches so many words that the search would take seconds

_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»＂", '"') | dict.fromkeys("‘’‛ʼʹ′´`", "'"))
_POSSESSIVE = re.compile(r"\b(children|women|men)s\b", re.IGNORECASE)  # as many type "children's"
_PART = re.compile(r'(?P<minus>(?<!\S)-)?(?:"(?P<phrase>[^"]*)"(?P<star>\*?)|(?P<word>[^\s"]+))')

# Endings that Porter's stemmer cuts off: "improvem*" must find "improvement", which the index keeps as "improv".
_ENDINGS = (
    "ement", "ment", "ation", "ating", "ational", "iveness", "fulness", "ousness", "ization", "ness", "ance", "ence", "able", "ible",
    "ing", "ings", "ed", "edly", "er", "ers", "ies", "ion", "ions", "ism", "ity", "ities", "ive", "ously", "ous", "ally", "ful", "ably",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Term:
    """One word or phrase; `beginning` where it matches all words that begin so."""

    text: str
    beginning: bool = False
    exact: bool = False  # typed in quotation marks: no synonyms

    def phrases(self) -> list[str]:
        """The FTS5 phrases it is made of: quoted strings."""
        if self.beginning:
            return [f"{_quoted(self.text)}*", *(_quoted(form) for form in _longer_forms(self.text))]
        return [_quoted(self.text)]

    def match(self) -> str:
        """As an FTS5 expression, to be joined by OR."""
        return " OR ".join(self.phrases())


Group = tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Query:
    """A search: every group must match, by any of its terms; nothing `excluded` may. `notices` say what was not searched for.

    `synonyms` are what was typed and what was searched for as well.
    """

    typed: str
    groups: tuple[Group, ...] = ()
    excluded: tuple[Term, ...] = ()
    notices: tuple[str, ...] = ()
    synonyms: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def match(self) -> str | None:
        """The FTS5 expression, or None when there are no words."""
        if not self.groups:
            return None
        wanted = " AND ".join(_any_of(group) for group in self.groups)
        return f"({wanted}) NOT {_any_of(self.excluded)}" if self.excluded else wanted

    def content(self) -> tuple[Group, ...]:
        """The groups that need not all be there where few reports have all: no quotations, and no words that tell nothing."""
        return tuple(group for group in self.groups if not _is_quoted(group) and not _tells_nothing(group))

    def match_any_of(self, content: Sequence[Group]) -> str:
        """The FTS5 expression of what holds any group of `content`; or every quotation, where there are any, and nothing excluded."""
        quoted = tuple(group for group in self.groups if _is_quoted(group))
        return replace(self, groups=(*quoted, tuple(term for group in (*quoted[:1], *content) for term in group))).match() or ""

    def match_quoted(self) -> str | None:
        """The FTS5 expression of every quotation; None without any."""
        return replace(self, groups=tuple(group for group in self.groups if _is_quoted(group)), excluded=()).match()

    def match_any(self) -> str:
        """An FTS5 expression that matches any of its phrases, even excluded ones."""
        phrases = [phrase for group in (*self.groups, self.excluded) for term in group for phrase in term.phrases()]
        return f"({' OR '.join(phrases)})"


def read_query(typed: str, *, synonyms: bool = False) -> Query:
    """Read what was typed. Any text is accepted; what has no letter or digit is left out.

    `synonyms`: the sector's other names for the same thing are searched for as well, except for what stands in quotation marks.
    """
    text = searchable(typed)
    notices = []
    if len(text) > MAX_CHARACTERS:
        text = text[:MAX_CHARACTERS].rsplit(" ", 1)[0]
        notices.append(f"Your search is too long. We searched for the first {MAX_CHARACTERS:,} characters only.")
    groups: list[list[Term]] = []
    excluded: list[Term] = []
    joins_last = negates_next = False
    for part in _PART.finditer(text):
        word = part["word"]
        if word == "OR":
            joins_last = bool(groups)
            continue
        if word in ("NOT", "AND"):
            negates_next = word == "NOT"
            continue
        term = _term(part)
        if term is None:
            continue
        if len(groups) + len(excluded) == MAX_TERMS:
            notices.append(f"Your search has too many words. We searched for the first {MAX_TERMS} only.")
            break
        if part["minus"] or negates_next:
            excluded.append(term)
        elif joins_last:
            groups[-1].append(term)
        else:
            groups.append([term])
        joins_last = negates_next = False
    if excluded and not groups:
        notices.append("Add a word to search for. A search cannot only leave words out.")
    if text.strip() and not groups and not excluded:
        notices.append(NOTHING_TO_LOOK_FOR)
    query = Query(text.strip(), tuple(map(tuple, groups)), tuple(excluded), tuple(notices))
    return _with_synonyms(query) if synonyms else query


def searchable(text: str) -> str:
    """`text` with straight quotes, ligatures and full-width letters spelt out, "childrens" as "children's", blanks for control characters.

    Invisible, private-use and lone surrogate characters are left out.
    """
    kept = []
    for character in unicodedata.normalize("NFKC", text.translate(_QUOTES)).translate(_QUOTES):  # NFKC takes ´ for a blank and an accent
        category = unicodedata.category(character)
        if category == "Cc":
            kept.append(" ")
        elif category not in ("Cf", "Co", "Cs", "Cn"):
            kept.append(character)
    return _POSSESSIVE.sub(r"\1's", "".join(kept))


def bare(word: str) -> str:
    """`word` without the punctuation around it."""
    return word.strip("?!.,;:()'…")


def _term(part: re.Match[str]) -> Term | None:
    written = part["phrase"] if part["phrase"] is not None else part["word"]
    text = written.rstrip("* ")
    ends_open = bool(part["star"]) or written.rstrip().endswith("*")
    if not any(character.isalnum() for character in text):
        return None
    beginning = ends_open and text[-1].isalnum() and len(_last_word(text)) >= MIN_BEGINNING
    return Term(text.strip(), beginning, exact=part["phrase"] is not None)


def _with_synonyms(query: Query) -> Query:
    """`query` with each run of plain words that has synonyms as one group of alternatives; the longest run wins."""
    groups: list[tuple[Term, ...]] = []
    used: list[tuple[str, tuple[str, ...]]] = []
    start = 0
    while start < len(query.groups):
        size, typed, others = _synonyms_at(query.groups, start)
        if others:
            groups.append((Term(typed), *(Term(other) for other in others)))
            used.append((typed, others))
        else:
            groups.append(query.groups[start])
        start += size
    return replace(query, groups=tuple(groups), synonyms=tuple(used))


def _synonyms_at(groups: tuple[tuple[Term, ...], ...], start: int) -> tuple[int, str, tuple[str, ...]]:
    """How many groups from `start` on make up a phrase with synonyms, that phrase, and its synonyms; (1, "", ()) where none does."""
    run = []
    for group in groups[start : start + LONGEST]:
        if len(group) > 1 or group[0].exact or group[0].beginning:
            break
        run.append(group[0].text)
    for size in range(len(run), 0, -1):
        phrase = " ".join(run[:size])
        if others := synonyms_of(phrase):
            return size, phrase, others
    return 1, "", ()


def _is_quoted(group: Group) -> bool:
    return any(term.exact for term in group)


def _tells_nothing(group: Group) -> bool:
    return all(bare(term.text).lower() in STOP_WORDS for term in group)


def _quoted(text: str) -> str:
    doubled = text.replace('"', '""')
    return f'"{doubled}"'


def _any_of(terms: tuple[Term, ...]) -> str:
    return f"({' OR '.join(term.match() for term in terms)})"


def _last_word(text: str) -> str:
    found = re.search(r"\w+$", text)
    return found[0] if found else ""


def _longer_forms(beginning: str) -> list[str]:
    """The words that `beginning` could be completed to by an ending that stemming cuts off; FTS5 stems each form itself."""
    stem_room = len(_last_word(beginning)) - MIN_BEGINNING
    lowered = beginning.lower()
    forms = []
    for ending in _ENDINGS:
        for size in range(min(len(ending) - 1, stem_room), 0, -1):
            if lowered.endswith(ending[:size]):
                forms.append(beginning + ending[size:])
                break
    return forms
