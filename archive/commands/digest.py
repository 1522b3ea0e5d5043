"""`archive digest`: sends each person who follows lists of the site one e-mail with what is new, or prints it."""

import asyncio
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import click

from archive.commands.serve import bring_up_to_date
from archive.commands.subscriptions import Person, Sent, Subscriptions, read_subscriptions, save_sent, sent_mail
from archive.keeping.alerts import AlertError, mail_server, post, send_mail
from archive.store import archive_paths
from archive.store.files import Place
from archive.web.formats.followed import page_of
from archive.web.formats.mail import ListNews, News, as_mail, as_text, subject_of

if TYPE_CHECKING:
    from datasette.app import Datasette

FAILED = 9
ATOM = {"atom": "http://www.w3.org/2005/Atom"}
HERE = "http://localhost"  # what the site calls itself when it is asked in process


@click.command()
@click.argument("file", type=click.Path(path_type=Path), envvar="ARCHIVE_DIGEST")
@click.option("--print", "only_print", is_flag=True, help="Print the e-mails. Send nothing, and remember nothing as sent.")
def digest(file: Path, only_print: bool) -> None:
    """Send each person in FILE one e-mail with what is new in the lists they follow; a webhook gets it as JSON: {"text": …}.

    Nothing is sent when nothing is new, and nothing twice. A list that somebody has just begun to follow is only noted: its later
    entries are news. What was sent is kept beside FILE, in a file that ends in .sent.json. ARCHIVE_SMTP is the mail server.

    Exit status 0: all was sent; 4: a setting cannot be used; 9: something failed, and will be tried again next time.
    """
    asked = read_subscriptions(file)
    path, files = archive_paths()
    bring_up_to_date(path)
    if not only_print:
        mail_server()  # a wrong setting is said before anything is looked for
    send = _print if only_print else _send
    kept = file.with_suffix(".sent.json")
    with sent_mail(kept) as sent:
        for gone in set(sent) - {person.to for person in asked.people}:
            del sent[gone]
        failures = asyncio.run(_digest(path, files, asked, sent, send, (lambda: None) if only_print else lambda: save_sent(kept, sent)))
    for failure in failures:
        click.echo(f"archive: {failure}", err=True)
    sys.exit(FAILED if failures else 0)


async def _digest(
    path: Path,
    files: Place,
    asked: Subscriptions,
    sent: dict[str, Sent],
    send: Callable[[Person, str, list[ListNews]], None],
    save: Callable[[], None],
) -> list[str]:
    """Look at the lists of everybody whose turn it is, and send; gives what failed, a sentence each."""
    from archive.web.site import make_site  # Datasette takes a second to import; other commands do not need it

    site = make_site(path, files, public=True)  # a mail holds what a public site shows, and no more
    await site.invoke_startup()
    today, failures = datetime.now(UTC).date().isoformat(), []
    read: dict[str, ListNews | str] = {}
    for person in asked.people:
        before = sent.get(person.to, Sent())
        if not before.is_due(person, today):
            continue
        for feed in person.feeds:
            if feed not in read:
                read[feed] = await read_feed(site, feed, asked.site)
        held = {feed: found for feed in person.feeds if isinstance(found := read[feed], ListNews)}
        failures += [f"{person.name}: {found}" for feed in person.feeds if isinstance(found := read[feed], str)]
        news, after = what_is_new(person, held, before, today)
        if news:
            try:
                send(person, asked.sender, news)
            except AlertError as error:
                failures.append(f"{person.name}: {error}; it will be tried again next time")
                continue
        click.echo(f"{person.name}: {sum(len(one.entries) for one in news)} new", err=True)
        sent[person.to] = after
        save()  # at once: whatever stops the next mail, this one is not sent again
    site.executor.shutdown()
    return failures


def what_is_new(person: Person, held: dict[str, ListNews], before: Sent, today: str) -> tuple[list[ListNews], Sent]:
    """What `held` lists have that the person was not sent, each entry once; and what is to be remembered when it is sent.

    A list that could not be read is not `held`, and is remembered as it was.
    """
    sent, lists, news = set(before.sent), {}, []
    for feed in person.feeds:
        known = before.lists.get(feed)
        if feed not in held:
            if known is not None:
                lists[feed] = known
            continue
        entries = held[feed].entries
        lists[feed] = {entry.id for entry in entries} | (known or set())
        fresh = () if known is None else tuple(one for one in entries if one.id not in known and one.id not in sent)
        sent |= {entry.id for entry in fresh}
        if fresh:
            news.append(ListNews(held[feed].title, held[feed].url, fresh))
    return news, Sent(today, sent, lists)


async def read_feed(site: "Datasette", feed: str, address: str) -> ListNews | str:
    """Everything in a feed of this archive, its links as on the site at `address`; or why it cannot be read."""
    answer = await site.client.get(f"{feed}{'&' if '?' in feed else '?'}entries=all")
    if answer.status_code != 200:
        return f"{page_of(feed)} cannot be read (status {answer.status_code})"
    root = ElementTree.fromstring(answer.content)
    if said := root.findtext("atom:subtitle", "", ATOM):  # a filter that is on no list finds nothing, now or ever
        click.echo(f"archive: {page_of(feed)}: {said}", err=True)
    entries = [_news(entry, address) for entry in root.findall("atom:entry", ATOM)]
    return ListNews(root.findtext("atom:title", "", ATOM), address + page_of(feed), tuple({one.id: one for one in entries}.values()))


def _news(entry: ElementTree.Element, address: str) -> News:
    id_, title, summary = (" ".join(entry.findtext(f"atom:{name}", "", ATOM).split()) for name in ("id", "title", "summary"))
    link = entry.find("atom:link", ATOM)
    assert link is not None
    return News(id_.removeprefix(HERE), title, summary, address + link.attrib["href"].removeprefix(HERE))


def _send(person: Person, sender: str, news: Sequence[ListNews]) -> None:
    """Send what is new. AlertError when it is not taken."""
    if person.is_webhook:
        post(person.to, f"{subject_of(news)}\n\n{as_text(news)}")
    else:
        send_mail(as_mail(person.to, sender, news))


def _print(person: Person, sender: str, news: Sequence[ListNews]) -> None:
    """Print what would be sent, to whom, and what it is about."""
    click.echo(f"From: {sender}\nTo: {person.name}\nSubject: {subject_of(news)}\n\n{as_text(news)}")
