"""Forty invented school reports in four layouts, drawn as real PDFs, each with what it says: what a reader must find, or leave empty."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import typst

LAYOUT = Path(__file__).with_suffix(".typ")
BANDS = ("Exceptional", "Strong standard", "Expected standard", "Needs attention", "Urgent improvement")
GRADES = ("Outstanding", "Good", "Requires improvement", "Inadequate")
PLACES = (
    "Ashmere",
    "Hallow",
    "Brackwater",
    "Pellingham",
    "Harrowmere",
    "Castlebrook",
    "Wexley",
    "Norwell",
    "Long Minting",
    "St Ives-under-Hill",
)
LEADS = (
    *("Ada Byron", "Mary Somer-Ville", "Seamus O’Leary", "Jo van der Berg", "Anne Lister"),
    *("Khalid Dean", "Zoë Brontë", "Peter Mac Donald", "R J Hall", "Lata Rao"),
)
OTHERS = (("Ben Okri", "Ofsted Inspector"), ("Clare Winter", "His Majesty’s Inspector"), ("Tom Sayers", "Ofsted Inspector"))
FINDINGS = (
    "Outcomes for pupils are good. Leadership and management were inadequate at the last inspection, and are not now.",
    "Pupils’ personal development is a strength. In the early years, children settle quickly.",
)
ASKED = ("Teachers do not always check what pupils know. Leaders should make sure that they do.", "Some pupils miss too much school.")
ABOUT = ("Inspectors watched lessons in many subjects.", "The lead inspector met the chair of governors.")
LEGAL = ("The Office for Standards in Education, Children’s Services and Skills (Ofsted) regulates and inspects services for children.",)


@dataclass(frozen=True, slots=True)
class SchoolReport:
    """One report: what is drawn, and what is true of it. A fact of `blank` is not printed: it must be empty, with a problem."""

    number: int
    layout: str
    drawn: dict[str, Any]
    kind: str
    days: tuple[str, str] | None
    status: str
    overall: str | None = None
    judgements: dict[str, str | None] = field(default_factory=dict)
    lead: str | None = None
    team: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    outcome: str | None = None
    blank: frozenset[str] = frozenset()

    @property
    def body(self) -> bytes:
        """The PDF."""
        return _draw(json.dumps({"layout": self.layout} | self.drawn, ensure_ascii=False))


@cache
def _compiler() -> typst.Compiler:
    return typst.Compiler(str(LAYOUT), root=str(LAYOUT.parent), ignore_system_fonts=True)


def _draw(report: str) -> bytes:
    body = _compiler().compile(sys_inputs={"report": report})
    assert isinstance(body, bytes)
    return body


def _code(printed: str) -> str:
    return printed.lower().replace(" ", "_")


def _common(number: int, dates: str, dates_label: str) -> dict[str, Any]:
    """What every layout draws, with the forms that vary."""
    name = f"{PLACES[number]} {('Primary School', 'Academy', 'High School', 'Church of England School')[number % 4]}"
    members = [{"name": f"{LEADS[number]}{(', lead inspector', ' (lead inspector)')[number % 2]}", "office": "His Majesty’s Inspector"}]
    members += [{"name": one, "office": office} for one, office in OTHERS[: number % 4]]
    return {
        "title": name,
        "address": f"{number + 1} School Lane, {PLACES[number]}, Newwick NW{number} 0ZZ",
        "urn": f"99{number:04}",
        "foot": f"Inspection report: {name}, {dates}" if number % 3 else "",
        "columns": number % 2 == 1,
        "name_width": (8.5, 5.5)[number % 4 == 3],  # the narrower one breaks names and grades over two lines
        "value_width": (6.0, 2.4)[number % 4 == 3],
        "team_apart": number % 3 == 1,
        "dates": dates,
        "dates_label": dates_label,
        "dates_beside": number % 4 != 3,
        "members": members,
        "findings": list(FINDINGS),
        "about": list(ABOUT),
        "legal": list(LEGAL),
        "details": [
            ["Unique reference number", f"99{number:04}"],
            ["Local authority", "Newwick"],
            ["Date of previous inspection", "4 May 2011"],
        ],
    }


# As printed, and the first and last day; None: the report prints none.
DAYS_2015 = (
    ("9–10 November 2016", "2016-11-09", "2016-11-10"),
    ("30 November–1 December 2016", "2016-11-30", "2016-12-01"),
    ("8 March 2017", "2017-03-08", "2017-03-08"),
    ("14-15 June 2018", "2018-06-14", "2018-06-15"),
    ("7 and 8 February 2019", "2019-02-07", "2019-02-08"),
    ("20 to 21 September 2017", "2017-09-20", "2017-09-21"),
    ("28 February – 1 March 2018", "2018-02-28", "2018-03-01"),
    ("3, 4 and 5 May 2016", "2016-05-03", "2016-05-05"),
    ("", None, None),
    ("6–7 December 2018", "2018-12-06", "2018-12-07"),
)
CIF = (
    "Effectiveness of leadership and management",
    "Quality of teaching, learning and assessment",
    "Personal development, behaviour and welfare",
    "Outcomes for pupils",
)
MORE_2015 = ((), ("Early years provision",), ("16 to 19 study programmes",), ("Early years provision", "16 to 19 study programmes"), ())
PREVIOUS = ("Requires improvement", "Good", "Not previously inspected", "Inadequate", "Outstanding")
STATED = (
    "This is an outstanding school",
    "This is a good school",
    "This is a school that requires improvement",
    "This is an inadequate school",
)


def reports_2015() -> Iterator[SchoolReport]:
    """Ten under the common inspection framework; the ninth lost its dates, the last one grade."""
    for number, (printed, first, last) in enumerate(DAYS_2015):
        names = (*CIF, *MORE_2015[number % 5])
        overall = GRADES[number % 4]
        grades = {name: GRADES[(number + at) % 4] for at, name in enumerate(names)}
        if number == 6:
            grades[names[-1]] = "Not applicable"
        if number == 9:
            grades[CIF[3]] = ""
        rows = [{"name": "Overall effectiveness", "value": overall}, *({"name": name, "value": grade} for name, grade in grades.items())]
        previous = {"name": "Overall effectiveness at previous inspection", "value": PREVIOUS[number % 5]}
        nested = ["Improve teaching, by:", "checking what pupils know", "planning together."]
        drawn = _common(number, printed, "Inspection dates") | {
            "rows": [*rows, previous],
            "judged": len(rows),
            "notes": [],
            "outcome_words": [],
            "stated": STATED[number % 4],
            "before_asked": ["In accordance with section 44(1) of the Education Act 2005, this school requires special measures."]
            * (number % 4 == 3),
            "asked": [nested, *ASKED[: number % 3]],
        }
        yield SchoolReport(
            number,
            "school_2015",
            drawn,
            "school_inspection",
            (first, last) if first and last else None,
            "given",
            _code(overall),
            {"Overall effectiveness": _code(overall)} | {name: _code(one) if one in GRADES else None for name, one in grades.items()},
            LEADS[number],
            tuple(one for one, _ in OTHERS[: number % 4]),
            (" ".join(nested), *ASKED[: number % 3]),
            blank=frozenset({"days"} if not first else {CIF[3]} if number == 9 else ()),
        )


DAYS_2019 = (
    ("18 and 19 March 2025", "2025-03-18", "2025-03-19"),
    ("5 October 2021", "2021-10-05", "2021-10-05"),
    ("29 February and 1 March 2024", "2024-02-29", "2024-03-01"),
    ("30 April to 1 May 2025", "2025-04-30", "2025-05-01"),
    ("28 and 29 November 2023", "2023-11-28", "2023-11-29"),
    ("3 May 2023", "2023-05-03", "2023-05-03"),
    ("1–2 October 2019", "2019-10-01", "2019-10-02"),
    ("12 and 13 November 2024", "2024-11-12", "2024-11-13"),
    ("9, 10 and 11 January 2024", "2024-01-09", "2024-01-11"),
    ("24 and 25 June 2025", "2025-06-24", "2025-06-25"),
)
EIF = ("The quality of education", "Behaviour and attitudes", "Personal development", "Leadership and management")
MORE_2019 = ((), ("Early years provision",), ("Sixth-form provision",), ("Early years provision", "Sixth-form provision"))
UNGRADED = {4: "Inspection of a good school: ", 5: "Inspection of ", 9: "Inspection of an outstanding school: "}


def reports_2019() -> Iterator[SchoolReport]:
    """Ten under the education inspection framework: with and without overall grade, three of them ungraded; the ninth has no lead."""
    for number, (printed, first, last) in enumerate(DAYS_2019):
        common = _common(number, printed, "Inspection dates" if " " in printed[:4] and "and" in printed else "Inspection date")
        names = (*EIF, *MORE_2019[number % 4])
        ungraded = number in UNGRADED
        grades = {} if ungraded else {name: GRADES[(number + at) % 4] for at, name in enumerate(names)}
        overall = GRADES[(number + 1) % 4] if first < "2024-09-01" and not ungraded else None
        rows = [{"name": "Overall effectiveness", "value": overall}] if overall else []
        rows += [{"name": name, "value": grade} for name, grade in grades.items()]
        if not ungraded:
            rows.append({"name": "Previous inspection grade", "value": PREVIOUS[number % 5]})
        members = common["members"][1:] if number == 8 else common["members"]
        outcome = [f"{common['title']} continues to be a good school.", "The quality of education is good."]
        drawn = common | {
            "title": UNGRADED.get(number, "Inspection of ") + common["title"],
            "rows": rows,
            "notes": ["The inspection was of a school that was judged inadequate before."] if number == 3 else [],
            "outcome_words": outcome if ungraded else [],
            "asked": list(ASKED[: number % 3]),
            "members": members or [{"name": "Ben Okri", "office": "Ofsted Inspector"}],
        }
        yield SchoolReport(
            number,
            "school_2019",
            drawn,
            "school_inspection",
            (first, last),
            "not_applicable" if ungraded else "given" if overall else "not_given",
            _code(overall) if overall else None,
            ({"Overall effectiveness": _code(overall)} if overall else {}) | {name: _code(grade) for name, grade in grades.items()},
            None if number == 8 else LEADS[number],
            tuple(one for one, _ in OTHERS[: number % 4]) if number != 8 else ("Ben Okri",),
            ASKED[: number % 3],
            blank=frozenset({"lead"} if number == 8 else ()),
        )


CARD_AREAS = (
    *("Inclusion", "Curriculum and teaching", "Achievement", "Attendance and behaviour"),
    *("Personal development and well-being", "Leadership and governance", "Early years", "Post-16 provision"),
)
CARD_DAYS = (
    *("23 June 2026", "10 November 2025", "3 March 2026", "1 December 2025", "9 February 2026"),
    *("12 May 2026", "", "30 January 2026", "4 June 2026", "16 April 2026"),
)
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")


def _iso(printed: str) -> str:
    day, month, year = printed.split()
    return f"{year}-{MONTHS.index(month) + 1:02}-{int(day):02}"


def report_cards() -> Iterator[SchoolReport]:
    """Ten report cards; the sixth lost a band, the seventh its day, the ninth its lead inspector."""
    for number, day in enumerate(CARD_DAYS):
        areas = CARD_AREAS[: 6 + number % 3]
        bands = {area: BANDS[(number * 2 + at) % 5] for at, area in enumerate(areas)}
        groups = [{"band": band, "areas": [area for area, one in bands.items() if one == band]} for band in BANDS]
        lead = "" if number == 8 else f"{LEADS[number]}, His Majesty’s Inspector"
        drawn = _common(number, day, "") | {
            "bands": BANDS,
            "without_band": "Achievement" if number == 5 else "",
            "legend_in_row": number % 2 == 0,
            "groups": [group for group in groups if group["areas"]],
            "safeguarding": "met" if number % 4 else "not met",
            "asked": list(ASKED[: 1 + number % 2]),
            "headteacher": "Sam Head",
            "lead": lead,
            "others": [one if number == 7 else f"{one}, {office}" for one, office in OTHERS[: number % 4]],
            "figures": [
                [str(year), f"{year % 40}%", "61%", ("Above", "Close to average", "Below")[year % 3]] for year in range(1990, 2026)
            ],
            "explained": ["Leaders go well beyond what is expected. The achievement of pupils is high."],
        }
        yield SchoolReport(
            number,
            "school_report_card",
            drawn,
            "school_inspection",
            (_iso(day), _iso(day)) if day else None,
            "not_given",
            judgements={area: None if number == 5 and area == "Achievement" else _code(band) for area, band in bands.items()},
            lead=LEADS[number] if lead else None,
            team=tuple(one for one, _ in OTHERS[: number % 4]),
            asked=ASKED[: 1 + number % 2],
            blank=frozenset({"days"} if not day else {"lead"} if not lead else {"Achievement"} if number == 5 else ()),
        )


OUTCOMES = (
    "The school is likely to meet the relevant independent school standards if the material change is implemented.",
    "The school is likely to meet all the independent school standards if it is registered.",
    "The school is unlikely to meet the relevant independent school standards if the material change is implemented.",
    "The school is not likely to meet all the independent school standards if it is registered.",
    "The school is likely to meet the relevant independent school standards if the proposed material change is implemented",
)


def independent_visits() -> Iterator[SchoolReport]:
    """Ten visits of independent schools; the eighth prints no outcome."""
    for number in range(10):
        material = number % 2 == 0
        day = CARD_DAYS[(number + 7) % 10] or "14 May 2026"
        outcome = "" if number == 7 else OUTCOMES[number % 5 if number % 5 % 2 == number % 2 else (number + 1) % 4]
        drawn = _common(number, day, f"{'Material change' if material else 'Pre-registration'} inspection report:") | {
            "outcome": outcome,
            "outcome_width": 150 + 60 * (number % 4),
            "parts": [
                "Part 1. Quality of education provided",
                "Part 3. Welfare, health and safety of pupils",
                "Part 8. Leadership and management",
            ],
        }
        yield SchoolReport(
            number,
            "independent_school_visit",
            drawn,
            "material_change_inspection" if material else "pre_registration_inspection",
            (_iso(day), _iso(day)),
            "not_applicable",
            lead=LEADS[number],
            team=tuple(one for one, _ in OTHERS[: number % 4]),
            outcome=outcome or None,
            blank=frozenset({"outcome"} if not outcome else ()),
        )


def school_reports() -> tuple[SchoolReport, ...]:
    """All forty."""
    return (*reports_2015(), *reports_2019(), *report_cards(), *independent_visits())
