"""The reader's site over the shared sample archive, asked in process: `site` is private, `public_site` public."""

import asyncio
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from httpx import Response

from archive.web.site import make_site
from tests.archive.factory import ArchiveFactory
from tests.archive.sample import sample_archive

Ask = Callable[..., Response]


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> ArchiveFactory:
    """The sample archive, which no test writes to."""
    return sample_archive(tmp_path_factory.mktemp("site"))


def copied(made: ArchiveFactory, folder: Path) -> Path:
    """A copy of an archive's database: `archive serve` of it may write, and what tests share must stay as it is."""
    path = folder / "archive.db"
    with closing(sqlite3.connect(path)) as target:
        made.db.conn.backup(target)
    return path


def asked(folder: Path, files: Path, *, public: bool) -> Iterator[Ask]:
    """A function that asks the site for a path and gives the answer, also where a busy machine takes over a second for a page."""
    with asyncio.Runner() as runner, pytest.MonkeyPatch.context() as patience:
        patience.setattr("archive.web.database.SECONDS", 30.0)
        site = make_site(folder, files, public=public)
        runner.run(site.invoke_startup())
        unpacked = {"accept-encoding": "identity"}  # tens of thousands of answers need no gzip

        def ask(path: str, /, method: str = "get", headers: dict[str, str] | None = None, **more: Any) -> Response:
            return runner.run(getattr(site.client, method)(path, headers=unpacked | (headers or {}), **more))

        yield ask
        site.executor.shutdown()


@pytest.fixture(scope="session")
def site(made: ArchiveFactory) -> Iterator[Ask]:
    """The private site."""
    yield from asked(made.path, made.files, public=False)


@pytest.fixture(scope="session")
def public_site(made: ArchiveFactory) -> Iterator[Ask]:
    """The public site."""
    yield from asked(made.path, made.files, public=True)
