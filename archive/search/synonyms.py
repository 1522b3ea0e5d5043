"""Words that mean the same in the sector. A search for one of them also finds the others, and says so."""

import csv
import re
from importlib.resources import files

# Each line of the file is one thing: where it is so called, then its names. Abbreviations that mean other things too ("PA", "SW") are
# left out, and what is nearly the same ("unregulated" and "unregistered" homes) is not on one line.
GROUPS = tuple(tuple(row[1:]) for row in csv.reader(files("archive.search").joinpath("synonyms.csv").read_text("utf-8").splitlines()))


def _plain(phrase: str) -> str:
    """`phrase` as it is compared: lower case, blanks for hyphens and commas, straight apostrophes."""
    return re.sub(r"[\s,\-‐‑–]+", " ", phrase.lower().replace("’", "'")).strip()


_BY_PHRASE: dict[str, tuple[str, ...]] = {}
for _group in GROUPS:
    for _one in _group:
        _known = _BY_PHRASE.get(_plain(_one), ())
        _BY_PHRASE[_plain(_one)] = _known + tuple(other for other in _group if other != _one and other not in _known)

LONGEST = max(len(phrase.split()) for phrase in _BY_PHRASE)  # words of the longest phrase


def synonyms_of(phrase: str) -> tuple[str, ...]:
    """The other names of what `phrase` names, in any case and with or without hyphens; empty when it has none."""
    return _BY_PHRASE.get(_plain(phrase), ())
