"""The reader's site over the sector archive, asked in process."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.archive.factory import ArchiveFactory
from tests.archive.web.conftest import Ask, asked
from tests.archive.web.outcomes.sector import sector_archive


@pytest.fixture(scope="session")
def sector(tmp_path_factory: pytest.TempPathFactory) -> ArchiveFactory:
    """The sector archive, which no test writes to."""
    return sector_archive(tmp_path_factory.mktemp("sector"))


@pytest.fixture(scope="session")
def ask(sector: ArchiveFactory) -> Iterator[Ask]:
    """The private site over it."""
    yield from asked(sector.path, sector.files, public=False)


@pytest.fixture(scope="session")
def ask_public(sector: ArchiveFactory) -> Iterator[Ask]:
    """The public site over it."""
    yield from asked(sector.path, sector.files, public=True)


@pytest.fixture
def own(tmp_path: Path) -> ArchiveFactory:
    """A sector archive of one's own, to write to."""
    return sector_archive(tmp_path / "own")
