"""Publishing the calendar, and the hours of a committee."""

from domain.body.events import HoursSet, Level
from domain.body.registry import set_hours
from domain.calendar.days import date_of, midnight
from domain.calendar.events import Origin
from domain.calendar.hours import OFFICE, Hours
from domain.calendar.state import Calendars, first_change, is_wanting, publish
from domain.calendar.text import WEEKDAYS, parse
from domain.refusal import Code
from tests.domain.calendars import CALENDARS, LIBRARY, WORDED, at, published, text_of
from tests.domain.dsl import fold, given
from tests.domain.examples import registered

FIRST = published(text_of(1, 2025), 1)
EARLY = Hours(periods=((480, 720), (780, 960)))
FOUR = Hours(periods=((0, 20), (30, 50), (60, 80), (90, 110)))


def test_a_calendar_is_published_version_by_version() -> None:
    text = text_of(2, 2025, 2026)
    given().when(publish, text=FIRST.text, origin=Origin.IMPORTED).then(FIRST).leaves(
        newest=1, origin=Origin.IMPORTED, current=parse(FIRST.text)
    )
    second = published(text, 2, Origin.LIBRARY)
    given(FIRST).when(publish, text=text, origin=Origin.LIBRARY).then(second).leaves(
        newest=2,
        origin=Origin.LIBRARY,
        calendars=Calendars(texts={1: FIRST.text, 2: text}),
        current=parse(text),
    )


def test_the_newest_text_again_is_nothing_new() -> None:
    later = published(text_of(2, 2025), 2)
    for history in ((FIRST,), (FIRST, later)):
        for origin in Origin:
            given(*history).when(publish, text=history[-1].text, origin=origin).nothing()


def test_a_calendar_goes_forward_and_leaves_no_version_out() -> None:
    later = published(text_of(2, 2025), 2)
    for history, text in (
        ((), text_of(2, 2025)),
        ((FIRST,), text_of(1, 2025, off="10-02")),
        ((FIRST,), text_of(3, 2025)),
        ((FIRST,), text_of(10**30, 2025)),
        ((FIRST, later), FIRST.text),
    ):
        given(*history).when(publish, text=text, origin=Origin.IMPORTED).refused(
            Code.VERSION_NOT_NEXT, newest=len(history)
        )


def test_a_year_that_was_covered_stays_covered() -> None:
    three = published(text_of(1, 2024, 2025, 2026), 1)
    for years, lost in (((2025, 2026), 2024), ((2024, 2025), 2026), ((2027,), 2024)):
        given(three).when(publish, text=text_of(2, *years), origin=Origin.IMPORTED).refused(
            Code.CALENDAR_SHRINKS, year=lost
        )
    wider = text_of(2, 2023, 2024, 2025, 2026, 2027)
    given(three).when(publish, text=wider, origin=Origin.IMPORTED).then(published(wider, 2))


def test_a_malformed_calendar_is_not_published() -> None:
    for history in ((), (FIRST,)):
        given(*history).when(
            publish, text=text_of(2, 2025, off="02-30"), origin=Origin.IMPORTED
        ).refused(
            Code.CALENDAR_MALFORMED, key="years.2025.off", detail="2025 has no such day: 02-30"
        )


def test_a_stored_text_is_read_as_it_is() -> None:
    later = text_of(1, 2025, 2027).replace("format = 1", "format = 9") + 'mood = "calm"\n'
    calendar = parse(later)
    assert (date_of(calendar.first).year, date_of(calendar.last).year) == (2025, 2027)


def test_a_published_version_can_be_read_and_no_other() -> None:
    assert CALENDARS.version(1).version == CALENDARS.newest == 1
    assert CALENDARS.version(None) is WEEKDAYS
    assert Calendars().newest is None
    for missing in (0, 2):
        given().when(CALENDARS.version, version=missing).refused(
            Code.UNKNOWN_CALENDAR, version=missing
        )


def test_the_library_speaks_first_and_then_of_its_own_alone() -> None:
    years = {"first": 2024, "last": 2026}
    given().when(is_wanting, **years).answers(True)
    for covered, origin, wanting in (
        ((2024, 2025), Origin.LIBRARY, True),
        ((2024, 2025), Origin.IMPORTED, False),
        ((2024, 2025, 2026), Origin.LIBRARY, False),
        ((2023, 2024, 2025), Origin.LIBRARY, False),
        ((2025,), Origin.LIBRARY, True),
    ):
        known = published(text_of(1, *covered), 1, origin)
        given(known).when(is_wanting, **years).answers(wanting)
    taken_over = (
        published(text_of(1, 2024), 1, Origin.LIBRARY),
        published(text_of(2, 2024), 2),
    )
    given(*taken_over).when(is_wanting, **years).answers(False)


def test_where_two_versions_begin_to_differ() -> None:
    old = parse(text_of(1, 2025))
    for new, first in (
        (text_of(2, 2025), None),
        (text_of(2, 2025, 2026), "2026-01-01"),
        (text_of(2, 2024, 2025), "2024-01-01"),
        (text_of(2, 2025, off="09-03"), "2025-09-03"),
        (text_of(2, 2025, 2026, on="10-12"), "2025-10-11"),
        # That Sunday is off anyhow.
        (text_of(2, 2025, off="10-05", on="10-11"), "2025-10-01"),
    ):
        found = first_change(old, parse(new))
        assert (None if found is None else str(date_of(found))) == first
    known = first_change(WEEKDAYS, old)
    assert known is not None
    assert midnight(known) == at("2025-01-01 00:00")
    assert first_change(WEEKDAYS, WEEKDAYS) is None
    assert first_change(parse(LIBRARY), parse(LIBRARY)) is None


def test_a_committee_sets_its_hours() -> None:
    assert fold([registered()]).hours == OFFICE
    for hours in (EARLY, FOUR):
        given(registered()).when(set_hours, hours=hours).then(HoursSet(hours=hours)).leaves(
            hours=hours
        )
    back = HoursSet(hours=OFFICE)
    given(registered(), HoursSet(hours=EARLY)).when(set_hours, hours=OFFICE).then(back)


def test_the_hours_that_hold_are_not_set_again() -> None:
    given(registered()).when(set_hours, hours=OFFICE).refused(Code.HOURS_UNCHANGED)
    given(registered(), HoursSet(hours=EARLY)).when(set_hours, hours=EARLY).refused(
        Code.HOURS_UNCHANGED
    )


def test_only_a_committee_keeps_hours() -> None:
    for level in (Level.DISTRICT, Level.SUBDISTRICT):
        given(registered(level)).when(set_hours, hours=EARLY).refused(
            Code.NOT_A_COMMITTEE, level=level
        )


def test_hours_divide_one_day() -> None:
    for detail, hours in WORDED.items():
        given(registered()).when(set_hours, hours=hours).refused(
            Code.HOURS_MALFORMED, detail=detail
        )
    for periods, detail in (
        ((*FOUR.periods, (120, 140)), "1 to 4 periods are required"),
        (((600, 540),), "a period opens before it closes, within one day"),
        (((-1, 540),), "a period opens before it closes, within one day"),
        (((540, 1441),), "a period opens before it closes, within one day"),
        (((780, 1020), (510, 690)), "each period begins after the one before it has closed"),
        (((0, 59),), "together at least 60 minutes are required"),
    ):
        given(registered()).when(set_hours, hours=Hours(periods=periods)).refused(
            Code.HOURS_MALFORMED, detail=detail
        )
