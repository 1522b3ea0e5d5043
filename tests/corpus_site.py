"""Serves the real reports of ../shared/corpus on this machine in the markup of the reports site, for tests beside them."""

import csv
from pathlib import Path
from urllib.parse import SplitResult, parse_qs, parse_qsl

from sample.reports_site.frame import not_found_page
from sample.reports_site.provider_page import Event, provider_page
from sample.reports_site.search_page import ListedProvider, search_page
from sample.server.exchange import Answer, page
from sample.server.loopback import LoopbackSite


class CorpusSite(LoopbackSite):
    """`/search`, `/provider/44/URN` and `/v1/file/{id}` over the manifest; ids are eight digits, one a row."""

    def __init__(self, corpus: Path) -> None:
        super().__init__(0)
        self.corpus = corpus
        with (corpus / "manifest.csv").open(newline="") as file:
            self.rows = {f"{50300000 + number}": row for number, row in enumerate(csv.DictReader(file))}

    def respond(self, url: SplitResult, headers: dict[str, str]) -> Answer:
        """The page or file at `url`."""
        del headers
        match url.path.strip("/").split("/"):
            case ["search"]:
                return page(self._search(url.query))
            case ["provider", "44", urn]:
                return page(self._provider(urn))
            case ["v1", "file", number] if number in self.rows:
                return Answer((self.corpus / self.rows[number]["path"]).read_bytes(), "application/pdf")
            case _:
                return page(not_found_page(), 404)

    def _providers(self) -> list[ListedProvider]:
        urns = sorted({row["urn"] for row in self.rows.values()})
        return [ListedProvider(urn, f"Authority {urn}", "An address", None) for urn in urns]

    def _search(self, query: str) -> str:
        start = int(parse_qs(query)["start"][0])
        providers = self._providers()
        return search_page(providers, start, parse_qsl(query, keep_blank_values=True), len(providers), "")

    def _provider(self, urn: str) -> str:
        provider = next(provider for provider in self._providers() if provider.urn == urn)
        named = [(number, row) for number, row in self.rows.items() if row["urn"] == urn]
        named.sort(key=lambda pair: pair[1]["published"], reverse=True)
        return provider_page(provider, [Event(row["title"], f"/v1/file/{number}", row["published"]) for number, row in named], banner="")
