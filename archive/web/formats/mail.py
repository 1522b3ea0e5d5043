"""A digest as an e-mail, in plain text and HTML: what is new in the lists that one person follows."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from email.message import EmailMessage

from markupsafe import Markup

from archive.configuration import site_title

IN_WORDS = 50  # entries of one list that say more than title and address
MOST = 1_000  # entries of one list in a mail: mail servers take 10 MB; of more there is a number
WHY = "You get this e-mail because somebody who runs this archive added your address. To stop it, reply and say so."


@dataclass(frozen=True, slots=True)
class News:
    """An entry of a feed that is new to somebody: `id` without the host, `url` whole, and in plain text what it is."""

    id: str
    title: str
    summary: str
    url: str


@dataclass(frozen=True, slots=True)
class ListNews:
    """What is new in one list, newest first; `url` is its page."""

    title: str
    url: str
    entries: tuple[News, ...]


def as_mail(to: str, sender: str, lists: Sequence[ListNews]) -> EmailMessage:
    """The mail to `to` about what is new in `lists`. The same news to the same person has the same Message-ID."""
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = subject_of(lists), sender, to
    ids = "\n".join([to, *(entry.id for one in lists for entry in one.entries)])
    message["Message-ID"] = f"<{hashlib.sha256(ids.encode()).hexdigest()[:32]}@{sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no “out of office” comes back
    message["List-Unsubscribe"] = f"<mailto:{sender}?subject=stop>"
    message.set_content(f"{as_text(lists)}\n--\n{WHY}\n")
    message.add_alternative(str(_html(lists)), subtype="html")
    return message


def subject_of(lists: Sequence[ListNews]) -> str:
    """What a mail about what is new in `lists` is about."""
    number = sum(len(one.entries) for one in lists)
    return f"{site_title()}: {number} new in {', '.join(one.title for one in lists)}"[:150]


def as_text(lists: Sequence[ListNews]) -> str:
    """What is new in `lists` in plain text."""
    return "\n".join(_lines(lists)) + "\n"


def _lines(lists: Sequence[ListNews]) -> Iterator[str]:
    for one in lists:
        yield f"{one.title} ({len(one.entries)} new)"
        yield one.url
        for entry in one.entries[:IN_WORDS]:
            yield from ("", f"- {entry.title}", f"  {entry.summary}", f"  {entry.url}")
        for entry in one.entries[IN_WORDS:MOST]:
            yield from ("", f"- {entry.title}", f"  {entry.url}")
        if len(one.entries) > MOST:
            yield from ("", f"and {len(one.entries) - MOST} more: {one.url}")
        yield ""


def _html(lists: Sequence[ListNews]) -> Markup:
    """The same with links. No pictures and no styles: mail programs show it in their own way, and nothing tells us that it was read."""
    parts = [Markup('<!DOCTYPE html><html lang="en-GB"><body>')]
    for one in lists:
        parts.append(Markup('<h2><a href="{}">{}</a> ({} new)</h2><ul>').format(one.url, one.title, len(one.entries)))
        parts += [
            Markup('<li><a href="{}">{}</a><br>{}</li>').format(entry.url, entry.title, entry.summary if at < IN_WORDS else "")
            for at, entry in enumerate(one.entries[:MOST])
        ]
        more = len(one.entries) - MOST
        parts.append(Markup("</ul>") + (Markup('<p><a href="{}">and {} more</a></p>').format(one.url, more) if more > 0 else ""))
    parts.append(Markup("<p>{}</p></body></html>").format(WHY))
    return Markup("").join(parts)
