"""Remembered answers: the same `Idempotency-Key` gets the first success again.

What is kept is the view row that was answered, with its sealed fields still sealed, so that an
erased person is gone from here as well.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import Connection, delete, insert, select

from domain.moment import Moment
from projections.engine import View, discover, fetch
from service.answers import Answer, Idempotency
from service.errors import KeyReused
from service.tables import idempotency as table

Use = tuple[UUID, str, str, str]

_NO_VIEW = ""
"""Stands for the view of what no view shows; its row is the id of what was made."""

_VIEWS: Mapping[str, View[Any]] = {view.id: view for view in discover()}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    """One remembered success."""

    fingerprint: bytes
    view: str
    row: str
    position: int


class Remembered:
    """The remembered answers as one batch sees them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._new: dict[Use, _Kept] = {}
        self._at: dict[Use, Moment] = {}

    def find(self, person: UUID, use: Idempotency) -> Answer | None:
        """The earlier success; raises `KeyReused` where the body was another."""
        where: Use = (person, use.method, use.path, use.key)
        kept = self._new.get(where) or self._stored(where)
        if kept is None:
            return None
        if kept.fingerprint != use.fingerprint:
            raise KeyReused
        return self._answer(kept)

    def keep(self, person: UUID, use: Idempotency, answer: Answer, at: Moment) -> None:
        """Remember a success; written with the batch."""
        if answer.view is None and answer.made is None:
            return
        where: Use = (person, use.method, use.path, use.key)
        self._at[where] = at
        self._new[where] = _Kept(
            fingerprint=use.fingerprint,
            view=answer.view.id if answer.view else _NO_VIEW,
            row=msgspec.json.encode(answer.row if answer.view else answer.made).decode(),
            position=answer.position,
        )

    def write(self) -> None:
        """Insert what this batch remembers."""
        rows = [self._columns(use, kept) for use, kept in self._new.items()]
        if rows:
            self._connection.execute(insert(table), rows)

    def _stored(self, use: Use) -> _Kept | None:
        person, method, path, key = use
        query = select(table).where(
            table.c.person == person,
            table.c.method == method,
            table.c.path == path,
            table.c.key == key,
        )
        row = self._connection.execute(query).first()
        if row is None:
            return None
        return _Kept(
            fingerprint=bytes(row.fingerprint), view=row.view, row=row.row, position=row.position
        )

    def _answer(self, kept: _Kept) -> Answer:
        if kept.view == _NO_VIEW:
            made = msgspec.json.decode(kept.row, type=UUID)
            return Answer(view=None, row=None, position=kept.position, made=made, replayed=True)
        view = _VIEWS.get(kept.view)
        if view is None:
            return self._successor(kept)
        row = msgspec.json.decode(kept.row, type=view.row)
        return Answer(view=view, row=row, position=kept.position, replayed=True)

    def _successor(self, kept: _Kept) -> Answer:
        """What an older version of a view answered, as the present one shows it now."""
        view = next(v for v in _VIEWS.values() if _unversioned(v.id) == _unversioned(kept.view))
        plain = msgspec.json.decode(kept.row, type=dict[str, Any])
        key = tuple(UUID(plain[column.name]) for column in view.key_columns())
        row = fetch(self._connection, view, key)
        return Answer(view=view, row=row, position=kept.position, replayed=True)

    def _columns(self, use: Use, kept: _Kept) -> dict[str, object]:
        person, method, path, key = use
        return {
            "person": person,
            "method": method,
            "path": path,
            "key": key,
            "fingerprint": kept.fingerprint,
            "view": kept.view,
            "row": kept.row,
            "position": kept.position,
            "at": self._at[use],
        }


def forget(connection: Connection, *, before: Moment) -> int:
    """Delete answers older than *before*; returns how many."""
    return connection.execute(delete(table).where(table.c.at < before)).rowcount


def _unversioned(view: str) -> str:
    return view.rpartition("_v")[0]
