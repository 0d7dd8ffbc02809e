"""Urging, formal supervision, and the way up and down the levels."""

from domain.issue.events import Escalated, HandedDown, Level, Supervised, Urged
from domain.issue.lifecycle import Status
from domain.issue.oversight import escalate, hand_down, supervise, urge
from domain.method.terms import Basis, Limit, Span
from domain.refusal import Code
from tests.domain.dsl import Outcome, given
from tests.domain.examples import COMMITTEE, COMPOUND, DONE, SUBDISTRICT, reported, sealed, uid
from tests.domain.loop import (
    AGREED,
    APPROVED,
    DECLINED,
    DONE_WAY,
    FAILED,
    MERGED,
    REWORK,
    TABLED,
    UNHAPPY,
    WITHDRAWN,
)

THREE_DAYS = Limit(amount=3, span=Span.DAY, basis=Basis.WORKING)
URGED = Urged(message=None)
SUPERVISED = Supervised(limit=THREE_DAYS, demand=sealed())
DISTRICT = uid(6)
BODIES = {
    Level.COMPOUND: COMPOUND,
    Level.COMMITTEE: COMMITTEE,
    Level.SUBDISTRICT: SUBDISTRICT,
    Level.DISTRICT: DISTRICT,
}


def up(level: Level) -> Escalated:
    """Passed up to that level."""
    return Escalated(level=level, body=BODIES[level], reason=sealed(), rung=None)


def down(level: Level) -> HandedDown:
    """Passed down to it."""
    return HandedDown(level=level, body=BODIES[level], reason=sealed())


def escalating(*history: object, level: Level, **other: object) -> Outcome:
    """Pass it up to the body of that level."""
    usual: dict[str, object] = {"body": BODIES[level], "reason": sealed()}
    return given(*history or (reported(),)).when(escalate, level=level, **usual | other)


def handing_down(*history: object, level: Level, **other: object) -> Outcome:
    """Pass it down to the body of that level."""
    usual: dict[str, object] = {"body": BODIES[level], "reason": sealed()}
    return given(*history).when(hand_down, level=level, **usual | other)


def test_a_supervision_has_a_limit_between_a_minute_and_ten_years() -> None:
    for amount, allowed in ((0, False), (1, True), (3660, True), (3661, False)):
        limit = Limit(amount=amount, span=Span.DAY, basis=Basis.WORKING)
        asked = given(reported()).when(supervise, limit=limit, demand=sealed())
        if allowed:
            asked.then(Supervised(limit=limit, demand=sealed()))
        else:
            asked.refused(Code.LIMIT_OUT_OF_RANGE)


def test_anybody_asks_for_haste_as_often_as_they_like() -> None:
    given(reported()).when(urge, message=None).then(URGED).leaves(urged=1)
    given(*AGREED, URGED).when(urge, message=sealed()).then(Urged(message=sealed())).leaves(urged=2)


def test_the_superior_supervises_under_a_limit_of_its_own() -> None:
    given(*APPROVED).when(supervise, limit=THREE_DAYS, demand=sealed()).then(SUPERVISED).leaves(
        supervised=1, status=Status.APPROVED
    )


def test_completion_answers_those_who_pressed() -> None:
    pressed = given(*DONE_WAY[:2], URGED, SUPERVISED, SUPERVISED)
    assert (pressed.state.urged, pressed.state.supervised) == (1, 2)
    done = given(*DONE_WAY[:2], URGED, SUPERVISED, DONE_WAY[2]).state
    assert (done.urged, done.supervised) == (0, 0)


def test_what_is_done_is_pressed_no_more() -> None:
    done = given(*DONE_WAY)
    done.when(urge, message=None).refused(Code.STATUS_FORBIDS, status="done")
    done.when(supervise, limit=THREE_DAYS, demand=sealed()).refused(
        Code.STATUS_FORBIDS, status="done"
    )
    escalating(*DONE_WAY, level=Level.DISTRICT).refused(Code.STATUS_FORBIDS, status="done")
    handing_down(*DONE_WAY, level=Level.COMPOUND).refused(Code.STATUS_FORBIDS, status="done")


def test_an_issue_begins_at_the_lowest_level_that_it_has() -> None:
    assert given(reported()).state.level is Level.COMPOUND
    bare = reported(compound=None, address=sealed())
    assert given(bare).state.level is Level.COMMITTEE


def test_an_issue_is_passed_up_one_level_or_several() -> None:
    for level in (Level.COMMITTEE, Level.SUBDISTRICT, Level.DISTRICT):
        escalating(level=level).then(up(level)).leaves(level=level, status=Status.REPORTED)
    escalating(*TABLED, FAILED, level=Level.SUBDISTRICT).leaves(level=Level.SUBDISTRICT)


def test_up_is_up() -> None:
    escalating(level=Level.COMPOUND).refused(Code.LEVEL_NOT_HIGHER, level="compound")
    high = (reported(), up(Level.SUBDISTRICT))
    for level in (Level.COMPOUND, Level.COMMITTEE, Level.SUBDISTRICT):
        escalating(*high, level=level).refused(Code.LEVEL_NOT_HIGHER, level="subdistrict")
    escalating(*high, level=Level.DISTRICT).then(up(Level.DISTRICT))


def test_a_level_without_a_body_takes_nothing() -> None:
    for level in (Level.SUBDISTRICT, Level.DISTRICT):
        escalating(level=level, body=None).refused(Code.LEVEL_MISSING, level=level)
    handing_down(reported(), up(Level.DISTRICT), level=Level.SUBDISTRICT, body=None).refused(
        Code.LEVEL_MISSING, level="subdistrict"
    )


def test_an_issue_is_handed_down_again() -> None:
    high = (reported(), up(Level.DISTRICT))
    for level in (Level.COMPOUND, Level.COMMITTEE, Level.SUBDISTRICT):
        handing_down(*high, level=level).then(down(level)).leaves(level=level)


def test_down_is_down() -> None:
    middle = (reported(), up(Level.SUBDISTRICT))
    for level in (Level.SUBDISTRICT, Level.DISTRICT):
        handing_down(*middle, level=level).refused(Code.LEVEL_NOT_LOWER, level="subdistrict")
    handing_down(reported(), level=Level.COMPOUND).refused(Code.LEVEL_NOT_LOWER, level="compound")


def test_what_lies_in_no_compound_is_not_handed_down_to_one() -> None:
    bare = (reported(compound=None, address=sealed()), up(Level.SUBDISTRICT))
    handing_down(*bare, level=Level.COMPOUND).refused(Code.LEVEL_MISSING, level="compound")
    handing_down(*bare, level=Level.COMMITTEE).then(down(Level.COMMITTEE))


def test_the_level_outlives_the_round() -> None:
    state = given(*APPROVED, up(Level.SUBDISTRICT), DONE, UNHAPPY, REWORK).state
    assert (state.level, state.round) == (Level.SUBDISTRICT, 2)


def test_nobody_is_pressed_about_what_has_left_the_loop() -> None:
    for gone in (DECLINED, WITHDRAWN, MERGED):
        state = given(reported(), URGED, SUPERVISED, gone).state
        assert (state.urged, state.supervised) == (0, 0), gone
