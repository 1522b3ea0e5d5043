"""`archive serve --snapshot`: a reader without state fetches the newest snapshot, checks it, serves it, and looks for the next."""

import shutil
import socket
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import click

from archive.commands.follow import follow
from archive.errors import ArchiveError, DiskFullError
from archive.keeping.export.manifest import NAME, check_parts, read_manifest
from archive.keeping.export.originals import FOLDER
from archive.store.opening import place_of

LOOK_SECONDS = 5.0
LINK = "latest.db"


def serve_snapshots(address: str, listener: socket.socket, words: Sequence[str], seconds: float) -> int:
    """Serve the newest snapshot at `address` until SIGTERM or SIGINT; the exit status.

    What cannot be fetched is said, and the snapshot before it stays.
    """
    place = place_of(address)
    with tempfile.TemporaryDirectory(prefix="archive-snapshot-") as name:  # TMPDIR says where, if snapshots are large
        folder = Path(name)
        if isinstance(place, Path):
            return follow(folder / LINK, listener, words, seconds, files=str(place / FOLDER), renew=said_once(checked(place, folder)))
        from archive.keeping.publish import Fetched
        from archive.store.bucket import Bucket

        assert isinstance(place, Bucket)
        fetched = Fetched(place, folder)

        def renew() -> None:
            before = (folder / LINK).resolve().parent
            fetched.renew()
            for old in folder.iterdir():  # a server that is ending keeps its files open
                if old.is_dir() and old not in (before, (folder / LINK).resolve().parent):
                    shutil.rmtree(old)

        return follow(folder / LINK, listener, words, seconds, files=f"{place.address}/{FOLDER}", renew=said_once(renew))


def checked(place: Path, folder: Path) -> Callable[[], None]:
    """What points the link in `folder` to the newest snapshot in the folder `place`, once that is what its manifest says."""
    seen: list[Path] = []

    def renew() -> None:
        newest = (place / LINK).resolve()
        if not newest.is_file() or seen == [newest]:
            return
        if (place / NAME).is_file():
            manifest = read_manifest((place / NAME).read_bytes())
            if manifest.database != newest.name:
                return  # an export is putting its files in place
            check_parts(place, manifest.of_readers())
        (folder / ".new").unlink(missing_ok=True)
        (folder / ".new").symlink_to(newest)
        (folder / ".new").replace(folder / LINK)
        seen[:] = [newest]

    return renew


def said_once(renew: Callable[[], None]) -> Callable[[], None]:
    """`renew`, whose errors are printed, each once until another comes."""
    said: list[str] = []

    def quiet() -> None:
        try:
            renew()
        except OSError as error:
            _say(said, str(DiskFullError(f"cannot fetch the snapshot: {error}; free space or set TMPDIR to another folder")))
        except ArchiveError as error:
            _say(said, str(error))
        else:
            said.clear()

    return quiet


def _say(said: list[str], words: str) -> None:
    if said != [words]:
        click.echo(f"archive: {words}", err=True)
    said[:] = [words]
