"""The views' rows: folded once, when their stream has come to its end."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from ledger.envelope import Recorded
from projections.anew import folded
from projections.engine import Projector, View

Rows = Mapping[str, list[Any]]
"""By view id, rows that no event will touch again."""


class Folding:
    """Folds without a database: a row is written once, in its last form."""

    def __init__(self, views: Sequence[View[Any]]) -> None:
        self._within = [view for view in views if not view.across]
        self._beyond = [view for view in views if view.across]
        self._across = Projector(None, self._beyond)
        self._live: dict[UUID, list[Recorded[object]]] = defaultdict(list)
        self._ready: dict[str, list[Any]] = defaultdict(list)

    def fold_by(self, views: Sequence[View[Any]]) -> None:
        """From now on by these: the same, bound to what is written by now."""
        self._within = [view for view in views if not view.across]

    def apply(self, recorded: Recorded[object]) -> None:
        """Keep one event until its stream ends; fold it where streams meet in a row."""
        self._live[recorded.stream].append(recorded)
        self._across.apply(recorded)

    def end(self, stream: UUID) -> None:
        """Nothing more will happen to this stream."""
        recorded = self._live.pop(stream, None)
        if recorded:
            for view in self._within:
                self._ready[view.id] += folded(view, recorded)

    def end_all(self) -> None:
        """Nothing will happen any more."""
        for stream in list(self._live):
            self.end(stream)
        for view in self._beyond:
            self._ready[view.id] += self._across.rows(view).values()

    def take_ready(self) -> Rows:
        """The rows to be written."""
        ready, self._ready = self._ready, defaultdict(list)
        return ready
