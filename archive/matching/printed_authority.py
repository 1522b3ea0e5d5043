"""Whether a report is certainly about another local authority than the one whose provider links it. Pure."""

import re
from collections import Counter
from collections.abc import Sequence

from archive.authorities import LocalAuthority
from archive.matching.authority_names import PLACE, find_authorities

OFTEN = 5  # the other authority is named at least so many times as often as the provider's own
TWICE = 2  # and at least so often in all: one name alone may be a neighbour's
EVERYDAY = frozenset(
    ("north", "south", "east", "west", "central", "upon", "with", "city", "borough", "county", "council", "royal", "london")
)


def other_authority(pages: Sequence[str], own: LocalAuthority, authorities: Sequence[LocalAuthority]) -> LocalAuthority | None:
    """The authority that the text of `pages` (the first page first) is about, when that is certainly not `own`; else None.

    Reports name their neighbours, partners and predecessors, so that a name alone says little: the first page must name the other and
    hold no word of the name of `own`, and nearly the whole text must do so. Predecessors and successors of `own` count as `own`.
    """
    kin = [each for each in authorities if _akin(each, own)]
    if not pages or any(_has_word_of(each, pages[0]) for each in kin):
        return None
    first = find_authorities(pages[0], authorities)
    codes = {each.code for each in kin}
    named = [found.authority.code for found in first if found.score >= PLACE]
    if not named or codes & {found.authority.code for found in first}:
        return None
    counts = Counter(found.authority.code for page in pages for found in find_authorities(page, authorities))
    code = named[0]  # whom a report is about stands before those it shares services with
    if counts[code] < max(TWICE, OFTEN * sum(counts[one] for one in codes)):
        return None
    return next(each for each in authorities if each.code == code)


def _akin(one: LocalAuthority, own: LocalAuthority) -> bool:
    return one.dfe_code == own.dfe_code or own.code in one.replaced_by or one.code in own.replaced_by


def _has_word_of(authority: LocalAuthority, text: str) -> bool:
    """Whether a word of one of the authority's names stands in `text`, in any spelling of blanks and capitals."""
    squeezed = re.sub(r"\W", "", text).lower()
    words = {word for name in (authority.name, *authority.aliases) for word in re.findall(r"[a-z]{4,}", name.lower())}
    return any(word in squeezed for word in words - EVERYDAY)
