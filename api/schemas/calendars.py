"""The working calendar and working hours: what comes in, and how they are shown."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from api.labels import label_of
from api.language import Language
from api.schemas.fields import Body, Shown, example
from domain.calendar.days import date_of
from domain.calendar.events import Origin
from domain.calendar.hours import Hours
from domain.calendar.state import CalendarState
from domain.calendar.text import LONGEST, Calendar
from service.commands.calendars import PublishCalendar
from service.commands.directory import SetHours

ClockTime = Annotated[
    str, StringConstraints(strict=True, pattern=r"^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$")
]
"""A time of the day on the neighbourhood's wall clock; 24:00 is its end."""

CalendarText = Annotated[
    str,
    StringConstraints(strict=True, min_length=1, max_length=LONGEST),
]
"""A calendar's text, as people write it: stored and hashed as it is."""

_EXAMPLE = """\
format = 1
version = 2
source = "国务院办公厅关于2026年部分节假日安排的通知"

[years.2026]
off = ["01-01", "01-02", "01-03"]
on = ["01-04"]
"""


class CalendarBody(Body):
    """A version of the calendar, as TOML."""

    model_config = example(text=_EXAMPLE)

    text: CalendarText

    def command(self) -> PublishCalendar:
        """The command."""
        return PublishCalendar(text=self.text)


class PeriodBody(Body):
    """A part of the working day."""

    opens: ClockTime
    closes: ClockTime


class HoursBody(Body):
    """When a committee works on a working day."""

    model_config = example(
        periods=[
            {"opens": "08:30", "closes": "11:30"},
            {"opens": "13:00", "closes": "17:00"},
        ]
    )

    periods: Annotated[list[PeriodBody], Field(max_length=20)]

    def command(self, body: UUID) -> SetHours:
        """The command."""
        periods = tuple((minutes_of(one.opens), minutes_of(one.closes)) for one in self.periods)
        return SetHours(body=body, hours=Hours(periods=periods))


class PeriodShown(Shown):
    """A part of the working day."""

    opens: str
    closes: str


class CalendarSummary(Shown):
    """A version in a list: where it comes from, and the days that it covers."""

    version: int
    hash: str
    source: str
    origin: Origin
    origin_label: str
    first: date
    last: date


class YearShown(Shown):
    """The days of a year that depart from the week."""

    year: int
    off: list[date]
    on: list[date]


class CalendarDetail(CalendarSummary):
    """One version with its days and its text."""

    years: list[YearShown]
    text: str


class CalendarList(Shown):
    """A page of versions, the newest first: that is the one in force."""

    items: list[CalendarSummary]
    next: str | None


def summary_of(state: CalendarState, version: int, language: Language) -> CalendarSummary:
    """A version in a list."""
    calendar, origin = state.calendars.version(version), state.origins[version]
    return CalendarSummary(
        version=version,
        hash=calendar.hash,
        source=calendar.source,
        origin=origin,
        origin_label=label_of("calendar-origin", origin, language),
        first=date_of(calendar.first),
        last=date_of(calendar.last),
    )


def calendar_of(state: CalendarState, version: int, language: Language) -> CalendarDetail:
    """One version in full."""
    summary = summary_of(state, version, language)
    calendar = state.calendars.version(version)
    return CalendarDetail(
        **summary.model_dump(),
        years=[_year(calendar, year) for year in range(summary.first.year, summary.last.year + 1)],
        text=state.calendars.texts[version],
    )


def hours_of(hours: Hours) -> list[PeriodShown]:
    """Working hours."""
    return [PeriodShown(opens=clock_of(a), closes=clock_of(b)) for a, b in hours.periods]


def _year(calendar: Calendar, year: int) -> YearShown:
    off, on = calendar.of_year(year)
    return YearShown(year=year, off=off, on=on)


def minutes_of(clock: str) -> int:
    """The minutes after midnight of a time of the day."""
    hours, minutes = clock.split(":")
    return int(hours) * 60 + int(minutes)


def clock_of(minutes: int) -> str:
    """A time of the day by its minutes after midnight."""
    return f"{minutes // 60:02}:{minutes % 60:02}"
