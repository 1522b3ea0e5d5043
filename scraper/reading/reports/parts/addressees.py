"""Whom a recommendation is addressed to: the words a report prints for a body to a word of ADDRESSEES."""

import re

_BODIES = (
    (
        "health",
        r"\bhealth\b(?! and well-?being board)|\bNHS\b|\bICBs?\b|\bintegrated care\b|\bCCGs?\b|\bclinical commissioning\b"
        r"|\bhospitals?\b|\bCAMHS\b|\bGPs?\b",
    ),
    ("police", r"\bpolice\b|\bconstabulary\b"),
    ("probation", r"\bprobation\b|\bcommunity rehabilitation compan"),
    ("youth_justice", r"\byouth (?:offending|justice)\b|\bYO[ST]\b|\bYJS\b"),
    ("schools", r"\bschools?\b|\bsettings\b|\bcolleges?\b"),
    ("board", r"\bsafeguarding (?:children )?board\b|\bL?SCB\b"),
    ("authority", r"\bcouncil\b|\blocal authority\b|\bchildren.s (?:social care|services)\b|\bsocial care\b|\beducation\b"),
)
LONGEST_NAME = 16
"""Words of the longest name of a body, or of several."""
_SENTENCE = re.compile(r"(?<=[.?!])\s+(?=[A-Z])")
_BY = re.compile(
    r"\b(?:required|needed|expected|taken|must be|should be)\b.{0,20}?\b(?:by|of|from) "
    r"(?P<body>(?:the )?[^.:;,]{3,120}?)(?= to\b|[.:;,]|$)",
    re.IGNORECASE,
)
_VERB = re.compile(r"\b(?:is|are|was|were|be|been|has|have|should|must|will|needs?|need to|do not|does not)\b", re.IGNORECASE)
_PARTNERSHIP = re.compile(
    r"\bpartnership\b|\bpartners\b|\bpartner agencies\b|\bacross the (?:local )?area\b|\b(?:local )?area leaders\b", re.IGNORECASE
)
_SUBJECT = re.compile(
    r"(?:the )?[^.:;,]{3,120}?(?= (?:should|must|needs? to|ha(?:s|ve) to|will need to|are required to|is required to)\b)", re.IGNORECASE
)


def body_named(printed: str) -> str | None:
    """The words that name a body in what stands over a list: a heading, of a sentence its subject or who acts; None of others.

    "Leaders of the trust need to act swiftly to ensure that:" gives "Leaders of the trust".
    """
    first = _SENTENCE.split(printed.strip(), maxsplit=1)[0]
    acting = _BY.search(first)
    if acting:
        return acting["body"]
    if of_sentence := subject(first):
        return of_sentence
    heading = first.rstrip(" :")
    return heading if len(heading.split()) <= LONGEST_NAME and not _VERB.search(heading) and first == printed.strip() else None


def addressee(printed: str) -> str:
    """The word of ADDRESSEES for the bodies `printed` names: "several" for more than one; "partnership" where it says so.

    Words that name no body ("Leaders") are "other".
    """
    if _PARTNERSHIP.search(printed):
        return "partnership"
    named = [word for word, pattern in _BODIES if re.search(pattern, printed, re.IGNORECASE)]
    if len(named) > 1:
        return "several"
    return named[0] if named else "other"


def subject(text: str) -> str | None:
    """The subject of a demand, "Health leaders" of "Health leaders should …"; None where the text does not begin with one."""
    found = _SUBJECT.match(text)
    return found[0] if found and len(found[0].split()) <= LONGEST_NAME else None
