"""The views' rows while issues live: folded as they are recorded, given out when an issue ends."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from ledger.envelope import Recorded
from projections.engine import Key, View

Rows = Mapping[str, list[Any]]
"""By view id, rows that no event will touch again."""


class Folding:
    """Folds without a database: a row is written once, in its last form."""

    def __init__(self, views: Sequence[View[Any]]) -> None:
        self._views = views
        self._live: dict[str, dict[Key, Any]] = {view.id: {} for view in views}
        self._of: dict[UUID, dict[tuple[str, Key], None]] = defaultdict(dict)
        self._ready: dict[str, list[Any]] = defaultdict(list)

    def fold_by(self, views: Sequence[View[Any]]) -> None:
        """From now on by these: the same, bound to what is written by now."""
        self._views = views

    def apply(self, recorded: Recorded[object]) -> None:
        """Fold one event into every view that it touches."""
        for view in self._views:
            for key in view.keys(recorded):
                self._fold(view, key, recorded)

    def end(self, stream: UUID) -> None:
        """What this stream has made will not change any more."""
        for view, key in self._of.pop(stream, {}):
            row = self._live[view].pop(key, None)
            if row is not None:
                self._ready[view].append(row)

    def end_all(self) -> None:
        """Nothing will change any more."""
        for stream in list(self._of):
            self.end(stream)

    def take_ready(self) -> Rows:
        """The rows to be written."""
        ready, self._ready = self._ready, defaultdict(list)
        return ready

    def _fold(self, view: View[Any], key: Key, recorded: Recorded[object]) -> None:
        if view.adds:
            self._ready[view.id].append(view.evolve(key, None, recorded))
            return
        rows = self._live[view.id]
        rows[key] = view.evolve(key, rows.get(key), recorded)
        self._of[recorded.stream][view.id, key] = None
