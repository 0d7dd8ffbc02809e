"""The stored record, read with plain SQL: nothing of the product takes part."""

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg

_EVENTS = "SELECT position, stream, version, topic, state FROM event ORDER BY position"
_HEAD = "SELECT position FROM head"
_REMEMBERED = "SELECT key, position FROM idempotency"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One stored event. `command` is the service's own id of what it decided."""

    position: int
    stream: UUID
    version: int
    topic: str
    correlation: UUID
    command: UUID
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """The events by position, where the head stands, and the position behind each used key."""

    head: int
    events: Sequence[Event]
    remembered: Mapping[str, int]


def read(url: str) -> Record:
    """The record in a database, by the URL that the service was given."""
    if url.startswith("sqlite"):
        return _read_sqlite(Path(url.removeprefix("sqlite:///")))
    return _read_postgres(conninfo(url))


def conninfo(url: str) -> str:
    """The URL as libpq takes it."""
    return url.replace("postgresql+psycopg:", "postgresql:")


def _read_sqlite(path: Path) -> Record:
    with closing(sqlite3.connect(path, timeout=30)) as connection:
        connection.execute("BEGIN")
        return _record(*(connection.execute(q) for q in (_EVENTS, _HEAD, _REMEMBERED)))


def _read_postgres(info: str) -> Record:
    with psycopg.connect(info) as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        return _record(*(connection.execute(q).fetchall() for q in (_EVENTS, _HEAD, _REMEMBERED)))


def _record(
    events: Iterable[Sequence[Any]], head: Iterable[Sequence[Any]], keys: Iterable[Sequence[Any]]
) -> Record:
    [[position]] = head
    return Record(
        head=position,
        events=[_event(*row) for row in events],
        remembered={k[0]: k[1] for k in keys},
    )


def _event(position: int, stream: UUID | str, version: int, topic: str, state: bytes) -> Event:
    envelope = json.loads(bytes(state))
    return Event(
        position=position,
        stream=UUID(str(stream)),
        version=version,
        topic=topic,
        correlation=UUID(envelope["correlation"]),
        command=UUID(envelope["command"]),
        data=envelope["data"],
    )
