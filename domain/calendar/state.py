"""The calendar's stream: every version ever published, because running issues keep theirs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType
from uuid import UUID

from domain.calendar.days import Day, date_of
from domain.calendar.events import Origin, Published
from domain.calendar.hours import Hours
from domain.calendar.text import WEEKDAYS, Calendar, parse
from domain.calendar.workdays import departures
from domain.calendar.worktime import Axis, Natural, WorkTime
from domain.history import Stamp
from domain.method.terms import Basis
from domain.refusal import Code, Refused

CALENDAR_STREAM = UUID("63616c65-6e64-5000-8000-000000000001")
"""The stream id of the one calendar stream; the same in every ledger."""

_NATURAL = Natural()


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendars:
    """The versions of the calendar by number, as text; None stands for no version at all.

    A version never changes once it is published: whoever knows it may keep it.
    """

    texts: Mapping[int, str] = field(default_factory=dict)

    @property
    def newest(self) -> int | None:
        """The highest published version; None before there is any."""
        return max(self.texts, default=None)

    def version(self, version: int | None) -> Calendar:
        """One version, parsed; refused with `unknown-calendar` where it was never published."""
        return WEEKDAYS if version is None else parse(self._text(version))

    def axis(self, basis: Basis, version: int | None, hours: Hours) -> Axis:
        """Along what a limit of that basis is counted."""
        if basis is Basis.NATURAL:
            return _NATURAL
        return _work_time(None if version is None else self._text(version), hours)

    def _text(self, version: int) -> str:
        text = self.texts.get(version)
        if text is None:
            raise Refused(Code.UNKNOWN_CALENDAR, version=version)
        return text


@lru_cache(maxsize=512)
def _work_time(text: str | None, hours: Hours) -> WorkTime:
    return WorkTime(WEEKDAYS if text is None else parse(text), hours)


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarState:
    """All versions, and how each came in."""

    calendars: Calendars
    origins: Mapping[int, Origin]
    newest: int

    @property
    def origin(self) -> Origin:
        """How the newest came in."""
        return self.origins[self.newest]

    @property
    def current(self) -> Calendar:
        """The newest version, parsed."""
        return self.calendars.version(self.newest)


def evolve(state: CalendarState | None, event: Published, _stamp: Stamp) -> CalendarState:
    """The state after *event*."""
    texts = {**(state.calendars.texts if state else {}), event.version: event.text}
    origins = {**(state.origins if state else {}), event.version: event.origin}
    return CalendarState(
        calendars=Calendars(texts=MappingProxyType(texts)),
        origins=MappingProxyType(origins),
        newest=event.version,
    )


def publish(state: CalendarState | None, *, text: str, origin: Origin) -> tuple[Published, ...]:
    """Publish the version right behind the newest; nothing to do where *text* is that already.

    No version is left out, for they come one by one. Refused: `calendar-malformed`,
    `version-not-next`, and `calendar-shrinks` where a year that was covered no longer is.
    """
    if state is not None and state.calendars.texts[state.newest] == text:
        return ()
    proposed = parse(text, strict=True)
    newest = state.newest if state else 0
    if proposed.version != newest + 1:
        raise Refused(Code.VERSION_NOT_NEXT, newest=newest)
    if state is not None:
        _refuse_lost_years(state.current, proposed)
    published = Published(version=proposed.version, hash=proposed.hash, text=text, origin=origin)
    return (published,)


def _refuse_lost_years(old: Calendar, new: Calendar) -> None:
    lost = old.first if new.first > old.first else old.last if new.last < old.last else None
    if lost is not None:
        raise Refused(Code.CALENDAR_SHRINKS, year=date_of(lost).year)


def is_wanting(state: CalendarState | None, *, first: int, last: int) -> bool:
    """Whether a library that knows the years *first* to *last* is to publish a version.

    It is where there is none, and where it knows years that its own last one did not. What an
    administrator imported stands: they read the notice, and a library may be late or wrong.
    """
    if state is None:
        return True
    known = state.current
    began, ended = date_of(known.first).year, date_of(known.last).year
    return state.origin is Origin.LIBRARY and first <= began and last > ended


def first_change(old: Calendar, new: Calendar) -> Day | None:
    """The first day on which two versions differ, or which only one of them covers."""
    days = set(departures(old)) ^ set(departures(new))
    if old.first != new.first:
        days.add(min(old.first, new.first))
    elif old.last != new.last:
        days.add(Day(min(old.last, new.last) + 1))
    return min(days, default=None)
