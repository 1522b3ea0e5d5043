"""The closed vocabularies of the tables: every word with its meaning, as shown to readers."""

import csv
from dataclasses import dataclass
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """`words` maps each allowed value of a column to its meaning in plain English."""

    name: str
    words: dict[str, str]


def _vocabulary(name: str) -> Vocabulary:
    """The rows of vocabulary.csv with this name, in their order."""
    rows = csv.DictReader(files("archive").joinpath("vocabulary.csv").read_text("utf-8").splitlines())
    return Vocabulary(name, {row["word"]: row["meaning"] for row in rows if row["vocabulary"] == name})


SOURCE_KINDS = _vocabulary("source kind")
DOCUMENT_KINDS = _vocabulary("document kind")
AVAILABILITIES = _vocabulary("availability")
GRADES = _vocabulary("grade")
GRADE_STATUSES = _vocabulary("grade status")
REPORT_TYPES = _vocabulary("report type")
PROVIDER_TYPES = _vocabulary("type of provider at Ofsted")  # the number in the address of a provider's page; others are new to us
OFFICIAL_KINDS = _vocabulary("kind of official inspection")
FAMILIES = _vocabulary("family")
SEND_OUTCOMES = _vocabulary("area SEND outcome")  # short for the three printed sentences; a key, never a grade
LENGTHS = _vocabulary("length")
AREAS = _vocabulary("judgement area")
BODIES = _vocabulary("body")
RECOMMENDATION_KINDS = _vocabulary("kind of recommendation")
ADDRESSEES = _vocabulary("addressee")
TOPICS = _vocabulary("topic")
PUBLISHED_SOURCES = _vocabulary("source of an article's date")
ACCESSES = _vocabulary("access")
MENTION_HOWS = _vocabulary("how a mention was found")
VERDICTS = _vocabulary("verdict")
CLAIM_KINDS = _vocabulary("claim kind")
CLAIM_SUBJECTS = _vocabulary("claim subject")
CLAIM_VERDICTS = _vocabulary("claim verdict")
RUN_OUTCOMES = _vocabulary("run outcome")
REFUSALS = _vocabulary("refusal")
PROBLEM_KINDS = _vocabulary("problem kind")

# Every vocabulary that a column of a table uses, for the descriptions readers see.
COLUMN_VOCABULARIES: dict[tuple[str, str], Vocabulary] = {
    ("sources", "kind"): SOURCE_KINDS,
    ("documents", "kind"): DOCUMENT_KINDS,
    ("reports", "availability"): AVAILABILITIES,
    ("inspections", "family"): FAMILIES,
    ("inspections", "report_type"): REPORT_TYPES,
    ("official_inspections", "kind"): OFFICIAL_KINDS,
    ("inspections", "grade_status"): GRADE_STATUSES,
    ("inspections", "overall_effectiveness"): GRADES,
    ("inspections", "length"): LENGTHS,
    ("judgements", "area"): AREAS,
    ("judgements", "grade"): GRADES,
    ("judgements", "grade_status"): GRADE_STATUSES,
    ("judgements", "body"): BODIES,
    ("recommendations", "kind"): RECOMMENDATION_KINDS,
    ("recommendations", "addressed_to"): ADDRESSEES,
    ("topics", "topic"): TOPICS,
    ("articles", "published_source"): PUBLISHED_SOURCES,
    ("articles", "access"): ACCESSES,
    ("mentions", "how"): MENTION_HOWS,
    ("quotations", "verdict"): VERDICTS,
    ("claims", "kind"): CLAIM_KINDS,
    ("claims", "subject"): CLAIM_SUBJECTS,
    ("claims", "verdict"): CLAIM_VERDICTS,
    ("runs", "outcome"): RUN_OUTCOMES,
    ("refused_pages", "why"): REFUSALS,
    ("problems", "kind"): PROBLEM_KINDS,
}

# The kinds of report (those of REPORT_TYPES, and unknown ones) as the chart on the home page groups them.
KIND_GROUPS = {
    "Graded inspections (ILACS, SIF)": ("ilacs_inspection", "sif_inspection", "sif_reinspection"),
    "Focused, monitoring and assurance visits": ("focused_visit", "monitoring_visit", "assurance_visit"),
    "Joint targeted area inspections": ("jtai",),
    "Area SEND": ("area_send_inspection", "area_send_revisit"),
    "Older inspections": (
        "child_protection_inspection",
        "looked_after_children_inspection",
        "safeguarding_inspection",
        "joint_area_review",
    ),
    "Schools": ("school_inspection", "material_change_inspection", "pre_registration_inspection"),
    "Other or unknown": ("other", "not_known"),
}

KIND_LABELS = REPORT_TYPES.words | {"article": "News article", "not_known": "Type of report unknown"}
GRADE_LABELS = GRADES.words | {
    "not_given": "No overall grade given (ILACS from April 2026)",
    "not_judged": "Not judged",
    "not_applicable": "Not graded (visits, joint inspections, area SEND)",
    "not_read": "Grade not read",
    "other_scale": "Graded on another inspectorate’s scale",
    "no_grades": "Not graded (other inspectorates)",
}
