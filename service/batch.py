"""One transaction of the writer: the head locked, commands decided, everything written once."""

from collections.abc import Sequence
from typing import Any, TypeVar, cast
from uuid import UUID

from sqlalchemy import Connection

from domain.ledger.state import LEDGER_STREAM
from domain.moment import Moment
from ledger.claims import Claim, highest, insert_claims, is_claimed
from ledger.envelope import Recorded, Row
from ledger.log import insert_rows, read_head
from ledger.now import Clock
from ledger.streams import LEDGER, Folded, Kind, load
from projections.engine import Projector, View
from service.remembered import Remembered
from service.search.grams import Grams
from service.search.staging import Staged, Staging

S = TypeVar("S")
E = TypeVar("E")

NO_LEDGER = UUID(int=0)
"""The ledger id before genesis, when nothing is sealed yet."""


class Batch:
    """States as the batch has made them so far, and what is to be written at its end."""

    def __init__(
        self,
        connection: Connection,
        views: "list[View[Any]]",
        clock: Clock,
        grams: Grams | None = None,
    ) -> None:
        self.connection = connection
        self._staging = Staging(grams)
        self._head = read_head(connection, lock=True)
        self.now = Moment(max(self._head.at, clock()))
        self.projector = Projector(connection, views)
        self.remembered = Remembered(connection)
        self._states: dict[UUID, Folded[Any] | None] = {}
        self._kinds: dict[UUID, str] = {}
        self._rows: list[Row] = []
        self._claims: dict[tuple[str, str, str], Claim] = {}

    @property
    def position(self) -> int:
        """The last position assigned so far."""
        return self._head.position + len(self._rows)

    @property
    def first(self) -> Row | None:
        """The first row that this batch writes; by it a lost COMMIT is settled."""
        return self._rows[0] if self._rows else None

    @property
    def ledger(self) -> UUID:
        """This ledger's id."""
        opened = self.get(LEDGER, LEDGER_STREAM)
        return opened.state.ledger if opened else NO_LEDGER

    def get(self, kind: Kind[S, E], stream: UUID) -> Folded[S] | None:
        """A stream's state; read once, then kept current by `merge`."""
        if self._kinds.get(stream, kind.name) != kind.name:
            return None
        if stream not in self._states:
            folded = load(self.connection, kind, stream)
            if folded is None:
                return None
            self._remember(kind.name, stream, folded)
        return cast("Folded[S] | None", self._states[stream])

    def highest(self, kind: str, scope: str) -> int:
        """The highest claimed number of a scope, this batch's own included."""
        own = [int(c.value) for c in self._claims.values() if (c.kind, c.scope) == (kind, scope)]
        return max([highest(self.connection, kind, scope), *own])

    def is_claimed(self, kind: str, scope: str, value: str) -> bool:
        """Whether somebody holds that value, this batch's own claims included."""
        if (kind, scope, value) in self._claims:
            return True
        return is_claimed(self.connection, kind, scope, value)

    def merge(
        self,
        states: dict[UUID, Folded[Any]],
        rows: list[Row],
        recorded: list[Recorded[object]],
        claims: list[Claim],
        searchable: Sequence[Staged] = (),
    ) -> None:
        """Take over what one command has done; *searchable* are texts that it has sealed."""
        for one in recorded:
            self._kinds[one.stream] = one.topic.partition(".")[0]
            self.projector.apply(one)
        self._states.update(states)
        self._rows.extend(rows)
        self._claims.update({(c.kind, c.scope, c.value): c for c in claims})
        self._staging.take(self.projector, searchable)

    def write(self) -> None:
        """Everything at once; the caller commits."""
        if self._rows:
            after = insert_rows(self.connection, self._head, self._rows)
            insert_claims(self.connection, self._claims.values())
            self.projector.flush(self.connection, after.position)
            self._staging.write(self.connection, before=self._head.position, after=after.position)
        self.remembered.write()

    def _remember(self, kind: str, stream: UUID, folded: Folded[Any]) -> None:
        self._states[stream] = folded
        self._kinds[stream] = kind
