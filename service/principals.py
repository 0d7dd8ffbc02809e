"""Principals: who may call, by bearer keys of which only a hash is kept."""

import time
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from threading import Lock
from uuid import UUID

from sqlalchemy import Row, insert, select, update

from domain.actor import Role
from domain.moment import Moment
from ledger.database import Database
from ledger.now import clock
from projections.views import erasure
from service.digests import digest_of, new_secret
from service.ids import new_id
from service.policy import Principal
from service.tables import principal as table

_PREFIX = "bihuan_"
_CACHE_SECONDS = 2.0
_CACHE_SIZE = 10_000
_KEY = "key"


@dataclass(frozen=True, slots=True, kw_only=True)
class Credential:
    """A key as it is listed: never the key itself."""

    principal: Principal
    created_at: Moment
    revoked_at: Moment | None


class Keyring:
    """Makes, checks and revokes bearer keys; safe to share between threads."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._cache: dict[bytes, tuple[float, Principal]] = {}
        self._lock = Lock()

    def create(self, principal: Principal, person: UUID) -> tuple[Principal, str]:
        """A new key for *person*; returns the principal with the key's id, and the key itself.

        The key (256 random bits) is shown this once and cannot be shown again.
        """
        secret = _PREFIX + new_secret()
        key = new_id()
        with self._database.write() as connection:
            connection.execute(
                insert(table).values(
                    id=key,
                    kind=_KEY,
                    digest=digest_of(secret),
                    person=person,
                    organisation=principal.organisation,
                    roles=" ".join(sorted(principal.roles)),
                    body=principal.body,
                    compound=principal.compound,
                    created_at=clock(),
                )
            )
        return self.all_of([key])[0].principal, secret

    def at_hand(self, secret: str) -> Principal | None:
        """Who presents this key, if that was found out within seconds; asks no database."""
        return self._known(digest_of(secret))

    def principal_of(self, secret: str) -> Principal | None:
        """Who presents this key; None for an unknown or revoked one (within seconds)."""
        digest = digest_of(secret)
        known = self._known(digest)
        if known is not None:
            return known
        found = self._load(digest)
        if found is not None:
            self._remember(digest, found)
        return found

    def revoke(self, key: UUID) -> bool:
        """Revoke a key; False where there is no such key or it was revoked before."""
        with self._database.write() as connection:
            statement = update(table).where(table.c.id == key, table.c.revoked_at.is_(None))
            changed = connection.execute(statement.values(revoked_at=clock())).rowcount
        with self._lock:
            self._cache.clear()
        return changed == 1

    def revoke_of(self, persons: Collection[UUID]) -> None:
        """Revoke whatever keys these persons hold."""
        with self._database.write() as connection:
            theirs = update(table).where(table.c.person.in_(persons), table.c.revoked_at.is_(None))
            connection.execute(theirs.values(revoked_at=clock()))
        with self._lock:
            self._cache.clear()

    def revoke_left(self) -> int:
        """Revoke the keys of everybody who was let go on record; returns how many."""
        left = select(erasure.TABLE.c.subject)
        with self._database.write() as connection:
            theirs = update(table).where(table.c.person.in_(left), table.c.revoked_at.is_(None))
            return connection.execute(theirs.values(revoked_at=clock())).rowcount

    def all_of(self, keys: Iterable[UUID] | None = None) -> Sequence[Credential]:
        """The credentials with those ids, or all, oldest first."""
        query = select(table).order_by(table.c.created_at, table.c.id)
        if keys is not None:
            query = query.where(table.c.id.in_(list(keys)))
        with self._database.read() as connection:
            return [
                Credential(
                    principal=_principal(row), created_at=row.created_at, revoked_at=row.revoked_at
                )
                for row in connection.execute(query)
            ]

    def _known(self, digest: bytes) -> Principal | None:
        # One look into a dict needs no lock: an entry is never changed, only replaced.
        until, known = self._cache.get(digest, (0.0, None))
        return known if until > time.monotonic() else None

    def _load(self, digest: bytes) -> Principal | None:
        query = select(table).where(table.c.digest == digest, table.c.revoked_at.is_(None))
        with self._database.read(urgent=True) as connection:
            row = connection.execute(query).first()
        return _principal(row) if row else None

    def _remember(self, digest: bytes, principal: Principal) -> None:
        with self._lock:
            if len(self._cache) >= _CACHE_SIZE:
                self._cache.clear()
            self._cache[digest] = (time.monotonic() + _CACHE_SECONDS, principal)


def _principal(row: "Row[tuple[object, ...]]") -> Principal:
    return Principal(
        person=row.person,
        roles=frozenset(Role(role) for role in row.roles.split()),
        organisation=row.organisation,
        body=row.body,
        compound=row.compound,
        key=row.id,
    )
