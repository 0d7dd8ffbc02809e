"""An issue played through a method's rules, each step with what is due."""

from collections.abc import Iterator, Sequence

from cli.method.words import step_name
from domain.calendar.hours import OFFICE, Timetable
from domain.calendar.state import Calendars
from domain.clock.reading import read
from domain.issue.lifecycle import Status
from domain.method.rules import Step
from domain.method.terms import Scale, Track
from domain.method.text import Method
from domain.moment import Moment, local
from domain.vocabulary.state import Vocabulary
from domain.walk.course import Taken, Walk
from ledger.catalogue import CATALOGUE
from service.calendars import library_text

_CALENDAR = 1


def played(
    method: Method, vocabulary: Vocabulary, start: Moment, scale: Scale, track: Track
) -> str:
    """One issue of that scale on that track; raises `Stuck` where nobody can go on."""
    calendars = Calendars(texts={_CALENDAR: library_text(_CALENDAR)})
    timetable = Timetable(calendar=_CALENDAR, hours=OFFICE)
    walk = Walk(method, vocabulary, timetable, start, scale, track)
    lines = [_line(method, calendars, *pair) for pair in _pairs(walk.go())]
    return "\n".join([f"{method.name}@{method.version}  {scale}, {track}", *lines, ""])


def _pairs(taken: Sequence[Taken]) -> Iterator[tuple[Taken, Status | None]]:
    """Each step with the status before it."""
    before: Status | None = None
    for one in taken:
        yield one, before
        before = one.state.status


def _line(method: Method, calendars: Calendars, one: Taken, before: Status | None) -> str:
    name = CATALOGUE.name_of(type(one.event)).removeprefix("issue.")
    status = one.state.status
    reached = f"→ {step_name(method, Step(status))}" if status is not before else ""
    told = f"  {local(one.at):%Y-%m-%d %H:%M}  {name:<20} {reached}".rstrip()
    due = ", ".join(_due(calendars, one))
    return f"{told}\n{'':<20}{due}" if due and status is not before else told


def _due(calendars: Calendars, one: Taken) -> Iterator[str]:
    """The clocks that run now, and when each is due."""
    for timer in one.state.clocks.running:
        reading = read(timer, one.state.clocks, calendars, one.at)
        if reading.due is not None:
            yield f"{timer.id.kind} by {local(reading.due):%Y-%m-%d %H:%M}"
