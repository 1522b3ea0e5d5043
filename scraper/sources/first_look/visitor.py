"""Makes the requests of a first look, as slowly as a crawl does, and saves the answers beside the report. It does not use the archive."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from scraper.sources.errors import request_of
from scraper.sources.first_look.looking import Answer, Ask, Finding, Looking
from scraper.sources.source_spider import SourceSpider
from scraper.sources.without_archive import WITHOUT_ARCHIVE

MOST_REQUESTS = 24  # a fault of ours must not become a crawl
ANY_STATUS = [*range(400, 600)]


@dataclass(slots=True)
class Visit:
    """What one first look asked and found so far; the pages are in `folder`."""

    folder: Path
    findings: list[Finding] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    ended: bool = False  # False also when a fault of ours stopped it

    def keep(self, answer: Answer) -> None:
        """Write what came, and what it said of itself, into the folder."""
        self.answers.append(answer)
        stem = f"{len(self.answers):02}-{re.sub(r'[^a-z0-9]+', '-', answer.ask.what.casefold()).strip('-')[:60]}"
        kind = (answer.header("Content-Type") or "").partition(";")[0].rpartition("/")[2]
        suffix = kind if kind in ("html", "pdf", "xml", "json") else "txt" if kind == "plain" else "bin"
        facts = {"url": answer.ask.url, "final_url": answer.final_url, "status": answer.status, "trouble": answer.trouble}
        text = json.dumps(facts | {"headers": answer.headers}, indent=2, ensure_ascii=False)
        (self.folder / f"{stem}.json").write_text(text + "\n", encoding="utf-8")
        if answer.body:
            (self.folder / f"{stem}.{suffix}").write_bytes(answer.body)


def visitor(source: type[SourceSpider], visit: Visit) -> type[SourceSpider]:
    """`source` as a spider that asks what its first look wants to know, one request after another, and nothing else."""

    class Visitor(source):  # type: ignore[misc, valid-type]  # a class that is known only when it runs
        custom_settings = WITHOUT_ARCHIVE | {"LOG_LEVEL": "ERROR"}

        def start_requests(self) -> Iterator[Request]:
            self.looking: Looking = self.first_look(str(self.settings["USER_AGENT"]))
            yield from self.go_on(None)

        def go_on(self, answer: Answer | None) -> Iterator[Request]:
            try:
                step = self.looking.send(answer)
                while isinstance(step, Finding):
                    visit.findings.append(step)
                    step = self.looking.send(None)
            except StopIteration:
                visit.ended = True
                return
            if len(visit.answers) >= MOST_REQUESTS:
                visit.findings.append(Finding("unknown", f"the check ended after {MOST_REQUESTS} requests, before {step.what}"))
                visit.ended = True
                return
            meta = {"handle_httpstatus_list": ANY_STATUS, "dont_retry": True}
            yield Request(step.url, self.came, errback=self.did_not_come, cb_kwargs={"ask": step}, meta=meta, dont_filter=True)

        def came(self, response: Response, ask: Ask) -> Iterator[Request]:
            headers = tuple((name.decode("latin-1"), one.decode("latin-1")) for name, values in response.headers.items() for one in values)
            answer = Answer(ask, response.url, response.status, headers, response.body)
            visit.keep(answer)
            yield from self.go_on(answer)

        def did_not_come(self, failure: Failure) -> Iterator[Request]:
            ask: Ask = request_of(failure).cb_kwargs["ask"]
            answer = Answer(ask, ask.url, 0, (), b"", str(failure.value) or type(failure.value).__name__)
            visit.keep(answer)
            yield from self.go_on(answer)

    Visitor.__name__ = source.__name__
    return Visitor
