"""Blobs in a folder: private, whole or not there, and old ones found again."""

import os
import stat
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from domain.moment import DAY, Moment
from ledger import durable
from ledger.blobs import FolderBlobs
from ledger.now import clock

NAME = "ab" * 32


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "var" / "files" / "ledger"


@pytest.fixture
def without_umask() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


def modes(*paths: Path) -> set[int]:
    return {stat.S_IMODE(path.stat().st_mode) for path in paths}


def aged(path: Path, days: int) -> None:
    then = (clock() - days * DAY) / 1_000_000
    os.utime(path, (then, then))


def test_what_was_put_is_there(folder: Path) -> None:
    kept = FolderBlobs(folder)
    assert kept.get(NAME) is None
    kept.put(NAME, b"one")
    kept.put(NAME, b"two")
    assert FolderBlobs(folder).get(NAME) == b"two"
    assert [path.name for path in folder.iterdir()] == [NAME]
    kept.remove(NAME)
    kept.remove(NAME)
    assert kept.get(NAME) is None


@pytest.mark.usefixtures("without_umask")
def test_it_is_for_its_owner_alone(folder: Path) -> None:
    FolderBlobs(folder).put(NAME, b"one")
    assert modes(folder, folder.parent, folder.parent.parent) == {0o700}
    assert modes(folder / NAME) == {0o600}


def test_reading_makes_no_folder(folder: Path) -> None:
    kept = FolderBlobs(folder)
    assert (kept.get(NAME), list(kept.older_than(clock()))) == (None, [])
    assert not folder.exists()


@pytest.mark.parametrize("failing", ["write", "fsync", "replace"])
def test_a_failure_leaves_what_was_there(
    folder: Path, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    kept = FolderBlobs(folder)
    kept.put(NAME, b"one")

    def fail(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        target = {
            "write": (durable, "write"),
            "fsync": (os, "fsync"),
            "replace": (Path, "replace"),
        }[failing]
        patched.setattr(*target, fail)
        with pytest.raises(OSError, match="No space left"):
            kept.put(NAME, b"two")
    assert kept.get(NAME) == b"one"
    assert [path.name for path in folder.iterdir()] == [NAME]


def test_it_is_on_the_disk_before_its_name_is(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And the name is on the disk before `put` returns."""
    done: list[str] = []
    sync, replace = os.fsync, Path.replace

    def noted_sync(handle: int) -> None:
        done.append("folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "file")
        sync(handle)

    def noted_replace(path: Path, target: Path) -> Path:
        done.append("renamed")
        return replace(path, target)

    FolderBlobs(folder).put(NAME, b"one")
    monkeypatch.setattr(os, "fsync", noted_sync)
    monkeypatch.setattr(Path, "replace", noted_replace)
    FolderBlobs(folder).put(NAME, b"two")
    assert done == ["file", "renamed", "folder"]


def test_many_at_once_are_one(folder: Path) -> None:
    kept = FolderBlobs(folder)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: kept.put(NAME, b"one" * 1_000), range(40)))
    assert kept.get(NAME) == b"one" * 1_000
    assert len(list(folder.iterdir())) == 1


def test_old_ones_are_found_and_strangers_left_alone(folder: Path) -> None:
    kept, old, part = FolderBlobs(folder), "cd" * 32, f"{NAME}.0123.part"
    for name in (NAME, old):
        kept.put(name, b"one")
    for name in (part, "README", ".keep", "lost+found.part"):
        (folder / name).write_bytes(b"")
        aged(folder / name, 40)
    (folder / "ef").mkdir()
    aged(folder / "ef", 40)
    aged(folder / old, 10)
    before = Moment(clock() - 7 * DAY)
    assert sorted(kept.older_than(before)) == sorted([old, part])
    kept.put(old, b"one")
    assert list(kept.older_than(before)) == [part]
