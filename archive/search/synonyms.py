"""The sector's several names for one thing: who searches for one of them finds the others as well, and is told so."""

import re

# Each line is one thing. Abbreviations that mean other things too ("PA", "SW") are left out.
GROUPS: tuple[tuple[str, ...], ...] = (
    ("children in care", "looked after children", "children looked after", "LAC", "CLA", "CIC"),
    ("care leavers", "care experienced young people", "care experienced"),
    ("unaccompanied asylum seeking children", "UASC", "unaccompanied children"),
    ("multi agency safeguarding hub", "MASH", "front door"),
    ("child sexual exploitation", "CSE"),
    ("child criminal exploitation", "CCE", "county lines"),
    ("education health and care plans", "EHC plans", "EHCP", "EHCPs"),
    ("public law outline", "PLO", "pre proceedings"),
    ("requires improvement", "RI"),
    ("special educational needs", "SEN", "SEND"),
    ("independent reviewing officers", "IRO", "IROs"),
    ("local authority designated officer", "LADO", "designated officer"),
    ("child and adolescent mental health services", "CAMHS"),
    ("newly qualified social workers", "NQSW", "NQSWs", "assessed and supported year in employment", "ASYE"),
    ("director of children's services", "DCS"),
    ("local safeguarding children board", "LSCB"),
    ("special guardianship", "SGO", "SGOs"),
    ("regional adoption agency", "RAA"),
    ("domestic abuse", "domestic violence"),
    ("strategy meetings", "strategy discussions"),
    ("return home interviews", "return interviews"),
    ("section 47", "child protection enquiries"),
    ("family group conferences", "FGC"),
    ("youth justice", "youth offending"),
    ("not in education employment or training", "NEET"),
    ("personal advisers", "personal advisors"),
    ("unregistered placements", "unregistered children's homes", "unregulated placements"),
    ("foster carers", "foster parents"),
)


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
