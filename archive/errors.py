"""The errors of the archive. Each message says what happened, where, and what to do."""

import errno
from pathlib import Path


class ArchiveError(Exception):
    """Base of the errors below; commands print the message and exit with `status` (the statuses of `scrapy update`)."""

    status = 9


class ConfigurationError(ArchiveError):
    """Raised when a path, an argument or a manifest cannot be used as given."""

    status = 4


class DiskFullError(ArchiveError):
    """Raised when a file or the database cannot be written."""

    status = 3


def no_archive(path: Path) -> ConfigurationError:
    """What a command says where there is no archive at `path`."""
    return ConfigurationError(f"there is no archive at {path}; create one with archive update, restore a backup, or set ARCHIVE_DB")


def cannot_write(what: str, error: OSError) -> DiskFullError:
    """`what` ("cannot write the backup in …") with the reason that the system gives, and what to do about a reason of that kind."""
    to_do = {
        errno.EROFS: "mount the disk for writing; if systemd runs this, add the folder to ReadWritePaths= of its service",
        errno.EACCES: "let the user who runs this write there, or choose another folder",
        errno.EPERM: "let the user who runs this write there, or choose another folder",
    }
    return DiskFullError(f"{what}: {error.strerror}; {to_do.get(error.errno or 0, 'free space or choose another folder')}")


class UnreachableError(ArchiveError):
    """Raised when the bucket that holds the original files does not answer, or refuses."""

    status = 9


class RunningError(ArchiveError):
    """Raised when another run has locked the archive."""

    status = 75


class BusyError(ArchiveError):
    """Raised when another program locks the database for longer than a run waits."""

    status = 9


class DamageError(ArchiveError):
    """Raised when files, rows or indexes of the archive are damaged."""

    status = 20
