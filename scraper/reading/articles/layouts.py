"""The facts of a publisher's article pages: where title, date, authors and body stand, and what is no part of the body."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Layout:
    """One generation of a publisher's markup as CSS selectors; `seen` says when it was met, and on which page.

    A page has this layout when `body` selects exactly one element. When a publisher changes its markup, a second layout is put before
    the first, which stays for the pages kept in it.
    """

    seen: str
    body: str
    title: str | None = None
    published: str | None = None
    authors: str | None = None


@dataclass(frozen=True, slots=True)
class Pages:
    """What is true of all article pages of a publisher.

    `drop`: selectors of what is taken out before anything is read (banners, related cards, enquiry forms).
    `stop_at`: beginnings of blocks that end the body, in any case. `never`: texts that show, when met in a body, that it was read wrongly.
    `paywall`: selectors of the mark of a stub. `ignore_links`: patterns of addresses that are no links of the article (share buttons).
    `url_date`: pattern with the groups year, month, day for publishers that date their addresses.
    """

    layouts: tuple[Layout, ...] = ()
    drop: tuple[str, ...] = ()
    stop_at: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    paywall: tuple[str, ...] = ()
    ignore_links: tuple[str, ...] = (
        r"facebook\.com/sharer",
        r"twitter\.com/(?:intent|share)",
        r"x\.com/intent",
        r"linkedin\.com/share",
        r"wa\.me/",
    )
    url_date: str | None = None

    def ignores(self, url: str) -> bool:
        """Whether `url` is a link that every page carries, not one of the article."""
        return any(re.search(pattern, url) for pattern in self.ignore_links)
