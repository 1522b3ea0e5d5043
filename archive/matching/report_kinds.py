"""The kinds of report that an article names, in the words articles use for them. Pure."""

import re

from archive.matching.phrases import plain_marks

_SEND = r"SEND|special education(?:al)? needs|special needs"
# What articles call each kind. "Inspection" alone names none: articles use it for every kind of
# visit. "Monitoring visits" names none either: it says what went on for years.
_NAMES: dict[str, re.Pattern[str]] = {
    "focused_visit": re.compile(r"\bfocuss?ed (?:visit|inspection|report|letter|review|Ofsted)\b|\bfocus visit\b", re.IGNORECASE),
    "monitoring_visit": re.compile(r"\bmonitoring (?:visit|inspection|letter|report|review)\b", re.IGNORECASE),
    "assurance_visit": re.compile(r"\bassurance (?:visit|inspection|letter)\b", re.IGNORECASE),
    "jtai": re.compile(r"\bjoint[- ]targeted|\bJTAI\b|\bjoint (?:area )?(?:child protection )?inspections?", re.IGNORECASE),
    "area_send_revisit": re.compile(rf"\b(?:{_SEND})\b[^.]{{0,80}}\bre-?visit|\bre-?visit[^.]{{0,80}}\b(?:{_SEND})\b"),
    "area_send_inspection": re.compile(
        rf"\b(?:{_SEND})\b[^.]{{0,60}}\b(?:inspect\w*|services?|provision|partnership|report|system|failings)"
        rf"|\b(?:inspect\w*|services|partnership|report)\b[^.]{{0,80}}\b(?:{_SEND})\b|\blocal area partnership|\barea SEND",
        re.IGNORECASE,
    ),
    "sif_inspection": re.compile(r"\bsingle inspection|\bSIF\b"),
    "ilacs_inspection": re.compile(
        r"\bILACS\b|\b(?:full|standard|short|graded|two[- ]week|three[- ]week)(?:-long)? (?:Ofsted )?inspections?",
        re.IGNORECASE,
    ),
}
# A kind named in an article, and the kinds of report it may really be about: articles call a focused visit a monitoring visit, and the
# other way round.
MAY_BE: dict[str, frozenset[str]] = {
    "focused_visit": frozenset(("focused_visit", "monitoring_visit", "assurance_visit")),
    "monitoring_visit": frozenset(("monitoring_visit", "focused_visit")),
    "assurance_visit": frozenset(("assurance_visit", "focused_visit")),
    "jtai": frozenset(("jtai",)),
    "area_send_revisit": frozenset(("area_send_revisit",)),
    "area_send_inspection": frozenset(("area_send_inspection",)),
    "sif_inspection": frozenset(("sif_inspection", "sif_reinspection")),
    "ilacs_inspection": frozenset(("ilacs_inspection", "sif_inspection", "sif_reinspection")),
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
SEND = frozenset(("area_send_inspection", "area_send_revisit"))


def kinds_named(text: str) -> frozenset[str]:
    """The report types (words of `vocabulary.REPORT_TYPES`) that a text names; a revisit is not the first inspection too."""
    text = plain_marks(text)
    named = {kind for kind, pattern in _NAMES.items() if pattern.search(text)}
    if "area_send_revisit" in named:
        named.discard("area_send_inspection")
    if "area_send_inspection" in named and not re.search(r"targeted|\bJTAI\b", text, re.IGNORECASE):
        named.discard("jtai")  # Ofsted inspects SEND jointly with the Care Quality Commission
    return frozenset(named)
