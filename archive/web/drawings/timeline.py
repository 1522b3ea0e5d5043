"""A timeline of an authority's inspections and visits as SVG shapes. Lanes and shapes carry the meaning, not colour."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from archive.outcomes.grade_scale import FAMILY_NAMES, HEIGHTS
from archive.outcomes.history import Event
from archive.outcomes.official_inspections import NOT_HELD, OfficialEvent
from archive.web.words import day, label
from archive.web.words_of_outcomes import short_grade

WIDTH, LEFT, RIGHT, TOP = 900, 170, 20, 30  # of the drawing, in its own units
LANE = 30  # height of a lane
NO_GRADE = "No overall grade, or not read"
VISITS, SEND, OLDER = "Visits and joint inspections", "Area SEND (no grade)", "Older inspections"
GRADE_LANES = tuple(short_grade(grade) for grade in HEIGHTS)
_SHAPES = {  # of each mark around (0, 0)
    "ilacs": "M-7 0A7 7 0 1 1 7 0A7 7 0 1 1 -7 0Z",
    "sif": "M-6.5 -6.5H6.5V6.5H-6.5Z",
    "focused_visit": "M0 -8L8 0L0 8L-8 0Z",
    "alarm": "M0 -9L9 7H-9Z",
    "jtai": "M-7 -4H7V4H-7Z",
    "area_send": "M-7 -6H7L0 8Z",
    "not_held": "M-6 -6L6 6M-6 6L6 -6",
    "other": "M-5 0A5 5 0 1 1 5 0A5 5 0 1 1 -5 0Z",
}
_KEY = {  # of each shape: what it stands for and its class
    "ilacs": ("ILACS inspection", "graded"),
    "sif": ("SIF inspection", "graded"),
    "focused_visit": ("Focused visit", "visit"),
    "alarm": ("Focused visit with a priority action", "alarm-mark"),
    "jtai": ("Joint targeted area inspection", "visit"),
    "area_send": ("Area SEND inspection", "visit"),
    "not_held": ("From Ofsted’s statistics; we do not hold the report", "line"),
    "other": ("Other visit or inspection", "other"),
}


@dataclass(frozen=True, slots=True)
class Mark:
    """A shape at (x, y); `words` say in full what it stands for, `grade` the lane of a graded inspection."""

    path: str
    css: str
    x: float
    y: int
    words: str
    year: str
    grade: str


@dataclass(frozen=True, slots=True)
class Frame:
    """The span of a framework's inspections, drawn behind them."""

    name: str
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Timeline:
    """What the template draws. `lanes` are (y, name); `links` are paths that join graded inspections of one framework."""

    lanes: tuple[tuple[int, str], ...]
    years: tuple[tuple[float, str], ...]
    frames: tuple[Frame, ...]
    links: tuple[str, ...]
    marks: tuple[Mark, ...]
    key: tuple[tuple[str, str, str], ...]
    height: int
    frame_height: int


def draw_timeline(events: Sequence[Event], last_day: str, official: Sequence[OfficialEvent] = ()) -> Timeline | None:
    """The timeline of reports held and of what only Ofsted's statistics list, to `last_day` (ISO); None where no event has a date."""
    held = sorted((event for event in events if event.day), key=lambda event: event.day)
    dated: list[Event | OfficialEvent] = sorted([*held, *official], key=lambda event: event.day)
    if not dated:
        return None
    first, last = int(dated[0].day[:4]), max(int(last_day[:4]), int(dated[-1].day[:4]))
    scale = (WIDTH - LEFT - RIGHT) / (last + 1 - first)
    lanes = _lanes(dated)
    heights = {name: TOP + LANE * number + LANE // 2 for number, name in enumerate(lanes)}
    at = [(event, round(LEFT + (_years(event.day) - first) * scale, 1), heights[lane_of(event)]) for event in dated]
    places = {event.key: (x, y) for event, x, y in at if isinstance(event, Event)}
    graded = {family: [event for event in held if event.family == family] for family in FAMILY_NAMES}
    every = -(-(last + 1 - first) // 13)  # so that the names of years do not touch
    shapes = dict.fromkeys(shape_of(event) for event in dated)
    return Timeline(
        lanes=tuple((y, name) for name, y in heights.items()),
        years=tuple((round(LEFT + number * scale, 1), str(first + number)) for number in range(0, last + 1 - first, every)),
        frames=tuple(_frame(family, [places[event.key][0] for event in found]) for family, found in graded.items() if found),
        links=tuple(
            "M" + "L".join(f"{x} {y}" for x, y in (places[event.key] for event in found)) for found in graded.values() if len(found) > 1
        ),
        marks=tuple(_mark(event, x, y) for event, x, y in at),
        key=tuple((_SHAPES[shape], _KEY[shape][1], _KEY[shape][0]) for shape in shapes),
        height=TOP + LANE * len(lanes) + 24,
        frame_height=LANE * sum(name in (*GRADE_LANES, NO_GRADE) for name in lanes),
    )


def _lanes(events: Sequence[Event | OfficialEvent]) -> list[str]:
    """The names of the lanes from the top: the four grades wherever there is a graded inspection, of the others those that are used."""
    used = {lane_of(event) for event in events}
    graded = any(isinstance(event, Event) and event.family in FAMILY_NAMES for event in events)
    return [name for name in (*GRADE_LANES, NO_GRADE, VISITS, SEND, OLDER) if name in used or (graded and name in GRADE_LANES)]


def lane_of(event: Event | OfficialEvent) -> str:
    """The lane of an event: only ILACS and SIF stand on the scale of grades; "adequate" was of another scale."""
    if isinstance(event, OfficialEvent):
        if event.send:
            return SEND
        graded = event.kind.startswith("ilacs")
        return (short_grade(event.outcome) if event.outcome in HEIGHTS else NO_GRADE) if graded else VISITS
    if event.family in FAMILY_NAMES:
        return short_grade(event.overall) if event.overall in HEIGHTS else NO_GRADE
    if event.family == "area_send":
        return SEND
    return OLDER if event.family in ("looked_after", "older") else VISITS


def shape_of(event: Event | OfficialEvent) -> str:
    """The shape of an event's mark."""
    if isinstance(event, OfficialEvent):
        return "not_held"
    if event.family == "focused_visit" and event.actions:
        return "alarm"
    return event.family if event.family in _SHAPES else "other"


def _mark(event: Event | OfficialEvent, x: float, y: int) -> Mark:
    shape = shape_of(event)
    if isinstance(event, OfficialEvent):
        said = f"{label(event.kind, 'official')}, {day(event.day)}: {NOT_HELD}"
    else:
        said = f"{label(event.kind, 'kind') if event.kind != 'not_known' else event.named}, {day(event.day)}"
    lane = lane_of(event)
    return Mark(_SHAPES[shape], _KEY[shape][1], x, y, said, event.day[:4], lane if lane in GRADE_LANES else "")


def _frame(family: str, places: Sequence[float]) -> Frame:
    left, right = min(places) - 14, max(places) + 14
    return Frame(FAMILY_NAMES[family], round(left, 1), round(right - left, 1))


def _years(iso: str) -> float:
    """An ISO date as years: 2 July 2019 is about 2019.5."""
    when = date.fromisoformat(iso)
    return when.year + (when.timetuple().tm_yday - 1) / 366
