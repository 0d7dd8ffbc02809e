"""Times as positions: how far the record had come at a moment."""

from sqlalchemy import Connection, select

from domain.moment import Moment
from ledger.tables import event


def last_by(connection: Connection, at: Moment, head: int) -> int:
    """The last position up to *head* that was recorded by *at*; 0 where nothing was.

    `at` never goes back from one position to the next, so that a few rows tell.
    """
    low, high = 0, head
    while low < high:
        middle = (low + high + 1) // 2
        found = connection.execute(select(event.c.at).where(event.c.position == middle)).scalar()
        if found is None or found > at:
            high = middle - 1
        else:
            low = middle
    return low
