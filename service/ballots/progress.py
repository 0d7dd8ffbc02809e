"""How far a ballot is, by the domain's own rules on what the views have counted."""

from enum import StrEnum

from rpds import HashTrieMap
from sqlalchemy import Connection, select

from domain.ballot.counting import Unreturned
from domain.ballot.events import Weight
from domain.ballot.running import WHOLE, Counts
from domain.ballot.state import BallotState
from domain.moment import Moment
from domain.replacing import replace
from ledger.tables import event
from projections.shares import counts_of
from projections.views.ballot import BallotRow


class Standing(StrEnum):
    """Where a ballot stands at a moment."""

    ANNOUNCED = "announced"
    OPEN = "open"
    ENDED = "ended"
    CLOSED = "closed"
    CANCELLED = "cancelled"
    ANNULLED = "annulled"


def standing_of(row: BallotRow, now: Moment) -> Standing:
    """Where it stands *now*."""
    after = row.aftermath
    if after.cancelled is not None:
        return Standing.CANCELLED
    if after.annulled is not None:
        return Standing.ANNULLED
    if after.closed is not None:
        return Standing.CLOSED
    if now < row.opens_at:
        return Standing.ANNOUNCED
    return Standing.OPEN if now < row.closes_at else Standing.ENDED


def whole_of(connection: Connection, row: BallotRow) -> BallotState:
    """The ballot with the count of its whole roll.

    It is as fresh as the answer to the last vote; but silent papers that follow the majority are
    known a moment later.
    """
    if row.opened.counting.unreturned is Unreturned.FOLLOWS_MAJORITY:
        return in_parts(connection, row)
    return running(row)


def running(row: BallotRow) -> BallotState:
    """The same by the row alone, in which nobody is silent."""
    roll = Weight(voters=row.opened.papers, area=row.opened.area)
    items = {(WHOLE, number): row.tally.item(number) for number in row.tally.items}
    parts = HashTrieMap({WHOLE: replace(row.tally.papers, roll=roll)})
    return _state(row, Counts(parts=parts, items=HashTrieMap(items)))


def in_parts(connection: Connection, row: BallotRow) -> BallotState:
    """The ballot with the counts of all its parts, as far as the papers were followed."""
    return _state(row, counts_of(connection, row.ballot))


def recorded_at(connection: Connection, row: BallotRow) -> int:
    """The position of the last that is on record of a ballot."""
    last = select(event.c.position).where(
        event.c.stream == row.ballot, event.c.version == row.version
    )
    return int(connection.execute(last).scalar_one())


def _state(row: BallotRow, counts: Counts) -> BallotState:
    after = row.aftermath
    return BallotState(opened=row.opened, counts=counts, imported=after.imported)
