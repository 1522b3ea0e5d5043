"""Originals are kept whole or not at all, found by their hash only, and survive a power cut."""

import os
from pathlib import Path

import pytest

from archive.errors import DiskFullError
from archive.store import files

BODY = b"%PDF-1.4 an original"
SHA256 = files.hash_of(BODY)


def test_a_file_is_kept_once_and_anew_when_its_copy_is_damaged(tmp_path: Path) -> None:
    assert files.keep(tmp_path, BODY) == (SHA256, True)
    assert files.keep(tmp_path, BODY) == (SHA256, False)
    files.path_of(tmp_path, SHA256).write_bytes(BODY[:-1] + b"?")  # of the same length
    assert files.read_whole(tmp_path, SHA256) is None
    assert files.keep(tmp_path, BODY) == (SHA256, True)
    assert files.read_whole(tmp_path, SHA256) == BODY


def test_bytes_are_on_the_disk_before_the_name_and_the_name_before_it_returns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    fsync, replace = os.fsync, os.replace

    def synced(descriptor: int) -> None:
        done.append("folder" if os.path.isdir(f"/proc/self/fd/{descriptor}") else f"{os.fstat(descriptor).st_size} bytes")
        fsync(descriptor)

    def renamed(old: str, new: str) -> None:
        done.append("name")
        replace(old, new)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(os, "replace", renamed)
    files.write_whole(tmp_path / "original", BODY)
    assert done == [f"{len(BODY)} bytes", "name", "folder"]
    assert (tmp_path / "original").stat().st_mode & 0o777 == 0o644


def test_what_could_not_be_written_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DiskFullError, match="No space left"):
        files.keep(tmp_path, BODY)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_what_is_there_but_cannot_be_read_is_an_error_of_storage(tmp_path: Path) -> None:
    """As a file that another user made; root reads all, so a folder stands in its place."""
    files.path_of(tmp_path, SHA256).mkdir(parents=True)
    with pytest.raises(DiskFullError, match=f"cannot keep {len(BODY)} bytes as .*{SHA256}: Is a directory"):
        files.keep(tmp_path, BODY)


def test_unfinished_files_are_none_of_the_archive(tmp_path: Path) -> None:
    files.keep(tmp_path, BODY)
    (files.path_of(tmp_path, SHA256).parent / ".new-abc").write_bytes(b"half")
    assert list(files.Folder(tmp_path).list()) == [SHA256]
    files.forget(tmp_path, SHA256)
    files.forget(tmp_path, SHA256)  # twice does no harm
    assert list(files.Folder(tmp_path).list()) == []


@pytest.mark.parametrize("name", ["../../../etc/passwd", SHA256.upper(), SHA256[:63], "/" + SHA256[1:], ""])
def test_only_a_hash_is_a_name(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="no SHA-256"):
        files.path_of(tmp_path, name)
