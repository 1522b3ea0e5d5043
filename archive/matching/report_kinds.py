"""The kinds of report that an article names, in the words articles use for them. Pure."""

import re

# What articles call each kind. "Inspection" alone names none: articles use it for every kind of visit.
_NAMES: dict[str, re.Pattern[str]] = {
    "focused_visit": re.compile(r"\bfocuss?ed (?:visits?|inspections?|reports?|letters?|reviews?)|\bfocus visits?", re.IGNORECASE),
    "monitoring_visit": re.compile(r"\bmonitoring (?:visits?|inspections?|letters?|reports?|reviews?)", re.IGNORECASE),
    "assurance_visit": re.compile(r"\bassurance (?:visits?|inspections?|letters?)", re.IGNORECASE),
    "jtai": re.compile(r"\bjoint[- ]targeted|\bJTAI\b|\bjoint (?:area )?(?:child protection )?inspections?", re.IGNORECASE),
    "area_send_revisit": re.compile(
        r"(?:\bSEND\b|special educational)[^.]{0,80}\bre-?visit|\bre-?visit[^.]{0,80}(?:\bSEND\b|special educational)"
    ),
    "area_send_inspection": re.compile(
        r"\b(?:SEND|special educational needs(?: and/?(?:or)? disabilit(?:y|ies))?(?: \(SEND\))?)[^.]{0,60}\b(?:inspect\w*"
        r"|services|provision|partnership|report|system)"
        r"|\b(?:inspect\w*|services|partnership|report)\b[^.]{0,80}\b(?:SEND\b|special educational needs)|\blocal area partnership"
        r"|\barea SEND",
        re.IGNORECASE,
    ),
    "sif_inspection": re.compile(r"\bsingle inspection|\bSIF\b"),
    "ilacs_inspection": re.compile(
        r"\bILACS\b|\b(?:full|standard|short|graded|two-week|three-week) (?:Ofsted )?inspections?"
        r"|\boverall effectiveness",
        re.IGNORECASE,
    ),
}
GRADED = re.compile(
    r"\b(?:rated|judged|graded|ranked|deemed|branded|rating of|grade of|judgement of|overall)\b[^.]{0,40}?"
    r"\b(?:outstanding|good|require[sd]? improvement|requiring improvement|inadequate)\b",
    re.IGNORECASE,
)

# A kind named in an article, and the kinds of report it may really be about, the likeliest first: articles call
# a focused visit a monitoring visit, and the other way round.
MAY_BE: dict[str, tuple[str, ...]] = {
    "focused_visit": ("focused_visit", "monitoring_visit"),
    "monitoring_visit": ("monitoring_visit", "focused_visit"),
    "assurance_visit": ("assurance_visit", "focused_visit"),
    "jtai": ("jtai",),
    "area_send_revisit": ("area_send_revisit", "area_send_inspection"),
    "area_send_inspection": ("area_send_inspection", "area_send_revisit"),
    "sif_inspection": ("sif_inspection", "sif_reinspection"),
    "ilacs_inspection": ("ilacs_inspection", "sif_inspection", "sif_reinspection"),
}
GRADED_KINDS = (
    "ilacs_inspection",
    "sif_inspection",
    "sif_reinspection",
    "child_protection_inspection",
    "looked_after_children_inspection",
    "safeguarding_inspection",
)
VISITS = ("focused_visit", "monitoring_visit", "assurance_visit")


def kinds_named(text: str) -> frozenset[str]:
    """The report types (words of `vocabulary.REPORT_TYPES`) that a text names; a revisit is not the first inspection too."""
    named = {kind for kind, pattern in _NAMES.items() if pattern.search(text)}
    if "area_send_revisit" in named:
        named.discard("area_send_inspection")
    if "area_send_inspection" in named and not re.search(r"targeted|\bJTAI\b", text, re.IGNORECASE):
        named.discard("jtai")  # Ofsted inspects SEND jointly with the Care Quality Commission
    return frozenset(named)
