"""The errors of keeping; each message says what happened, where, and what to do."""


class ArchiveError(Exception):
    """Base of the errors below; commands print the message and exit with `status` (the statuses of `scrapy update`)."""

    status = 9


class ConfigurationError(ArchiveError):
    """Raised when a path, an argument or a manifest cannot be used as given."""

    status = 4


class DiskFullError(ArchiveError):
    """Raised when a file or the database cannot be written."""

    status = 3


class RunningError(ArchiveError):
    """Raised when another run holds the archive's lock."""

    status = 75


class BusyError(ArchiveError):
    """Raised when another program keeps the database locked for longer than a run waits."""

    status = 9


class DamageError(ArchiveError):
    """Raised when kept bytes, rows or indexes do not agree."""

    status = 20
