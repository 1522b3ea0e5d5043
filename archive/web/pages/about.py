"""/about: what the site is, who runs it, and how to report an error; and the contact that every page shows at its end."""

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from datasette import Request, Response

from archive import __version__
from archive.configuration import site_subject
from archive.holdings.gaps import read_doubts
from archive.keeping.completeness import read_completeness
from archive.web.database import archive_of
from archive.web.pages.citations import harvard_of_page
from archive.web.render import page, today

if TYPE_CHECKING:
    from datasette.app import Datasette


@dataclass(frozen=True, slots=True)
class Contact:
    """Who runs the site: the words shown, and the address that they lead to, or None where it is neither e-mail nor web address."""

    words: str
    url: str | None


def contact() -> Contact | None:
    """The contact of ARCHIVE_CONTACT; None where none is set."""
    words = os.environ.get("ARCHIVE_CONTACT", "").strip()
    if not words:
        return None
    if words.startswith(("https://", "http://")):
        return Contact(words, words)
    is_mail = words.count("@") == 1 and not any(one.isspace() or one in '<>"?&' for one in words)
    return Contact(words, f"mailto:{words}" if is_mail else None)


async def about_page(datasette: "Datasette", request: Request) -> Response:
    """What this site is."""
    reading, completeness = await archive_of(datasette).read(lambda connection: (read_doubts(connection), read_completeness(connection)))
    cited = harvard_of_page(
        f"Inspection reports on {site_subject()}", f"{request.scheme}://{request.host}/", today(), archive_of(datasette).rights.lines()
    )
    return await page(datasette, request, "about.html", version=__version__, reading=reading, completeness=completeness, cited=cited)
