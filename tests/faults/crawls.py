"""Crawls of a site that fails, with limits small enough that slow and large faults end soon."""

from tests.conftest import IMPOLITE, Home, Ran
from tests.faults.catalogue import KINDS, bomb, greedy
from tests.faults.server import FaultSite

LIMITS = (
    "DOWNLOAD_TIMEOUT=3",
    "DOWNLOAD_MAXSIZE=33554432",
    "RETRY_TIMES=1",
    "BLOCKED_LIMIT=1000",
    "READER_WALL_SECONDS=5",
    "READER_MEMORY_BYTES=629145600",
    "CONCURRENT_REQUESTS=40",
    "CONCURRENT_REQUESTS_PER_DOMAIN=40",
)
MODULES = "SPIDER_MODULES=scraper.spiders,tests.faults.spiders"


def strike_all(site: FaultSite) -> dict[str, str]:
    """Let each kind of fault strike one report's file, for ever; the file's id by the kind's name."""
    bomb(), greedy()  # made now, so that they are sent at once
    places = dict(zip((kind.name for kind in KINDS), sorted(site.reports), strict=False))
    for kind in KINDS:
        site.strike(f"/v1/file/{places[kind.name]}", kind.fault)
    return places


def update(home: Home, site: FaultSite, *words: str, limits: tuple[str, ...] = LIMITS) -> Ran:
    """`scrapy update` of the real spider, under the name faulty_reports, over `site`."""
    options = [word for setting in (*IMPOLITE, *limits, MODULES) for word in ("-s", setting)]
    return home.run("scrapy", "update", "faulty_reports", "-a", f"site={site.url}", *options, *words)


def held(home: Home) -> set[tuple[object, ...]]:
    """What the archive holds of every report: its file and how much was read from it."""
    return set(
        home.rows("""
            select key, availability, sha256, (select count(*) from report_pages where report_id = reports.id),
                (select count(*) from recommendations where report_id = reports.id)
            from reports left join documents on documents.id = file_document_id
        """)
    )
