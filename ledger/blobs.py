"""Blobs: named bytes in a place of their own. Here a folder; an object store would do as well."""

import os
import re
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from domain.moment import Moment
from ledger import durable

_OURS = re.compile(r"[0-9a-f]+(\.[0-9a-f]+\.part)?")
"""A blob's file, or what an interrupted `put` has left behind; nothing else is touched."""


class Blobs(Protocol):
    """Where blobs are kept. Names are short lower-case hexadecimal texts, contents opaque."""

    def put(self, name: str, content: bytes) -> None:
        """Keep *content*, whole or not at all, in place of what had that name; it is then new."""

    def get(self, name: str) -> bytes | None:
        """The content; None where there is none."""

    def older_than(self, before: Moment) -> Iterator[str]:
        """The names of what was put before a moment."""

    def remove(self, name: str) -> None:
        """Let go of a name, whether or not anything has it."""


class FolderBlobs:
    """Blobs as files (0600) of one folder (0700), which is made when the first one comes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, name: str, content: bytes) -> None:
        """Written beside and renamed; it survives a power cut once this returns."""
        _make_private(self._folder)
        fresh = self._folder / f"{name}.{secrets.token_hex(8)}.part"
        try:
            durable.write(fresh, content)
            fresh.replace(self._folder / name)
        finally:
            fresh.unlink(missing_ok=True)
        # A rename is not on the disk before its folder is.
        durable.settle(self._folder)

    def get(self, name: str) -> bytes | None:
        """The file's content."""
        try:
            return (self._folder / name).read_bytes()
        except FileNotFoundError:
            return None

    def older_than(self, before: Moment) -> Iterator[str]:
        """By the files' own time; with what interrupted `put`s have left behind."""
        if not self._folder.exists():
            return
        with os.scandir(self._folder) as entries:
            for entry in entries:
                ours = _OURS.fullmatch(entry.name) and entry.is_file(follow_symlinks=False)
                if ours and entry.stat().st_mtime_ns // 1_000 < before:
                    yield entry.name

    def remove(self, name: str) -> None:
        """Delete the file."""
        (self._folder / name).unlink(missing_ok=True)


def _make_private(folder: Path) -> None:
    """Make *folder* and what is missing above it, for its owner alone."""
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    for one in reversed(missing):
        one.mkdir(mode=0o700, exist_ok=True)
        durable.settle(one.parent)
