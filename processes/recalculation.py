"""Recalculation: a newer version of the calendar may move what is due, or make it certain."""

from collections.abc import Callable, Iterator

from sqlalchemy import Connection

from domain.calendar.days import midnight
from domain.calendar.state import Calendars, first_change
from processes.walk import Page, Walk
from projections import deadlines
from projections.calendars import published
from projections.deadlines import Watch
from projections.views.deadline import NO_CALENDAR

_SECONDS = 60.0
"""How long after one round the next begins: an issue that is opened again goes on as of old."""


class Recalculation:
    """Finds what a newer version of the calendar may move: when one comes, and every minute."""

    def __init__(self, page: int, monotonic: Callable[[], float]) -> None:
        self._limit, self._monotonic = page, monotonic
        self._walks: dict[int, Walk] = {}
        self._newest: int | None = None
        self._again = 0.0

    def page(self, connection: Connection) -> Page | None:
        """The next issues; None where a round has ended, and until it is time for another."""
        calendars = published(connection)
        newest = calendars.newest
        if newest is None or (newest == self._newest and self._monotonic() < self._again):
            return None
        for watch, walk in self._watches(calendars, newest):
            if marks := walk.marks(connection, watch):
                return Page(marks, watch, walk)
        self._newest, self._again = newest, self._monotonic() + _SECONDS
        return None

    @property
    def fault(self) -> str | None:
        """What one of the issues has failed by."""
        return next((walk.fault for walk in list(self._walks.values()) if walk.fault), None)

    def _watches(self, calendars: Calendars, newest: int) -> Iterator[tuple[Watch, Walk]]:
        """Of each older version what is due from the first day on that differs."""
        current = calendars.version(newest)
        for number in (NO_CALENDAR, *calendars.texts):
            day = first_change(calendars.version(number or None), current)
            if number < newest and day is not None:
                walk = self._walks.setdefault(number, Walk(self._limit, monotonic=self._monotonic))
                yield deadlines.outdated(number, midnight(day)), walk
