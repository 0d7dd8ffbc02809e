"""Ratings of a residents' committee: whom, when, and by whom."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from domain.body.events import Level
from domain.rating.events import Given, Member, RatingKind, RosterSet, YearEndOpened
from domain.rating.giving import HIGHEST, LOWEST, give
from domain.rating.keeping import LONGEST_DAYS, open_year_end, set_roster
from domain.rating.state import RatingState, rating_stream
from domain.refusal import Code
from tests.domain.dsl import Outcome, fold, given
from tests.domain.examples import (
    CLERK,
    COMMITTEE,
    OTHER,
    REPORTER,
    STRANGER,
    SUBDISTRICT,
    VOCABULARY,
    body_state,
    registered,
    sealed,
)

HEAD = Member(member=CLERK, name=sealed(), duty="responsible")
MEMBER = Member(member=OTHER, name=sealed(), duty="member")
ROSTER = RosterSet(committee=COMMITTEE, members=(HEAD, MEMBER))
FIRST, LAST = date(2026, 12, 1), date(2026, 12, 31)
OPEN = YearEndOpened(committee=COMMITTEE, year=2026, first=FIRST, last=LAST)
TODAY = date(2026, 12, 5)
DISTRICT = body_state(registered(Level.DISTRICT))


def rating(*events: object, **other: Any) -> Outcome:
    usual: dict[str, Any] = {
        "body": body_state(),
        "committee": COMMITTEE,
        "member": None,
        "kind": RatingKind.DAILY,
        "year": None,
        "score": 4,
        "rater": REPORTER,
        "staff": False,
        "issue": None,
        "words": None,
        "today": TODAY,
    }
    return given(*events).when(give, **usual | other)


def given_mark(**other: Any) -> Given:
    usual: dict[str, Any] = {
        "member": None,
        "kind": RatingKind.DAILY,
        "period": "2026-12-05",
        "score": 4,
        "issue": None,
        "words": None,
    }
    return Given(committee=COMMITTEE, rater=REPORTER, **usual | other)


def opening(*events: object, **other: Any) -> Outcome:
    usual: dict[str, Any] = {
        "body": body_state(),
        "committee": COMMITTEE,
        "year": 2026,
        "first": FIRST,
        "last": LAST,
        "today": date(2026, 11, 1),
    }
    return given(*events).when(open_year_end, **usual | other)


def naming(*members: Member, **other: Any) -> Outcome:
    usual: dict[str, Any] = {"body": body_state(), "vocabulary": VOCABULARY}
    return given().when(set_roster, committee=COMMITTEE, members=members, **usual | other)


def test_a_committee_is_rated_before_anybody_has_named_its_members() -> None:
    rating().then(given_mark())


def test_a_member_is_rated_for_the_day_and_for_the_year() -> None:
    rating(ROSTER, member=OTHER, score=1).then(given_mark(member=OTHER, score=1))
    year_end = {"kind": RatingKind.YEAR_END}
    rating(ROSTER, OPEN, **year_end).then(given_mark(period="2026", **year_end))
    late = replace(OPEN, last=date(2027, 1, 31))
    rating(ROSTER, late, **year_end, year=2026, today=date(2027, 1, 31)).then(
        given_mark(period="2026", **year_end)
    )


def test_who_is_left_out_can_be_rated_no_more() -> None:
    rating(member=OTHER).refused(Code.UNKNOWN_MEMBER)
    left = replace(ROSTER, members=(HEAD,))
    rating(ROSTER, left, member=OTHER).refused(Code.UNKNOWN_MEMBER)


def test_staff_and_superiors_rate_nobody() -> None:
    rating(staff=True).refused(Code.RATER_IS_STAFF)
    rating(body=DISTRICT, committee=SUBDISTRICT).refused(Code.NOT_A_COMMITTEE, level="district")


def test_a_mark_is_from_one_to_five() -> None:
    for score in (LOWEST - 1, HIGHEST + 1):
        rating(score=score).refused(Code.SCORE_OUT_OF_BOUNDS, lowest=LOWEST, highest=HIGHEST)


def test_a_year_is_rated_while_that_is_open() -> None:
    for today in (FIRST - timedelta(days=1), LAST + timedelta(days=1)):
        rating(OPEN, kind=RatingKind.YEAR_END, year=2026, today=today).refused(
            Code.YEAR_END_CLOSED, year=2026
        )
    rating(kind=RatingKind.YEAR_END, today=TODAY).refused(Code.YEAR_END_CLOSED, year=2026)


def test_a_window_is_set_anew_until_it_begins() -> None:
    opening().then(OPEN)
    moved = replace(OPEN, first=FIRST + timedelta(days=1))
    opening(OPEN, first=moved.first).then(moved)
    opening(OPEN, today=FIRST).refused(Code.YEAR_END_BEGUN, year=2026)


def test_a_window_is_of_its_year() -> None:
    opening(last=FIRST - timedelta(days=1)).refused(Code.PERIOD_INVERTED)
    longest = FIRST + timedelta(days=LONGEST_DAYS - 1)
    opening(last=longest).then(replace(OPEN, last=longest))
    opening(last=longest + timedelta(days=1)).refused(Code.PERIOD_TOO_LONG, days=LONGEST_DAYS)
    opening(year=2027).refused(Code.YEAR_NOT_RATED_THEN, year=2027)
    opening(body=DISTRICT).refused(Code.NOT_A_COMMITTEE, level="district")


def test_a_roster_names_each_once() -> None:
    naming(HEAD, MEMBER).then(ROSTER)
    naming(HEAD, HEAD).refused(Code.MEMBER_REPEATED)
    naming(replace(HEAD, duty="boss")).refused(Code.UNKNOWN_ROLE, vocabulary=VOCABULARY.version)
    naming(HEAD, body=DISTRICT).refused(Code.NOT_A_COMMITTEE, level="district")


def test_the_state_is_as_large_as_the_roster_however_many_rate() -> None:
    before: RatingState = fold((ROSTER, OPEN))
    after: RatingState = fold((ROSTER, OPEN, *(given_mark() for _ in range(3))))
    assert after == before
    assert rating_stream(COMMITTEE) != rating_stream(STRANGER)
