"""Pages that link the files of reports, of an inspectorate that states their markup as facts.

What a fact selects is counted: a page without a file is a problem, never an empty loop.
"""

import re
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from bs4 import Tag
from bs4.css import CSS

from archive.records import Problem, Provider, Report
from scraper.reading.dates import read_date
from scraper.reading.errors import ParseError
from scraper.reading.soup import parse, plain

NOT_IN_KEYS = re.compile(r"[^A-Za-z0-9._-]+")


@dataclass(frozen=True, slots=True)
class Value:
    """Where a value stands: in the text, or the `attribute`, of the first element that `selector` selects and `pattern` fits.

    That may be the entry, or the part of the page, itself. Without `selector`, the value is in the address of the page (or, for a report's
    key, of its file). The value is what the groups of `pattern` hold, joined by "-"; without groups, all that it fits; without `pattern`,
    the whole text.
    """

    selector: str = ""
    pattern: str = ""
    attribute: str = ""

    def of(self, node: Tag, url: str) -> str | None:
        """The value in `node`, a part of the page at `url`; None where there is none."""
        texts = [self._text(found) for found in selected(node, self.selector)] if self.selector else [url]
        return next((value for value in map(self._fitting, texts) if value), None)

    def in_address(self, url: str) -> str | None:
        """The value in `url`; None where it stands on a page, or is not there."""
        return None if self.selector else self._fitting(url)

    def _text(self, node: Tag) -> str:
        return str(node.get(self.attribute) or "") if self.attribute else plain(node)

    def _fitting(self, words: str) -> str | None:
        found = re.search(self.pattern, words, re.IGNORECASE)
        if found is None:
            return None
        groups = [group for group in found.groups() if group]
        return ("-".join(groups) if groups else found[0] if self.pattern else words).strip() or None


def selected(node: Tag, selector: str) -> list[Tag]:
    """What `selector` selects in `node`, which may be `node` itself."""
    itself = [node] if node.parent and CSS(node).match(selector) else []
    return [*itself, *node.select(selector)]


@dataclass(frozen=True, slots=True)
class ProviderPages:
    """What stands on a page that links the files of a provider's reports.

    `report` selects the part of the page on each report; where it is "", the page is about one. `file` selects the links to files, in that
    part, and `file_path` is the pattern of their path. `title`, `published` and `inspected` are looked for in that part only; without
    `title`, the words of the link are the title. `name` and `number` are the provider's, the first that is there; `authority` is the local
    authority as the page states it, a name or a code; a page without it is a problem unless `authority_optional`. `key` is taken from the
    file's address, and is the source's own for ever.
    """

    file: str
    name: tuple[Value, ...]
    number: tuple[Value, ...]
    provider_type: Value | str
    file_path: str = r"\.pdf$"
    key: Value = Value(pattern=r"([^/]+?)(?:\.\w+)?(?:[?#].*)?$")
    report: str = ""
    title: Value | None = None
    published: Value | None = None
    inspected: Value | None = None
    authority: Value | None = None
    authority_optional: bool = False


@dataclass(frozen=True, slots=True)
class StatedPage:
    """The provider, each of its reports, and what is odd."""

    provider: Provider
    reports: tuple[Report, ...]
    problems: tuple[Problem, ...]


def absolute(url: str, link: str) -> str:
    """The address that a link of the page at `url` leads to; "" where it is none ("http://[")."""
    try:
        return urlsplit(urljoin(url, link)).geturl()
    except ValueError:
        return ""


def day_of(printed: str | None) -> str | None:
    try:
        return read_date(printed) if printed else None
    except ParseError:
        return None


def read_page(facts: ProviderPages, body: bytes, url: str, key_prefix: str) -> StatedPage:
    """What the page at `url` says of its provider and its reports. ParseError where it has no name or number of a provider."""
    page = parse(body)
    problems: list[Problem] = []
    name, number = (_first(values, page, url) for values in (facts.name, facts.number))
    if name is None or number is None:
        raise ParseError(f"{url} does not say {'which provider' if name is None else 'the number of the provider'} it is about")
    stated = facts.provider_type
    provider_type = stated if isinstance(stated, str) else stated.of(page, url) or ""
    authority = facts.authority.of(page, url) if facts.authority else None
    if facts.authority and authority is None and not facts.authority_optional:
        problems.append(Problem("missing_fact", f"{url} names no local authority, so its reports belong to none"))
    reports: dict[str, Report] = {}
    for part in page.select(facts.report) if facts.report else [page]:
        for report in _reports(facts, part, url, (number, key_prefix), problems):
            known = reports.setdefault(report.key, report)
            if known.url == report.url and known.title is None:
                reports[report.key] = report  # a picture links the file, too
            elif known.url != report.url:
                words = f"{report.url} and {known.url} would have the same key, {report.key}; we left the first out"
                problems.append(Problem("parse_error", f"{url}: {words}. The source needs another rule for keys."))
    if not reports:
        problems.append(Problem("markup_changed", f"{url} links no file ({facts.file!r} with the path {facts.file_path!r})"))
    return StatedPage(Provider(number, name, provider_type, None, None, url, authority), tuple(reports.values()), tuple(problems))


def _first(values: tuple[Value, ...], page: Tag, url: str) -> str | None:
    return next((value for each in values if (value := each.of(page, url))), None)


def key_of_file(facts: ProviderPages, url: str, key_prefix: str) -> str | None:
    """The key of the report whose file is at `url`; None where that is no file's address, or the key stands on the page that links it."""
    if not re.search(facts.file_path, urlsplit(url).path, re.IGNORECASE):
        return None
    key = facts.key.in_address(url)
    return f"{key_prefix}-{NOT_IN_KEYS.sub('-', key)}" if key else None


def _reports(facts: ProviderPages, part: Tag, url: str, names: tuple[str, str], problems: list[Problem]) -> list[Report]:
    """The reports that a part of the page links; `names` are the provider's number and the prefix of keys."""
    found = []
    for link in part.select(facts.file):
        address = absolute(url, str(link.get("href") or "").strip())
        if not re.search(facts.file_path, urlsplit(address).path, re.IGNORECASE):
            continue
        key = facts.key.of(link, address)
        if key is None:
            problems.append(
                Problem("parse_error", f"{url} links {address}, in which there is no key ({facts.key.pattern!r}); we left it out")
            )
            continue
        title = facts.title.of(part, url) if facts.title else plain(link) or None
        days = [_stated_day(value, part, url, address, problems) for value in (facts.published, facts.inspected)]
        found.append(Report(f"{names[1]}-{NOT_IN_KEYS.sub('-', key)}", names[0], title, days[0], days[1], address, url))
    return found


def _stated_day(value: Value | None, part: Tag, url: str, file: str, problems: list[Problem]) -> str | None:
    """A day of a report, as ISO text; None where the source states none, or, with a problem, where it cannot be read."""
    printed = value.of(part, url) if value else None
    day = day_of(printed)
    if value and day is None:
        problems.append(Problem("markup_changed", f"{url}: we cannot read a date for {file} ({value.selector!r} gives {printed!r})"))
    return day
