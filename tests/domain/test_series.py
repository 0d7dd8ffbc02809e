"""Series of meetings: their rhythm, their sessions, their end."""

from datetime import datetime
from typing import Any

import pytest

from domain.body.events import Level
from domain.meeting.events import Invited
from domain.moment import DAY, SHANGHAI, Moment, local, moment_of
from domain.refusal import Code
from domain.series.events import Ended, Rhythm, SessionCalled
from domain.series.rhythm import next_session, week_end
from domain.series.sessions import call_session, end, found
from tests.domain.dsl import T0, Outcome, given
from tests.domain.examples import (
    COMMITTEE,
    COMPOUND,
    STRANGER,
    VOCABULARY,
    body_state,
    registered,
    sealed,
    uid,
)
from tests.domain.meetings import COMPANY, founded, ground

HALF_PAST_SIX = 18 * 60 + 30


def shanghai(text: str) -> Moment:
    """A time on the neighbourhood's wall clock."""
    return moment_of(datetime.fromisoformat(text).replace(tzinfo=SHANGHAI))


@pytest.mark.parametrize(
    ("rhythm", "weekday", "last", "now", "comes"),
    [
        # 15 November 2023 was a Wednesday
        (Rhythm.WEEKLY, 4, None, "2023-11-15T06:13", "2023-11-16T18:30"),
        (Rhythm.WEEKLY, 3, None, "2023-11-15T18:30", "2023-11-15T18:30"),
        (Rhythm.WEEKLY, 3, None, "2023-11-15T18:31", "2023-11-22T18:30"),
        (Rhythm.WEEKLY, 1, None, "2023-11-15T06:13", "2023-11-20T18:30"),
        (Rhythm.WEEKLY, 7, None, "2023-11-19T18:00", "2023-11-19T18:30"),
        (Rhythm.WEEKLY, 4, "2023-11-16T18:30", "2023-11-15T06:13", "2023-11-23T18:30"),
        # moved to Friday, or to Wednesday: the next is in the next week
        (Rhythm.WEEKLY, 4, "2023-11-17T18:30", "2023-11-17T19:00", "2023-11-23T18:30"),
        (Rhythm.WEEKLY, 4, "2023-11-15T18:30", "2023-11-15T19:00", "2023-11-23T18:30"),
        # weeks that nobody met in are left out
        (Rhythm.WEEKLY, 4, "2023-11-16T18:30", "2023-12-05T00:00", "2023-12-07T18:30"),
        (Rhythm.FORTNIGHTLY, 4, None, "2023-11-15T06:13", "2023-11-16T18:30"),
        (Rhythm.FORTNIGHTLY, 4, "2023-11-16T18:30", "2023-11-17T00:00", "2023-11-30T18:30"),
        (Rhythm.FORTNIGHTLY, 4, "2023-11-16T18:30", "2023-12-01T00:00", "2023-12-14T18:30"),
        # the first such weekday of a month
        (Rhythm.MONTHLY, 4, None, "2023-11-01T00:00", "2023-11-02T18:30"),
        (Rhythm.MONTHLY, 4, None, "2023-11-15T06:13", "2023-12-07T18:30"),
        (Rhythm.MONTHLY, 1, "2023-12-04T18:30", "2023-12-04T20:00", "2024-01-01T18:30"),
        (Rhythm.MONTHLY, 5, "2023-11-03T18:30", "2024-02-29T00:00", "2024-03-01T18:30"),
    ],
)
def test_when_the_next_session_is(
    rhythm: Rhythm, weekday: int, last: str | None, now: str, comes: str
) -> None:
    before = None if last is None else shanghai(last)
    found = next_session(rhythm, weekday, HALF_PAST_SIX, last=before, now=shanghai(now))
    assert local(found).isoformat(timespec="minutes") == f"{comes}+08:00"


@pytest.mark.parametrize(
    "within", ["2023-11-13T00:00", "2023-11-15T06:13", "2023-11-19T23:59"], ids=str
)
def test_a_week_ends_behind_its_sunday(within: str) -> None:
    assert week_end(shanghai(within)) == shanghai("2023-11-20T00:00")


def founding(ground_: Any = None, **other: Any) -> Outcome:
    usual: dict[str, Any] = {
        "committee": COMMITTEE,
        "compound": COMPOUND,
        "kind": "reception",
        "rhythm": Rhythm.WEEKLY,
        "weekday": 4,
        "minute": HALF_PAST_SIX,
        "place": sealed("place"),
        "invited": (COMPANY,),
    }
    return given().when(found, ground=ground_ or ground(), **usual | other)


def test_a_series_is_founded_where_a_meeting_could_be_called() -> None:
    founding().then(founded()).leaves(sessions=0, last=None, ended=False)
    founding(kind="tea").refused(Code.UNKNOWN_MEETING_KIND, vocabulary=VOCABULARY.version)
    founding(compound=uid(6)).refused(Code.UNKNOWN_COMPOUND)
    district = ground(committee=body_state(registered(Level.DISTRICT)))
    founding(district).refused(Code.NOT_A_COMMITTEE, level="district")
    stranger = Invited(organisation=STRANGER, seat=None)
    founding(invited=(stranger,)).refused(Code.UNKNOWN_ORGANISATION)
    throne = Invited(organisation=COMMITTEE, seat="throne")
    founding(invited=(throne,)).refused(Code.UNKNOWN_SEAT, vocabulary=VOCABULARY.version)
    same_seat = Invited(organisation=COMMITTEE, seat="property-company")
    founding(invited=(COMPANY, same_seat)).refused(Code.SEAT_REPEATED)
    founding(invited=(COMPANY, COMPANY)).refused(Code.SEAT_REPEATED)
    unseated = Invited(organisation=COMMITTEE, seat=None)
    founding(invited=(unseated, unseated)).refused(Code.PARTY_REPEATED)


FIRST = SessionCalled(session=1, meeting=uid(7), at=shanghai("2023-11-16T18:30"))
ENDED = Ended(reason=sealed("online"))


def test_sessions_are_called_one_after_the_other() -> None:
    given(founded()).when(call_session, meeting=uid(7), at=None, now=T0).then(FIRST).leaves(
        sessions=1, last=FIRST.at
    )
    second = SessionCalled(session=2, meeting=uid(8), at=Moment(FIRST.at + 7 * DAY))
    given(founded(), FIRST).when(call_session, meeting=uid(8), at=None, now=T0).then(second)
    moved = SessionCalled(session=2, meeting=uid(8), at=Moment(FIRST.at + 1))
    given(founded(), FIRST).when(call_session, meeting=uid(8), at=moved.at, now=T0).then(moved)
    for early in (FIRST.at, T0):
        given(founded(), FIRST).when(call_session, meeting=uid(8), at=early, now=T0).refused(
            Code.SESSION_OUT_OF_TURN, session=1
        )
    given(founded(), ENDED).when(call_session, meeting=uid(8), at=None, now=T0).refused(
        Code.SERIES_OVER
    )


def test_a_series_ends_once() -> None:
    given(founded(), FIRST).when(end, reason=sealed("online")).then(ENDED).leaves(
        ended=True, reason=sealed("online"), sessions=1
    )
    given(founded()).when(end, reason=None).then(Ended(reason=None))
    given(founded(), ENDED).when(end, reason=None).refused(Code.SERIES_OVER)
