"""The one place where an Inspection is put together from what the parts of a report say."""

from typing import Any

from archive.records import Inspection, Judgement
from scraper.reading.reports.parts.doubt import Span
from scraper.reading.reports.parts.report_text import ReportText

Lead = tuple[str | None, int | None]
"""The lead inspector and the page that names them; None where nothing does."""
NOBODY: Lead = (None, None)


def inspection_of(
    report: ReportText,
    family: str,
    kind: str | None,
    span: Span,
    *,
    lead: Lead = NOBODY,
    overall: Judgement | None = None,
    status: str | None = None,
    **facts: Any,
) -> Inspection:
    """The Inspection of a report of this family and `kind` (report_type).

    Without a `status`, that of the `overall` judgement, or "not_read". `facts` are its other fields, as archive.records names them.
    """
    return Inspection(
        family=family,
        report_type=kind,
        pages=len(report.pages),
        inspection_start=span.start,
        inspection_end=span.end,
        dates_printed=span.printed,
        dates_page=span.page,
        lead_inspector=lead[0],
        lead_inspector_page=lead[1],
        overall_effectiveness=overall.grade if overall else None,
        overall_printed=overall.grade_printed if overall else None,
        overall_page=overall.page if overall else None,
        grade_status=status or (overall.grade_status if overall else "not_read"),
        **facts,
    )
