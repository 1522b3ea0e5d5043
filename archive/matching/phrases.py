"""Words that tell what kind of story an article is: small tables of phrases, each with an example. Pure.

The tables stand in `phrases.csv`: the table, a phrase as a regular expression that matches whole words in any case, and a sentence in which
only this phrase of its table is found. Texts are compared after `plain_marks`, so that phrases know one kind of apostrophe only.
"""

import csv
import re
from functools import cache
from importlib.resources import files

_MARKS = str.maketrans({"‘": "'", "’": "'", "‛": "'", "“": '"', "”": '"', "–": "-", "—": "-", "−": "-", "\u00a0": " "})


def plain_marks(text: str) -> str:
    """The text with straight quotation marks, plain hyphens and plain blanks; as long as the text itself."""
    return text.translate(_MARKS)


@cache
def rows() -> tuple[tuple[str, str, str], ...]:
    """(table, phrase, example) of every row."""
    read = csv.DictReader(files("archive.matching").joinpath("phrases.csv").read_text("utf-8").splitlines())
    return tuple((row["table"], row["pattern"], row["example"]) for row in read)


def pattern_of(phrases: list[str]) -> re.Pattern[str]:
    """One pattern that finds any of the phrases as whole words."""
    return re.compile(rf"\b(?:{'|'.join(phrases)})(?!\w)", re.IGNORECASE)


@cache
def _pattern(table: str) -> re.Pattern[str]:
    phrases = [phrase for name, phrase, _ in rows() if name == table]
    if not phrases:
        raise KeyError(table)
    return pattern_of(phrases)


def says(table: str, text: str) -> bool:
    """Whether a text (with plain marks) holds a phrase of a table; KeyError for a table that is not there."""
    return bool(_pattern(table).search(text))
