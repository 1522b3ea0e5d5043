"""One backup or export at a time in a folder."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from archive.errors import RunningError


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
