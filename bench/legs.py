"""Four ways to execute the same command behind the same face.

Each is a `Service`: the application, authentication, route, validation and rendering around it
are the product's own. All but the product answer with a row that was read beforehand.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from threading import Lock
from typing import ClassVar
from uuid import UUID, uuid4

from anyio import to_thread
from sqlalchemy import select

from bench.plain import Plain, plain
from bench.site import Site
from bench.stock import Issues, issues
from ledger import log
from ledger.envelope import Row
from ledger.log import Head
from ledger.tree import EMPTY_ROOT, Node
from projections.views import status
from service.answers import Answer, Idempotency
from service.calendars import NewestCalendars
from service.commands.base import Command
from service.commands.handling import Respond
from service.policy import Principal
from service.scenes import PinnedMethods, Vocabularies, reporter_of, scenes_of
from service.service import Service

STATE_BYTES = 640
"""The size of a stored `issue.responded` with a message of about thirty characters."""


class Product(Service):
    """The product itself."""

    name: ClassVar[str] = "product"

    def __init__(self, site: Site, *, follows: bool = False) -> None:
        super().__init__(site.settings(follows=follows))
        self.start()


class WithoutTree(Product):
    """The product without leaves and nodes; the record that it writes has no root."""

    name: ClassVar[str] = "without_tree"

    def __init__(self, site: Site, *, follows: bool = False) -> None:
        untreed()
        super().__init__(site, follows=follows)


def untreed() -> None:
    """Have this process append without hashing from now on."""
    log.continued = _edgeless


def _edgeless(before: Head, rows: Sequence[Row], completed: list[Node] | None = None) -> Head:
    """The head with an edge of zeros, as long as the true one: the row is as large as it is."""
    last = rows[-1]
    edge = bytes(len(EMPTY_ROOT) * last.position.bit_count())
    return Head(position=last.position, at=last.at, edge=edge)


class Prepared(Service):
    """Answers with prepared rows after `act`, which the other legs replace."""

    name: ClassVar[str]

    def __init__(self, site: Site, *, follows: bool = False) -> None:
        super().__init__(site.settings(follows=follows))
        self._prepared = self._rows()

    async def execute(
        self,
        command: Command,
        *,
        principal: Principal,
        if_match: int | None = None,
        idempotency: Idempotency | None = None,
        correlation: UUID | None = None,
    ) -> Answer:
        """Act, then tell what was prepared."""
        if not isinstance(command, Respond):
            raise TypeError("this leg only responds")
        await self.act(command, principal)
        return self._prepared[command.issue]

    async def act(self, command: Respond, principal: Principal) -> None:
        """What this leg does in place of the product's own work."""

    def _rows(self) -> Mapping[UUID, Answer]:
        """An answer for every issue, as the product would give it, with its scene."""
        with self.database.read() as connection:
            found = connection.execute(select(status.VIEW.table)).mappings()
            rows = [status.VIEW.read(dict(row)) for row in found]
            vocabulary = Vocabularies().newest(connection)
            calendars = NewestCalendars().at_hand(connection)
            methods = PinnedMethods().of(connection, rows)
            scenes = scenes_of(connection, rows, vocabulary, calendars, methods)
            reporters = [reporter_of(connection, row) for row in rows]
        return {
            row.issue: Answer(
                view=status.VIEW,
                row=row,
                position=row.version,
                scene=replace(scene, reporter=reporter),
            )
            for row, scene, reporter in zip(rows, scenes, reporters, strict=True)
        }


class NoDatabase(Prepared):
    """Nothing at all: what the face itself costs."""

    name: ClassVar[str] = "no_database"


class InsertCommit(Prepared):
    """One plain INSERT+COMMIT of a row as large as an event, in the thread pool."""

    name: ClassVar[str] = "insert_commit"

    def __init__(self, site: Site, *, follows: bool = False) -> None:
        super().__init__(site, follows=follows)
        self._plain: Plain = plain(site.plain)

    async def act(self, command: Respond, principal: Principal) -> None:
        """Insert, commit."""
        state = command.message.encode().ljust(STATE_BYTES)
        await to_thread.run_sync(self.insert, command.issue, state)

    def insert(self, issue: UUID, state: bytes) -> None:
        """In a thread of the pool."""
        self._plain.insert(issue, state)


class InsertInTurn(InsertCommit):
    """The same, one thread at a time: SQLite's busy handler waits longer than a mutex does."""

    name: ClassVar[str] = "insert_commit_in_turn"

    def __init__(self, site: Site, *, follows: bool = False) -> None:
        super().__init__(site, follows=follows)
        self._turn = Lock()

    def insert(self, issue: UUID, state: bytes) -> None:
        """Once the others are done."""
        with self._turn:
            super().insert(issue, state)


class StockLibrary(Prepared):
    """The library's own application, in the thread pool."""

    name: ClassVar[str] = "stock_library"

    def __init__(self, site: Site, *, follows: bool = False) -> None:
        super().__init__(site, follows=follows)
        # The tables are there; two workers that make them anew at once would meet in the catalogue.
        self._issues: Issues = issues({**site.stock, "CREATE_TABLE": "no"})

    async def act(self, command: Respond, principal: Principal) -> None:
        """Load, decide, one event, save."""
        await to_thread.run_sync(self._respond, command, str(principal.person))

    def _respond(self, command: Respond, by: str) -> None:
        self._issues.respond(command.issue, command.message, by=by, command=uuid4())


LEGS = {
    leg.name: leg
    for leg in (Product, WithoutTree, NoDatabase, InsertCommit, InsertInTurn, StockLibrary)
}
"""By name."""
