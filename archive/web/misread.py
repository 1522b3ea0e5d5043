"""Questions that Datasette's own pages cannot read: an answer that says so, in place of an error of the server."""

from pathlib import Path
from sqlite3 import IntegrityError
from traceback import extract_tb
from typing import TYPE_CHECKING

import datasette as stock
from datasette import Request, Response

if TYPE_CHECKING:
    from datasette.app import Datasette

_STOCK = Path(stock.__file__).parent
_WORDS = "This question could not be read. Check what stands behind the “?” of the address."


def is_misread(request: Request, exception: Exception) -> bool:
    """Whether Datasette's own code stumbled over what was asked, as over `_next=word`; a fault of our code never counts.

    Its pages hand values on to int(), to lists and to SQLite (which calls an offset that is no integer a mismatch) as they come. A page
    without a question has nothing to misread.
    """
    if not request.query_string or not isinstance(exception, (ValueError, LookupError, OverflowError, IntegrityError)):
        return False
    frames = extract_tb(exception.__traceback__)
    return bool(frames) and Path(frames[-1].filename).is_relative_to(_STOCK)


async def answer_misread(datasette: "Datasette", request: Request) -> Response:
    """Status 400 with a sentence, as JSON where JSON was asked for."""
    if request.path.endswith(".json"):
        return Response.json({"ok": False, "error": _WORDS, "status": 400, "title": None}, status=400)
    return Response.html(
        await datasette.render_template("error.html", {"status": 400, "title": "Not possible", "error": _WORDS}), status=400
    )
