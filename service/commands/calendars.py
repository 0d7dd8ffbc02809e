"""The working calendar: seeded from a library, and imported by who reads the notices."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from domain.calendar.events import Origin
from domain.calendar.state import CALENDAR_STREAM, is_wanting, publish
from ledger.streams import CALENDAR
from service.calendars import FIRST_YEAR, LAST_YEAR, library_text
from service.commands.base import Admission, Command
from service.commands.system import SystemCommand
from service.policy import EVERYTHING, Action
from service.work import Work


@dataclass(frozen=True, kw_only=True)
class SeedCalendar(SystemCommand):
    """Publish what the library knows; nothing happens where that is no news."""

    def run(self, work: Work) -> None:
        """A first version, or one behind the library's own last with further years."""
        state = work.state(CALENDAR, CALENDAR_STREAM)
        if not is_wanting(state, first=FIRST_YEAR, last=LAST_YEAR):
            return
        text = library_text(state.newest + 1 if state else 1)
        events = publish(state, text=text, origin=Origin.LIBRARY)
        work.append(CALENDAR, CALENDAR_STREAM, events)


@dataclass(frozen=True, kw_only=True)
class PublishCalendar(Command):
    """Import a calendar's text; nothing happens where it is the newest already."""

    action: ClassVar[Action] = Action.CALENDAR_PUBLISH

    text: str

    def admit(self, work: Work) -> Admission:
        """It belongs to the whole ledger."""
        return Admission(reach=EVERYTHING)

    def run(self, work: Work) -> None:
        """The next version; clocks that run are recalculated later."""
        state = work.state(CALENDAR, CALENDAR_STREAM)
        events = publish(state, text=self.text, origin=Origin.IMPORTED)
        work.append(CALENDAR, CALENDAR_STREAM, events)

    def made(self) -> UUID:
        """No view shows it; its stream stands for it, so that the success is remembered."""
        return CALENDAR_STREAM
