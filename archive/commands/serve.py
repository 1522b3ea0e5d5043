"""`archive serve`: serves the archive with Datasette, also during a crawl."""

import asyncio
import contextlib
import gc
import socket
from pathlib import Path

import click
import uvicorn

from archive.database.readonly import OutdatedError, connect_read_only
from archive.errors import ConfigurationError
from archive.store import archive_paths, open_archive

COLLECT_AFTER = 100_000  # new objects, more than one search makes; Python's 700 costs a search of common words a tenth of its time
LOOPBACK = ("127.0.0.1", "::1")
LONGEST_REQUEST = 2**20  # bytes of request line and headers; uvicorn's own 64 KB would refuse a long search


class AnnouncingServer(uvicorn.Server):
    """Prints the address of the site once it is ready."""

    def __init__(self, config: uvicorn.Config, address: str) -> None:
        super().__init__(config)
        self.address = address

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start listening, then say so."""
        await super().startup(sockets)
        if self.started:
            click.echo(f"Archive: {self.address}")


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on. Use 0.0.0.0 for all addresses.")
@click.option("--port", default=8001, show_default=True, type=click.IntRange(0, 65535), help="Port to listen on. Use 0 for any free port.")
@click.option(
    "--proxy",
    multiple=True,
    envvar="ARCHIVE_PROXIES",
    help="Address of a proxy whose X-Forwarded-For header we trust. You can give several. Default: this machine (127.0.0.1 and ::1).",
)
@click.option("--public", is_flag=True, help="Public mode: hide the text of articles, inspectors' names and SQL queries.")
def serve(host: str, port: int, public: bool, proxy: tuple[str, ...]) -> None:
    """Serve the archive as a website."""
    path, files = archive_paths()
    try:
        connect_read_only(path).close()  # says what to do when there is no archive, before anything starts
    except OutdatedError:
        open_archive(path).close()  # brings it up to date, after a backup of the database
    listener = listen(host, port)
    with contextlib.suppress(KeyboardInterrupt):  # Ctrl-C is how a server is ended
        asyncio.run(_serve(path, files, listener, host, proxy or LOOPBACK, public=public))


async def _serve(path: Path, files: Path, listener: socket.socket, host: str, proxies: tuple[str, ...], *, public: bool) -> None:
    from archive.web.guards.admission import admitted  # Datasette takes a second to import; other commands do not need it
    from archive.web.guards.connections import impatient, raise_limit
    from archive.web.guards.turns import Turns
    from archive.web.site import make_site

    site = make_site(path, files, public=public)
    await site.invoke_startup()
    gc.collect()
    gc.freeze()  # what is loaded stays; without this the collector looks through all of it whenever a search makes 20,000 tuples
    gc.set_threshold(COLLECT_AFTER)
    shown = f"[{host}]" if ":" in host else host
    config = uvicorn.Config(
        admitted(site.app(), Turns(site.setting("num_sql_threads"))),
        http=impatient(raise_limit()),
        forwarded_allow_ips=list(proxies),
        h11_max_incomplete_event_size=LONGEST_REQUEST,
        log_level="warning",
        access_log=False,
        server_header=False,
    )
    await AnnouncingServer(config, f"http://{shown}:{listener.getsockname()[1]}/").serve([listener])


def listen(host: str, port: int) -> socket.socket:
    """A socket bound to the address. Raises ConfigurationError, which says what to do, when that fails."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)[0]
        # asyncio sends small packets at once only where the socket says it is TCP; otherwise each answer waits 40 ms for the browser
        listener = socket.socket(family, kind, protocol)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
    except OSError as error:
        raise ConfigurationError(f"cannot listen on {host} port {port}: {error.strerror}; choose another port with --port") from error
    return listener
