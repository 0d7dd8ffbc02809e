"""The views' rows: folded once, when their stream has come to its end."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from ledger.envelope import Recorded
from projections.anew import folded
from projections.derived import Gathering, Made
from projections.engine import Projector, View

Rows = Mapping[str, list[Any]]
"""By table, rows that no event will touch again, and parts of those that are added up."""


class Folding:
    """Folds without a database: a row is written once, in its last form."""

    def __init__(self, views: Sequence[View[Any]]) -> None:
        self._within = [view for view in views if not view.across]
        self._beyond = [view for view in views if view.across]
        self._across = Projector(None, self._beyond)
        self._live: dict[UUID, list[Recorded[object]]] = defaultdict(list)
        self._derived = {view.id: Gathering(view.derived) for view in self._within}
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
                self._ready[view.id] += folded(view, recorded, self._derived[view.id])

    def end_all(self) -> None:
        """Nothing will happen any more."""
        for stream in list(self._live):
            self.end(stream)
        for view in self._beyond:
            self._ready[view.id] += self._across.rows(view).values()
        self._add(self._across.derived())
        for derived in self._derived.values():
            self._add(derived.made())
            derived.clear()

    def take_ready(self) -> Rows:
        """The rows to be written."""
        for derived in self._derived.values():
            self._add(derived.taken())
        ready, self._ready = self._ready, defaultdict(list)
        return ready

    def _add(self, made: Iterable[Made]) -> None:
        for table, rows in made:
            self._ready[table.name] += rows
