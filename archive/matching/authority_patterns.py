"""The words around an authority's name: what makes it the council, a mere place, a football club or a person."""

import csv
import re
from importlib.resources import files


def _named(kind: str) -> list[dict[str, str]]:
    """The rows of names.csv of one kind; `name` is what texts say, `authority` the official name it stands for, where it stands for one."""
    rows = csv.DictReader(files("archive.matching").joinpath("names.csv").read_text("utf-8").splitlines())
    return [row for row in rows if row["kind"] == kind]


def _by_authority(kind: str, key: str, value: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for row in _named(kind):
        found[row[key]] = (*found.get(row[key], ()), row[value])
    return found


SHORT_NAMES = _by_authority("short_name", "authority", "name")
"""Names people use that the official list does not hold, by official name."""
TRUSTS = _by_authority("trust", "name", "authority")
"""Trusts and companies whose own name does not say whose services they run, with those authorities (see each council's website)."""
NEEDS_COUNCIL = frozenset(row["name"] for row in _named("needs_council"))
"""Part of a name, or a word of another meaning: the council is meant only beside words that say so."""
NEEDS_PREPOSITION = frozenset(row["name"] for row in _named("needs_preposition"))
"""Also an English word, a surname or another town: taken only after a preposition, in the possessive, or beside council words."""
OTHER_PLACES = tuple(row["name"] for row in _named("other_place"))
"""Other places that hold an authority's name."""

_COUNCIL = r"(?:council(?!\s+(?:tax|estates?|houses?|flats?)\b)|corporation|local authority|authority|LA|MBC|MDC|CBC|CC|BC)\b"
_SERVICES = (
    r"(?:child(?:ren)?['’]?s?['’]? (?:services|social|trust|first|department|safeguarding|partnership|and famil|and young|in care"
    r"|in need)"
    r"|children and famil|child(?:ren)? protection|child in need|(?:family|children) help|social (?:workers?|services|work|care)"
    r"|safeguarding|care leavers"
    r"|looked[- ]after|SEND|special educational|local area|family hubs?|early help|fostering service|adoption service|front door"
    r"|multi-agency|MASH)\b"
)
AFTER_COUNCIL = re.compile(
    rf"(?:['’]s?)?\s+(?:(?:city|county|borough|district|metropolitan|unitary|london)\s+){{0,3}}{_COUNCIL}", re.IGNORECASE
)
SERVICES_NEXT = re.compile(rf"(?:['’]s?\s+(?:[\w'’‘“”&-]+\s+){{0,2}}?|\s+)['‘“]?{_SERVICES}", re.IGNORECASE)
SERVICES_NEAR = re.compile(rf"(?:['’]s?)?\s+(?:[\w'’‘“”&-]+\s+){{0,2}}?['‘“]?{_SERVICES}", re.IGNORECASE)
AFTER_OUTCOME = re.compile(
    r"\s+(?:has been |is |was |are )?(?:rated|judged|graded|told|praised|criticised|slammed|hailed|given|keeps|loses|retains"
    r"|ordered|commended|branded|deemed)\b",
)
BEFORE_COUNCIL = re.compile(r"(?:(?:Borough|County|Council|Corporation|Royal Borough) of|[Tt]he council (?:in|for))\s+(?:the\s+)?$")
BEFORE_SERVICES = re.compile(
    r"(?:(?:children(?:['’]s (?:social )?(?:services|care|work))?|social (?:workers?|services|care)|care leavers|families"
    r"|safeguarding|child protection"
    r"|SEND(?: services| provision)?|young people|services for children)\s+(?:in|across|at|of|for|from|around|within)"
    r"|(?:visit(?:ed|s)?|inspections?|inspected|inspectors|Ofsted|letter|report)\s+(?:to|of|on|at|into|about)"
    r"|(?:Ofsted|[Ii]nspectors|[Ww]atchdog|Inspectorate)\s+(?:rates?|praises?|finds?|tells?|hails?|lauds?|slams?|lifts?|upgrades?"
    r"|downgrades?|visits?|commends?))\s+(?:the\s+)?$"
)
PREPOSITION = re.compile(r"(?:^|\b)(?:in|of|at|for|by|to|across|from|around|within|outside|near|on|into)\s+$", re.IGNORECASE)

JOINED = re.compile(
    r"(?:['’]s)?(?:\s(?:(?:City|County|Borough|Metropolitan)\s)*[Cc]ouncils?(?:\s\([A-Z]+\))?)?(?:,\sand|,|\sand|\s&)\s(?:the\s)?"
    r"(?:(?:Royal|London)?\s?(?:Borough|City|County)\s(?:of\s)?(?:the\s)?)?"
)
"""What may stand between two names of one list."""
AFTER_COUNCILS = re.compile(r"\s+(?:(?:city|county|borough)\s+)?(?:councils|local authorities|authorities|boroughs)\b", re.IGNORECASE)
SIDES = re.compile(r"\b(North|South|East|West|Central)\s(?:and|&)\s$")
"""Before "West Northamptonshire": North Northamptonshire is named too."""
# A health body or a force may cover the areas of several councils: "NHS Kent and Medway", "Leicester and Rutland Integrated Care Board".
BEFORE_HEALTH = re.compile(r"\bNHS\s(?:in\s|across\s)?$")
AFTER_HEALTH = re.compile(
    r"\s+(?:(?:and\s|&\s)?(?:[A-Z][\w-]+\s+){1,3})?(?:NHS|ICB|ICS|CCG|Integrated Care|Clinical Commissioning|[Cc]linical [Cc]ommissioning"
    r"|Foundation Trust|Hospitals?|Police|Constabulary|Fire and Rescue)\b"
)

# "the Kent authority" is an authority in Kent; "north Kent", "New York", "Greater Manchester" are other places.
A_COUNCIL_THERE = re.compile(r"\b(?:the|a|an|another|this|neighbouring|one)\s+$", re.IGNORECASE)
BEFORE_OTHER = re.compile(
    r"(?:\b(?:north|south|east|west|mid|central|greater|rural)(?:[- ](?:east|west))?[- ]|\b(?:Great|Little|Lower|Upper|Inner|Outer)\s"
    r"|\b(?:University|Bishop|Archbishop|Duke|Duchess|Earl|Diocese|Port|Battle|Tower|Marquess|Archdeacon) of\s+"
    r"|\b(?:Radio|BBC|ITV|Heart|Look|MPs? for|Member of Parliament for|Mr|Mrs|Ms|Miss|Dr|Judge|Justice|Cllr|Councillor|Lord|Lady"
    r"|Sir|Dame|Baroness|Prof|Professor|Coun|Mayor of Greater)\.?\s+)$",
    re.IGNORECASE,
)
_NEWS = (
    r"Live|Online|Today|World|News|Echo|Evening|Gazette|Post|Chronicle|Star|Mail|Herald|Observer|Mercury|Telegraph|Express|Times|Guardian"
    r"|Advertiser|Argus|Journal|Standard|Messenger|Courier|Examiner|Independent|Radio"
)
AFTER_OTHER = re.compile(
    r"(?:Live|Online)\b"  # KentLive
    r"|(?:['’]s)?\s+(?:"
    r"(?:City|County|Town|United)(?!['’]?s?\s+(?:Council|Borough|Metropolitan|children|safeguarding|local|area|social|care"
    r"|partnership))\b"
    r"|(?:Rovers|Athletic|Wanderers|Albion|Argyle|FC|F\.C\.|AFC|RFC|Rugby|Cricket|Falcons|Tigers|Rhinos|Wolves|Rangers|Wednesday"
    r"|Forest(?!\s+(?:council|children))"
    r"|University|Universities|Hospitals?|Police|Constabulary|Crown|Magistrates|Family Court|County Court|Cathedral|Castle|College"
    r"|School|Academy|Grammar|Airport|Prison"
    r"|Festival|Railway|Station|Royal Infirmary|NHS|Foundation Trust|Coroner|Fire|Road|Street|Lane|Avenue|Square|House|Hotel"
    r"|Hallam|Beckett|Metropolitan University"
    r"|Integrated Care|ICB|Spa|Market|" + _NEWS + r")\b"
    r"|(?:towns?|villages?|suburb|mum|mother|father|dad|man|woman|teenager|boy|girl|charity|firm|company|resident|student|councillors?)\b"
    r"|(?:university|hospital|police|football|racecourse|airport|prison|festival|prep school|primary school|nursery|school|academy"
    r"|college)\b|and (?:Crime|[A-Z]\w+ (?:Police|Constabulary|NHS)))"
    r"|,\s+(?:Alabama|North Carolina|Connecticut|Ontario|Pennsylvania|California|New South Wales|Co\.? Armagh)\b"
)
