"""What the scribe knows of the ledger without asking: states, view rows, highest numbers.

It stands at one position of the log. Under the head lock it takes in what other processes have
written since, and the tree's edge proves that it is still the same history: a standby that was
promoted may have lost its end, and grown another.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any, Generic, TypeVar
from uuid import UUID

from sqlalchemy import Connection

from ledger.catalogue import CATALOGUE
from ledger.claims import COUNTED, Claim, claims_of, highest
from ledger.envelope import Recorded, Row
from ledger.log import Head, continued, read_log
from ledger.streams import Folded, fold, kind_of
from projections.engine import Key, View

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

_FARTHEST = 2_000
"""So many events of others are taken in; behind more, it is quicker to begin anew."""

Known = tuple[str, Folded[Any]]
"""A stream's kind by name, and its state."""


class Bounded(Generic[K, V]):
    """The entries that were used last, at most *limit*.

    Those used since the last turn are young. When they are half of what may be kept, the old ones
    go and the young are the old: to use an entry costs a look-up and no more.
    """

    def __init__(self, limit: int) -> None:
        self._half = limit // 2
        self._young: dict[K, V] = {}
        self._old: dict[K, V] = {}

    def get(self, key: K) -> V | None:
        """The entry, which counts as used now."""
        found = self._young.get(key)
        if found is None:
            found = self._old.get(key)
            if found is not None:
                self.put(key, found)
        return found

    def put(self, key: K, value: V) -> None:
        """Keep an entry."""
        self._young[key] = value
        if len(self._young) >= self._half:
            self._young, self._old = {}, self._young

    def drop(self, key: K) -> None:
        """Let go of one entry."""
        self._young.pop(key, None)
        self._old.pop(key, None)

    def clear(self) -> None:
        """Let go of all."""
        self._young, self._old = {}, {}


class Memory:
    """States, rows and numbers at one position; `limit` bounds how many states it holds."""

    def __init__(self, views: Sequence[View[Any]], limit: int) -> None:
        self._views = [view for view in views if not view.adds]
        self._head: Head | None = None
        self._states: Bounded[UUID, Known] = Bounded(limit)
        self._rows: Mapping[str, Bounded[Key, Any]] = {v.id: Bounded(limit) for v in self._views}
        self._numbers: Bounded[tuple[str, str], int] = Bounded(limit)

    def state(self, stream: UUID) -> Known | None:
        """A stream's kind and state, where it is known."""
        return self._states.get(stream)

    def row(self, view: str, key: Key) -> Any:
        """A view's row, where it is known; None says nothing."""
        rows = self._rows.get(view)
        return None if rows is None else rows.get(key)

    def learn_row(self, view: str, key: Key, row: Any) -> None:
        """Keep a row that was read at the present position."""
        if view in self._rows:
            self._rows[view].put(key, row)

    def highest(self, connection: Connection, kind: str, scope: str) -> int:
        """The highest claimed number of a scope."""
        known = self._numbers.get((kind, scope))
        if known is None:
            known = highest(connection, kind, scope)
            self._numbers.put((kind, scope), known)
        return known

    def come_to(self, connection: Connection, head: Head) -> None:
        """Take in what others have written up to *head*, or forget everything."""
        if head == self._head:
            return
        before, self._head = self._head, None
        if before is None or not 0 <= head.position - before.position <= _FARTHEST:
            self.forget()
        else:
            rows = list(
                read_log(connection, after=before.position, upto=head.position, page=_FARTHEST)
            )
            if continued(before, rows) == head:
                self._absorb(rows)
            else:
                self.forget()
        self._head = head

    def learn(self, states: Mapping[UUID, Known]) -> None:
        """Keep what was read at the present position."""
        for stream, known in states.items():
            self._states.put(stream, known)

    def take(
        self,
        head: Head,
        states: Mapping[UUID, Known],
        rows: Iterable[tuple[View[Any], Key, Any]],
        claims: Iterable[Claim],
    ) -> None:
        """Go on to *head* with what was committed just now."""
        self._head = head
        self.learn(states)
        for view, key, row in rows:
            self._keep(view, key, row)
        for claim in claims:
            self._count(claim)

    def forget(self) -> None:
        """Begin anew."""
        self._head = None
        self._states.clear()
        self._numbers.clear()
        for rows in self._rows.values():
            rows.clear()

    def _absorb(self, rows: Sequence[Row]) -> None:
        try:
            for row in rows:
                self._fold(CATALOGUE.decode(row))
        except Exception:
            # Half of it is of no use to anybody.
            self.forget()
            raise

    def _fold(self, recorded: Recorded[object]) -> None:
        known = self._states.get(recorded.stream)
        if known is not None:
            folded = fold(kind_of(recorded.topic), known[1], [recorded])
            self.learn({recorded.stream: (known[0], folded)} if folded else {})
        for view in self._views:
            for key in view.keys(recorded):
                row = self.row(view.id, key)
                if row is not None:
                    self._keep(view, key, view.evolve(key, row, recorded))
        for claim in claims_of(recorded):
            self._count(claim)

    def _keep(self, view: View[Any], key: Key, row: Any) -> None:
        rows = self._rows.get(view.id)
        if rows is not None and row is None:
            rows.drop(key)
        elif rows is not None:
            rows.put(key, row)

    def _count(self, claim: Claim) -> None:
        scope = (claim.kind, claim.scope)
        known = self._numbers.get(scope) if claim.kind in COUNTED else None
        if known is not None:
            self._numbers.put(scope, max(known, int(claim.value)))
