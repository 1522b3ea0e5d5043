"""`ChangingSite`: the sample's reports site, whose pages any function of their HTML may change; and the changes that rows share."""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import SplitResult

from sample.reports.reports import REPORTS
from sample.reports.sample_report import SampleReport
from sample.reports_site.councils import Council
from sample.reports_site.search_page import ListedProvider
from sample.reports_site.site import REMOVED, SampleSite
from sample.server.exchange import Answer

Edit = Callable[[str], str]


class ChangingSite(SampleSite):
    """`edits` are (pattern of paths, change of the HTML); `unlisted` URNs are on no list."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.reset()

    def reset(self) -> None:
        """As on the first night; the address stays."""
        self.edits: list[tuple[str, Edit]] = []
        self.edited = 0  # pages that an edit really changed
        self.unlisted: set[str] = set()
        self.added: list[ListedProvider] = []
        self.backwards = False
        self.heal()
        self.reports = {report.id: report for report in REPORTS}
        self.banner = "A banner of today."
        self.shorten_listing(0)
        self._listing_empty = False
        self._gone = {removed.id: removed.status for removed in REMOVED}
        self._changed_bytes = {}

    def provider_list(self) -> list[ListedProvider]:
        """As the sample's, without those that are gone, with those that came."""
        found = [each for each in super().provider_list() if each.urn not in self.unlisted] + self.added
        return found[::-1] if self.backwards else found

    def respond(self, url: SplitResult, headers: dict[str, str]) -> Answer:
        """The sample's answer, changed by every edit whose pattern is found in its path."""
        answer = super().respond(url, headers)
        if not answer.content_type.startswith("text/html") or answer.status != 200:
            return answer
        before = html = answer.body.decode()
        for pattern, edit in self.edits:
            if re.search(pattern, url.path):
                html = edit(html)
        self.edited += html != before
        return Answer(html.encode(), answer.content_type, answer.status, answer.headers)

    def reports_of(self, council: Council) -> list[SampleReport]:
        """The council's reports, the newest first."""
        return sorted(
            (each for each in self.reports.values() if each.council.urn == council.urn), key=lambda one: one.published, reverse=True
        )


def everywhere(pattern: str, replacement: str | Callable[[re.Match[str]], str]) -> Edit:
    """Each match of a regular expression becomes something else."""
    return lambda html: re.sub(pattern, replacement, html, flags=re.DOTALL)


def day_of(report_id: str, pattern: str, replacement: str) -> Edit:
    """The same, only within the entry of the timeline that links this file."""

    def edit(html: str) -> str:
        parts = re.split(r'(?=<li class="timeline__day)', html)
        return "".join(re.sub(pattern, replacement, part, flags=re.DOTALL) if f"/v1/file/{report_id}" in part else part for part in parts)

    return edit


def without_day(report_id: str) -> Edit:
    """The entry of this file is gone from the page; the file stays."""

    def edit(html: str) -> str:
        return re.sub(
            r'\s*<li class="timeline__day(?:(?!<li class="timeline__day).)*?/v1/file/' + report_id + r"\D.*?</li>",
            "",
            html,
            flags=re.DOTALL,
        )

    return edit
