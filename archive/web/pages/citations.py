"""Citations of a report to copy (Harvard, RIS and BibTeX), with its two addresses and its licence."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from archive.configuration import site_title
from archive.keeping.source_terms import SENTENCE
from archive.store.clean_text import cleaned
from archive.urls import report_url

# Who publishes jointly with Ofsted. All other reports are by the author that their source names.
AUTHORS = {
    "area_send_inspection": "Ofsted and Care Quality Commission",
    "area_send_revisit": "Ofsted and Care Quality Commission",
    "jtai": "Ofsted, Care Quality Commission, HMICFRS and HM Inspectorate of Probation",
}
_NAMED = {"\\": "backslash", "{": "braceleft", "}": "braceright", "~": "asciitilde", "^": "asciicircum"}
_PLAIN_TEX = {one: f"\\{one}" for one in "&%$#_"} | {one: f"\\text{name} " for one, name in _NAMED.items()}


@dataclass(frozen=True, slots=True)
class Cited:
    """What a citation names. `published` and `snapshot` (when the kept file was fetched) are ISO dates or None.

    `url` is where it was published; empty where that is not known. `attribution` is the sentence that the source's terms ask for.
    `newspaper` is the publisher of an article; empty for a report.
    """

    key: str
    author: str
    title: str
    published: str | None
    url: str
    kept_at: str
    snapshot: str | None
    attribution: str = SENTENCE
    newspaper: str = ""

    @property
    def authors(self) -> list[str]:
        """Each body that published it: Zotero's tags name one author each."""
        return re.split(r", | and (?=[A-Z])", self.author)

    @property
    def site(self) -> str:
        """The address of this archive, as the reader asked for it."""
        return self.kept_at.removesuffix(report_url(self.key))


def author_of(kind: str | None, author: str) -> str:
    """Who publishes reports of this kind, of a source with this `author`."""
    return AUTHORS.get(kind or "", author) if author == "Ofsted" else author


def harvard(cited: Cited) -> str:
    """In Harvard style, on one line; add paragraph and page where you quote."""
    year = cited.published[:4] if cited.published else "no date"
    kept = f" (downloaded on {cited.snapshot[:10]})" if cited.snapshot else ""
    published = f"Available at: {cited.url}; archived at" if cited.url else "Archived at"
    return f"{cited.author} ({year}) {cited.title}. {published}: {cited.kept_at}{kept}. {cited.attribution}"


def harvard_of_page(title: str, address: str, today: str, licence: Sequence[str] = (SENTENCE,)) -> str:
    """A page of this archive in Harvard style; `today` is the ISO date of access, `licence` whose reports it is made of."""
    return f"{site_title()} ({today[:4]}) {title}. Available at: {address} (accessed {today}). {' '.join(licence)}"


def bibtex(cited: Cited) -> str:
    """As a BibTeX entry of type techreport, or article for an article."""
    fields = {
        "author": f"{{{_tex(cited.author)}}}",
        "title": f"{{{_tex(cited.title)}}}",
        "journal": _tex(cited.newspaper),
        "institution": "" if cited.newspaper else _tex(cited.author),
        "year": _tex((cited.published or "")[:4]),
        "date": _tex(cited.published or ""),
        "url": _tex_address(cited.url),
        "urldate": _tex((cited.snapshot or "")[:10]),
        "note": _tex(f"Archived at {cited.kept_at}. {cited.attribution}"),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    kind = "article" if cited.newspaper else "techreport"
    return "\n".join([f"@{kind}{{{re.sub(r'[^A-Za-z0-9-]', '-', cited.key)},", *lines, "}"]) + "\n"


def ris(cited: Cited) -> str:
    """As a RIS record of type RPRT, or NEWS for an article."""
    fields = [
        ("TY", "NEWS" if cited.newspaper else "RPRT"),
        ("AU", cited.author),
        ("TI", cited.title),
        ("T2", cited.newspaper),
        ("PY", (cited.published or "")[:4]),
        ("DA", (cited.published or "").replace("-", "/")),
        ("UR", cited.url),
        ("L2", cited.kept_at),
        ("Y2", (cited.snapshot or "")[:10].replace("-", "/")),
        ("N1", cited.attribution),
        ("ER", ""),
    ]
    return "".join(f"{tag}  - {' '.join(cleaned(value).split())}\r\n" for tag, value in fields if value or tag == "ER")


def _tex(text: str) -> str:
    """`text` on one line with the characters that mean something to TeX made plain; braces by name, as BibTeX counts even escaped ones."""
    return "".join(_PLAIN_TEX.get(one, one) for one in " ".join(cleaned(text).split()))


def _tex_address(url: str) -> str:
    """`url` with the characters that no address holds percent-encoded, and those that mean something to TeX made plain."""
    encoded = quote("".join(cleaned(url).split()), safe=":/?#[]@!&'()*+,;=%_.-~")
    return re.sub(r"([%#&])", r"\\\1", encoded)
