"""`archive serve`: serves the archive with Datasette, also during a crawl."""

import asyncio
import contextlib
import gc
import socket
import sys
from contextlib import closing
from pathlib import Path

import click
import uvicorn

from archive.commands.follow import follow
from archive.commands.snapshots import LOOK_SECONDS, serve_snapshots
from archive.database.public import is_snapshot
from archive.database.readonly import OutdatedError, connect_read_only
from archive.errors import ArchiveError, ConfigurationError
from archive.search.engine import open_engine
from archive.store import archive_paths, open_archive
from archive.store.engine import update_engine
from archive.store.files import Place
from archive.store.opening import database_link

COLLECT_AFTER = 100_000  # new objects, more than one search makes; Python's 700 costs a search of common words a tenth of its time
LOOPBACK = ("127.0.0.1", "::1")
LEAVING = 1.0  # seconds in which a server that another replaces still answers who was connected
LONGEST_REQUEST = 2**20  # bytes of request line and headers; uvicorn's own 64 KB would refuse a long search


class AnnouncingServer(uvicorn.Server):
    """Prints the address of the site once it is ready; `leaving`: seconds from the last accepted connection to the end."""

    def __init__(self, config: uvicorn.Config, address: str, leaving: float) -> None:
        super().__init__(config)
        self.address = address
        self.leaving = leaving

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start listening, then say so."""
        await super().startup(sockets)
        if self.started:
            click.echo(f"Archive: {self.address}")

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Accept no more, leave those who have just connected the time to ask, then end as usual."""
        if self.leaving:
            for server in self.servers:
                server.close()
            await asyncio.sleep(self.leaving)
        await super().shutdown(sockets)


@click.command()
@click.option(
    "--host", default="127.0.0.1", show_default=True, envvar="ARCHIVE_HOST", help="Address to listen on. Use 0.0.0.0 for all addresses."
)
@click.option(
    "--port",
    default=8001,
    show_default=True,
    envvar="ARCHIVE_PORT",
    type=click.IntRange(0, 65535),
    help="Port to listen on. Use 0 for any free port.",
)
@click.option(
    "--proxy",
    multiple=True,
    envvar="ARCHIVE_PROXIES",
    help="Address of a proxy whose X-Forwarded-For header we trust. You can give several. Default: this machine (127.0.0.1 and ::1).",
)
@click.option("--public", is_flag=True, help="Public mode: hide the text of articles, inspectors' names and SQL queries.")
@click.option(
    "--follow",
    "seconds",
    is_flag=False,
    flag_value=5.0,
    type=click.FloatRange(0.1),
    metavar="SECONDS",
    help="Serve what the link ARCHIVE_DB points to, and switch without a pause when it points to another (looked up every 5 seconds).",
)
@click.option(
    "--snapshot",
    metavar="ADDRESS",
    help="Serve the newest snapshot at s3://BUCKET/PREFIX (see archive publish) or in a folder, and switch to each new one.",
)
@click.option("--listener", type=int, hidden=True, help="A socket that this process was given, in the place of host and port.")
def serve(
    host: str, port: int, public: bool, proxy: tuple[str, ...], seconds: float | None, snapshot: str | None, listener: int | None
) -> None:
    """Serve the archive as a website."""
    if snapshot is not None:
        if not public:
            raise ConfigurationError("a snapshot is public: say --public with --snapshot")
        sys.exit(serve_snapshots(snapshot, listen(host, port), _words(host, proxy, public=True), seconds or LOOK_SECONDS))
    if seconds is not None:
        sys.exit(follow(database_link(), listen(host, port), _words(host, proxy, public=public), seconds))
    path, files = archive_paths()
    bring_up_to_date(path)
    sock = listen(host, port) if listener is None else socket.socket(fileno=listener)
    with contextlib.suppress(KeyboardInterrupt):  # Ctrl-C is how a server is ended
        asyncio.run(_serve(path, files, sock, host, proxy or LOOPBACK, public=public, leaving=0.0 if listener is None else LEAVING))


def _words(host: str, proxy: tuple[str, ...], *, public: bool) -> list[str]:
    """The options that a server beside this one gets."""
    return [*(["--public"] if public else []), "--host", host, *(word for one in proxy for word in ("--proxy", one))]


def bring_up_to_date(path: Path) -> None:
    """Say what to do when there is no archive, before anything starts; migrate an archive of an earlier version and make
    its search engine where it lacks one, but never of a snapshot."""
    try:
        with closing(connect_read_only(path)) as connection:
            if is_snapshot(connection) or open_engine(connection):
                return
    except OutdatedError:
        open_archive(path).close()  # brings it up to date, after a backup of the database
    with contextlib.suppress(ArchiveError), closing(open_archive(path)) as database:  # without, FTS5 answers
        update_engine(database)


async def _serve(
    path: Path, files: Place, listener: socket.socket, host: str, proxies: tuple[str, ...], *, public: bool, leaving: float
) -> None:
    from archive.web.database import archive_of  # Datasette takes a second to import; other commands do not need it
    from archive.web.guards.admission import admitted
    from archive.web.guards.connections import impatient, raise_limit
    from archive.web.guards.turns import Turns
    from archive.web.site import make_site

    site = make_site(path, files, public=public)
    await site.invoke_startup()
    await archive_of(site).open_all()
    gc.collect()
    gc.freeze()  # what is loaded stays; without this the collector looks through all of it whenever a search makes 20,000 tuples
    gc.set_threshold(COLLECT_AFTER)
    shown = f"[{host}]" if ":" in host else host
    application = admitted(site.app(), Turns(site.setting("num_sql_threads")))
    site.client.app = application  # tools for models ask our pages through it, and take their turns
    config = uvicorn.Config(
        application,
        http=impatient(raise_limit()),
        forwarded_allow_ips=list(proxies),
        h11_max_incomplete_event_size=LONGEST_REQUEST,
        log_level="warning",
        access_log=False,
        server_header=False,
    )
    await AnnouncingServer(config, f"http://{shown}:{listener.getsockname()[1]}/", leaving).serve([listener])


def listen(host: str, port: int) -> socket.socket:
    """A socket bound to the address. Raises ConfigurationError, which says what to do, when that fails."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)[0]
        # asyncio sends small packets at once only where the socket says it is TCP; otherwise each answer waits 40 ms for the browser
        listener = socket.socket(family, kind, protocol)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
    except OSError as error:
        raise ConfigurationError(
            f"cannot listen on {host} port {port}: {error.strerror}; choose another port with --port or ARCHIVE_PORT"
        ) from error
    return listener
