"""The difference between two points of the record: the events between them, and the rows."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from ledger.database import Database
from ledger.envelope import Row
from ledger.log import read_log
from ledger.now import Clock
from projections.anew import PAGE, Progress, silent
from projections.between import Changed, changed
from projections.engine import View
from projections.past import AsOf
from service.points import position_of


class Inverted(Exception):
    """The first point lies behind the second."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """The events in (`before`, `after`], and what they did, on one snapshot."""

    connection: Connection
    views: Sequence[View[Any]]
    before: int
    after: int

    def events(self) -> Iterator[Row]:
        """Them, in order."""
        return read_log(self.connection, after=self.before, upto=self.after, page=PAGE)

    def changed(self, progress: Progress = silent) -> Iterator[Changed]:
        """The rows of the views that differ."""
        return changed(self.connection, self.views, self.before, self.after, progress)


class Differences:
    """Compares what the views tell at two points; nothing of it needs their tables."""

    def __init__(self, database: Database, now: Clock) -> None:
        self._database = database
        self._now = now

    @contextmanager
    def between(self, first: AsOf, last: AsOf, views: Sequence[View[Any]]) -> Iterator[Span]:
        """What lies between two points.

        Raises `NotYet` for one that is still to come, `Inverted` where they stand the wrong way
        round.
        """
        with self._database.read(patient=True) as connection:
            now = self._now()
            before, after = (position_of(connection, point, now) for point in (first, last))
            if before > after:
                raise Inverted
            yield Span(connection=connection, views=views, before=before, after=after)
