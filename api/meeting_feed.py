"""A calendar of meetings as a file that calendar apps subscribe to (iCalendar, RFC 5545)."""

from datetime import UTC, date, timedelta
from functools import cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from api.language import Language, in_language
from domain.labels import Label
from domain.meeting.state import Standing
from domain.moment import SHANGHAI, local
from service.meeting_feeds import Feed, FeedEntry

if TYPE_CHECKING:
    from icalendar import Event, Timezone

MEDIA_TYPE = "text/calendar"
_NAME = Label(zh="会议日历", en="Meetings")
_SESSION = Label(zh="{kind}（第{session}次）", en="{kind} (session {session})")
_ZONE = ZoneInfo(str(SHANGHAI))
_SINCE = date(2000, 1, 1)
"""Shanghai keeps one time since then: older rules would only make the file longer."""


def calendar_of(feed: Feed, language: Language) -> bytes:
    """The file, the same for the same feed."""
    # It takes 0.2 s to load, which no other start has to wait for.
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", f"-//Bihuan//Meetings//{language.upper()}")
    calendar.add("version", "2.0")
    for name in ("name", "x-wr-calname"):
        calendar.add(name, in_language(_NAME, language))
    calendar.add("refresh-interval", timedelta(hours=1), parameters={"VALUE": "DURATION"})
    calendar.add_component(_timezone())
    for entry in feed.entries:
        calendar.add_component(_event(entry, feed, language))
    content: bytes = calendar.to_ical()
    return content


@cache
def _timezone() -> "Timezone":
    from icalendar import Timezone

    return Timezone.from_tzid(_ZONE.key, first_date=_SINCE)


def _event(entry: FeedEntry, feed: Feed, language: Language) -> "Event":
    """No end: how long a meeting takes is on nobody's record. No sealed text: see the feed."""
    from icalendar import Event

    row, shown = entry.row, Event()
    cancelled = row.standing is Standing.CANCELLED
    shown.add("uid", str(row.meeting))
    shown.add("dtstamp", local(entry.changed).astimezone(UTC))
    shown.add("sequence", row.version - 1)
    shown.add("dtstart", local(row.at).astimezone(_ZONE))
    shown.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    shown.add("summary", _summary(entry, feed, language))
    shown.add("location", feed.names.get(row.compound or row.committee, ""))
    return shown


def _summary(entry: FeedEntry, feed: Feed, language: Language) -> str:
    row = entry.row
    kind = in_language(feed.vocabulary.meetings[row.kind], language)
    if row.session is None:
        return kind
    return in_language(_SESSION, language).format(kind=kind, session=row.session)
