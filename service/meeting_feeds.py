"""The calendar of meetings for an app, which can send no key: a secret address stands for one.

Whoever holds the address has it, and so may the servers of a calendar's maker: it tells what hangs
out on a board, when and which kind of meeting is where, and opens nothing that is sealed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, and_, delete, insert, select

from domain.moment import DAY, Moment
from domain.vocabulary.state import Vocabulary
from ledger.database import Database
from ledger.now import Clock
from ledger.tables import event
from projections.views import directory, meeting
from projections.views.meeting import MeetingRow
from service.digests import digest_of, new_secret
from service.errors import Forbidden, NotFound
from service.meeting_sight import MEETINGS, visible
from service.policy import Action, Principal, scopes
from service.principals import Keyring
from service.scenes import Vocabularies
from service.tables import meeting_feed as table

_PAST = 92 * DAY
_MOST = 500
"""So many meetings are told, the latest first: more of them no app shows on a screen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """A meeting, and when it was last changed on record."""

    row: MeetingRow
    changed: Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """The meetings that a key may see, the latest first, with the names of their places."""

    entries: Sequence[FeedEntry]
    names: Mapping[UUID, str]
    vocabulary: Vocabulary


class MeetingFeeds:
    """Makes such addresses, and answers at them; safe to share between threads."""

    def __init__(self, database: Database, keyring: Keyring, now: Clock) -> None:
        self._database, self._keyring, self._now = database, keyring, now
        self._vocabularies = Vocabularies()

    def make(self, principal: Principal) -> str:
        """A new secret for the caller's key; the one before opens nothing any more.

        Raises `Forbidden` for who may see no meeting anywhere.
        """
        if principal.key is None or not scopes(principal, Action.MEETING_VIEW):
            raise Forbidden
        secret = new_secret()
        row = {"key": principal.key, "digest": digest_of(secret), "created_at": self._now()}
        with self._database.write() as connection:
            connection.execute(delete(table).where(table.c.key == principal.key))
            connection.execute(insert(table).values(row))
        return secret

    def read(self, secret: str) -> Feed:
        """The meetings from three months ago on that the key may see now.

        Raises `NotFound` for a secret that is unknown, replaced, or of a revoked key.
        """
        principal = self._holder(secret)
        if not scopes(principal, Action.MEETING_VIEW):
            raise NotFound
        wanted = meeting.Filter(since=Moment(self._now() - _PAST))
        with self._database.read() as connection:
            seen = visible(principal, MEETINGS)
            rows = meeting.page(connection, seen, wanted, before=None, limit=_MOST)
            places = {row.committee for row in rows} | {r.compound for r in rows if r.compound}
            return Feed(
                entries=_entries(connection, rows),
                names=directory.names(connection, places),
                vocabulary=self._vocabularies.newest(connection),
            )

    def _holder(self, secret: str) -> Principal:
        with self._database.read() as connection:
            found = connection.execute(
                select(table.c.key).where(table.c.digest == digest_of(secret))
            ).scalar()
        for credential in self._keyring.all_of([] if found is None else [found]):
            if credential.revoked_at is None:
                return credential.principal
        raise NotFound


def _entries(connection: Connection, rows: Sequence[MeetingRow]) -> Sequence[FeedEntry]:
    """With the time of the event that brought each to its version."""
    listed = meeting.TABLE.c
    stands = and_(event.c.stream == listed.meeting, event.c.version == listed.version)
    query = select(event.c.stream, event.c.at).join(meeting.TABLE, stands)
    found = connection.execute(query.where(listed.meeting.in_([row.meeting for row in rows])))
    changed = {one.stream: Moment(one.at) for one in found}
    return [FeedEntry(row=row, changed=changed[row.meeting]) for row in rows]
