"""The reports of a list as BibTeX, RIS or CSL-JSON, for Zotero, EndNote and others."""

import json
from collections.abc import Callable, Iterable
from typing import Any

from datasette import Response

from archive.holdings.authors import Author
from archive.web.pages.citations import Cited, bibtex, ris
from archive.web.pages.report import author_of

FORMS = ("bib", "ris", "csl.json")


def cited_in_list(
    key: str, kind: str | None, title: str | None, authority: str | None, published: str | None, kept_at: str, author: Author
) -> Cited:
    """A report as a list knows it; its own page also cites where it was published and when it was downloaded."""
    named = ", ".join(part for part in (title, authority) if part)
    return Cited(
        key=key,
        author=author_of(kind, author.name),
        attribution=author.attribution,
        title=named,
        published=published,
        url="",
        kept_at=kept_at,
        snapshot=None,
    )


def citations_response(form: str, cited: Iterable[Cited], name: str, headers: dict[str, str]) -> Response:
    """Each report once, in the order of the list, as the file NAME.`form`."""
    once = {one.key: one for one in cited}.values()
    kind, write = _WRITERS[form]
    disposition = {"content-disposition": f'attachment; filename="{name}.{form}"'}
    return Response(write(once), headers=headers | disposition, content_type=kind)


def _csl(cited: Iterable[Cited]) -> str:
    items = []
    for one in cited:
        item: dict[str, Any] = {
            "id": one.key,
            "type": "report",
            "title": one.title,
            "author": [{"literal": one.author}],
            "URL": one.kept_at,
        }
        if one.published:
            item["issued"] = {"date-parts": [[int(part) for part in one.published[:10].split("-")]]}
        items.append(item | {"publisher": one.author})
    return json.dumps(items, ensure_ascii=False, indent=1)


_WRITERS: dict[str, tuple[str, Callable[[Iterable[Cited]], str]]] = {
    "bib": ("application/x-bibtex; charset=utf-8", lambda cited: "\n".join(map(bibtex, cited))),
    "ris": ("application/x-research-info-systems; charset=utf-8", lambda cited: "".join(map(ris, cited))),
    "csl.json": ("application/vnd.citationstyles.csl+json; charset=utf-8", _csl),
}
