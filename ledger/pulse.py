"""A sign of life from somebody who thinks long inside a transaction.

PostgreSQL ends a session that falls silent for seconds while it holds the head, as a frozen one
would. Who folds thousands of events of one stream is not frozen.
"""

import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

from sqlalchemy import Connection

_SECONDS = 0.4

T = TypeVar("T")


class Pulse:
    """Beats on one connection, as often as is needed and no more; SQLite waits for nobody.

    Without a connection nobody listens.
    """

    def __init__(self, connection: Connection | None) -> None:
        listens = connection is not None and connection.dialect.name == "postgresql"
        self._connection = connection if listens else None
        self._last = time.monotonic()

    def beat(self) -> None:
        """Say something, if the last word is a while ago."""
        if self._connection is None or time.monotonic() - self._last < _SECONDS:
            return
        self._connection.exec_driver_sql("SELECT 1")
        self._last = time.monotonic()

    def along(self, items: Iterable[T]) -> Iterator[T]:
        """*items*, with a beat before each."""
        for item in items:
            self.beat()
            yield item
