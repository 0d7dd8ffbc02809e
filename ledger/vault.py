"""The vault: the keys of persons and issues, in a database of its own.

Every key is wrapped by a master key that lives outside the vault. To delete a person's key is
to erase the person: whatever was sealed with it, in events, views or backups of the ledger, can
never be read again. Keys are made before the ledger commits; one that no event came to use is
harmless.
"""

import logging
import time
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import OperationalError, SQLAlchemyError, TimeoutError

from domain.sealed import Sealed
from ledger.cipher import CannotOpen, Key, Place, open_sealed
from ledger.database import Database
from ledger.gathering import Gathering
from ledger.key_cache import KeyCache, Subject
from ledger.phones import Phones
from ledger.tables import vault_key as table
from ledger.wrapping import Wrapping, subject_of

__all__ = ["KeysElsewhere", "Subject", "Vault", "Wanted"]

_log = logging.getLogger("bihuan.vault")

_PAGE = 500
"""How many keys are looked up by one statement when all are looked up again."""


class KeysElsewhere(Exception):
    """A key is not at hand: the vault's database must be asked, and that may take a while."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """The keys that one command needs: those of *subjects* who have one, and of all *newcomers*.

    *phones* are the telephone numbers, in clear, of newcomers who are persons.
    """

    subjects: frozenset[Subject]
    newcomers: frozenset[Subject] = frozenset()
    phones: Mapping[UUID, str] = field(default_factory=dict, repr=False)


class Vault:
    """Makes, keeps and uses keys; safe to share between threads."""

    def __init__(self, database: Database, master: bytes) -> None:
        self._wrapping = Wrapping(master)
        self._database = database
        self.phones = Phones(database, master)
        self._cache = KeyCache()
        self._line: Gathering[Wanted, Mapping[Subject, Key]] = Gathering(
            "vault", self._serve, alike=(OperationalError, TimeoutError)
        )
        self._looking = False

    def close(self) -> None:
        """End what the vault does of its own; its database is closed by who opened it."""
        self._line.close()

    def require_master(self) -> None:
        """Raise `CannotOpen` where the vault holds keys that another master key wraps."""
        query = select(table.c.id).where(table.c.master != self._wrapping.fingerprint).limit(1)
        with self._database.read() as connection:
            if connection.execute(query).first() is not None:
                raise CannotOpen("the vault was written with another master key")

    def keys_of(self, subjects: Iterable[Subject]) -> Mapping[Subject, Key]:
        """The keys of those subjects that have one."""
        wanted = set(subjects)
        if not wanted:
            return {}
        seen = time.monotonic()
        with self._database.read(urgent=True) as connection:
            found = self._of_subjects(connection, wanted)
        self._cache.keep(found.items(), seen=seen)
        return found

    def make_keys(
        self, subjects: Iterable[Subject], phones: Mapping[UUID, str] | None = None
    ) -> Mapping[Subject, Key]:
        """A key for each subject, kept where it has one already.

        *phones* are the telephone numbers, in clear, of those who are persons: the blind index
        is written with the key, so that whoever is in the ledger can also be found.
        """
        wanted = set(subjects)
        if not wanted:
            return {}
        seen = time.monotonic()
        with self._database.write() as connection:
            self._make(connection, wanted)
            self.phones.keep(connection, phones or {})
            found = self._of_subjects(connection, wanted)
        # Only now: nothing may be sealed with a key that was never committed.
        self._cache.keep(found.items(), seen=seen)
        return found

    def at_hand(self, subjects: Iterable[Subject]) -> Mapping[Subject, Key] | None:
        """The keys of all those subjects from memory; None where a database must be asked."""
        wanted = set(subjects)
        found = self._cache.of_subjects(wanted)
        self._look_ahead()
        return found if len(found) == len(wanted) else None

    def prepare(self, wanted: Wanted) -> "Future[Mapping[Subject, Key]]":
        """The keys for one command; those of all commands that wait are made by one COMMIT."""
        return self._line.ask(wanted)

    def open(self, items: Iterable[tuple[Place, Sealed]]) -> list[str | None]:
        """The texts in order.

        None for what can no longer be opened because its key is gone, and for what somebody has
        changed: that is logged, and must not cost the rest of a page.
        """
        listed = list(items)
        ids = {sealed.key for _, sealed in listed}
        known = self._cache.of_ids(ids)
        missing = ids - set(known)
        return _all_opened(known | self._load(missing) if missing else known, listed)

    def open_at_hand(self, items: Iterable[tuple[Place, Sealed]]) -> list[str | None]:
        """The same from memory alone; raises `KeysElsewhere`."""
        listed = list(items)
        ids = {sealed.key for _, sealed in listed}
        known = self._cache.of_ids(ids)
        self._look_ahead()
        if len(known) < len(ids):
            raise KeysElsewhere
        return _all_opened(known, listed)

    def forget_phone(self, person: UUID) -> None:
        """Nobody is led to that person by a number any more; part of erasing them."""
        self.phones.forget([person])

    def _serve(self, round_: Sequence[Wanted]) -> list[Mapping[Subject, Key]]:
        """The keys of several commands by one transaction."""
        newcomers = {one for wanted in round_ for one in wanted.newcomers}
        phones = {person: said for wanted in round_ for person, said in wanted.phones.items()}
        subjects = {one for wanted in round_ for one in wanted.subjects}
        made = self.make_keys(newcomers, phones)
        keys = {**self.keys_of(subjects - set(made)), **made}
        return [
            {one: keys[one] for one in wanted.subjects | wanted.newcomers if one in keys}
            for wanted in round_
        ]

    def _look_ahead(self) -> None:
        """Before the keys in use lapse, see once for all which of them still stand there."""
        if self._looking:
            return
        due = self._cache.all_if_due()
        if due:
            self._looking = True
            self._line.aside(lambda: self._look_up_again(due))

    def _look_up_again(self, ids: Sequence[UUID]) -> None:
        try:
            for start in range(0, len(ids), _PAGE):
                page = ids[start : start + _PAGE]
                seen = time.monotonic()
                with self._database.read() as connection:
                    query = select(table.c.id).where(table.c.id.in_(page))
                    standing = set(connection.execute(query).scalars())
                self._cache.forget(set(page) - standing)
                self._cache.again(standing, seen=seen)
        except SQLAlchemyError as error:
            # The keys lapse, and whoever needs one asks the database and is told.
            _log.warning("keys were not looked up again: %s", type(error).__name__)
        finally:
            self._looking = False

    def _load(self, ids: set[UUID]) -> dict[UUID, Key]:
        seen = time.monotonic()
        # A command's answer may wait for it, which is committed by then.
        with self._database.read(urgent=True) as connection:
            rows = connection.execute(select(table).where(table.c.id.in_(ids))).all()
        loaded = {row.id: self._key_in(row) for row in rows}
        self._cache.forget(ids - set(loaded))
        self._cache.keep(((subject_of(row), loaded[row.id]) for row in rows), seen=seen)
        return loaded

    def _of_subjects(self, connection: Connection, wanted: set[Subject]) -> dict[Subject, Key]:
        # The index begins with the scope: without it, every key of the vault would be read.
        query = select(table).where(
            table.c.scope.in_({scope.value for scope, _ in wanted}),
            table.c.subject.in_({subject for _, subject in wanted}),
        )
        rows = {subject_of(row): row for row in connection.execute(query)}
        return {s: self._key_in(row) for s, row in rows.items() if s in wanted}

    def _make(self, connection: Connection, subjects: set[Subject]) -> None:
        rows = [self._wrapping.new_row(scope, subject) for scope, subject in sorted(subjects)]
        dialect = sqlite if self._database.is_sqlite else postgresql
        # Two requests may prepare the same subject at once: the first one's key is kept.
        connection.execute(dialect.insert(table).on_conflict_do_nothing(), rows)

    def _key_in(self, row: Row[Any]) -> Key:
        return self._cache.once(row.id) or self._wrapping.key_in(row)


def _all_opened(
    keys: Mapping[UUID, Key], items: Iterable[tuple[Place, Sealed]]
) -> list[str | None]:
    return [
        _opened(keys[sealed.key], place, sealed) if sealed.key in keys else None
        for place, sealed in items
    ]


def _opened(key: Key, place: Place, sealed: Sealed) -> str | None:
    try:
        return open_sealed(key, place, sealed)
    except CannotOpen:
        _log.error("a sealed field is damaged: key %s, stream %s", key.id, place.stream)
        return None
