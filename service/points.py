"""Points of the record as positions."""

from sqlalchemy import Connection

from domain.moment import Moment
from ledger.export.selection import position_at
from ledger.log import read_head
from projections.past import AsOf
from service.errors import NotYet


def position_of(connection: Connection, point: AsOf, now: Moment) -> int:
    """The position up to which the record had come; raises `NotYet` for what is still to come."""
    head = read_head(connection, lock=False)
    if point.at is None:
        position = head.position if point.position is None else point.position
        if position > head.position:
            raise NotYet("beyond_the_head")
        return position
    # A clock that was set back does not make what is recorded the future.
    if point.at > max(head.at, now):
        raise NotYet("in_the_future")
    return position_at(connection, Moment(point.at + 1), head.position) - 1
