"""Which local authorities a text names: councils, not towns, football clubs or people of the same name. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date as Date
from datetime import timedelta
from functools import lru_cache

from archive.authorities import LocalAuthority
from archive.matching import authority_patterns as words

FORMAL = 1.0  # "Warrington Borough Council"
TRUST = 0.95  # the trust that runs the services of one authority
SERVICES = 0.9  # "Warrington's children's services"
PLACE = 0.6  # the name alone, of a place that can hardly be anything else
SHARED_TRUST = 0.4  # a trust that runs the services of several authorities: each is named only perhaps
WINDING_UP = timedelta(days=120)  # reports on an ended authority still come out, and are written about, after its end
SMALL_WORDS = frozenset(("and", "of", "on", "upon", "the", "with", "under", "for", "in"))


@dataclass(frozen=True, slots=True)
class Found:
    """An authority named in a text: `words` = text[start:end]; `score` 0..1 says how surely the authority is meant.

    `listed` is where the list begins in which the name stands ("Hull, Kent and Medway"), `start` where it stands alone.
    """

    authority: LocalAuthority
    start: int
    end: int
    words: str
    score: float
    listed: int


def find_authorities(text: str, authorities: Sequence[LocalAuthority], date: str | None = None) -> list[Found]:
    """The authorities a text names, in order; `date` (ISO, the text's) chooses between predecessor and successor."""
    index = _index(tuple(authorities))
    lists: list[list[re.Match[str]]] = []
    for match in index.pattern.finditer(text):
        if lists and words.JOINED.fullmatch(text, lists[-1][-1].end(), match.start()):
            lists[-1].append(match)
        else:
            lists.append([match])
    return [found for names in lists for found in _judge_list(text, names, index, date)]


def _judge_list(text: str, names: list[re.Match[str]], index: "_Index", date: str | None) -> Iterator[Found]:
    """The authorities of one list of names: nobody's where it names a health body or a force, and all councils' before "councils"."""
    start, end = names[0].start(), names[-1].end()
    if words.BEFORE_HEALTH.search(text[max(0, start - 20) : start]) or words.AFTER_HEALTH.match(text, end):
        return
    several = len(names) > 1 or words.SIDES.search(text[:start])
    councils = FORMAL if several and words.AFTER_COUNCILS.match(text, end) else 0.0
    for name in names:
        for found in _judge(text, name, index, date):
            yield replace(found, score=max(found.score, councils), listed=start)


@dataclass(frozen=True, slots=True)
class _Index:
    """One pattern for every name, and whom each (normalised) name may mean; other places mean nobody."""

    pattern: re.Pattern[str]
    meanings: dict[str, tuple[LocalAuthority, ...]]
    trusts: frozenset[str]


def _judge(text: str, match: re.Match[str], index: _Index, date: str | None) -> Iterator[Found]:
    """The authorities that one occurrence of a name means: usually one or none, several for a shared trust."""
    key = _normal(match.group())
    meant = index.meanings[key]
    if key in index.trusts:
        meant = tuple(each for each in meant if date is None or each.existed(date))
        score = TRUST if len(meant) == 1 else SHARED_TRUST
    else:
        meant = _at(meant, date)
        score = _score(text, match, key, index.pattern)
    for authority in (*meant, *_other_side(text, match, index, date)) if score else ():
        yield Found(authority, match.start(), match.end(), match.group(), score, match.start())


def _other_side(text: str, match: re.Match[str], index: _Index, date: str | None) -> tuple[LocalAuthority, ...]:
    """North Northamptonshire, where a text says "North and West Northamptonshire"."""
    side, rest = words.SIDES.search(text[: match.start()]), match.group().partition(" ")[2]
    return _at(index.meanings.get(_normal(f"{side[1]} {rest}"), ()), date) if side and rest else ()


def _at(meant: tuple[LocalAuthority, ...], date: str | None) -> tuple[LocalAuthority, ...]:
    """Of the authorities that share a name, the one of that date; without a date today's, or else the last."""
    if date is None:
        return tuple(each for each in meant if each.ended is None)[:1] or meant[-1:]
    exact = tuple(each for each in meant if each.existed(date))
    if exact:
        return exact[:1]
    return tuple(each for each in meant if each.ended and each.ended < date <= _later(each.ended))[:1]


def _later(ended: str) -> str:
    return (Date.fromisoformat(ended) + WINDING_UP).isoformat()


def _score(text: str, match: re.Match[str], key: str, names: re.Pattern[str]) -> float:
    """How surely the name at `match` means the authority: from the words before and after it; 0 when it does not."""
    before, start, end = text[max(0, match.start() - 70) : match.start()], match.start(), match.end()
    if words.AFTER_OTHER.match(text, end) or words.BEFORE_OTHER.search(before) or re.match(r"-\w", text[end:]):
        return 0.0
    there = words.A_COUNCIL_THERE.search(before)
    council = words.AFTER_COUNCIL.match(text, end)
    if council and there:
        return 0.0
    if council or words.BEFORE_COUNCIL.search(before):
        return FORMAL
    services = words.SERVICES_NEXT if key in words.NEEDS_PREPOSITION | words.NEEDS_COUNCIL else words.SERVICES_NEAR
    if words.BEFORE_SERVICES.search(before) or services.match(text, end):
        return SERVICES
    if key in words.NEEDS_COUNCIL:
        return PLACE if _stands_in_list(text, before, end, names) else 0.0
    if _is_surname(text, before, start) or (_is_county_of_town(text, before, end) and not _stands_in_list(text, before, end, names)):
        return 0.0
    if key in words.NEEDS_PREPOSITION and not (_stands_as_place(text, before, end) or _stands_in_list(text, before, end, names)):
        return 0.0
    return PLACE


def _stands_as_place(text: str, before: str, end: int) -> bool:
    """Whether a name that is also a word stands as a place: "in Reading", "Reading's", "Reading: …", "York rated …"."""
    return bool(words.PREPOSITION.search(before) or re.match(r"['’]s\b|\s*:|\s*$", text[end:]) or words.AFTER_OUTCOME.match(text, end))


def _stands_in_list(text: str, before: str, end: int, names: re.Pattern[str]) -> bool:
    """Whether another authority's name stands beside this one: "Hull, Kent and Medway"."""
    after = words.JOINED.match(text, end)
    if after and names.match(text, after.end()):
        return True
    return any(words.JOINED.fullmatch(before, name.end()) for name in names.finditer(before))


def _is_surname(text: str, before: str, start: int) -> bool:
    """Whether a capitalised word stands right before, as in "Sarah Bolton"; headlines In Title Case tell nothing."""
    previous = re.search(r"(?:^|(?P<stop>[.!?:“\"‘]\s*|\n)|\s|\()(?P<word>[A-Z][a-z]+)\s$", before)
    if previous is None or previous.group("stop") or (previous.start("word") == 0 and len(before) == start):
        return False
    if previous.group("word").lower() in SMALL_WORDS | {
        "borough",
        "city",
        "county",
        "council",
        "ofsted",
        "at",
        "from",
        "by",
        "across",
        "to",
        "how",
        "why",
        "as",
        "when",
        "after",
    }:
        return False
    return any(word[0].islower() for word in re.findall(r"\w{4,}", text))


def _is_county_of_town(text: str, before: str, end: int) -> bool:
    """Whether the name only says where a town lies: "Colchester, Essex"; in a list of counties it does not."""
    if re.search(r"(?:,|\bbased|\bliving) in\s$", before):
        return True
    town_before = re.search(r"\b(?:in|of|at|from|near)\s+(?:[A-Z][\w'’-]+\s?){1,3},\s$", before)
    return bool(town_before and re.match(r"\s*(?:[,.;)]|$|[a-z])", text[end:]))


def _normal(name: str) -> str:
    """A name for looking up: lower case, "and" for "&", no punctuation, single blanks."""
    spelt = name.lower().replace("&", " and ").replace("’", "").replace("'", "")
    return " ".join(re.sub(r"\W+", " ", spelt).split())


def _names(authority: LocalAuthority) -> set[str]:
    """Every name of an authority that a text may use: official, short and turned round ("Bristol, City of")."""
    plain = re.sub(r" \(to \d{4}\)$|, City of$", "", authority.name)
    aliases = (re.sub(r"^(?:Royal Borough|Council) of (?:the )?| Council$", "", alias) for alias in authority.aliases)
    return {plain, *aliases, *words.SHORT_NAMES.get(plain, ())}


def _spelling(name: str) -> str:
    """A pattern for a name: capitalised or in capitals, any blank or hyphen, "&" or "and", with or without full stops."""
    parts = []
    for word in _normal(name).split():
        printed = next(part for part in re.split(r"[^\w'’]+", name.replace("&", " and ")) if _normal(part) == word)
        spelt = re.escape(printed.replace("’", "'")).replace("'", "['’]?")
        both = f"(?i:{spelt})" if word in SMALL_WORDS else f"(?:{spelt}|{spelt.upper()})"
        parts.append(f"(?:{both}|&)" if word == "and" else both)
    return r"[\s.,-]*&?[\s.,-]*".join(parts) if "&" in name else r"[.,]?[\s-]+".join(parts)


@lru_cache(maxsize=4)
def _index(authorities: tuple[LocalAuthority, ...]) -> _Index:
    """The index of a table of authorities; longer names come first, so that "North Somerset" is never "Somerset"."""
    meanings: dict[str, tuple[LocalAuthority, ...]] = {_normal(place): () for place in words.OTHER_PLACES}
    spelt = list(words.OTHER_PLACES)
    for authority in authorities:
        for name in _names(authority):
            key = _normal(name)
            if authority not in meanings.setdefault(key, ()):
                meanings[key] += (authority,)
            spelt.append(name)
    for trust, owners in words.TRUSTS.items():
        meanings[_normal(trust)] = tuple(each for owner in owners for each in authorities if each.name == owner)
        spelt.append(trust)
    ordered = sorted(set(spelt), key=lambda name: (-len(name), name))
    pattern = re.compile(r"(?<![\w-])(?:" + "|".join(map(_spelling, ordered)) + r")(?!\w)")
    return _Index(pattern, meanings, frozenset(map(_normal, words.TRUSTS)))
