"""Columns of Ofsted's lists of providers, by what they hold: the titles have changed from year to year. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from archive.outcomes.ofsted_cells import text_of

_ABOUT = (  # facts about the provider, and the titles that their column has had
    ("urn", r"(?:provider )?urn"),
    ("provision_type", r"provision type|provider type"),
    ("registered", r"registration date"),
    ("status", r"(?:registration|provider) status"),
    ("name", r"(?:provider )?name"),
    ("region", r"government office region|region"),
    ("ofsted_region", r"ofsted region"),
    ("local_authority", r"local authority(?: name)?"),
    ("sector", r"sector"),
    ("places", r"places"),
    ("owner", r"organisation which owns the provider|organisation name"),
    ("education_urn", r"linked education urn"),
)
_INSPECTION = re.compile(
    r"(?P<group>previous |latest )?(?:full |interim )?(?:inspection |event )*"
    r"(?P<what>type|(?:start )?date|publication date|published date|number)"
)
_FACTS = {"type": "event_type", "number": "event_number", "date": "inspected", "start date": "inspected"}
_JUDGED = re.compile(  # titles that judgements have had; another one is told by what its column holds
    r"(?:overall|how well|outcomes|quality of|safeguarding|leadership) .*|(?:the )?effectiveness of .*|health services|.* outcome"
)
_PREVIOUS = re.compile(r"previous (?:full inspection )?")
_OVERALL = re.compile(r"overall (?:effectiveness|experiences and progress|quality).*|overall")
# Where somebody lives or works, and what we have no use for. Not kept, and not named each time.
_NOT_KEPT = re.compile(
    r"web ?link.*|address.*|town|county|post ?code|(?:parliamentary )?constituency|(?:.* )?premises|short.break.*|multi.building.*"
)


@dataclass(frozen=True, slots=True)
class Inspection:
    """Places of the columns of one inspection of each row: its facts by name, and its judgements by their printed title."""

    facts: dict[str, int] = field(default_factory=dict)
    judgements: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ListColumns:
    """Where a list has what: `about` the provider; `inspections` by "latest" and "previous"; `unknown` are titles we know nothing of."""

    about: Mapping[str, int]
    inspections: Mapping[str, Inspection]
    unknown: tuple[str, ...]


def is_header(titles: Sequence[str]) -> bool:
    """Whether this row names the columns of a list of providers."""
    names = {_about(_plain(title)) for title in titles}
    return {"urn", "provision_type", "status"} <= names


def is_overall(title: str) -> bool:
    """Whether a judgement with this printed title is the overall one."""
    return bool(_OVERALL.fullmatch(_plain(title)))


def find_columns(groups: Sequence[str], titles: Sequence[str], judged: Sequence[bool | None]) -> ListColumns:
    """What each column holds. `groups` are the cells above the header, `judged` says which columns hold judgements (None: nothing).

    The same title twice means a second inspection only where `groups` say so; elsewhere the first one counts.
    """
    about: dict[str, int] = {}
    inspections = {"latest": Inspection(), "previous": Inspection()}
    unknown = []
    above = ""
    for place, printed in enumerate(titles):
        above = groups[place].lower() if place < len(groups) and groups[place] else above
        title = _plain(printed)
        found = _INSPECTION.fullmatch(title)
        inspection = inspections["previous" if "previous" in above or _PREVIOUS.match(title) else "latest"]
        if name := _about(title):
            about.setdefault(name, place)
        elif found:
            inspection.facts.setdefault(_FACTS.get(found["what"], "published"), place)
        elif judged[place] or _JUDGED.fullmatch(_PREVIOUS.sub("", title)):
            inspection.judgements.setdefault(_PREVIOUS.sub("", title).capitalize(), place)
        elif judged[place] is False and title and not _NOT_KEPT.fullmatch(title):
            unknown.append(" ".join(printed.split()))
    return ListColumns(about, {name: one for name, one in inspections.items() if one.judgements}, tuple(unknown))


def _about(title: str) -> str | None:
    return next((name for name, form in _ABOUT if re.fullmatch(form, title)), None)


def _plain(title: str) -> str:
    return re.sub(r"\s*\(note \d+\)", "", text_of(title).lower().replace("’", "'"))
