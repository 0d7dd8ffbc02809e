"""Orders that wait together: a scribe that begins to work only when all of them are in line."""

from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from sqlalchemy import event

from domain.moment import Moment
from domain.refusal import Refused
from ledger.envelope import Row
from ledger.log import read_head, read_log
from ledger.now import clock
from projections.kinds import inline
from service.answers import Answer
from service.commands.base import Command
from service.errors import DoorError
from service.orders import Order
from service.policy import Principal
from service.scribe import Scribe
from service.service import Service


class Line:
    """A scribe of its own beside the service's; `run` serves what was added, in one batch."""

    def __init__(
        self, service: Service, *, limit: int = 100, now: Callable[[], Moment] = clock
    ) -> None:
        self.service = service
        self.scribe = Scribe(service.database, inline(service.views), queue_limit=limit, now=now)

    def add(self, command: Command, by: Principal, **order: Any) -> "Future[Answer]":
        """Put a command in line, with the keys that it needs."""
        return self.scribe.submit(order_of(self.service, command, by, **order))

    def run(self) -> None:
        """Serve everybody who waits, then end."""
        self.scribe.start()
        self.scribe.stop()


def order_of(service: Service, command: Command, by: Principal, **order: Any) -> Order:
    """What `Service.execute` hands to the scribe."""
    keys = {
        **service.vault.keys_of(command.subjects(by)),
        **service.vault.make_keys(command.newcomers(), command.phones()),
    }
    return Order(command=command, principal=by, keys=keys, **order)


def outcome(future: "Future[Answer]") -> Answer | Exception:
    """What an order came to; fails if nobody answered it."""
    try:
        return future.result(timeout=10)
    except (Refused, DoorError, RuntimeError) as error:
        return error


def answer(future: "Future[Answer]") -> Answer:
    """The answer of an order that succeeded."""
    return future.result(timeout=10)


def number(future: "Future[Answer]") -> str:
    """The number of the issue that an order reported."""
    found: str = answer(future).row.number
    return found


def sequence(future: "Future[Answer]") -> int:
    """The last part of the reported issue's number."""
    return int(number(future).rpartition("-")[2])


def log(service: Service, *, after: int = 0) -> list[Row]:
    """The stored events behind a position."""
    with service.database.read() as connection:
        last = read_head(connection, lock=False).position
        return list(read_log(connection, after=after, upto=last, page=1_000))


def position(service: Service) -> int:
    """The head's position."""
    with service.database.read() as connection:
        return read_head(connection, lock=False).position


class Commits:
    """Counts the commits of the ledger's database while it is entered."""

    def __init__(self, service: Service) -> None:
        self._engine = service.database.engine
        self.count = 0

    def __enter__(self) -> "Commits":
        event.listen(self._engine, "commit", self._more)
        return self

    def __exit__(self, *_error: object) -> None:
        event.remove(self._engine, "commit", self._more)

    def _more(self, _connection: object) -> None:
        self.count += 1
