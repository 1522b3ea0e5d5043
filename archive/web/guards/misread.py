"""Requests that Datasette's own pages cannot understand: the reader gets a clear answer, not a server error."""

import logging
from pathlib import Path
from sqlite3 import IntegrityError, ProgrammingError
from traceback import extract_tb
from typing import TYPE_CHECKING

import datasette as stock
from datasette import Request, Response

import archive

if TYPE_CHECKING:
    from datasette.app import Datasette

logger = logging.getLogger(__name__)
_VIEWS = Path(stock.__file__).parent / "views"
_OURS = Path(archive.__file__).parent
_WORDS = "We could not understand this address. Check it, especially the part after the “?”."


def is_misread(exception: Exception) -> bool:
    """Whether one of Datasette's own pages stumbled over what it was asked, as over `_next=word`; a fault of our code never counts.

    These pages hand values of the address on to int(), to JSON and to SQLite (which calls an offset that is no integer a mismatch) as
    they come. Ours take part in them only as hooks, which stand below the page's own frames.
    """
    if not isinstance(exception, (ValueError, LookupError, TypeError, OverflowError, IntegrityError, ProgrammingError)):
        return False
    files = [Path(frame.filename) for frame in extract_tb(exception.__traceback__)]
    pages = [place for place, file in enumerate(files) if file.is_relative_to(_VIEWS)]
    misread = bool(pages) and not any(file.is_relative_to(_OURS) for file in files[pages[-1] :])
    if misread:
        logger.warning("Datasette could not read what it was asked: %r", exception)
    return misread


async def answer_misread(datasette: "Datasette", request: Request) -> Response:
    """Status 400 with a sentence, as JSON where JSON was asked for."""
    if request.path.endswith(".json"):
        return Response.json({"ok": False, "error": _WORDS, "status": 400, "title": None}, status=400)
    return Response.html(
        await datasette.render_template("error.html", {"status": 400, "title": "Not possible", "error": _WORDS}), status=400
    )
