"""The closed vocabularies of the tables: every word with its meaning, as shown to readers."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """`words` maps each allowed value of a column to its meaning in plain English."""

    name: str
    words: dict[str, str]


SOURCE_KINDS = Vocabulary("source kind", {"inspectorate": "publishes reports", "publisher": "publishes articles"})

DOCUMENT_KINDS = Vocabulary(
    "document kind",
    {
        "listing": "a page of search results, or a list of local files",
        "provider_page": "a provider's page on the reports site",
        "report": "a report, as PDF",
        "article": "an article's page",
        "feed": "a feed, sitemap or API answer",
    },
)

AVAILABILITIES = Vocabulary(
    "availability",
    {
        "held": "we hold the file and have read it",
        "missing": "listed by Ofsted, but the link is broken",
        "unreadable": "we hold the file but could not read it",
        "unfetched": "listed by Ofsted, but not downloaded yet",
    },
)

GRADES = Vocabulary(
    "grade",
    {
        "outstanding": "Outstanding",
        "good": "Good",
        "requires_improvement": "Requires improvement (to be good)",
        "inadequate": "Inadequate",
        "adequate": "Adequate (before 2014)",
        "satisfactory": "Satisfactory (older)",
        "exceptional": "Exceptional (report cards)",
        "strong_standard": "Strong standard (report cards)",
        "expected_standard": "Expected standard (report cards)",
        "needs_attention": "Needs attention (report cards)",
        "urgent_improvement": "Urgent improvement (report cards)",
    },
)

GRADE_STATUSES = Vocabulary(
    "grade status",
    {
        "given": "a grade is printed",
        "not_given": "this type of inspection gives no overall grade (ILACS from 1 April 2026)",
        "not_judged": "the report says that this was not judged",
        "not_applicable": "visits and inspections of this type give no grades",
        "not_read": "there may be a grade, but we could not read it; a problem says why",
    },
)

REPORT_TYPES = Vocabulary(
    "report type",
    {
        "ilacs_inspection": "ILACS inspection",
        "focused_visit": "Focused visit",
        "monitoring_visit": "Monitoring visit",
        "assurance_visit": "COVID-19 assurance visit",
        "jtai": "Joint targeted area inspection",
        "area_send_inspection": "Area SEND inspection",
        "area_send_revisit": "Area SEND revisit",
        "sif_inspection": "Single inspection (SIF)",
        "sif_reinspection": "Single inspection (SIF), re-inspection",
        "child_protection_inspection": "Inspection of child protection",
        "looked_after_children_inspection": "Inspection of services for looked after children",
        "safeguarding_inspection": "Inspection of safeguarding and looked after children",
        "joint_area_review": "Joint area review",
        "other": "Another type of report",
    },
)

OFFICIAL_KINDS = Vocabulary(
    "kind of official inspection",
    {
        "graded": "Graded inspection",
        "ilacs_standard": "ILACS inspection (standard)",
        "ilacs_short": "ILACS inspection (short)",
        "focused_visit": "Focused visit",
        "monitoring_visit": "Monitoring visit",
        "area_send_2016": "Area SEND inspection (2016 to 2022)",
        "area_send_revisit": "Area SEND revisit (2016 to 2022)",
    },
)

FAMILIES = Vocabulary(
    "family",
    {
        "ilacs": "ILACS",
        "focused_visit": "Focused visit letters",
        "monitoring_visit": "Monitoring visit letters",
        "assurance_visit": "Assurance visit letters",
        "sif": "Single inspection framework",
        "jtai": "Joint targeted area inspections",
        "area_send": "Area SEND from 2023",
        "area_send_2016": "Area SEND, 2016 to 2022: letters without an outcome",
        "looked_after": "Looked after children inspections of 2013",
        "board_review": "Reviews of a Safeguarding Children Board alone",
        "older": "Older and unusual reports",
    },
)

LENGTHS = Vocabulary("length", {"short": "short, worked out from its dates", "standard": "standard, worked out from its dates"})

AREAS = Vocabulary(
    "judgement area",
    {
        "overall_effectiveness": "Overall effectiveness",
        "leadership": "Leadership",
        "help_and_protection": "Help and protection",
        "children_in_care": "Children in care",
        "care_leavers": "Care leavers",
        "children_in_care_and_care_leavers": "Children in care and care leavers (one judgement until 2023)",
        "adoption": "Adoption performance",
        "safeguarding_board": "Local Safeguarding Children Board",
        "outcomes": "Outcomes for looked after children",
        "quality_of_services": "Quality of services",
        "partnership_working": "Partnership working",
        "quality_of_provision": "Quality of provision",
        "safety": "Safety of looked after children",
        "capacity_to_improve": "Capacity to improve",
        "other": "Another judgement, as named in the report",
    },
)

BODIES = Vocabulary("body", {"authority": "the local authority", "board": "the Local Safeguarding Children Board"})

RECOMMENDATION_KINDS = Vocabulary(
    "kind of recommendation",
    {
        "improvement": "Area for improvement",
        "priority_action": "Priority action",
        "recommendation": "Recommendation",
    },
)

ADDRESSEES = Vocabulary(
    "addressee",
    {
        "authority": "the local authority",
        "board": "the Local Safeguarding Children Board",
        "partnership": "the partnership as a whole",
        "health": "health bodies",
        "police": "the police",
        "probation": "probation services",
        "youth_justice": "youth offending services",
        "schools": "schools and education settings",
        "government": "central government",
        "several": "several bodies, as named in the report",
        "other": "another body, as named in the report",
    },
)

TOPICS = Vocabulary(
    "topic",
    {
        "front_door": "Front door",
        "children_in_need_and_protection": "Children in need and protection",
        "children_in_care": "Children in care",
        "permanence": "Permanence",
        "care_leavers": "Care leavers",
        "vulnerable_adolescents": "Vulnerable adolescents and exploitation",
        "leadership_and_planning": "Leadership and planning",
        "covid_19": "COVID-19",
        "domestic_abuse": "Domestic abuse",
        "neglect": "Neglect",
        "mental_health": "Mental health",
        "sexual_abuse": "Sexual abuse in the family environment",
        "early_help": "Early help",
        "criminal_exploitation": "Criminal exploitation",
        "serious_youth_violence": "Serious youth violence",
    },
)

PUBLISHED_SOURCES = Vocabulary(
    "source of an article's date",
    {
        "feed": "the publisher's feed",
        "api": "the publisher's API",
        "news_sitemap": "the publisher's news sitemap",
        "json_ld": "JSON-LD of the page",
        "meta": "article:published_time of the page",
        "selector": "the date printed on the page",
        "url": "the date in the page's address",
    },
)

ACCESSES = Vocabulary("access", {"full": "the whole text", "stub": "only the beginning; the rest needs a subscription or registration"})

MENTION_HOWS = Vocabulary(
    "how a mention was found",
    {"link": "a link in the article", "title": "the title names it", "text": "the text names it"},
)

VERDICTS = Vocabulary(
    "verdict",
    {
        "verbatim": "the report has these words",
        "near": "the report has nearly these words",
        "restated": "the report says this in other words",
        "not_found": "not found in the reports we hold; it may come from an interview, another report or a press release",
    },
)

RUN_OUTCOMES = Vocabulary(
    "run outcome",
    {
        "ok": "completed",
        "degraded": "a short or empty listing, changed markup, or new failures",
        "failed": "an error stopped it",
        "interrupted": "stopped by someone or something else; run it again to continue",
        "budget": "reached its limit of time or requests",
        "blocked": "blocked or rate limited by the site",
        "disk_full": "the disk is full or not writable",
        "integrity": "an integrity check failed",
    },
)

PROBLEM_KINDS = Vocabulary(
    "problem kind",
    {
        "not_found": "the source answers that the document does not exist",
        "blocked": "the site sent an error page or a check for robots instead of the document",
        "fetch_failed": "we could not download the document after several attempts",
        "not_a_pdf": "a file listed as a report is not a PDF",
        "parse_error": "a page or report did not have the form we expected",
        "unknown_value": "a value that is not on our list of known values",
        "unknown_label": "the provider page gives a report a label that we do not know; we keep it as printed",
        "unknown_family": "a report of a type that we do not know; you can still search its pages",
        "disagreement": "we read a fact in two ways and got different answers, so we left it empty",
        "impossible_date": "impossible or unusual dates (such as a weekend)",
        "missing_fact": "we did not find a fact that this type of report normally gives",
        "encrypted": "the file is encrypted",
        "no_text": "the file has no text that we can read",
        "page_without_text": "a page is a picture, perhaps of text, so we could not read it",
        "text_layer": "scanned text that a program read from a picture; it may have mistakes",
        "garbled": "text in a font that hides its letters; we left it out",
        "dynamic_form": "the file is a form that only certain programs can show, so we did not read it",
        "too_many_pages": "the file has more pages than the archive can number",
        "reader_died": "reading stopped because it reached a limit or crashed",
        "reader_failed": "an unexpected error while reading: a fault in the archive",
        "listing_short": "we read fewer entries than the list says it has, or than in recent runs",
        "listing_empty": "the list was empty",
        "markup_changed": "a page did not have the layout that we expected",
        "provider_gone": "a provider is no longer listed; we keep everything that we hold on it",
        "page_shrunk": "a provider's page no longer lists some of its reports",
        "implausible_fact": "a page gives a fact that cannot be right, or no longer gives it; we kept the earlier fact",
        "row_changed": "another program changed a row of the database",
        "statistics_row": "we did not understand a row, column or sheet of Ofsted's statistics, so we left it out",
        "off_site_link": "a link leads to another site, so we did not follow it",
        "other_authority": "the report names a different authority from the page that lists it",
        "unknown_authority": "the provider's URN does not match any local authority that we know",
        "robots": "robots.txt does not allow us to download the page, or we could not read it",
        "callback_error": "an unexpected error while crawling: a fault in the archive",
        "discovery_failed": "one way of finding articles did not answer, so we tried the next",
        "odd_entry": "we could not read an entry on a list, or part of it; we read the rest of the list",
        "sha256_mismatch": "a file does not match the SHA-256 given for it",
        "file_missing": "an archived file is missing from the disk",
        "file_damaged": "an archived file no longer matches its SHA-256",
        "index_damaged": "the search index did not match its table, so we rebuilt it",
        "integrity": "an integrity check of the database failed",
    },
)

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
    ("runs", "outcome"): RUN_OUTCOMES,
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
    "Other or unknown": ("other", "not_known"),
}

KIND_LABELS = REPORT_TYPES.words | {"article": "News article", "not_known": "Type of report unknown"}
GRADE_LABELS = GRADES.words | {
    "not_given": "No overall grade given (ILACS from April 2026)",
    "not_judged": "Not judged",
    "not_applicable": "Not graded (visits, joint inspections, area SEND)",
    "not_read": "Grade not read",
}
