"""Inline text and links of elements, and which elements a reader of a page does not see."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from bs4 import NavigableString, Tag
from bs4.element import PageElement, PreformattedString

BREAK = "\n"  # stands for <br> until the text is split at two of them
SKIPPED = {"script", "style", "noscript", "template", "svg", "button", "select", "nav", "aside", "footer", "iframe", "object", "video"}
CONTAINERS = {"div", "section", "article", "main", "header", "body", "html", "center", "address", "fieldset", "form", "hgroup", "dl"}
CONTAINERS |= {"details", "summary"}
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
LISTS = {"ul", "ol", "menu"}
KINDS = {"p": "paragraph", "pre": "paragraph", "dt": "paragraph", "dd": "paragraph", "figcaption": "caption", "caption": "caption"}
BLOCKS = CONTAINERS | HEADINGS | LISTS | KINDS.keys() | {"li", "blockquote", "table", "figure"}
INVISIBLE = re.compile(r"[\u00ad\u200b-\u200d\u2060\ufeff]")


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a block: absolute address and text (an image's alternative text where there is no other)."""

    url: str
    text: str


def letters(text: str) -> str:
    """`text` reduced to letters and digits in lower case, to compare readings that differ in blanks and punctuation."""
    return re.sub(r"[\W_]+", "", text).casefold()


def inline_text(elements: Sequence[PageElement]) -> str:
    """The text of inline elements with blanks for breaks and runs of white space, without soft hyphens and zero-width characters."""
    return re.sub(r"\s+", " ", INVISIBLE.sub("", "".join(texts(elements)))).strip().removeprefix("•").lstrip()


def texts(elements: Sequence[PageElement]) -> Iterator[str]:
    """The pieces of visible text of `elements`, a blank for a break and between blocks. Without recursion, as `blocks.walk`."""
    waiting = [*reversed(elements)]
    while waiting:
        element = waiting.pop()
        if isinstance(element, Tag):
            if element.name == "br":
                yield BREAK
            elif not is_hidden(element):
                waiting += [NavigableString(BREAK)] if element.name in BLOCKS else []
                waiting += reversed(element.contents)
        elif isinstance(element, NavigableString) and not isinstance(element, PreformattedString):
            yield str(element)


def links(elements: Sequence[PageElement], base: str) -> Iterator[Link]:
    """The web links of `elements` in order; anchors on the page, mail and telephone links are none."""
    waiting = [*reversed(elements)]
    while waiting:
        element = waiting.pop()
        if not isinstance(element, Tag) or is_hidden(element):
            continue
        if element.name == "a" and element.get("href"):
            url = web_address(str(element["href"]).strip(), base)
            if url:
                yield Link(url, inline_text([element]) or " ".join(str(image["alt"]).strip() for image in element.select("img[alt]")))
        else:
            waiting += reversed(element.contents)


def is_hidden(element: Tag) -> bool:
    """Whether a reader does not see `element`, or it is furniture in every page (navigation, forms, footers)."""
    style = str(element.get("style") or "").replace(" ", "").lower()
    if element.name == "form":
        return element.find("h1") is None  # some sites wrap the whole page in a form
    return element.name in SKIPPED or element.has_attr("hidden") or "display:none" in style or element.get("aria-hidden") == "true"


def web_address(target: str, base: str) -> str | None:
    """The absolute web address of a link's target; None for places on the page, other schemes and what is no address at all."""
    if target.startswith("#"):
        return None
    try:
        url = urljoin(base, target)
        return url if urlsplit(url).scheme in ("http", "https") and urlsplit(url).hostname else None
    except ValueError:  # "http://[" and the like: nobody can follow it
        return None
