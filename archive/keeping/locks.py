"""One backup or export at a time in a folder, and no snapshot removed while a server answers from it."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic, sleep

from archive.errors import ConfigurationError, RunningError

_BETWEEN = 0.2  # seconds between two looks


@contextmanager
def alone(folder: Path, what: str) -> Iterator[None]:
    """Lock `folder` for one `what` ("backup") at a time; leaves no lock file behind. RunningError while another one holds it."""
    number = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError as error:
        raise RunningError(f"another {what} into {folder} is running; wait until it ends and run this again") from error
    finally:
        os.close(number)


@contextmanager
def answering_from(database: Path) -> Iterator[None]:
    """Mark `database` as one that this process answers from, for as long as the block. Needs only the right to read it."""
    try:
        number = os.open(database, os.O_RDONLY)
    except OSError as error:
        raise ConfigurationError(f"cannot open {database}: {error.strerror}; run this again") from error
    with suppress(OSError):  # a disk that knows no locks
        fcntl.flock(number, fcntl.LOCK_SH)
    try:
        yield
    finally:
        os.close(number)


def is_left(database: Path, seconds: float) -> bool:
    """Whether no server answers from `database`, or stops to within `seconds`; true too where it is gone or its disk knows no locks."""
    end = monotonic() + seconds
    try:
        number = os.open(database, os.O_RDWR)  # NFS locks alone only what is open for writing
    except OSError:
        return True
    try:
        while True:
            try:
                fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if monotonic() > end:
                    return False
                sleep(_BETWEEN)
            else:
                return True
    except OSError:
        return True
    finally:
        os.close(number)
