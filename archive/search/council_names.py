"""Which council a name means: official and other names, and the usual forms of both ("Hull City Council", "LB Barnet", "Herts")."""

import re
import sqlite3
from functools import lru_cache

from archive.matching.authority_patterns import SHORT_NAMES

# What a council calls itself besides the name of its place.
_BEFORE = re.compile(
    r"(?:the|council (?:of|for)(?: the)?|(?:london|royal|metropolitan|county)? ?borough(?: council)?(?: of)?|lb(?: of)?|rb(?: of)?"
    r"|(?:city|county|district)(?: council)?(?: and (?:county|district|borough))? of(?: the)?) "
)
_AFTER = re.compile(
    r" (?:(?:london|borough|city|county|district|metropolitan|unitary|local) )*"
    r"(?:council|authority|corporation|[mlc]?bc|cc|m?dc|city|county|borough|city of)"
    r"| (?:children s|childrens|children and young people s|social) services"
)
_SHORT = {  # parts of names as people write them
    "beds": "bedfordshire", "berks": "berkshire", "bucks": "buckinghamshire", "cambs": "cambridgeshire", "derbys": "derbyshire",
    "glos": "gloucestershire", "hants": "hampshire", "herts": "hertfordshire", "lancs": "lancashire", "leics": "leicestershire",
    "lincs": "lincolnshire", "northants": "northamptonshire", "notts": "nottinghamshire", "oxon": "oxfordshire", "salop": "shropshire",
    "shrops": "shropshire", "staffs": "staffordshire", "warks": "warwickshire", "wilts": "wiltshire", "worcs": "worcestershire",
    "yorks": "yorkshire", "e": "east", "n": "north", "s": "south", "w": "west", "ne": "north east", "saint": "st",
}  # fmt: skip
_TOO_WIDE = {"london"}  # the City is a council; London is thirty-three


@lru_cache(maxsize=2**12)  # of the thousand names of all councils, in which each search is looked up: without, 1 ms
def place_name(name: str) -> str:
    """The words of a council's name that say which it is: lower case, without "council", "borough of" and the like."""
    plain = " ".join(re.findall(r"[a-z]+", re.sub(r"\(.*?\)", " ", name.lower()).replace("&", " and ")))
    while (shorter := _without_council_words(plain)) not in (plain, "", *_TOO_WIDE):
        plain = shorter
    return " ".join(_SHORT.get(word, word) for word in plain.split())


def council_called(connection: sqlite3.Connection, typed: str) -> tuple[str, str] | None:
    """(code, name) of the authority that what was typed names, and nothing more; of several the one that still exists."""
    asked = place_name(typed)
    official = _short_names().get(asked, asked)
    rows = connection.execute("select code, name, also_known_as from local_authorities order by ended is not null, ended desc, code")
    for code, name, others in rows:
        if asked and official in {place_name(one) for one in (name, *(others or "").split("|"))}:
            return code, name
    return None


def _without_council_words(name: str) -> str:
    """`name` without the last of what a council calls itself; where nothing follows the place, without the first."""
    after = [found.start() for found in _AFTER.finditer(name) if found.end() == len(name)]
    return name[: after[0]] if after else _BEFORE.sub("", name, count=1) if _BEFORE.match(name) else name


@lru_cache
def _short_names() -> dict[str, str]:
    return {place_name(short): place_name(official) for official, names in SHORT_NAMES.items() for short in names}
