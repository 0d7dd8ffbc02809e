"""The calendar, as views that count working time are given it."""

from sqlalchemy import Connection

from domain.calendar.state import CALENDAR_STREAM, Calendars
from ledger.streams import CALENDAR, load


def published(connection: Connection) -> Calendars:
    """Its versions; a text never changes once it is published, and issues name theirs."""
    folded = load(connection, CALENDAR, CALENDAR_STREAM)
    return Calendars() if folded is None else folded.state.calendars
