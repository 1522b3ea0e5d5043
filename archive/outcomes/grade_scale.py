"""What may be compared between two graded inspections of one authority, and the word for it. Pure."""

from typing import Literal, Protocol

Change = Literal["better", "worse", "same", "not comparable"]

GRADED_FAMILIES = ("ilacs", "sif")  # "graded inspection" is these two only; visits, joint and area SEND inspections give no grades
FAMILY_NAMES = {"ilacs": "ILACS", "sif": "SIF"}

# The scale of ILACS and SIF. "Adequate" and "satisfactory" are of older scales and stand on none of these steps.
HEIGHTS = {"outstanding": 4, "good": 3, "requires_improvement": 2, "inadequate": 1}

# The judgements that tables lead with, in this order, with the short name of each.
LEADING = {
    "leadership": "Leaders",
    "help_and_protection": "Help and protection",
    "children_in_care": "Children in care",
    "care_leavers": "Care leavers",
}
JOINED = "children_in_care_and_care_leavers"  # one judgement until 2023; never copied into the two that followed it
HALVES = ("children_in_care", "care_leavers")


class Overall(Protocol):
    """What a comparison looks at: `overall` is the overall grade or None, `family` one of GRADED_FAMILIES."""

    @property
    def overall(self) -> str | None: ...

    @property
    def family(self) -> str: ...


def change(before: Overall | None, after: Overall) -> Change | None:
    """How the overall grade changed; None for a first inspection."""
    return None if before is None else compare(before.overall, after.overall)


def compare(before: str | None, after: str | None) -> Change:
    """How a grade changed. An empty grade, or one of another scale, is not compared."""
    first, second = (HEIGHTS.get(grade or "") for grade in (before, after))
    if first is None or second is None:
        return "not comparable"
    if first == second:
        return "same"
    return "better" if second > first else "worse"


def change_of_framework(before: Overall | None, after: Overall) -> str | None:
    """ "SIF to ILACS" where the two inspections were of different frameworks; their parts are then not compared."""
    if before is None or before.family == after.family:
        return None
    return f"{FAMILY_NAMES[before.family]} to {FAMILY_NAMES[after.family]}"
