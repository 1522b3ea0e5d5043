"""Time stamps as machines write them (ISO 8601 in APIs, sitemaps and pages, RFC 822 in feeds) to a day or to one comparable form."""

import re
from contextlib import suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

from scraper.reading.errors import ParseError

LONDON = ZoneInfo("Europe/London")
# The year of what was never given, as WordPress's feeds write it ("30 Nov -0001"); the library would take it for one of this century.
NO_YEAR = re.compile(r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[\s-]+(?:-\d|0\d\d)", re.IGNORECASE)


def read_timestamp(text: str) -> str:
    """The day of an ISO 8601 or RFC 822 time stamp, as ISO text. Raises ParseError otherwise.

    It is the day of the stamp's own clock; a stamp in UTC is a machine's and is told in London time, that of the publishers we read.
    """
    moment = parsed_timestamp(text.strip())
    if moment.tzinfo is not None and not moment.utcoffset():
        with suppress(OverflowError):  # the first and the last day there is
            moment = moment.astimezone(LONDON)
    return moment.date().isoformat()


def read_moment(text: str) -> str | None:
    """An ISO 8601 or RFC 822 time in one form, "2018-02-23T09:15:00Z", so that two listings of one change agree; ParseError otherwise.

    A day stays a day, and a time without an offset is taken as UTC. A month or a year, which sitemaps may give too, is None: it does not
    tell two changes within it apart.
    """
    stamp = text.strip()
    if re.fullmatch(r"\d{4}(?:-(?:0[1-9]|1[0-2]))?", stamp):
        return None
    if re.fullmatch(r"\d{4}-\d\d-\d\d", stamp):
        return read_timestamp(stamp)
    moment = parsed_timestamp(stamp)
    try:
        return f"{(moment if moment.tzinfo is None else moment.astimezone(UTC)):%Y-%m-%dT%H:%M:%SZ}"
    except OverflowError as error:  # an offset at the end of time
        raise ParseError(f"{stamp!r} is no time") from error


def parsed_timestamp(stamp: str) -> datetime:
    """The time of an ISO 8601 or RFC 822 time stamp; ParseError for anything else."""
    for parse in () if NO_YEAR.search(stamp) else (datetime.fromisoformat, parsedate_to_datetime):
        try:
            return parse(stamp)
        except ValueError:
            continue
    raise ParseError(f"{stamp!r} is neither an ISO 8601 nor an RFC 822 time")
