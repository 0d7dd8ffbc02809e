"""Working hours (办公时间), and what pins them beside a calendar."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """When a committee works on a working day: [open, close) in minutes of the day."""

    periods: tuple[tuple[int, int], ...]


OFFICE = Hours(periods=((510, 690), (780, 1020)))
"""8:30–11:30 and 13:00–17:00, where nobody has said otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Timetable:
    """By what working time is counted; *calendar* None where there was no version yet."""

    calendar: int | None
    hours: Hours
