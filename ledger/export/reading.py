"""Reading a full export again, once the verifier has checked every byte of it."""

import base64
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import IO, Annotated, TypeVar
from uuid import UUID

import msgspec

from domain.ledger.events import KeyAdopted
from domain.ledger.state import LEDGER_STREAM
from domain.moment import Moment
from ledger.catalogue import CATALOGUE
from ledger.envelope import Row
from ledger.export.form import ROW
from ledger.notes import VerifierKey

T = TypeVar("T")

_LINE_LIMIT = 512 * 1024
"""Bytes; no row is half as long."""

_LAST_DAY = 253_402_000_000_000_000
"""µs; behind it (in the year 9999) a time has no date."""

_ADOPTED = b'"topic":"ledger.key-adopted"'
"""So it stands in no line but that of such an event: within a text, quotes are escaped."""


class Unreadable(Exception):
    """No line of a full export: nobody checked the file, or it is another one by now."""


class Header(msgspec.Struct, frozen=True):
    """The first line."""

    scope: str
    ledger: UUID
    origin: str
    size: int


class _RowLine(msgspec.Struct, frozen=True):
    position: int
    stream: UUID
    version: int
    topic: str
    at: Annotated[int, msgspec.Meta(le=_LAST_DAY)]
    encoding: str
    state: str


class _CheckpointLine(msgspec.Struct, frozen=True):
    checkpoint: str


def header_of(path: Path) -> Header:
    """The header of an export; raises `Unreadable`, `OSError`."""
    with path.open("rb") as file:
        return _decoded(next(_lines(file), b""), Header)


def entries(path: Path) -> Iterator[Row | str]:
    """Every row, each checkpoint's note behind the row at its size; raises `Unreadable`."""
    with path.open("rb") as file:
        for line in islice(_lines(file), 1, None):
            yield _row(line) if line.startswith(ROW) else _decoded(line, _CheckpointLine).checkpoint


def keys_in(path: Path) -> list[VerifierKey]:
    """The keys that the exported ledger says it adopted; who gave them, only others can say.

    The file needs not have been checked: raises `Unreadable`, `DamagedEvent`, `UnknownEvent`.
    """
    found, origin = list[VerifierKey](), header_of(path).origin
    with path.open("rb") as file:
        for line in _lines(file):
            row = _row(line) if line.startswith(ROW) and _ADOPTED in line else None
            adopted = CATALOGUE.decode(row).event if row and row.stream == LEDGER_STREAM else None
            if isinstance(adopted, KeyAdopted):
                found.append(VerifierKey(origin, adopted.public))
    return found


def _lines(file: IO[bytes]) -> Iterator[bytes]:
    while line := file.readline(_LINE_LIMIT + 1):
        if len(line) > _LINE_LIMIT:
            raise Unreadable
        yield line


def _row(line: bytes) -> Row:
    said = _decoded(line, _RowLine)
    return Row(
        position=said.position,
        stream=said.stream,
        version=said.version,
        topic=said.topic,
        at=Moment(said.at),
        state=_state(said),
    )


def _state(said: _RowLine) -> bytes:
    try:
        is_text = said.encoding == "utf-8"
        return said.state.encode() if is_text else base64.b64decode(said.state)
    except ValueError:
        raise Unreadable from None


def _decoded(line: bytes, shape: type[T]) -> T:
    try:
        return msgspec.json.decode(line, type=shape)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise Unreadable from None
