"""Follow-up tokens: what a resident without an account asks with, of which only a hash is kept.

A token opens one issue, as often as its holder likes, until it expires, is revoked, or the
reporter's key leaves the vault: whoever is erased is not followed up either.
"""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, delete, insert, select, update

from domain.actor import Role
from domain.moment import DAY, Moment
from domain.sealed import KeyScope
from ledger.database import Database
from ledger.now import Clock
from ledger.vault import Vault
from projections.views import erasure
from service.digests import digest_of, new_secret
from service.errors import NotFound, ReporterErased
from service.ids import new_id
from service.policy import Principal
from service.tables import follow_up as table

_PAGE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """A token as it is known here: never the token itself.

    `person` is the reporter; None where the report was anonymous.
    """

    id: UUID
    issue: UUID
    person: UUID | None
    expires_at: Moment

    @property
    def principal(self) -> Principal | None:
        """As whom its holder may speak: the reporter, as a resident and nothing else.

        None for an anonymous report: nobody can be recorded as the speaker, so the token only
        reads.
        """
        if self.person is None:
            return None
        return Principal(person=self.person, roles=frozenset({Role.RESIDENT}), key=self.id)


class FollowUps:
    """Makes, checks and prunes follow-up tokens; safe to share between threads."""

    def __init__(self, database: Database, vault: Vault, *, days: int, now: Clock) -> None:
        self._database = database
        self._vault = vault
        self._term = days * DAY
        self._now = now

    def create(
        self, issue: UUID, person: UUID | None, *, revoke_earlier: bool = False
    ) -> tuple[FollowUp, str]:
        """A new token for an issue, and the secret itself, which cannot be shown again.

        *revoke_earlier* ends every earlier token of the issue in the same transaction. Raises
        `ReporterErased` where a token would be dead from the start.
        """
        if not self._may_be_followed(person):
            raise ReporterErased
        # A prefix, as a key has one, would only make the QR code denser.
        secret, now = new_secret(), self._now()
        made = FollowUp(
            id=new_id(), issue=issue, person=person, expires_at=Moment(now + self._term)
        )
        with self._database.write() as connection:
            if revoke_earlier:
                _revoke(connection, issue, now)
            _insert(connection, made, digest_of(secret), now)
        return made, secret

    def find(self, secret: str) -> FollowUp:
        """What this token opens.

        Raises `NotFound` for one that is unknown, expired, revoked or dead, without telling which.
        """
        query = select(table).where(
            table.c.digest == digest_of(secret),
            table.c.revoked_at.is_(None),
            table.c.expires_at > self._now(),
        )
        with self._database.read() as connection:
            row = connection.execute(query).first()
        if row is None or not self._may_be_followed(row.person):
            raise NotFound
        return FollowUp(
            id=row.id, issue=row.issue, person=row.person, expires_at=Moment(row.expires_at)
        )

    def revoke_of(self, issues: Collection[UUID]) -> None:
        """End every token of these issues that speaks for their reporter."""
        with self._database.write() as connection:
            living = update(table).where(table.c.issue.in_(issues), table.c.revoked_at.is_(None))
            theirs = living.where(table.c.person.is_not(None))
            connection.execute(theirs.values(revoked_at=self._now()))

    def revoke_left(self) -> int:
        """End the tokens of everybody who was let go on record; returns how many."""
        count = 0
        while living := self._left():
            with self._database.write() as connection:
                theirs = update(table).where(table.c.id.in_(living))
                connection.execute(theirs.values(revoked_at=self._now()))
            count += len(living)
        return count

    def _left(self) -> list[UUID]:
        """Some of those tokens. To find them each is looked at: no writer waits for that."""
        left = table.c.person.in_(select(erasure.TABLE.c.subject))
        query = select(table.c.id).where(left, table.c.revoked_at.is_(None)).limit(_PAGE)
        with self._database.read() as connection:
            return list(connection.execute(query).scalars())

    def prune(self) -> int:
        """Delete the tokens that have expired; returns how many."""
        with self._database.write() as connection:
            return connection.execute(
                delete(table).where(table.c.expires_at <= self._now())
            ).rowcount

    def _may_be_followed(self, person: UUID | None) -> bool:
        """Whether the vault still holds the key of the reporter, if one is named.

        The vault itself is asked, not its memory: erasure needs no second step here that
        somebody could forget.
        """
        if person is None:
            return True
        subject = (KeyScope.PERSON, person)
        return subject in self._vault.keys_of([subject])


def _insert(connection: Connection, made: FollowUp, digest: bytes, now: Moment) -> None:
    connection.execute(
        insert(table).values(
            id=made.id,
            digest=digest,
            issue=made.issue,
            person=made.person,
            created_at=now,
            expires_at=made.expires_at,
        )
    )


def _revoke(connection: Connection, issue: UUID, now: Moment) -> None:
    living = update(table).where(table.c.issue == issue, table.c.revoked_at.is_(None))
    connection.execute(living.values(revoked_at=now))
