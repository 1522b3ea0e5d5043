"""The only package that writes to tables. Each `save_*` is one transaction or part of its caller's."""

from archive.store.opening import archive_paths, open_archive, transaction

__all__ = ["archive_paths", "open_archive", "transaction"]
