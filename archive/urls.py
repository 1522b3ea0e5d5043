"""The addresses of pages on the reader's site. All links are made here."""

from functools import lru_cache
from urllib.parse import quote, urlencode

NAME = "archive"  # of the database in addresses and in metadata.yml, whatever the file is called
PARAGRAPHS_IN_PART = 150  # of a report whose text is too long for one page; links to its paragraphs depend on it


@lru_cache(maxsize=20_000)  # a page of lists has hundreds
def report_url(key: str, paragraph: int | None = None) -> str:
    """A report's page, opened at the paragraph with this position; of a text too long for one page, in the part that has it."""
    part = part_of(paragraph or 1)
    return f"/report/{quote(key, safe='')}" + (f"?part={part}" if part > 1 else "") + (f"#p{paragraph}" if paragraph else "")


def part_of(paragraph: int) -> int:
    """The part (from 1) of a long report's text that has the paragraph with this position (from 1)."""
    return (paragraph - 1) // PARAGRAPHS_IN_PART + 1


def article_url(article_id: int) -> str:
    """An article's page."""
    return f"/article/{article_id}"


def authority_url(code: str) -> str:
    """A local authority's page."""
    return f"/authority/{quote(code, safe='')}"


def source_url(name: str) -> str:
    """The page of a source."""
    return f"/source/{quote(name, safe='')}"


def provider_url(source: str, urn: str) -> str:
    """The page of a provider: its number is its source's."""
    return f"/provider/{quote(source, safe='')}/{quote(urn, safe='')}"


def file_url(sha256: str, page: int | None = None) -> str:
    """The original PDF, opened at `page` (from 1) by viewers that know `#page=`."""
    return f"/files/{sha256}.pdf" + (f"#page={page}" if page else "")


def with_query(path: str, parameters: dict[str, str]) -> str:
    """`path` with those parameters that are not empty."""
    kept = {name: value for name, value in parameters.items() if value}
    return f"{path}?{urlencode(kept)}" if kept else path
