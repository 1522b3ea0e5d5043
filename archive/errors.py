"""The errors of the archive. Each message says what happened, where, and what to do."""


class ArchiveError(Exception):
    """Base of the errors below; commands print the message and exit with `status` (the statuses of `scrapy update`)."""

    status = 9


class ConfigurationError(ArchiveError):
    """Raised when a path, an argument or a manifest cannot be used as given."""

    status = 4


class DiskFullError(ArchiveError):
    """Raised when a file or the database cannot be written."""

    status = 3


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
