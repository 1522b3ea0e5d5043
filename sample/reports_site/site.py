"""`SampleSite`: the reports site of the sample source on 127.0.0.1, well behaved until it is asked to misbehave."""

from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from urllib.parse import SplitResult, parse_qs, parse_qsl

from sample.reports.reports import REPORTS, ReportPress
from sample.reports.sample_report import Block, SampleReport
from sample.reports_site import frame as site_frame
from sample.reports_site.councils import LISTED, Council
from sample.reports_site.provider_page import provider_page
from sample.reports_site.search_page import ListedProvider, search_page
from sample.reports_site.timeline import REMOVED, events
from sample.server.exchange import Answer, page
from sample.server.loopback import LoopbackSite

FILES = "https://files.ofsted.gov.uk"
ROBOTS = b"User-agent: *\nDisallow: /provider/subscribe/\nDisallow: /feedback\n"
TEXT = "text/plain; charset=utf-8"


class SampleSite(LoopbackSite):
    """The reports site: `/search`, `/provider/44/URN`, `/v1/file/{id}`, `/robots.txt`.

    `folder` keeps the drawn reports; tests may share one. `providers` is how many the search lists (12, or more with councils
    that have no report). `validators` gives files an ETag. Links to files are relative or absolute, by their ids;
    with `real_links` all of them name the real file host, as the real pages do.
    """

    def __init__(
        self, folder: Path, *, port: int = 0, providers: int = len(LISTED), validators: bool = True, real_links: bool = False
    ) -> None:
        super().__init__(port)
        self._press = ReportPress(folder)
        self.reports: dict[str, SampleReport] = {report.id: report for report in REPORTS}
        self.validators = validators
        self.real_links = real_links
        self.extra_providers = providers - len(LISTED)
        self.banner = "A banner of today."
        self.robots = Answer(ROBOTS, TEXT)
        self._listing_short_by = 0
        self._listing_empty = False
        self._renamed: tuple[str, str] | None = None
        self._by_code: tuple[Council, bool] | None = None
        self._gone: dict[str, int] = {removed.id: removed.status for removed in REMOVED}
        self._changed_bytes: dict[str, bytes] = {}

    def respond(self, url: SplitResult, headers: dict[str, str]) -> Answer:
        """The page or file at `url`; everything unknown is the not-found page with 404."""
        del headers
        match url.path.strip("/").split("/"):
            case ["robots.txt"]:
                return self.robots
            case ["search"]:
                return self._html(self._search(url.query))
            case ["provider", provider_type, urn]:
                return self._provider(provider_type, urn)
            case ["v1", "file", file_id]:
                return self._file(file_id)
            case [""]:
                return self._html(site_frame.layout("Home", '<p><a href="/search">Search</a></p>', self.banner))
        return self._not_found(404)

    # What is listed

    def provider_list(self) -> list[ListedProvider]:
        """The providers that a search finds, before anything is left out."""
        councils = [ListedProvider(c.urn, c.name, c.address, self._latest(c)) for c in LISTED]
        spare = range(1, self.extra_providers + 1)
        return councils + [ListedProvider(str(991000 + n), f"Sample Council {n:03}", f"{n} Spare Street", rating="Good") for n in spare]

    def _latest(self, council: Council) -> str | None:
        return max((report.published for report in self.reports.values() if report.council.urn == council.urn), default=None)

    def _search(self, query: str) -> str:
        """The result list. As on the real site `rows` is capped without a word and `page` is ignored."""
        asked = parse_qs(query, keep_blank_values=True)
        kinds = [value for name, values in asked.items() if name.startswith("level_2_types") for value in values]
        councils_asked_for = asked.get("level_1_types", ["0"])[0] in ("0", "3") and (not kinds or "12" in kinds)
        words = asked.get("q", [""])[0].lower()
        found = [
            provider
            for provider in self.provider_list()
            if councils_asked_for and not self._listing_empty and (words in provider.name.lower() or words == provider.urn)
        ]
        start = int(asked["start"][0]) if asked.get("start", [""])[0].isdigit() else 0
        kept = found[: max(0, len(found) - self._listing_short_by)]
        return self._coded(search_page(kept, start, parse_qsl(query, keep_blank_values=True), len(found), self.banner))

    def _coded(self, html: str) -> str:
        """`html` with a council's three-digit code where its URN would stand, in links and, if so wished, in print."""
        if self._by_code is None:
            return html
        council, print_code = self._by_code
        html = html.replace(f"/provider/44/{council.urn}", f"/provider/44/{council.dfe_code}")
        return html.replace(f"URN: {council.urn}", f"URN: {council.dfe_code}") if print_code else html

    def _link(self, file_id: str) -> str:
        """The address under which a provider page links a file: both forms of the real pages occur."""
        path = f"/v1/file/{file_id}"
        if self.real_links:
            return FILES + path
        return path if int(file_id) % 2 else self.url + path

    def _provider(self, provider_type: str, urn: str) -> Answer:
        """A wrong type number is not found, as on the real site; a council's page also stands under its three-digit code."""
        urn = next((council.urn for council in LISTED if council.dfe_code == urn), urn)
        for provider in self.provider_list():
            if (str(provider.provider_type), provider.urn) == (provider_type, urn):
                html = provider_page(provider, events(urn, list(self.reports.values()), self._link), banner=self.banner)
                return self._html(self._coded(html))
        return self._not_found(404)

    def _html(self, html: str) -> Answer:
        return page(html.replace(*self._renamed) if self._renamed is not None else html)

    @staticmethod
    def _not_found(status: int) -> Answer:
        return page(site_frame.not_found_page(), status)

    # Files

    def _file(self, file_id: str) -> Answer:
        if file_id in self._gone or file_id not in self.reports:
            return self._not_found(self._gone.get(file_id, 404))
        body = self.file_bytes(file_id)
        return Answer(body, "application/pdf", headers={"ETag": f'"{sha256(body).hexdigest()[:16]}"'} if self.validators else {})

    def file_bytes(self, file_id: str) -> bytes:
        """The bytes that the file's address answers with as long as it is not gone."""
        changed = self._changed_bytes.get(file_id)
        return changed if changed is not None else self._press.draw(self.reports[file_id]).body

    def file_url(self, file_id: str) -> str:
        """Where the report's file is served."""
        return f"{self.url}/v1/file/{file_id}"

    # Changes, as they happen on the real site

    def replace_report(self, file_id: str, new_id: str) -> SampleReport:
        """The site puts a corrected file under a new id in the place of the old one, whose link and file are gone."""
        old = self.reports.pop(file_id)
        self._gone[file_id] = 404
        note = Block(kind="paragraph", text="This report was corrected after it was first published.")
        self.reports[new_id] = replace(old, id=new_id, blocks=(*old.blocks, note))
        return self.reports[new_id]

    def remove_report(self, file_id: str) -> None:
        """Link and file are gone."""
        del self.reports[file_id]
        self._gone[file_id] = 404

    def remove_file(self, file_id: str, status: int = 404) -> None:
        """The link stays, the file is gone: its address answers the not-found page, with 404 or with 200."""
        self._gone[file_id] = status

    def restore_file(self, file_id: str) -> None:
        """The file is back."""
        del self._gone[file_id]

    def change_bytes(self, file_id: str) -> bytes:
        """Another file under the same id: the old one with a comment after its end, which every reader skips."""
        self._changed_bytes[file_id] = self.file_bytes(file_id) + b"\n% corrected\n"
        return self._changed_bytes[file_id]

    def add_report(self, report: SampleReport) -> None:
        """A newly published report."""
        self.reports[report.id] = report

    def shorten_listing(self, providers: int) -> None:
        """The result list lacks its last `providers` entries while its total stays as it was."""
        self._listing_short_by = providers

    def list_by_code(self, council: Council, *, print_code: bool = False) -> None:
        """The search links a council by its three-digit code; with `print_code` its pages print that, too."""
        self._by_code = (council, print_code)

    def empty_listing(self) -> None:
        """Every search finds nothing, and says so."""
        self._listing_empty = True

    def rename_class(self, old: str, new: str) -> None:
        """The markup changes: a class name (or any string of the pages) is another one from now on."""
        self._renamed = (old, new)

    def serve_robots(self, variant: str) -> None:
        """robots.txt as `allow`, `disallow`, `missing` (404), `unavailable` (503) or `html` (a page with status 200)."""
        self.robots = {
            "allow": Answer(ROBOTS, TEXT),
            "disallow": Answer(b"User-agent: *\nDisallow: /\n", TEXT),
            "missing": self._not_found(404),
            "unavailable": Answer(b"Service Unavailable", TEXT, 503),
            "html": page(site_frame.layout("Home", "<p>Welcome.</p>")),
        }[variant]

    def application_error(self, pattern: str, *, status: int = 200, times: int | None = 1) -> None:
        """The page of a failed application instead of what was asked for."""
        self.fault(pattern, "answer", times=times, answer=page(site_frame.application_error_page(), status))

    def maintenance(self, *, status: int = 200, times: int | None = None) -> None:
        """The maintenance page instead of everything but robots.txt."""
        self.fault(r"^/(?!robots\.txt)", "answer", times=times, answer=page(site_frame.maintenance_page(), status))
