"""`make demo`: crawls the sample source into data/demo/ with the real spiders, reports the result, and serves the archive."""

import os
import signal
import socket
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from archive.store import open_archive
from archive.store.authorities import load_authorities
from sample.news_site.publisher import SamplePublisher
from sample.reports_site.site import SampleSite
from scraper.crawl.outcome import STATUSES

FOLDER = Path("data/demo")
ARCHIVE_PORT = 8001
REPORTS_PORT, NEWS_PORT = 8012, 8013  # the same at every run where they are free: an archive names the addresses it read from
IMPOLITE = ("DOWNLOAD_DELAY=0", "AUTOTHROTTLE_ENABLED=False", "CONCURRENT_REQUESTS_PER_DOMAIN=8")  # this machine alone is asked
VECTOR_SECONDS = 10  # somebody waits for the demo; all paragraphs of the sample would take a minute
SUMMARY = """
    select (select count(*) from reports where availability = 'held'), (select count(*) from report_pages),
        (select count(*) from articles), (select count(*) from problems where resolved is null)
"""


def main() -> int:
    """Fill the demo's archive and become its server; returns the exit status of what went wrong before."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))  # so that the crawl ends too
    os.environ |= {"ARCHIVE_DB": str(FOLDER.resolve() / "archive.db"), "ARCHIVE_FILES": str(FOLDER.resolve() / "files")}
    os.environ.setdefault("ARCHIVE_VECTOR_SECONDS", str(VECTOR_SECONDS))
    database_path = Path(os.environ["ARCHIVE_DB"])
    with closing(open_archive(database_path)) as database:
        load_authorities(database, Path(__file__).with_name("authorities.csv"))
    status = crawl(FOLDER / "drawn")
    if status not in (STATUSES["ok"], STATUSES["degraded"]):
        print(f"The crawl did not finish (exit status {status}). See its messages above. The demo stops here.")
        return status
    with closing(open_archive(database_path)) as database:
        reports, pages, articles, problems = database.execute(SUMMARY).fetchone()
    print(f"The archive holds {reports} reports ({pages} pages) and {articles} articles. It has recorded {problems} problems.", flush=True)
    serve = [str(Path(sys.executable).with_name("archive")), "serve", "--port", str(free(ARCHIVE_PORT))]
    return os.execv(serve[0], serve)  # in the place of this process: whatever ends the demo ends its server


def crawl(drawn: Path) -> int:
    """Serve the sample source on this machine and run `scrapy update` over it; its exit status."""
    print("Making the sample reports, and crawling them with the real spiders.", flush=True)
    print("Two reports are missing on purpose, and the archive reports that.", flush=True)
    with SampleSite(drawn, port=free(REPORTS_PORT)) as site, SamplePublisher(site, port=free(NEWS_PORT)) as publisher:
        return subprocess.run([sys.executable, "-m", *update(site, publisher)], check=False).returncode


def update(site: SampleSite, publisher: SamplePublisher) -> list[str]:
    """The words of `scrapy update` over the sample source."""
    sites = ["-a", f"ofsted_reports.site={site.url}", "-a", f"willispalmer.site={publisher.url}"]
    options = [word for setting in IMPOLITE for word in ("-s", setting)]
    return ["scrapy", "update", "ofsted_reports", "willispalmer", *sites, *options, "--loglevel", "CRITICAL"]


def free(port: int) -> int:
    """`port`, or 0 (any free one) when something else listens there already."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            print(f"Port {port} is in use; using another.", flush=True)
            return 0
    return port


if __name__ == "__main__":
    sys.exit(main())
