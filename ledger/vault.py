"""The vault: the keys of persons and issues, in a database of its own.

Every key is wrapped by a master key that lives outside the vault. To erase a person's key is
to erase the person: whatever was sealed with it, in events, views or backups of the ledger, can
never be read again, and no other key is made for them. Keys are made before the ledger commits;
one that no event came to use is harmless.
"""

import logging
import time
from collections.abc import Collection, Iterable, Mapping, Sequence
from concurrent.futures import Future
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row
from sqlalchemy.exc import OperationalError, SQLAlchemyError, TimeoutError

from domain.sealed import KeyScope, Sealed
from ledger import key_rows
from ledger.cipher import CannotOpen, Key, Place
from ledger.database import Database
from ledger.gathering import Gathering
from ledger.key_cache import KeyCache, Subject
from ledger.leftovers import empty_log
from ledger.opened import all_opened
from ledger.phones import Phones
from ledger.vault_terms import Erased, KeysElsewhere, Wanted
from ledger.wrapping import Wrapping, subject_of

__all__ = ["Erased", "KeysElsewhere", "Subject", "Vault", "Wanted"]

_log = logging.getLogger("bihuan.vault")

_PAGE = 500
"""How many keys are looked up by one statement when all are looked up again."""


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
        with self._database.read() as connection:
            if key_rows.has_foreign(connection, self._wrapping):
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
        """A key for each subject, kept where it has one already; none for who was erased.

        *phones* are the telephone numbers, in clear, of those who are persons: the blind index
        is written with the key, so that whoever is in the ledger can also be found.
        """
        wanted = set(subjects)
        if not wanted:
            return {}
        seen = time.monotonic()
        with self._database.write() as connection:
            key_rows.make(connection, self._wrapping, wanted, is_sqlite=self._database.is_sqlite)
            found = self._of_subjects(connection, wanted)
            given = (phones or {}).items()
            own = {person: said for person, said in given if (KeyScope.PERSON, person) in found}
            self.phones.keep(connection, own)
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
        return all_opened(known | self._load(missing) if missing else known, listed)

    def open_at_hand(self, items: Iterable[tuple[Place, Sealed]]) -> list[str | None]:
        """The same from memory alone; raises `KeysElsewhere`."""
        listed = list(items)
        ids = {sealed.key for _, sealed in listed}
        known = self._cache.of_ids(ids)
        self._look_ahead()
        if len(known) < len(ids):
            raise KeysElsewhere
        return all_opened(known, listed)

    def index_phones(self, phones: Mapping[UUID, str]) -> None:
        """Index the numbers, in clear, of those persons who have a key and no number indexed."""
        if not phones:
            return
        with self._database.write() as connection:
            held = key_rows.held(connection, phones)
            self.phones.keep(connection, {one: phones[one] for one in held})

    def gone(self, ids: Collection[UUID]) -> set[UUID]:
        """Those of the keys that do not stand in the vault, whatever is remembered."""
        if not ids:
            return set()
        with self._database.read(urgent=True) as connection:
            return set(ids) - key_rows.standing(connection, ids)

    def left_of(self, subjects: Collection[Subject]) -> set[Subject]:
        """Those of the subjects of whom a key stands, or a telephone number is indexed."""
        wanted = set(subjects)
        persons = {subject for scope, subject in wanted if scope is KeyScope.PERSON}
        with self._database.read() as connection:
            keys = set(key_rows.of_subjects(connection, wanted))
        return keys | {(KeyScope.PERSON, person) for person in self.phones.of(persons)}

    def erase(self, subjects: Iterable[Subject]) -> Erased:
        """Erase the keys of these subjects, and the numbers of those who are persons, for ever.

        Once this returns, nothing of them is in the memory of this vault, nor in the files of a
        SQLite one unless `pending`. Other processes use a key for `key_cache` seconds at most.
        """
        wanted, gone = set(subjects), set[UUID]()
        persons = {subject for scope, subject in wanted if scope is KeyScope.PERSON}
        try:
            with self._database.write() as connection:
                gone = key_rows.erase(connection, wanted)
                # Only then: who indexes a number meanwhile holds the key's row.
                phones = self.phones.forget(connection, persons)
        finally:
            self._cache.erase(gone)
        return Erased(keys=len(gone), phones=phones, pending=not self.empty_log())

    def empty_log(self) -> bool:
        """See `leftovers.empty_log`, for the vault's database."""
        return empty_log(self._database)

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
                    standing = key_rows.standing(connection, page)
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
            rows = key_rows.of_ids(connection, ids)
        loaded = {row.id: self._key_in(row) for row in rows}
        self._cache.forget(ids - set(loaded))
        self._cache.keep(((subject_of(row), loaded[row.id]) for row in rows), seen=seen)
        return loaded

    def _of_subjects(self, connection: Connection, wanted: set[Subject]) -> dict[Subject, Key]:
        rows = key_rows.of_subjects(connection, wanted)
        return {subject: self._key_in(row) for subject, row in rows.items()}

    def _key_in(self, row: Row[Any]) -> Key:
        return self._cache.once(row.id) or self._wrapping.key_in(row)
