"""Compares what a page says about a report with what it said before. A good fact is never replaced by one that cannot be right. Pure."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, timedelta
from urllib.parse import urlsplit

from archive.records import Problem, Report

EARLIEST = "1992-01-01"  # the year Ofsted was founded; pages of schools name inspections of the 1990s
AHEAD = timedelta(days=1)  # a date of tomorrow is a clock that is behind
MOST_MOVED = 31  # days by which a correction may move a date; misprints move it by months or years
DATES = ("inspected", "published")


def settle(report: Report, held: Report | None, today: str, hosts: Collection[str], problems: list[Problem]) -> Report:
    """`report` as a page names it, with what cannot be right replaced by what is `held` (None: nothing yet), and a problem for each.

    `today` is an ISO date, `hosts` are those that files may come from. A date that cannot be right and was never known is left empty.
    """
    page = report.page_url

    def doubt(sentence: str, stands: str | None) -> None:
        """Add a problem. Its kind depends on whether a good fact would have been lost."""
        kind = "implausible_fact" if stands or not report.title else "impossible_date"
        end = f"; we keep {stands}" if stands else "; we leave it empty"
        problems.append(Problem(kind, f"{_named(report)} {sentence}{end}. Compare {page} with the report itself"))

    if not any(character.isalpha() for character in report.title or ""):
        report = replace(report, title=held.title if held else None)
        doubt("is listed without a title", report.title)
    if held and urlsplit(report.url).hostname not in {*hosts, urlsplit(held.url).hostname}:
        doubt(f"is linked at {report.url}, a site that no file has come from before", held.url)
        report = replace(report, url=held.url)
    for name in DATES:
        value, known = getattr(report, name), getattr(held, name) if held else None
        if value is not None and (reason := _implausible(value, known, today)):
            doubt(f"is listed as {name} on {value}, {reason}", known)
            report = _with(report, name, known)
        elif value is None and known is not None:
            if held and held.page_url == report.page_url:
                doubt(f"is listed without the date it was {name}", known)
            report = _with(report, name, known)
    if report.inspected and report.published and report.published < report.inspected:
        said_so = f"is listed as inspected on {report.inspected} and published on {report.published}, which cannot be right"
        if held:
            doubt(said_so, " and ".join(day for day in (held.inspected, held.published) if day))
            report = replace(report, published=held.published, inspected=held.inspected)
        else:  # the day of publication is printed twice on a page, that of the inspection once
            doubt(said_so, None)
            report = replace(report, inspected=None)
    return report


def _named(report: Report) -> str:
    return f"{report.title!r} ({report.key})" if report.title else report.key


def _implausible(value: str, known: str | None, today: str) -> str | None:
    """Why a date that a page gives cannot be right; None when it can. What was held all along is not doubted again."""
    if value == known:
        return None
    if reason := _impossible(value, today):
        return reason
    if known is None or _impossible(known, today):
        return None
    if value == f"{known[:5]}{known[8:]}-{known[5:7]}":
        return "with day and month swapped"
    moved = abs((date.fromisoformat(value) - date.fromisoformat(known)).days)
    return f"{moved} days away from what it said before" if moved > MOST_MOVED else None


def _impossible(value: str, today: str) -> str | None:
    if value < EARLIEST:
        return f"before {EARLIEST[:4]}"
    return "which is in the future" if date.fromisoformat(value) > date.fromisoformat(today) + AHEAD else None


def _with(report: Report, name: str, day: str | None) -> Report:
    return replace(report, published=day) if name == "published" else replace(report, inspected=day)
