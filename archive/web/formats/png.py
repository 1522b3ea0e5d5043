"""Charts as PNG, drawn from their SVG by resvg, which asks no network. It needs a font on the server."""

from functools import cache

from resvg_py import svg_to_bytes

ZOOM = 2.0  # sharp on a slide
FONTS = "'Liberation Sans', 'DejaVu Sans', Arial, Helvetica, 'Noto Sans', 'Open Sans', FreeSans, sans-serif"
_PROBE = f'<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"><text y="16" font-family="{FONTS}">{{}}</text></svg>'


class NoFontError(Exception):
    """The server has no font, so a PNG would have no words."""


def png_of(svg: str) -> bytes:
    """The drawing as PNG, twice as large. NoFontError where words would be missing."""
    if not has_font():
        raise NoFontError("This server has no font to write with. Download the SVG, or ask the administrator to install fonts-dejavu-core.")
    return svg_to_bytes(svg_string=svg, zoom=ZOOM)


@cache
def has_font() -> bool:
    """Whether a word leaves a trace in a drawing."""
    return svg_to_bytes(svg_string=_PROBE.format("M")) != svg_to_bytes(svg_string=_PROBE.format(""))
