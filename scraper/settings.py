"""Scrapy settings. Each changed value says Scrapy's default. archive.toml or the environment says where the archive is and who asks."""

import os
import sys

from archive import __version__
from archive.configuration import load
from archive.errors import ConfigurationError

try:
    load()
except ConfigurationError as error:
    sys.stderr.write(f"scrapy: {error}\n")
    sys.exit(error.status)

BOT_NAME = "childrens-services-archive"
SPIDER_MODULES = ["scraper.spiders"]
NEWSPIDER_MODULE = "scraper.spiders"
COMMANDS_MODULE = "scraper.commands"

# Who asks: an honest name, and where the site's owner can complain. (default: Scrapy's own name)
CONTACT = os.environ.get("ARCHIVE_CONTACT", "")
ALLOW_NO_CONTACT = False  # a crawl of a site that is not on this machine needs one
COMPARE_CLOCK_ON_LOOPBACK = False  # a site on this machine has this machine's clock, or repeats old answers
USER_AGENT = f"{BOT_NAME}/{__version__} ({CONTACT})"

# Politeness: only here, so that `-s NAME=VALUE` wins.
ROBOTSTXT_OBEY = True  # default: False
DOWNLOAD_DELAY = 1.0  # seconds; default: 0
CONCURRENT_REQUESTS_PER_DOMAIN = 1  # default: 8
AUTOTHROTTLE_ENABLED = True  # slower when the site is slow; default: False
AUTOTHROTTLE_START_DELAY = 1.0  # default: 5
AUTOTHROTTLE_MAX_DELAY = 60.0
HOST_DELAYS = {"www.etini.gov.uk": 5.0}  # seconds, where they are more than DOWNLOAD_DELAY; this site refuses for minutes whoever is faster
CRAWL_DELAY_MAX = 60.0  # seconds; a Crawl-delay of robots.txt is kept up to this, where it is larger than DOWNLOAD_DELAY

# One answer: its size, its time, its way here.
DOWNLOAD_TIMEOUT = 60  # seconds from request to the last byte, so that a slow drip ends too; default: 180
DOWNLOAD_MAXSIZE = 64 * 2**20  # packed and unpacked; the largest of 922 real reports is 0.9 MiB; default: 1 GiB
PAGE_MAXSIZE = 8 * 2**20  # the same for all that is no report; the largest of 44 genuine pages is 0.1 MiB
DOWNLOAD_WARNSIZE = 16 * 2**20  # default: 32 MiB
DOWNLOAD_VERIFY_CERTIFICATES = True  # default: False
DOWNLOAD_FAIL_ON_DATALOSS = True  # a short body is a failure, never a document
HTTP_HANDLER = "scraper.fetching.patient_handler.PatientHandler"
DOWNLOAD_HANDLERS = {"http": HTTP_HANDLER, "https": HTTP_HANDLER, "data": None, "file": None, "ftp": None, "s3": None}  # default: all
TWISTED_DNS_RESOLVER = "scraper.fetching.guarded_resolver.GuardedResolver"  # no private addresses; default: any
CONCURRENT_REQUESTS = 8  # how many may wait behind one another: few, so that a crawl that ends does so soon; default: 16
REDIRECT_MAX_TIMES = 5  # default: 20
METAREFRESH_ENABLED = False  # default: True
COOKIES_ENABLED = False  # default: True
TELNETCONSOLE_ENABLED = False  # default: True
REMOTE_CONTROL_ENABLED = False  # a local port that runs code; default: True
REFERRER_POLICY = "no-referrer"  # default: scrapy-default

# Asking again. 403: the site answers it at times, and a retry cures it.
RETRY_TIMES = 3  # default: 2
RETRY_HTTP_CODES = [403, 408, 429, 500, 502, 503, 504, 522, 524]  # default: without 403
RETRY_PRIORITY_ADJUST = (
    10  # what waits for its retry comes before what is new, so that a site that refuses all is noticed soon; default: -1
)
RETRY_GIVE_UP_LOG_LEVEL = "DEBUG"  # what was given up becomes a problem, which is logged; default: ERROR
RETRY_WAIT = 5.0  # seconds before the first retry, doubled for each further one
RETRY_WAIT_MAX = 60.0  # seconds
RETRY_AFTER_MAX = 300.0  # seconds; a site that asks for more is left alone until the next run
BLOCKED_LIMIT = 10  # addresses refused in a row, after which the site is left alone until the next run

# Budget of one run; 0 means no limit. What is over stays pending for the next.
BUDGET_SECONDS = 6 * 3600
BUDGET_REQUESTS = 20_000
BUDGET_BYTES = 8 * 2**30

# Reading processes: limits for one document (the slowest of 922 real reports takes about a second and a tenth of the memory).
READER_WALL_SECONDS = 90.0
READER_MEMORY_BYTES = 896 * 2**20  # its address space. With the crawl itself the whole stays below 1.2 GB, which unit and container allow
DATABASE_BUSY_SECONDS = 30.0  # how long a run waits for another program that writes the database

# The archive's own parts.
ITEM_PIPELINES = {"scraper.crawl.pipeline.ArchivePipeline": 500}
EXTENSIONS = {
    "scraper.crawl.run_log.RunLog": 100,  # first: it opens the archive for the others
    "scraper.crawl.frontier.Frontier": 200,
    "scraper.crawl.budget.Budget": 300,
    "scraper.crawl.certificates.Certificates": 400,
    "scraper.crawl.clock.Clock": 410,
    "scraper.crawl.logs.Logs": 800,
    "scraper.crawl.progress.Progress": 900,
}
DOWNLOADER_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "scraper.fetching.skip_known.SkipKnown": 50,  # before robots.txt: what is not asked needs no permission
    "scraper.fetching.robots.RobotsRfc9309": 100,
    "scraper.fetching.refuse_blocked.RefuseBlocked": 540,  # above Patience: sees what retrying could not cure, and asks again itself
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
    "scraper.fetching.patience.Patience": 550,
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,
    "scraper.fetching.whole_answers.WholeAnswers": 590,
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": None,
    "scraper.fetching.redirects.Redirects": 600,
    "scraper.fetching.address_policy.AddressPolicy": 999,  # last before the network: redirects pass here too
}
STATS_DUMP = False  # the run's row holds the figures; default: True
LOG_VERSIONS: list[str] = []  # default: those of nine libraries
LOG_FORMATTER = "scraper.crawl.logs.Lines"  # default: Scrapy's
LOG_JSON = bool(os.environ.get("ARCHIVE_LOG_JSON"))  # one JSON object a line, for machines
LOG_LEVEL = os.environ.get("ARCHIVE_LOG_LEVEL", "INFO")  # default: DEBUG
FEED_EXPORT_ENCODING = "utf-8"
