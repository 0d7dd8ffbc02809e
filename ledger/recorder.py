"""The recorder: the eventsourcing library's interface over our tables, on both databases.

What a command appends goes through `service.batch` instead, which numbers, names and measures
events; the recorder takes them as they are given.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from threading import Event
from typing import Any
from uuid import UUID

from eventsourcing.persistence import (
    ApplicationRecorder,
    IntegrityError,
    Notification,
    OperationalError,
    StoredEvent,
    Subscription,
)
from sqlalchemy import Connection, select
from sqlalchemy import exc as sa_exc

from domain.moment import Moment
from ledger.database import Database
from ledger.envelope import Row
from ledger.log import COLUMNS, append, read_head, rows_of
from ledger.now import clock
from ledger.tables import event

_POLL_SECONDS = 0.05


class LedgerRecorder(ApplicationRecorder):
    """`eventsourcing.persistence.ApplicationRecorder` over the event table."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def insert_events(
        self, stored_events: Sequence[StoredEvent], **kwargs: Any
    ) -> Sequence[int] | None:
        """Append events as they are given; returns their positions.

        With `connection=` they join a transaction that the caller has begun with
        `Database.write`. A stream's version that exists already raises the library's
        `IntegrityError`.
        """
        if not stored_events:
            return []
        connection: Connection | None = kwargs.get("connection")
        with _as_library_errors():
            if connection is not None:
                return self._insert(connection, stored_events)
            with self._database.write() as own:
                return self._insert(own, stored_events)

    def _insert(self, connection: Connection, stored: Sequence[StoredEvent]) -> list[int]:
        before = read_head(connection, lock=True)
        at = Moment(max(before.at, clock()))
        rows = [
            Row(
                position=position,
                stream=UUID(str(one.originator_id)),
                version=one.originator_version,
                topic=one.topic,
                at=at,
                state=one.state,
            )
            for position, one in enumerate(stored, start=before.position + 1)
        ]
        append(connection, before, rows)
        return [row.position for row in rows]

    def select_events(
        self,
        originator_id: UUID | str,
        *,
        gt: int | None = None,
        lte: int | None = None,
        desc: bool = False,
        limit: int | None = None,
    ) -> Sequence[StoredEvent]:
        """Events of one stream, by version."""
        query = select(*COLUMNS).where(event.c.stream == UUID(str(originator_id)))
        if gt is not None:
            query = query.where(event.c.version > gt)
        if lte is not None:
            query = query.where(event.c.version <= lte)
        query = query.order_by(event.c.version.desc() if desc else event.c.version).limit(limit)
        with self._database.read() as connection:
            rows = rows_of(connection, query)
        return [StoredEvent(row.stream, row.version, row.topic, row.state) for row in rows]

    def select_notifications(
        self,
        start: int | None,
        limit: int,
        stop: int | None = None,
        topics: Sequence[str] = (),
        *,
        inclusive_of_start: bool = True,
    ) -> Sequence[Notification]:
        """Events of the whole log, by position."""
        query = select(*COLUMNS).order_by(event.c.position).limit(limit)
        if start is not None:
            first = start if inclusive_of_start else start + 1
            query = query.where(event.c.position >= first)
        if stop is not None:
            query = query.where(event.c.position <= stop)
        if topics:
            query = query.where(event.c.topic.in_(topics))
        with self._database.read() as connection:
            rows = rows_of(connection, query)
        return [
            Notification(row.stream, row.version, row.topic, row.state, row.position)
            for row in rows
        ]

    def max_notification_id(self) -> int | None:
        """The last position, None while the ledger is empty."""
        with self._database.read() as connection:
            return read_head(connection, lock=False).position or None

    def subscribe(self, gt: int | None = None, topics: Sequence[str] = ()) -> "PollingSubscription":
        """An endless iterator over the log behind *gt*."""
        return PollingSubscription(self, gt, topics)


class PollingSubscription(Subscription[LedgerRecorder]):
    """Follows the log by asking for it: positions have no gaps, so nothing can be skipped."""

    def __init__(
        self, recorder: LedgerRecorder, gt: int | None = None, topics: Sequence[str] = ()
    ) -> None:
        super().__init__(recorder, gt, topics)
        self._waiting: list[Notification] = []
        self._stopped = Event()

    def stop(self) -> None:
        """End the iteration, also while it waits."""
        super().stop()
        self._stopped.set()

    def __next__(self) -> Notification:
        while not self._stopped.is_set():
            if not self._waiting:
                self._fetch()
            if self._waiting:
                notification = self._waiting.pop(0)
                self._last_notification_id = notification.id
                return notification
            self._stopped.wait(_POLL_SECONDS)
        raise StopIteration

    def _fetch(self) -> None:
        after = self._last_notification_id or 0
        found = self._recorder.select_notifications(
            after, 500, topics=self._topics, inclusive_of_start=False
        )
        self._waiting = list(found)


@contextmanager
def _as_library_errors() -> Iterator[None]:
    """Tell the database's errors in the library's terms."""
    try:
        yield
    except sa_exc.IntegrityError as error:
        raise IntegrityError(error) from error
    except sa_exc.OperationalError as error:
        raise OperationalError(error) from error
