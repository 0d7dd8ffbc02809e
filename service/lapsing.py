"""What falls due to be let go: restrictions whose terms are over, and what was kept long enough.

Here it is only found, by views; it is decided under the head's lock, on states.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Column, ColumnElement, Connection, select, tuple_

from domain.moment import Moment
from domain.retention.state import RETENTION_STREAM
from domain.retention.terms import begun_before
from domain.retention.text import Policy
from ledger.database import Database
from ledger.now import Clock
from ledger.streams import RETENTION, load
from projections.views import erasure
from projections.views.status import TABLE
from service.commands.erasure import CompleteErasure, LapseContact, LapseTexts
from service.tables import principal

Mark = tuple[Moment, UUID]
"""The moment by which something stands in a walk, and what it is."""


@dataclass(frozen=True, slots=True)
class Lapse:
    """What would let somebody or something go, and where it stands in the walk."""

    mark: Mark
    command: CompleteErasure | LapseContact | LapseTexts


@dataclass(frozen=True, slots=True)
class Lapsing:
    """Walks through what may be due, page by page, the oldest first."""

    database: Database
    now: Clock

    def restrictions(self, after: Mark | None, limit: int) -> Sequence[Lapse]:
        """Whose restriction is over."""
        with self.database.read() as connection:
            found = erasure.due(connection, self.now(), after=after, limit=limit)
        return [Lapse(mark, CompleteErasure(person=mark[1])) for mark in found]

    def contacts(self, after: Mark | None, limit: int) -> Sequence[Lapse]:
        """Whose report is over for so long that nobody needs to reach them.

        Who holds a key is nobody whom the house has forgotten: an account ends when it is ended.
        """
        alive = select(principal.c.person).where(principal.c.revoked_at.is_(None))
        reporter = TABLE.c.reporter
        kept = (reporter.is_not(None), reporter.not_in(alive))
        with self.database.read() as connection:
            found = _over(connection, self._begun(connection, contact=True), kept, after, limit)
        return [
            Lapse((at, issue), LapseContact(person=person))
            for at, issue, person in found
            if person is not None
        ]

    def texts(self, after: Mark | None, limit: int) -> Sequence[Lapse]:
        """Which issues are over for so long that nobody needs their texts."""
        with self.database.read() as connection:
            begun = self._begun(connection, contact=False)
            found = _over(connection, begun, (TABLE.c.texts,), after, limit)
        return [Lapse((at, issue), LapseTexts(issue=issue)) for at, issue, _ in found]

    def _begun(self, connection: Connection, *, contact: bool) -> Moment | None:
        """Before when it must have been over; None where no terms have stood for long enough."""
        terms = load(connection, RETENTION, RETENTION_STREAM)
        if terms is None or self.now() < terms.state.lapses_from:
            return None
        policy: Policy = terms.state.current
        kept = policy.contact if contact else policy.texts
        return begun_before(self.now(), kept.months)


def _over(
    connection: Connection,
    begun: Moment | None,
    kept: Sequence[ColumnElement[bool]],
    after: Mark | None,
    limit: int,
) -> Sequence[tuple[Moment, UUID, UUID | None]]:
    """(since when, issue, reporter) of what is over since before *begun*, behind a mark."""
    if begun is None:
        return []
    over: Column[Moment] = TABLE.c.over_at
    query = select(over, TABLE.c.issue, TABLE.c.reporter).where(over < begun, *kept)
    if after is not None:
        query = query.where(tuple_(over, TABLE.c.issue) > after)
    found = connection.execute(query.order_by(over, TABLE.c.issue).limit(limit))
    return [(at, issue, reporter) for at, issue, reporter in found]
