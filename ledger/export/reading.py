"""Reading a full export again, once the verifier has checked every byte of it."""

import base64
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar
from uuid import UUID

import msgspec

from domain.ledger.events import KeyAdopted
from domain.moment import Moment
from ledger.catalogue import CATALOGUE
from ledger.envelope import Row
from ledger.export.form import ROW
from ledger.notes import VerifierKey

T = TypeVar("T")

_ADOPTED = b'"topic":"ledger.key-adopted"'
"""So it stands in no line but that of such an event: within a text, quotes are escaped."""


class Unreadable(Exception):
    """No line of a full export: the file is another one than that which was checked."""


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
    at: int
    encoding: str
    state: str


class _CheckpointLine(msgspec.Struct, frozen=True):
    checkpoint: str


def header_of(path: Path) -> Header:
    """The header of an export; raises `Unreadable`, `OSError`."""
    with path.open("rb") as file:
        return _decoded(file.readline(), Header)


def entries(path: Path) -> Iterator[Row | str]:
    """Every row, each checkpoint's note behind the row at its size; raises `Unreadable`."""
    with path.open("rb") as file:
        file.readline()
        for line in file:
            yield _row(line) if line.startswith(ROW) else _decoded(line, _CheckpointLine).checkpoint


def keys_in(path: Path) -> list[VerifierKey]:
    """The keys that the exported ledger says it adopted; who gave them, only others can say."""
    found, origin = list[VerifierKey](), header_of(path).origin
    with path.open("rb") as file:
        for line in file:
            if line.startswith(ROW) and _ADOPTED in line:
                adopted = CATALOGUE.decode(_row(line)).event
                if isinstance(adopted, KeyAdopted):
                    found.append(VerifierKey(origin, adopted.public))
    return found


def _row(line: bytes) -> Row:
    said = _decoded(line, _RowLine)
    is_text = said.encoding == "utf-8"
    return Row(
        position=said.position,
        stream=said.stream,
        version=said.version,
        topic=said.topic,
        at=Moment(said.at),
        state=said.state.encode() if is_text else base64.b64decode(said.state),
    )


def _decoded(line: bytes, shape: type[T]) -> T:
    try:
        return msgspec.json.decode(line, type=shape)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise Unreadable from None
