"""What the tests of `archive digest` share."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from archive.cli import main
from tests.archive.commands.mailbox import Mailbox, mail_server
from tests.archive.factory import ArchiveFactory
from tests.archive.sample import sample_archive

Digest = Callable[..., Result]


@pytest.fixture
def box() -> Mailbox:
    return Mailbox()


@pytest.fixture
def made(tmp_path: Path) -> ArchiveFactory:
    return sample_archive(tmp_path)


@pytest.fixture
def digest(box: Mailbox, made: ArchiveFactory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Digest]:
    """Runs `archive digest searches.yml` over the sample archive, with the mail server running; the test writes that file."""
    monkeypatch.setenv("ARCHIVE_DB", str(made.path))
    monkeypatch.setenv("ARCHIVE_FILES", str(made.files))
    with mail_server(box) as address:
        monkeypatch.setenv("ARCHIVE_SMTP", address)
        yield lambda *words: CliRunner().invoke(main, ["digest", str(tmp_path / "searches.yml"), *words])
