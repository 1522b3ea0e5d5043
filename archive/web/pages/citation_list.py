"""The reports and articles of any list as BibTeX, RIS or CSL-JSON, for Zotero, EndNote and others."""

import json
from collections.abc import Callable, Iterable, Sequence
from sqlite3 import Row
from typing import TYPE_CHECKING, Any

from datasette import Request, Response

from archive.holdings.cited import ListedKey, read_cited
from archive.store.clean_text import cleaned
from archive.urls import article_url, report_url
from archive.web.database import archive_of
from archive.web.pages.citations import Cited, author_of, bibtex, ris
from archive.web.render import caching
from archive.web.words import report_title

if TYPE_CHECKING:
    from datasette.app import Datasette

FORMS = ("bib", "ris", "csl.json")
NAMES = {"bib": "BibTeX", "ris": "RIS", "csl.json": "CSL-JSON"}
RIGHTS = "The article belongs to its publisher."


async def cite_list(datasette: "Datasette", request: Request, form: str, listed: Iterable[ListedKey], name: str) -> Response:
    """Citations of what a list names, each once, in its order, as the file NAME.`form`."""
    rows = await archive_of(datasette).read(read_cited, list(listed))
    site = f"{request.scheme}://{request.host}"
    cited = [_article(row, site) if "publisher" in row.keys() else cited_report(row, site) for row in rows]  # noqa: SIM118  # of a Row
    return citations_response(form, cited, name, caching(datasette))


def citations_response(form: str, cited: Sequence[Cited], name: str, headers: dict[str, str]) -> Response:
    """These citations as the file NAME.`form`."""
    kind, write = _WRITERS[form]
    disposition = {"content-disposition": f'attachment; filename="{name}.{form}"'}
    return Response(write(cited), headers=headers | disposition, content_type=kind)


def cited_as(address: str) -> list[tuple[str, str]]:
    """(name, address) of the citations of the list whose CSV is at `address`."""
    return [(words, address.replace(".csv", f".{form}", 1)) for form, words in NAMES.items()]


def cited_report(row: Row, site: str) -> Cited:
    """What citations of a report name; `row` as read_cited has them, `site` the address of this archive."""
    return Cited(
        key=row["key"],
        author=author_of(row["kind"], row["author"]),
        attribution=row["attribution"],
        title=report_title(row),
        published=row["published"],
        url=_on_the_web(row["url"]),
        kept_at=site + report_url(row["key"]),
        snapshot=row["snapshot"],
    )


def _on_the_web(url: str) -> str:
    """`url`, or nothing where it is that of a file somebody added."""
    return url if url.startswith(("https://", "http://")) else ""


def _article(row: Row, site: str) -> Cited:
    return Cited(
        key=f"article-{row['id']}",
        author=", ".join(json.loads(row["authors"])) or row["publisher"],
        attribution=RIGHTS,
        title=row["title"],
        published=row["published"],
        url=_on_the_web(row["url"]),
        kept_at=site + article_url(row["id"]),
        snapshot=None,
        newspaper=row["publisher"],
    )


def _csl(cited: Iterable[Cited]) -> str:
    items = []
    for one in cited:
        item: dict[str, Any] = {
            "id": one.key,
            "type": "article-newspaper" if one.newspaper else "report",
            "title": " ".join(cleaned(one.title).split()),
            "author": [{"literal": one.author}],
            "URL": (one.newspaper and one.url) or one.kept_at,
        }
        if one.published:
            item["issued"] = {"date-parts": [[int(part) for part in one.published[:10].split("-")]]}
        items.append(item | ({"container-title": one.newspaper} if one.newspaper else {"publisher": one.author}))
    return json.dumps(items, ensure_ascii=False, indent=1)


_WRITERS: dict[str, tuple[str, Callable[[Iterable[Cited]], str]]] = {
    "bib": ("application/x-bibtex; charset=utf-8", lambda cited: "\n".join(map(bibtex, cited))),
    "ris": ("application/x-research-info-systems; charset=utf-8", lambda cited: "".join(map(ris, cited))),
    "csl.json": ("application/vnd.citationstyles.csl+json; charset=utf-8", _csl),
}
