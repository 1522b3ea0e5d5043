"""What a first look at the reports site asks of files: a report, the same again, and one that does not exist."""

from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from archive.records import Document, Inspection, Problem, Report
from scraper.reading.errors import ReadingError
from scraper.reading.refusals import is_pdf, refuse
from scraper.reading.reports import read_report
from scraper.sources.first_look.http import headers_of
from scraper.sources.first_look.looking import Answer, Finding, Looking, ask, judge, probe

NO_SUCH_FILE = "/v1/file/999999999"


def report_files(reports: list[Report], hosts: tuple[str, ...]) -> Looking:
    """Two files, the first again at the older host, and one that does not exist."""
    dated = sorted((report for report in reports if report.published), key=lambda report: report.published or "")
    for report in dict.fromkeys([*dated[-1:], *dated[:1]]):
        answer = yield from ask(f"the file of {report.key} ({report.title}, {report.published})", report.url)
        if answer.came:
            yield from _file(answer, report)
    if dated:
        newest = urlsplit(dated[-1].url)
        for host in hosts[1:] if newest.hostname in hosts else ():
            answer = yield from probe(f"the same file at {host}", f"https://{host}{newest.path}")
            said = answer.trouble or (f"status {answer.status}, " + ("a PDF" if is_pdf(answer.body) else "no PDF"))
            yield Finding("agrees" if is_pdf(answer.body) else "new", f"the older host {host}: {said}")
    base = dated[-1].url if dated else f"https://{hosts[0]}/"
    answer = yield from probe("a file that does not exist", urljoin(base, NO_SUCH_FILE))
    yield _missing(answer)


def _file(answer: Answer, report: Report) -> Iterator[Finding]:
    yield headers_of(f"the file of {report.key}", answer)
    kind = answer.header("Content-Type") or "no type"
    yield judge(is_pdf(answer.body) and "pdf" in kind, f"it is a PDF of {len(answer.body):,} bytes, sent as {kind}")
    if not is_pdf(answer.body):
        return
    document = Document("", "report", report.url, answer.body, answer.final_url, answer.status, "{}", kind, None, None)
    try:
        records = tuple(read_report(document))
    except ReadingError as error:
        yield Finding("differs", f"we cannot read the file: {error}")
        return
    family = next((record.family for record in records if isinstance(record, Inspection)), None)
    yield judge(family is not None, f"we read it as {family}", "we do not know its family, so we read no facts from it")
    for record in records:
        if isinstance(record, Problem):
            yield Finding("new", f"something in it is not clear: {record.message}")


def _missing(answer: Answer) -> Finding:
    if answer.trouble:
        return Finding("unknown", f"a file that does not exist: {answer.trouble}")
    try:
        refuse("report", answer.status, answer.body, answer.ask.url)
    except ReadingError as error:
        agrees = error.kind == "not_found"
        words = f"a file that does not exist gets status {answer.status}; a crawl would treat it as {'missing' if agrees else error.kind}"
        return judge(agrees, words)
    return Finding("differs", f"a file that does not exist gets status {answer.status}, and a crawl would treat the answer as a report")
