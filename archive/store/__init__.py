"""The only package that writes tables. Each `save_*` is one transaction or takes part in its caller's."""

from archive.store.opening import archive_paths, open_archive, transaction

__all__ = ["archive_paths", "open_archive", "transaction"]
