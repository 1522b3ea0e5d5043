"""What a page says of itself for machines: JSON-LD of schema.org, Open Graph and other meta elements, rel=canonical."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup

from scraper.reading.soup import plain_value

ARTICLE_TYPES = {"Article", "NewsArticle", "BlogPosting", "ReportageNewsArticle", "AnalysisNewsArticle", "OpinionNewsArticle", "Report"}
ARTICLE_TYPES |= {"LiveBlogPosting", "BackgroundNewsArticle", "ReviewNewsArticle"}
WRAPPING = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*$")


@dataclass(frozen=True, slots=True)
class Structured:
    """A page's own statements, each None (or empty) where it makes none; times as written."""

    title: str | None
    og_title: str | None
    site_name: str | None
    authors: tuple[str, ...]
    json_ld_published: str | None
    meta_published: str | None
    modified: str | None
    summary: str | None
    accessible: bool | None
    canonical: str | None


def read_structured(page: BeautifulSoup, address: str) -> Structured:
    """The statements of `page`, fetched from `address`. JSON-LD that speaks of other articles (cards, lists) is left aside."""
    canonical = declared_canonical(page)
    nodes = list(top_nodes(page))
    node = article_node(nodes, {page_path(address), page_path(urljoin(address, canonical or address))})
    return Structured(
        title=plain_value(node.get("headline") or node.get("name")),
        og_title=meta(page, "og:title"),
        site_name=meta(page, "og:site_name"),
        authors=tuple(names(node.get("author"), {str(each["@id"]): each for each in nodes if "@id" in each})),
        json_ld_published=plain_value(node.get("datePublished")),
        meta_published=meta(page, "article:published_time"),
        modified=plain_value(node.get("dateModified")) or meta(page, "article:modified_time"),
        summary=meta(page, "description") or meta(page, "og:description"),
        accessible=truth(node.get("isAccessibleForFree")),
        canonical=canonical,
    )


def declared_canonical(page: BeautifulSoup) -> str | None:
    """The `href` of the first rel=canonical, or None: a second one contradicts it and is not followed."""
    for link in page.select('link[rel~="canonical"][href]'):
        return str(link["href"]).strip() or None
    return None


def meta(page: BeautifulSoup, name: str) -> str | None:
    """The content of the first meta element called `name` (as name or property), or None."""
    for element in page.select(f'meta[property="{name}"][content], meta[name="{name}"][content]'):
        return plain_value(element["content"])
    return None


def article_node(nodes: Sequence[dict[str, Any]], paths: set[str]) -> dict[str, Any]:
    """The JSON-LD node of the page's own article; empty where none or several fit.

    A node that states an address fits only when the address has one of `paths`; a node without one fits when it stands alone.
    """
    articles = [node for node in nodes if ARTICLE_TYPES & {each for each in as_list(node.get("@type")) if isinstance(each, str)}]
    own = [node for node in articles if paths & node_paths(node)]
    if own:
        return own[0]
    unaddressed = [node for node in articles if not node_paths(node)]
    return unaddressed[0] if len(unaddressed) == 1 else {}


def top_nodes(page: BeautifulSoup) -> Iterator[dict[str, Any]]:
    """The nodes that stand at the top of the page's JSON-LD blocks or in their @graph; nodes inside others are about something else."""
    for script in page.select('script[type="application/ld+json"]'):
        try:
            block = json.loads(WRAPPING.sub("", script.get_text()), strict=False)
        except json.JSONDecodeError:
            continue  # many sites break their JSON-LD with quotes or commas; the next statement of the page serves
        for node in as_list(block):
            if isinstance(node, dict):
                yield node
                yield from (inner for inner in as_list(node.get("@graph")) if isinstance(inner, dict))


def node_paths(node: dict[str, Any]) -> set[str]:
    """The paths of the addresses by which a node says what page it is about."""
    stated = [node.get("url"), node.get("@id"), node.get("mainEntityOfPage")]
    addresses = [value.get("@id") if isinstance(value, dict) else value for value in stated]
    return {page_path(address) for address in addresses if isinstance(address, str) and address.startswith("http")}


def page_path(address: str) -> str:
    """An address's path without the last slash: enough to tell two pages of one site apart, whatever host serves them."""
    return urlsplit(address).path.rstrip("/")


def names(value: Any, named: Mapping[str, Any]) -> Iterator[str]:
    """The names in an `author`: text, a node with a name, a reference to one of the `named` nodes, or a list; addresses are no names."""
    for author in as_list(value):
        if isinstance(author, dict) and "name" not in author:
            author = named.get(str(author.get("@id")), author)
        name = plain_value(author.get("name") if isinstance(author, dict) else author)
        if name and not name.startswith(("http:", "https:")):
            yield name


def as_list(value: Any) -> list[Any]:
    """A JSON-LD value as a list: none, one or several."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def truth(value: Any) -> bool | None:
    """True or false as JSON or as text ("False"), else None."""
    return {"true": True, "false": False}.get(str(value).lower().removeprefix("https://schema.org/").removeprefix("http://schema.org/"))
