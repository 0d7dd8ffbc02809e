"""A walk through what is due, page by page, which leaves alone for a while what nothing came of."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection

from domain.moment import Moment
from projections import deadlines
from projections.deadlines import Mark, Watch

_SHORTEST = 60.0
_LONGEST = 3600.0
"""Seconds for which an issue is left alone, at first and at last."""


@dataclass(frozen=True, slots=True)
class _Rest:
    """An issue that is left alone: the moment for which, until when, how long, and why."""

    moment: Moment
    until: float
    seconds: float
    error: str | None


class Walk:
    """One round after the other, always from the earliest to the latest.

    An issue may be due and nothing to be done: its row is behind, or nobody is there above to
    whom it could go. It is asked again when its moment changes, and from time to time.
    """

    def __init__(self, limit: int, *, monotonic: Callable[[], float] = time.monotonic) -> None:
        self.length = 0
        self._limit, self._monotonic = limit, monotonic
        self._after: Mark | None = None
        self._passed: set[UUID] = set()
        self._resting: dict[UUID, _Rest] = {}

    def marks(self, connection: Connection, watch: Watch) -> Sequence[Mark]:
        """The next issues worth a try; none at the end of a round that has none left."""
        while True:
            found = deadlines.page(connection, watch, after=self._after, limit=self._limit)
            worth = [mark for mark in found if self._is_awake(mark)]
            self._passed.update(issue for _, issue in found)
            self._after = found[-1] if len(found) == self._limit else None
            if self._after is None:
                self._end_round()
            if worth or self._after is None:
                return worth

    def leave(self, mark: Mark, error: str | None = None) -> bool:
        """Leave an issue alone: each time for twice as long; whether that is news."""
        moment, issue = mark
        before = self._resting.get(issue)
        known = before is not None and before.moment == moment
        seconds = min(before.seconds * 2, _LONGEST) if before and known else _SHORTEST
        until = self._monotonic() + seconds
        self._resting[issue] = _Rest(moment, until, seconds, error)
        return not known or (before is not None and before.error != error)

    @property
    def fault(self) -> str | None:
        """What one of the issues has failed by."""
        # Asked from other threads: a copy is made in one go.
        return next((rest.error for rest in list(self._resting.values()) if rest.error), None)

    def _is_awake(self, mark: Mark) -> bool:
        rest = self._resting.get(mark[1])
        return rest is None or rest.moment != mark[0] or self._monotonic() >= rest.until

    def _end_round(self) -> None:
        """Forget those that are not due any more."""
        self.length = len(self._passed)
        passed, self._passed = self._passed, set()
        self._resting = {issue: r for issue, r in self._resting.items() if issue in passed}


@dataclass(frozen=True, slots=True)
class Page:
    """Issues to be handed in, what they were found by, and the walk that found them."""

    marks: Sequence[Mark]
    watch: Watch
    walk: Walk
