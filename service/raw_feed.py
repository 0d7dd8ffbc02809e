"""The raw feed: the whole record as it is stored, for those who may see all of it.

Sealed fields stay ciphertext. There is one log of the whole ledger, and no part of it could be
left out without a gap: so it is for who may read everything, or for nobody. Rows that say how
somebody voted, answered or rated stand in it for all, but for auditors alone with what they say.
"""

from collections.abc import Iterator, Sequence
from itertools import islice

from sqlalchemy import Connection

from domain.body.events import Level
from ledger.database import Database
from ledger.envelope import Row
from ledger.log import read_head, read_log
from ledger.withheld import DOORS, TOLD_TO_AUDITORS
from projections.views import directory
from projections.views.directory import EntryKind
from service.errors import Forbidden, NotYet
from service.policy import EVERYTHING, Action, Principal, Reach, role_for

MAX_BYTES = 1024 * 1024
"""How much state one answer holds, except that there is always room for one event."""
_PAGE = 100


class RawFeed:
    """Reads the log."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def require(self, principal: Principal, *, after: int) -> None:
        """Raise `Forbidden` for who may not read it, `NotYet` for *after* beyond the head."""
        with self._database.read() as connection:
            reach = _whole(connection)
            head = read_head(connection, lock=False).position
        if role_for(principal, Action.READ_LEDGER, reach) is None:
            raise Forbidden
        if after > head:
            raise NotYet("beyond_the_head", field="after")

    def withheld(self, principal: Principal) -> frozenset[str]:
        """The names of rows whose states are not for the caller, though their leaves are."""
        told = {Action.BALLOT_SEE_VOTES: TOLD_TO_AUDITORS, Action.VISIT_VIEW: DOORS}
        hidden = (
            names for one, names in told.items() if role_for(principal, one, EVERYTHING) is None
        )
        return frozenset().union(*hidden)

    def page(self, *, after: int, limit: int) -> Sequence[Row]:
        """The next events in order, without a gap: as many as fit."""
        with self._database.read() as connection:
            head = read_head(connection, lock=False).position
            log = read_log(connection, after=after, upto=head, page=min(limit, _PAGE))
            return list(_fitting(islice(log, limit)))


def _fitting(rows: Iterator[Row]) -> Iterator[Row]:
    size = 0
    for row in rows:
        size += len(row.state)
        if size > MAX_BYTES and size > len(row.state):
            return
        yield row


def _whole(connection: Connection) -> Reach:
    """Whom the whole ledger concerns: its district, where there is one alone."""
    bodies = directory.page(connection, EntryKind.BODY, sort=Level.DISTRICT, limit=2)
    return Reach(committee=bodies[0].id) if len(bodies) == 1 else EVERYTHING
