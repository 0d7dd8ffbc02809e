"""The calendar as readers know it, and the text that the library of holidays makes."""

from collections.abc import Iterable
from datetime import date
from importlib.metadata import version as version_of

from chinese_calendar.constants import holidays, workdays
from sqlalchemy import Connection

from domain.calendar.events import Published
from domain.calendar.state import CALENDAR_STREAM, Calendars, CalendarState
from domain.calendar.text import FORMAT
from ledger.streams import CALENDAR
from service.newest import Newest

LIBRARY = "chinesecalendar"

FIRST_YEAR, LAST_YEAR = min(holidays).year, max(holidays).year
"""Of which years the library knows the notices of the State Council (国务院办公厅)."""


class NewestCalendars(Newest[CalendarState, Published]):
    """The calendar of a snapshot."""

    def __init__(self) -> None:
        super().__init__(CALENDAR, CALENDAR_STREAM)

    def at_hand(self, connection: Connection) -> Calendars:
        """Its versions; none where none was published."""
        state = self.newest(connection)
        return Calendars() if state is None else state.calendars


def library_text(version: int) -> str:
    """All that the library knows, as the text of that version of the calendar."""
    source = f"{LIBRARY} {version_of(LIBRARY)}: 国务院办公厅关于节假日安排的通知"
    head = f'format = {FORMAT}\nversion = {version}\nsource = "{source}"\n'
    return head + "".join(_section(year) for year in range(FIRST_YEAR, LAST_YEAR + 1))


def _section(year: int) -> str:
    return f"\n[years.{year}]\noff = {_dates(holidays, year)}\non = {_dates(workdays, year)}\n"


def _dates(days: Iterable[date], year: int) -> str:
    quoted = (f'"{day:%m-%d}"' for day in sorted(days) if day.year == year)
    return f"[{', '.join(quoted)}]"
