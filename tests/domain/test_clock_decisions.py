"""Pausing a clock, letting it go on, and granting more time."""

from dataclasses import replace

from domain.clock.decisions import extend, pause, resume
from domain.issue.events import DeadlineExtended, PauseGround
from domain.method.terms import Clock
from domain.moment import MINUTE, Moment
from domain.refusal import Code
from tests.domain.dsl import T0, Outcome, given
from tests.domain.examples import CLERK, DONE, FAST, RESPONDED, reported, sealed
from tests.domain.loop import DECLINED, DONE_WAY
from tests.domain.timing import (
    CALENDARS,
    PAUSED,
    RESUMED,
    clock,
    extended,
    limit,
    missed,
    promised,
    terms,
    usual,
)

LATE = missed(Clock.COMPLETION, T0)
HOUR = 60 * MINUTE


def pausing(*history: object, **other: object) -> Outcome:
    """Completion waits for the resident from now on, unless told."""
    why: dict[str, object] = {"ground": PauseGround.RESIDENT, "note": sealed("waiting")}
    usually = why | {"clock": clock(), "occurred": T0, "now": T0}
    return given(*history or (reported(),)).when(pause, **usually | other)


def resuming(*history: object, **other: object) -> Outcome:
    """It goes on."""
    return given(*history).when(resume, **{"clock": clock(), "note": None} | other)


def extending(*history: object, **other: object) -> Outcome:
    """One natural day more for completion, unless told."""
    usually: dict[str, object] = {"by": limit("1 natural day"), "reason": sealed()}
    usually |= {"calendars": CALENDARS, "clock": clock(), "approver": CLERK, "now": T0}
    return given(*history or (reported(),)).when(extend, **usually | other)


def test_a_clock_is_paused_with_a_ground() -> None:
    pausing().then(PAUSED)
    pausing(reported(), PAUSED, RESUMED).then(PAUSED)
    weather = replace(PAUSED, ground=PauseGround.WEATHER)
    pausing(reported(), ground=PauseGround.WEATHER).then(weather)


def test_what_does_not_run_is_not_paused() -> None:
    pausing(reported(), clock=clock(number=2)).refused(Code.UNKNOWN_CLOCK)
    pausing(reported(), clock=clock(Clock.REVISIT)).refused(Code.UNKNOWN_CLOCK)
    answered = (reported(), RESPONDED)
    pausing(*answered, clock=clock(Clock.RESPONSE)).refused(Code.CLOCK_NOT_RUNNING)
    pausing(reported(), PAUSED).refused(Code.CLOCK_PAUSED)
    pausing(*DONE_WAY).refused(Code.STATUS_FORBIDS, status="done")


def test_the_method_says_what_may_be_paused() -> None:
    pausing(reported(), clock=clock(Clock.RESPONSE)).refused(
        Code.CLOCK_NOT_PAUSABLE, clock="response"
    )
    response = usual(pausable=(Clock.RESPONSE,))
    pausing(promised(timing=response), clock=clock(Clock.RESPONSE)).then(
        replace(PAUSED, clock=clock(Clock.RESPONSE))
    )


def test_what_was_missed_is_neither_paused_nor_extended() -> None:
    pausing(reported(), LATE).refused(Code.DEADLINE_PASSED)
    extending(reported(), LATE).refused(Code.DEADLINE_PASSED)
    resuming(reported(), PAUSED, LATE).then(RESUMED)


def test_a_pause_is_dated_back_by_the_grace_and_no_further() -> None:
    pausing(reported(), now=Moment(T0 + HOUR)).then(PAUSED)
    pausing(reported(), now=Moment(T0 + HOUR + 1)).refused(Code.OCCURRED_TOO_EARLY, minutes=60)


def test_only_what_is_paused_goes_on() -> None:
    resuming(reported(), PAUSED).then(RESUMED)
    resuming(reported(), PAUSED, note=sealed()).then(replace(RESUMED, note=sealed()))
    resuming(reported()).refused(Code.CLOCK_NOT_PAUSED)
    resuming(reported(), clock=clock(number=2)).refused(Code.UNKNOWN_CLOCK)
    resuming(reported(), RESPONDED, clock=clock(Clock.RESPONSE)).refused(Code.CLOCK_NOT_RUNNING)
    resuming(reported(), PAUSED, DECLINED).refused(Code.STATUS_FORBIDS, status="declined")


def test_more_time_is_granted_by_a_person() -> None:
    granted = DeadlineExtended(
        clock=clock(), by=limit("1 natural day"), reason=sealed(), approver=CLERK
    )
    extending().then(granted)
    extending(reported(), PAUSED).then(granted)
    asked = replace(FAST, terms=terms(revisit="1 natural day"))
    extending(reported(), asked, DONE, clock=clock(Clock.REVISIT)).then(
        replace(granted, clock=clock(Clock.REVISIT))
    )


def test_what_does_not_run_is_given_no_time() -> None:
    extending(reported(), clock=clock(number=2)).refused(Code.UNKNOWN_CLOCK)
    answered = (reported(), RESPONDED)
    extending(*answered, clock=clock(Clock.RESPONSE)).refused(Code.CLOCK_NOT_RUNNING)
    extending(reported(), DECLINED).refused(Code.STATUS_FORBIDS, status="declined")
    extending(*DONE_WAY).refused(Code.CLOCK_NOT_RUNNING)


def test_an_extension_is_a_time_limit() -> None:
    for amount in ("0 natural day", "3661 working day", "87841 natural hour"):
        extending(by=limit(amount)).refused(Code.LIMIT_OUT_OF_RANGE)
    extending(by=limit("3660 natural day")).then(
        replace(extended("3660 natural day"), approver=CLERK)
    )


def test_extensions_together_are_a_time_limit_too() -> None:
    begun = (reported(), extended("3659 natural day"))
    extending(*begun, by=limit("25 natural hour")).refused(Code.LIMIT_OUT_OF_RANGE)
    # A working day may have an hour alone.
    extending(*begun, by=limit("2 working hour")).refused(Code.LIMIT_OUT_OF_RANGE)
    for most in ("24 natural hour", "1 working hour", "1 working day"):
        extending(*begun, by=limit(most)).then(replace(extended(most), approver=CLERK))


def test_an_extension_leads_into_the_future() -> None:
    """24 hours and one more are over on the second day."""
    due = Moment(T0 + 25 * HOUR)
    hour = limit("1 natural hour")
    extending(by=hour, now=due).refused(Code.EXTENSION_IN_THE_PAST)
    extending(by=hour, now=Moment(due - 1)).then(
        replace(extended("1 natural hour"), approver=CLERK)
    )
