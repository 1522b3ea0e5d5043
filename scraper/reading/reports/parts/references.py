"""The reference printed behind an item of recent reports: which outcome or enabler of the national framework it is about."""

import re

_NUMBER = r"(?:\d|one|two|three|four|five|six|[ivx]+)\b"
_BRACKET = re.compile(
    rf"\(\s*(?P<words>(?=[^()]*\b(?:outcomes?|enablers?)\s+{_NUMBER}|[^()]*\bnational\s+(?:[\w’']+\s+){{0,3}}framework\b)"
    r"(?![^()]*[.?!]\s)[^()]{3,160}?)\s*\)?[\s.,;]*$",
    re.IGNORECASE,
)


def reference_of(text: str) -> str | None:
    """The words in the brackets that end an item, "outcome 3: national framework"; of several brackets all, with "; " between.

    Null where an item ends without, and for brackets about anything else ("(paragraph 12)", "(EHC plans)").
    """
    found: list[str] = []
    while bracket := _BRACKET.search(text):
        found.insert(0, " ".join(bracket["words"].split()))
        text = text[: bracket.start()]
    return "; ".join(found) or None
