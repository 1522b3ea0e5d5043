"""The two tables of an area SEND report: areas for priority action (responsible body beside each) and areas for improvement."""

import re
from collections.abc import Iterator, Sequence

from archive.records import Problem, Recommendation
from scraper.reading.pdf.document import Line, running_lines
from scraper.reading.reports.parts.addressees import addressee, subject
from scraper.reading.reports.parts.asking import praises
from scraper.reading.reports.parts.contents import contents_of
from scraper.reading.reports.parts.lists.ends import says_nothing
from scraper.reading.reports.parts.lists.headings import without_number
from scraper.reading.reports.parts.report_text import ReportText
from scraper.reading.reports.parts.tables.cells import PlacedLine, is_ruled
from scraper.reading.reports.parts.tables.ruled import Row, paragraph_rows, table_rows
from scraper.reading.reports.parts.tables.tagged import rows_below, tagged_rows, untagged

_HEADINGS = {
    "priority_action": re.compile(r"(?:key )?areas?(?:\(s\))? (?:for|of) priority actions?(?:\(s\))?\s*:?", re.IGNORECASE),
    "improvement": re.compile(r"(?:key )?areas?(?:\(s\))? (?:for|of) (?:further )?improvements?\s*:?", re.IGNORECASE),
}
_AFTER = re.compile(
    r"local area partnership details|information about (?:this inspection|the local area partnership)|inspection team", re.IGNORECASE
)
LARGER = 1.1
"""A heading is this many times as large as the text of a table; the heads of its columns are as large as the text."""
SAME_EDGE = 20.0
"""Points right of a table's edge within which a heading below it begins."""
_BODY = re.compile(r"(?:responsible|lead|accountable) (?:body|bodies|partners?|organisations?)|who is responsible\??", re.IGNORECASE)


def demands(report: ReportText, problems: list[Problem]) -> list[Recommendation]:
    """The areas for priority action (with their responsible bodies), then those for improvement, in order.

    Rows are read by the rules drawn between them, and compared with the tagged tables where the PDF has any.
    """
    found: list[Recommendation] = []
    tagged = tagged_rows(report.tags or ())
    for kind, heading, lines in _sections(report):
        rows = [row for row in _rows(report, kind, lines) if not _is_header(row)]
        found += [_recommendation(kind, heading, row) for row in rows if not (says_nothing(row.cells[-1]) or praises(row.cells[-1]))]
        praise = [row for row in rows if praises(row.cells[-1])]
        problems += [
            Problem("disagreement", f"{kind} {_opening(row)!r} on page {row.page} asks for nothing; we leave it out") for row in praise
        ]
        apart = untagged([row.cells[-1] for row in rows], tagged) if tagged else ()
        problems += [Problem("disagreement", f"{kind} {_opening(rows[index])!r} is not a row of the tagged tables") for index in apart]
    if not any(demand.kind == "improvement" for demand in found):
        problems.append(Problem("missing_fact", "we found no areas for improvement"))
    return found


def _sections(report: ReportText) -> Iterator[tuple[str, str, list[PlacedLine]]]:
    """Kind, heading as printed and lines of each of the two tables; a table's own heading repeats that of its section."""
    current: tuple[str, str, list[PlacedLine]] | None = None
    contents = {
        (report.paragraphs[index].page, line) for index in contents_of(report.paragraphs) for line in report.paragraphs[index].lines
    }
    for page, line in running_lines(report.pages):
        if (page, line) in contents:
            continue
        kind = _kind_of_heading(line)
        if kind and (current is None or current[0] != kind):
            if current:
                yield current
            current = (kind, line.text, [])
        elif current and (_AFTER.fullmatch(line.text) or _heads_next(line, current[2])):
            yield current
            current = None
        elif current and not kind:
            current[2].append((page, line))
    if current:
        yield current


def _heads_next(line: Line, lines: Sequence[PlacedLine]) -> bool:
    """Whether a line below a table is the heading of the next section, whatever it says: bold, and larger than the table's text."""
    text = next((other.size for _, other in lines if not other.bold), None)
    return text is not None and line.bold and not line.bullet and line.size > LARGER * text and line.x0 < lines[0][1].x0 + SAME_EDGE


def _kind_of_heading(line: Line) -> str | None:
    """The kind of the table whose heading a line is; one that begins with a small letter is the middle of a sentence."""
    if line.bullet or not line.text[:1].isupper():
        return None
    return next((kind for kind, words in _HEADINGS.items() if words.fullmatch(line.text)), None)


def _rows(report: ReportText, kind: str, lines: Sequence[PlacedLine]) -> tuple[Row, ...]:
    """The rows by the rules drawn; where none are, by the tags of the table; where there is none, by paragraphs."""
    if not lines:
        return ()
    rules = report.rules(sorted({page for page, _ in lines}))
    if is_ruled(lines, rules):
        return table_rows(lines, rules)
    return rows_below(report.tags or (), _HEADINGS[kind]) or paragraph_rows(lines)


def _is_header(row: Row) -> bool:
    return any(_BODY.fullmatch(cell) for cell in row.cells) or not row.cells[-1]


def _recommendation(kind: str, heading: str, row: Row) -> Recommendation:
    """The row as a record: addressed to the bodies its first column names, or in a table without one to those its text begins with."""
    text = without_number(row.cells[-1])
    printed = next((cell for cell in row.cells[:-1] if any(map(str.isalpha, cell))), None)  # no column of numbers
    named = addressee(printed or subject(text) or "")
    return Recommendation(kind, text, row.page, heading, "partnership" if named == "other" else named, printed)


def _opening(row: Row) -> str:
    return row.cells[-1][:60]
