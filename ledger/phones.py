"""The blind index: who gave a certain telephone number, without the number being anywhere.

A row holds a keyed hash. It answers "who gave this number?" to whoever has the number and the
master key, and nothing to whoever has the table alone. It stands in the vault because it has to
go when the person's key goes.
"""

import hmac
from collections.abc import Collection, Iterator, Mapping
from hashlib import sha256
from uuid import UUID

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from domain.moment import Moment
from domain.person.phone import normal
from ledger.cipher import derive
from ledger.database import Database
from ledger.now import clock
from ledger.tables import phone as table

MOST = 1_000
"""How many persons one number leads to, the newest. A hotline's own number, given for everybody
who called it, would lead to thousands."""

_PAGE = 1_000


class Phones:
    """Keeps and looks up the numbers of persons; safe to share between threads."""

    def __init__(self, database: Database, master: bytes) -> None:
        self._database = database
        self._key = derive(master, b"bihuan phone index")

    def keep(self, connection: Connection, phones: Mapping[UUID, str]) -> None:
        """Index the number of each person who has none indexed; a text without digits is none."""
        digests = {person: self._digest(text) for person, text in phones.items()}
        rows = [
            {"person": person, "digest": digest, "created_at": clock()}
            for person, digest in digests.items()
            if digest is not None
        ]
        if rows:
            dialect = sqlite if self._database.is_sqlite else postgresql
            connection.execute(dialect.insert(table).on_conflict_do_nothing(), rows)

    def find(self, text: str) -> list[UUID]:
        """Who gave that number, in whatever way it is written; the newest `MOST`."""
        digest = self._digest(text)
        if digest is None:
            return []
        query = select(table.c.person).where(table.c.digest == digest)
        with self._database.read() as connection:
            newest = query.order_by(table.c.created_at.desc()).limit(MOST)
            return list(connection.execute(newest).scalars())

    def of(self, persons: Collection[UUID]) -> set[UUID]:
        """Those of the persons who have a number indexed."""
        if not persons:
            return set()
        with self._database.read() as connection:
            query = select(table.c.person).where(table.c.person.in_(persons))
            return set(connection.execute(query).scalars())

    def forget(self, connection: Connection, persons: Collection[UUID]) -> int:
        """Delete the rows of these persons; how many there were."""
        return connection.execute(delete(table).where(table.c.person.in_(persons))).rowcount

    def forget_all(self, persons: Collection[UUID]) -> int:
        """The same in a transaction of its own."""
        with self._database.write() as connection:
            return self.forget(connection, persons)

    def pages(self, *, before: Moment) -> Iterator[list[UUID]]:
        """Everybody who was indexed before a moment, in pages."""
        after = UUID(int=0)
        while True:
            query = select(table.c.person).where(
                table.c.person > after, table.c.created_at < before
            )
            with self._database.read() as connection:
                page = list(
                    connection.execute(query.order_by(table.c.person).limit(_PAGE)).scalars()
                )
            if not page:
                return
            yield page
            after = page[-1]

    def _digest(self, text: str) -> bytes | None:
        number = normal(text)
        return None if number is None else hmac.digest(self._key, number.encode(), sha256)
