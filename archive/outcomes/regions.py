"""The nine regions of England, and Ofsted's eight, which combine two of them."""

_JOINED = "North East, Yorkshire and the Humber"
_OFSTEDS = {"North East": _JOINED, "Yorkshire and the Humber": _JOINED}

REGIONS = (
    "East Midlands",
    "East of England",
    "London",
    "North East",
    "North West",
    "South East",
    "South West",
    "West Midlands",
    "Yorkshire and the Humber",
)


def ofsted_region(region: str | None) -> str | None:
    """Ofsted's region of an authority in `region`, one of the nine; None where that is not known."""
    return _OFSTEDS.get(region, region) if region else None


OFSTED_REGIONS = tuple(sorted({_OFSTEDS.get(region, region) for region in REGIONS}))
