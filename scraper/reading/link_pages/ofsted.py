"""Provider pages of the reports site: who the provider is, and every report that its timeline links.

Markup: genuine captures of 2022 to 2026 and selectors known to work on the live site.
"""

import re
from dataclasses import dataclass

from bs4 import Tag

from archive.records import Problem, Provider, Report
from scraper.reading.errors import ParseError
from scraper.reading.link_pages.ofsted_entries import read_entries
from scraper.reading.link_pages.ofsted_search import AUTHORITY_CODE, provider_of
from scraper.reading.soup import parse, plain

CHILDRENS_HOME = "2"  # published without name, address or place, and never joined to one
PRIVATE_PEOPLE = ("17", "49")  # childminders and registered persons: never crawled
TITLE = re.compile(r"^(?P<name>.+) - (?P<status>Open|Closed|Proposed to open) - ")

# Labels seen for local authorities; any other is kept as printed and becomes a problem.
KNOWN_LABELS = frozenset(
    label.casefold()
    for label in (
        "Children's services inspection",
        "Children's services focused visit",
        "Area SEND full inspection",
        "Joint area child protection inspection",
        "Single inspection of LA children's services",
        "Joint area review - progress inspection",
    )
)


@dataclass(frozen=True, slots=True)
class ProviderPage:
    """The provider, every report its page links, and what is odd: in an entry, about a label, about the page's head."""

    provider: Provider
    reports: tuple[Report, ...]
    problems: tuple[Problem, ...]


def read_provider_page(body: bytes, url: str, key_prefix: str) -> ProviderPage:
    """What the page of a provider says.

    `url` is the page's address. The URN that the page prints decides, not the address, where an authority's three-digit code may stand.
    ParseError when the page names no provider, or another one than its address.
    """
    page = parse(body)
    found = provider_of(url, url)
    if found is None:
        raise ParseError(f"{url} is no /provider/TYPE/URN")
    provider_type, number = found
    problems: list[Problem] = []
    if b"</html>" not in body.lower():
        problems.append(Problem("markup_changed", f"{url}: the page has no end, so it may be incomplete; we used what it lists"))
        if (links := page.select("a")) and body.lower().rfind(b"</a>") < body.lower().rfind(b"<a "):
            links[-1].clear()  # its label may be cut
    urn = _printed_urn(page, number)
    if urn is None:
        problems.append(Problem("markup_changed", f"{url}: there is no URN under the heading; we used {number} from the address"))
        urn = number
    elif urn != number and not AUTHORITY_CODE.fullmatch(number):
        raise ParseError(f"the page of {number} says that it is the page of {urn}")
    name, status = _name(page, url, problems), _status(page)
    odd: list[Problem] = []
    reports = read_entries(page, url, urn, key_prefix, odd)
    home = provider_type == CHILDRENS_HOME
    address = "" if home else next((plain(found) for found in page.select("address.title-block__address")), "")
    provider = Provider(
        urn=urn,
        name=f"Children's home {urn}" if home else name,
        provider_type=provider_type,
        status=status,
        address=address.removeprefix("Address:").strip() or None,
        url=url,
    )
    unknown = sorted({report.title for report in reports if report.title and _known_form(report.title) not in KNOWN_LABELS})
    problems += [Problem("unknown_label", f"{url}: {label!r} is a label we do not know; we keep it as printed") for label in unknown]
    return ProviderPage(provider, reports, (*problems, *odd))


def _known_form(label: str) -> str:
    return re.sub(r"\s*[‐‑‒–—-]\s+", " - ", label).casefold()


def _printed_urn(page: Tag, number: str) -> str | None:
    """The URN under the heading: the page's own `number` where that is printed, else the longest; None where there is none."""
    printed = " ".join(plain(line) for line in page.select(".title-block__subheading"))
    urns: set[str] = set(re.findall(r"\b[A-Z]{0,3}\d{3,}\b", printed.upper()))
    longest = max(urns, key=len, default=None)
    only_code = longest is not None and AUTHORITY_CODE.fullmatch(longest) is not None
    return number if only_code or (number in urns and not AUTHORITY_CODE.fullmatch(number)) else longest


def _name(page: Tag, url: str, problems: list[Problem]) -> str:
    """The heading; where there is none, the name in the page's title, with a problem. ParseError where neither has a name."""
    headings = [name for heading in page.select("h1.title-block__heading") if (name := plain(heading))]
    if headings:
        return headings[0]
    titled = _title(page)
    if titled is None:
        raise ParseError(
            f"selected 0 of one 'h1.title-block__heading', and the title of {url} names no provider; the markup may have changed"
        )
    problems.append(Problem("markup_changed", f"{url}: the page has no h1.title-block__heading; we used the name in its title"))
    return titled["name"]


def _status(page: Tag) -> str | None:
    titled = _title(page)
    return titled["status"] if titled else None


def _title(page: Tag) -> re.Match[str] | None:
    title = page.select_one("head > title")
    return TITLE.match(plain(title)) if title else None
