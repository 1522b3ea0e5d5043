"""The excerpt of an article that may be shown to the public, and when there is none."""

import re

LENGTH = 300  # characters, the ellipsis included

# An article is taken to be about one child when any of these stands in it. The rule is wide on purpose: a missing excerpt costs
# little, and an excerpt beside an authority and a date can tell who a child is that a court has anonymised.
ONE_CHILD = tuple(
    re.compile(pattern)
    for pattern in (
        r"\b(?:[Cc]hild|[Bb]aby|[Bb]oy|[Gg]irl) [A-Z]{1,2}\d{0,2}\b(?![’'])",  # Child A, Baby P
        r"(?i)\b(?:serious case review|safeguarding practice review|inquest|post-mortem|coroner)\b",
        r"(?i)\b(?:cannot|can ?not|can[’']t|must not) be (?:named|identified)\b|\blegal reasons\b|\banonymised\b",
        r"(?i)\b(?:family court|high court|court of appeal|care proceedings)\b.{0,200}\b(?:judge|judgment|ruled|ruling)\b",
        r"\b(?i:death|murder|killing|manslaughter|torture|disappearance) of"
        r" (?:(?!(?i:a|an|the|any|children)\b)\w+[- ]){0,4}[A-Z][a-zé’'-]+",  # the death of two-year-old Name
        r"(?i)\b(?:\w+|\d+)-(?:year|month|week|day)-old\b.{0,80}\b(?:died|dead|death|killed|murder\w*|abused|raped|starved|injur\w+)\b",
        r"(?i)\b(?:died|dead|death|killed|murder\w*|abused|raped|starved|injur\w+)\b.{0,80}\b(?:\w+|\d+)-(?:year|month|week|day)-old\b",
    )
)


def read_excerpt(title: str, text: str) -> str | None:
    """The beginning of `text`, at most 300 characters, cut between words; None for an article about a named or anonymised child."""
    if any(pattern.search(f"{title}\n{text}") for pattern in ONE_CHILD):
        return None
    whole = re.sub(r"\s+", " ", text).strip()
    if len(whole) <= LENGTH:
        return whole or None
    cut = whole[:LENGTH].rsplit(" ", 1)[0][: LENGTH - 1]
    return cut.rstrip(" ,;:–-") + "…"
