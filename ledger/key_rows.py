"""The vault's table of keys: what is asked of it and written to it, within a transaction.

The row of an erased key stays, empty: it holds its subject's place, so that no other key can
ever be made for whoever was erased, whoever prepares one at the same moment.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Row, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from domain.sealed import KeyScope
from ledger.key_cache import Subject
from ledger.tables import vault_key as table
from ledger.wrapping import Wrapping, subject_of

_ERASED = b""
"""What is left of a wrapped key."""

_STANDS = table.c.wrapped != _ERASED


def of_subjects(connection: Connection, wanted: set[Subject]) -> Mapping[Subject, Row[Any]]:
    """The keys of those subjects that have one."""
    if not wanted:
        return {}
    return {subject_of(row): row for row in connection.execute(_all().where(_of(wanted)))}


def of_ids(connection: Connection, ids: Iterable[UUID]) -> Sequence[Row[Any]]:
    """Those of the keys that stand."""
    return connection.execute(_all().where(table.c.id.in_(ids))).all()


def standing(connection: Connection, ids: Iterable[UUID]) -> set[UUID]:
    """The ids of those of the keys that stand."""
    query = select(table.c.id).where(_STANDS, table.c.id.in_(ids))
    return set(connection.execute(query).scalars())


def held(connection: Connection, persons: Iterable[UUID]) -> set[UUID]:
    """Those of the persons who have a key, which nobody erases before this transaction ends."""
    query = select(table.c.subject).where(
        _STANDS, table.c.scope == KeyScope.PERSON.value, table.c.subject.in_(persons)
    )
    return set(connection.execute(query.with_for_update(read=True)).scalars())


def has_foreign(connection: Connection, wrapping: Wrapping) -> bool:
    """Whether there are keys that another master key wraps."""
    query = select(table.c.id).where(_STANDS, table.c.master != wrapping.fingerprint)
    return connection.execute(query.limit(1)).first() is not None


def make(
    connection: Connection, wrapping: Wrapping, subjects: set[Subject], *, is_sqlite: bool
) -> None:
    """A key for each subject that never had one."""
    rows = [wrapping.new_row(scope, subject) for scope, subject in sorted(subjects)]
    dialect = sqlite if is_sqlite else postgresql
    # Two requests may prepare the same subject at once: the first one's key is kept.
    connection.execute(dialect.insert(table).on_conflict_do_nothing(), rows)


def erase(connection: Connection, subjects: set[Subject]) -> set[UUID]:
    """Empty the keys of those subjects that have one; their ids."""
    if not subjects:
        return set()
    # In one order, or two who erase the same would wait for each other.
    query = select(table.c.id).where(_STANDS, _of(subjects)).order_by(table.c.id)
    gone = set(connection.execute(query.with_for_update()).scalars())
    connection.execute(update(table).where(table.c.id.in_(gone)).values(wrapped=_ERASED))
    return gone


def _all() -> Any:
    return select(table).where(_STANDS)


def _of(subjects: set[Subject]) -> ColumnElement[bool]:
    # The index begins with the scope: without it, every key of the vault would be read.
    return or_(
        *(
            (table.c.scope == scope.value) & table.c.subject.in_(named)
            for scope, named in _by_scope(subjects).items()
        )
    )


def _by_scope(subjects: set[Subject]) -> Mapping[KeyScope, set[UUID]]:
    named: dict[KeyScope, set[UUID]] = {}
    for scope, subject in subjects:
        named.setdefault(scope, set()).add(subject)
    return named
