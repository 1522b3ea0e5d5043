"""The closed vocabularies of the tables: each word with what it means, as readers see it in Datasette."""

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
        "listing": "a page of search results, or a manifest of local files",
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
        "not_given": "this kind of inspection gives no overall grade (ILACS from 1 April 2026)",
        "not_judged": "the report prints that this was not judged",
        "not_applicable": "visits and joint inspections give no grades",
        "not_read": "there may be a grade, but it could not be read; a problem says why",
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
        "other": "Another kind of report",
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
        "older": "Older reports and oddities",
    },
)

LENGTHS = Vocabulary("length", {"short": "short, derived from its dates", "standard": "standard, derived from its dates"})

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
        "other": "Another judgement, by its printed name",
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
        "several": "several bodies, named in addressed_to_printed",
        "other": "another body, named in addressed_to_printed",
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

ACCESSES = Vocabulary("access", {"full": "the whole text", "stub": "a stub before a paywall or registration"})

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
        "not_found": "not found in the reports held; it may come from an interview, another report or a press release",
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
        "blocked": "a challenge or error page was served instead of the document",
        "fetch_failed": "the document could not be fetched after all tries",
        "not_a_pdf": "the file named as a report is no PDF",
        "parse_error": "a page or report did not have the expected form",
        "unknown_value": "a value outside its vocabulary",
        "unknown_label": "a report's label on the provider page is not known; it is kept as printed",
        "unknown_family": "the report belongs to no known family; its pages are searchable",
        "disagreement": "two ways of reading a fact disagree; the fact is left empty",
        "impossible_date": "dates that cannot be, or are unusual (a weekend)",
        "missing_fact": "a fact that this family prints was not found",
        "encrypted": "the file is encrypted",
        "no_text": "the file holds no text that can be read",
        "page_without_text": "a page shows a picture, perhaps of text, and holds no text",
        "text_layer": "the text of a scan, read from its picture by a program; it may have mistakes",
        "garbled": "text whose font does not say which letters are drawn; it is left out",
        "dynamic_form": "the file is a form that only certain programs can show; its content was not read",
        "too_many_pages": "the file has more pages than an archive row can number",
        "reader_died": "the reading process was stopped by its limits or died",
        "reader_failed": "an unexpected error in the reader; a fault of ours",
        "listing_short": "the listing's own total is not what was read, or it is shorter than in the last runs",
        "listing_empty": "the listing gave nothing",
        "markup_changed": "a page did not have the markup the spider knows",
        "provider_gone": "a provider that was listed before is no longer listed; all that is held of it stays",
        "page_shrunk": "a provider's page no longer names reports that it named before",
        "implausible_fact": "a page gives a fact that cannot be right, or no longer gives it; what was held stands",
        "row_changed": "a row of the database is not as it was written: something else changed it",
        "statistics_row": "a row, column or sheet of Ofsted's statistics was not understood and was left out",
        "off_site_link": "a link leaves the source's hosts and was not followed",
        "other_authority": "the report's text names another authority than its provider",
        "unknown_authority": "the provider's URN belongs to no known local authority",
        "robots": "robots.txt does not allow fetching, or could not be read",
        "callback_error": "an unexpected error while crawling; a fault of ours",
        "discovery_failed": "a way of finding articles did not answer; the next was tried",
        "odd_entry": "an entry of a list, or a fact of it, could not be read; the rest of the list was",
        "sha256_mismatch": "the bytes do not have the SHA-256 that the manifest states",
        "file_missing": "a kept file is gone from the disk",
        "file_damaged": "a kept file no longer has its SHA-256",
        "index_damaged": "the full-text index disagreed with its table and was rebuilt",
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

KIND_LABELS = REPORT_TYPES.words | {"article": "News article", "not_known": "Kind of report not known"}
GRADE_LABELS = GRADES.words | {
    "not_given": "No overall grade is given (ILACS from April 2026)",
    "not_judged": "Not judged",
    "not_applicable": "Not graded (visits, joint inspections)",
    "not_read": "Grade not read",
}
