"""A paragraph of a report as HTML: its words, the link by which it is cited, and where it stands in the original."""

from sqlite3 import Row

from markupsafe import Markup, escape

from archive.urls import file_url

TOO_LONG = Markup("This paragraph is too long for this page. Read it in the original.")


def paragraph(row: Row, original: str | None, *, cut: bool, beside: bool) -> Markup:
    """A row of report_paragraphs. A function, because a report has hundreds: as macros of its template they took half its page's time.

    `original` is the SHA-256 of the report's file, None where we do not hold it; `cut` leaves the words out; `beside` opens the original
    in the frame at the side.
    """
    place, number = row["position"], escape(row["number"] or "")
    words = TOO_LONG if cut else f"<bdi>{escape(row['text'])}</bdi>"
    target = ' target="original"' if beside else ""
    page = f' <a class="place" href="{file_url(original, row["page"])}"{target}>page {row["page"]}</a>' if original and row["page"] else ""
    return Markup(
        f'<div class="paragraph" id="p{place}"><span class="number"><a href="#p{place}" aria-label="Link to paragraph {number or place}">'
        f"{number or '¶'}</a></span><p>{words}</p>{page}</div>"
    )


FUNCTIONS = {"paragraph": paragraph, "TOO_LONG": TOO_LONG}
