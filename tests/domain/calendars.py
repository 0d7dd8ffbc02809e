"""Calendars for the specs: small ones, and the one that every installation begins with."""

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256

from domain.calendar.events import Origin, Published
from domain.calendar.hours import Hours
from domain.calendar.state import Calendars
from domain.moment import SHANGHAI, Moment, moment_of
from service.calendars import library_text

LIBRARY = library_text(1)
"""2004 to 2026, as the library of holidays has them."""

CALENDARS = Calendars(texts={1: LIBRARY})

OFF = "10-01"
ON = "10-11"

SHAPES = (
    Hours(periods=((510, 690), (780, 1020))),
    Hours(periods=((540, 600),)),
    Hours(periods=((0, 1440),)),
    Hours(periods=((0, 30), (1410, 1440))),
    Hours(periods=((480, 720), (780, 1080), (1140, 1261))),
)
"""Office hours, one short hour, the whole day, both ends of it, and an evening shift."""


def text_of(
    version: int, *years: int, off: str = OFF, on: str = ON, source: str = "国务院办公厅的通知"
) -> str:
    """A calendar in which each year has one day off and one extra day of work."""
    head = f'format = 1\nversion = {version}\nsource = "{source}"\n'
    return head + "".join(f'[years.{year}]\noff = ["{off}"]\non = ["{on}"]\n' for year in years)


def published(text: str, version: int, origin: Origin = Origin.IMPORTED) -> Published:
    """The event of that text."""
    digest = sha256(text.encode()).hexdigest()
    return Published(version=version, hash=digest, text=text, origin=origin)


def at(text: str) -> Moment:
    """The moment that a wall clock in Shanghai shows as `2025-09-30 16:50`."""
    return moment_of(datetime.fromisoformat(text).replace(tzinfo=SHANGHAI))


WORDED: Mapping[str, Hours] = {
    "1 to 4 periods are required": Hours(periods=()),
    "a period opens before it closes, within one day": Hours(periods=((540, 540),)),
    "each period begins after the one before it has closed": Hours(
        periods=((510, 690), (690, 1020))
    ),
    "together at least 60 minutes are required": Hours(periods=((0, 29), (30, 60))),
}
"""One fault each."""
