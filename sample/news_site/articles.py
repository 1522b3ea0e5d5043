"""The invented articles of the sample publisher, their expected text and links; the words stand in `articles.json`.

An entry of `body` is a paragraph, or after "## " a heading, or after "* " an entry of a list. `[[words|target]]` is a link;
its target is file:ID or provider:URN of the reports site, article:SLUG of the publisher, or an address.
"""

import json
import re
from dataclasses import dataclass
from html import escape
from importlib.resources import files
from itertools import groupby

_LINK = re.compile(r"\[\[(?P<words>[^|\]]+)\|(?P<target>[^\]]+)\]\]")


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where links lead: the reports site (pages and files alike, in the sample) and the publisher, without a slash at the end."""

    reports: str
    publisher: str

    def resolve(self, target: str) -> str:
        """The address of a target as `articles.json` writes it."""
        kind, _, name = target.partition(":")
        if kind == "file":
            return f"{self.reports}/v1/file/{name}"
        if kind == "provider":
            return f"{self.reports}/provider/44/{name}"
        if kind == "article":
            return f"{self.publisher}/{name}/"
        return target


@dataclass(frozen=True, slots=True)
class SampleArticle:
    """An invented article. `about` are the ids of the reports it is about; `trap` says in a word what makes it hard.

    `published` is local time without zone, as WordPress gives it: "2018-02-27T09:15:00".
    """

    id: int
    slug: str
    title: str
    published: str
    author: str
    about: tuple[str, ...]
    trap: str
    body: tuple[str, ...]

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The expected text: paragraphs, headings and list entries in order, links as their words."""
        return tuple(_LINK.sub(r"\g<words>", re.sub(r"^(## |\* )", "", entry)) for entry in self.body)

    @property
    def targets(self) -> tuple[tuple[str, str], ...]:
        """The expected links in order: target as `articles.json` writes it, and words."""
        return tuple((found["target"], found["words"]) for entry in self.body for found in _LINK.finditer(entry))

    def html(self, addresses: Addresses) -> str:
        """The body as the page and the API show it."""
        pieces = []
        for listed, entries in groupby(self.body, lambda entry: entry.startswith("* ")):
            if listed:
                pieces.append("<ul>\n" + "\n".join(f"<li>{_inline(entry[2:], addresses)}</li>" for entry in entries) + "\n</ul>")
            else:
                pieces += [_piece(entry, addresses) for entry in entries]
        return "\n".join(pieces)

    def summary(self) -> str:
        """The excerpt that feed and API carry."""
        return f"{self.paragraphs[0][:120]} […]"


def _piece(entry: str, addresses: Addresses) -> str:
    if entry.startswith("## "):
        return f"<h2>{_inline(entry[3:], addresses)}</h2>"
    return f"<p>{_inline(entry, addresses)}</p>"


def _inline(text: str, addresses: Addresses) -> str:
    """Text with its links as HTML."""
    return _LINK.sub(
        lambda found: f'<a href="{escape(addresses.resolve(found["target"]))}">{found["words"]}</a>', escape(text, quote=False)
    )


def _load() -> tuple[SampleArticle, ...]:
    rows = json.loads(files("sample.news_site").joinpath("articles.json").read_text(encoding="utf-8"))
    return tuple(SampleArticle(**{**row, "about": tuple(row["about"]), "body": tuple(row["body"])}) for row in rows)


# Newest first, as the publisher lists them; the one that is about no inspection at all is refused by a relevance gate.
ARTICLES = tuple(sorted(_load(), key=lambda article: article.published, reverse=True))
RELEVANT = tuple(article for article in ARTICLES if article.trap != "irrelevant")
