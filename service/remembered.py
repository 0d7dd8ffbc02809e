"""Remembered answers: the same `Idempotency-Key` gets the first success again.

What is kept is where the answer stands: the view's row by its key, its stream, and the position
of the record. Told again, the row is folded anew up to there. So nothing is stored twice, and an
erased person is gone from here as well.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import Connection, delete

from domain.moment import Moment
from ledger.bulk import Insert, binder, find
from projections.engine import Key, View, discover, fetch
from projections.past import AsOf, row_as_of
from service.accepted import Accepted
from service.answers import Answer, Idempotency
from service.errors import KeyReused
from service.tables import idempotency as table

Use = tuple[UUID, str, str, str]

_NO_VIEW = ""
"""Stands for the view of what no view shows; its row is the id of what was made."""

_VIEWS = {view.id.rpartition("_v")[0]: view for view in discover()}

_PLACE = "_v0"
"""The version of a view for which no row is kept, only its place. To a program that kept rows it
is an older version: it looks the key up, and tells the row as it stands."""

_STREAM = "stream"


@dataclass(frozen=True, slots=True)
class _Kept:
    """One row of the table, in its order of columns."""

    person: UUID
    method: str
    path: str
    key: str
    fingerprint: bytes
    view: str
    row: str
    position: int
    at: Moment


class Remembered:
    """The remembered answers as one batch sees them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._stored: dict[Use, _Kept | None] = {}
        self._new: dict[Use, tuple[bytes, Accepted]] = {}

    def expect(self, uses: Iterable[Use]) -> None:
        """Look up in one go the keys that will be asked for."""
        wanted = set(uses) - set(self._stored)
        if not wanted:
            return
        self._stored |= dict.fromkeys(wanted)
        for values in find(self._connection, table, wanted):
            kept = _Kept(*values)
            self._stored[kept.person, kept.method, kept.path, kept.key] = kept

    def find(self, person: UUID, use: Idempotency) -> Answer | Accepted | None:
        """The earlier success, or the command of this batch that will have been one.

        Raises `KeyReused` where the body was another.
        """
        where = use_of(person, use)
        if where in self._new:
            fingerprint, accepted = self._new[where]
            _require_same(fingerprint, use)
            return accepted
        self.expect([where])
        row = self._stored[where]
        if row is None:
            return None
        _require_same(bytes(row.fingerprint), use)
        return self._answer(row)

    def keep(self, person: UUID, use: Idempotency, accepted: Accepted) -> None:
        """Remember a success; written with the batch."""
        self._new[use_of(person, use)] = use.fingerprint, accepted

    def inserting(self, dialect: str, at: Moment) -> Insert:
        """What this batch remembers, to be written."""
        bind = binder(table, dialect)
        kept = (_kept(use, fingerprint, a, at) for use, (fingerprint, a) in self._new.items())
        return Insert(table, [bind(one) for one in kept if one is not None])

    def _answer(self, row: _Kept) -> Answer:
        if row.view == _NO_VIEW:
            made = msgspec.json.decode(row.row, type=UUID)
            return Answer(view=None, row=None, position=row.position, made=made, replayed=True)
        view = _VIEWS[row.view.rpartition("_v")[0]]
        told = self._told(view, msgspec.json.decode(row.row), row.position)
        return Answer(view=view, row=told, position=row.position, replayed=True)

    def _told(self, view: View[Any], kept: Mapping[str, Any], position: int) -> Any:
        key = tuple(UUID(kept[column.name]) for column in view.key_columns())
        # Version 0.2 kept the whole row, and no stream: but for compounds it is the key's own.
        stream = UUID(kept.get(_STREAM, str(key[0])))
        then = row_as_of(self._connection, view, key, stream, AsOf(position=position))
        return fetch(self._connection, view, key) if then is None else then.row


def use_of(person: UUID, use: Idempotency) -> Use:
    """Under what a success is remembered."""
    return person, use.method, use.path, use.key


def again(answer: Answer) -> Answer:
    """A success as it is told once more."""
    return replace(answer, replayed=True)


def forget(connection: Connection, *, before: Moment) -> int:
    """Delete answers older than *before*; returns how many."""
    return connection.execute(delete(table).where(table.c.at < before)).rowcount


def _require_same(fingerprint: bytes, use: Idempotency) -> None:
    if fingerprint != use.fingerprint:
        raise KeyReused


def _place(accepted: Accepted, view: View[Any], key: Key) -> Mapping[str, Any]:
    names = (column.name for column in view.key_columns())
    return {_STREAM: _stream(accepted, view, key), **dict(zip(names, key, strict=True))}


def _unversioned(view: View[Any]) -> str:
    return view.id.rpartition("_v")[0]


def _kept(use: Use, fingerprint: bytes, accepted: Accepted, at: Moment) -> _Kept | None:
    shown, made = accepted.shown, accepted.made
    if shown is None and made is None:
        return None
    person, method, path, key = use
    told: Any = made if shown is None else _place(accepted, *shown)
    return _Kept(
        person=person,
        method=method,
        path=path,
        key=key,
        fingerprint=fingerprint,
        view=_NO_VIEW if shown is None else f"{_unversioned(shown[0])}{_PLACE}",
        row=msgspec.json.encode(told).decode(),
        position=accepted.position,
        at=at,
    )


def _stream(accepted: Accepted, view: View[Any], key: Key) -> Any:
    """The stream that the row is folded from: of what touched it, else the one it is named for."""
    touching: Sequence[UUID] = [e.stream for e in accepted.recorded if key in view.keys(e)]
    return touching[0] if touching else key[0]
