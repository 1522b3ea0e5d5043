"""What a report asks for, as HTML: the words, where they stand, and to whom they are addressed."""

from markupsafe import Markup, escape

from archive.outcomes.history import Told
from archive.urls import file_url, report_url
from archive.web.words import day, label


def told(one: Told) -> Markup:
    """One entry of a list. A function, because a council's page has a hundred: as a macro of its template they took half its time."""
    page = f' · <a href="{file_url(one.sha256, one.page)}">page {one.page}</a>' if one.sha256 else ""
    to = f" · to {escape(one.addressed_to_printed or label(one.addressed_to, 'addressee'))}" if one.addressed_to != "authority" else ""
    return Markup(
        f'<bdi>{escape(one.text)}</bdi><br><span class="soft"><span class="tag">{escape(label(one.kind, "recommendation"))}</span>'
        f' <a href="{escape(report_url(one.key))}#recommendation-{one.position}">{escape(label(one.report_kind, "kind"))}</a>,'
        f" {escape(day(one.day))}{page}{to}"
        f' · <a href="/recommendations/similar?id={one.id}">Who else was told this?</a></span>'
    )


FUNCTIONS = {"told": told}
