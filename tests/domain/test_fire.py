"""What falls due with time alone: recorded once, in order, however late somebody looks."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from domain.calendar.state import Calendars
from domain.clock.firing import Fired, fire
from domain.clock.ladder import next_rung
from domain.clock.reading import State, next_at, read
from domain.issue import events
from domain.issue.events import DeadlineMissed, DeadlineRecalculated, DeadlineWarned, Escalated
from domain.issue.state import IssueState
from domain.levels import Level
from domain.method.terms import Basis, Clock, Limit, Span
from domain.method.timing import Rung
from domain.moment import DAY, HOUR, Moment
from tests.domain.examples import (
    COMMITTEE,
    DONE,
    FAST,
    LINBA_TIMING,
    RESPONDED,
    SUBDISTRICT,
    TIMETABLE,
    sealed,
    uid,
)
from tests.domain.loop import DECLINED, MERGED, OVERRULED, WITHDRAWN
from tests.domain.timing import (
    CALENDARS,
    LATER_CALENDARS,
    PAUSED,
    RESUMED,
    On,
    at,
    clock,
    extended,
    promised,
    terms,
    timer,
    told,
    usual,
)

NINE = "2025-09-22 09:00"
BODIES = {Level.COMMITTEE: COMMITTEE, Level.SUBDISTRICT: SUBDISTRICT, Level.DISTRICT: uid(6)}
LIMITS = {"response": "15 natural minute", "completion": "24 natural hour"}
BEGAN = On(promised(LIMITS, LINBA_TIMING), NINE)
ANSWERED = On(RESPONDED, "2025-09-22 09:05")
DUE = at("2025-09-23 09:00")
WARNING = DeadlineWarned(clock=clock(), due=DUE, provisional=False)
MISS = DeadlineMissed(clock=clock(), due=DUE, provisional=False)


def firing(
    state: IssueState, now: str | Moment, calendars: Calendars = CALENDARS, **bodies: UUID | None
) -> tuple[Fired, ...]:
    """What is due, where each level has its body unless told."""
    known: dict[str, UUID | None] = {level.value: body for level, body in BODIES.items()}
    moment = at(now) if isinstance(now, str) else now
    return fire(state, calendars, body_of=lambda level: (known | bodies)[level], now=moment)


def fired(
    state: IssueState, now: str, calendars: Calendars = CALENDARS
) -> tuple[IssueState, Sequence[Fired]]:
    """The issue after what was due has been recorded, and that; to look again finds nothing."""
    found = firing(state, now, calendars)
    after = told(*(On(event, now) for event in found), state=state)
    assert firing(after, now, calendars) == ()
    return after, found


def missed(found: Sequence[Fired]) -> list[str]:
    """The clocks that were missed, in the order in which that is told."""
    clocks = [one.clock for one in found if isinstance(one, DeadlineMissed)]
    return [f"{one.kind} {one.number}" for one in clocks]


def climbed(number: int, level: Level) -> Escalated:
    """Up one rung."""
    return Escalated(level=level, body=BODIES[level], reason=None, rung=number)


def test_nothing_is_said_where_nothing_is_due() -> None:
    assert firing(told(BEGAN, ANSWERED), "2025-09-23 04:11") == ()
    assert firing(told(BEGAN, WITHDRAWN), "2026-09-23 04:11") == ()


def test_a_clock_at_risk_is_warned_of_once() -> None:
    warned, found = fired(told(BEGAN, ANSWERED), "2025-09-23 04:12")
    assert found == (WARNING,)
    assert firing(warned, "2025-09-23 09:00") == ()
    assert next_at(warned.clocks, CALENDARS) == DUE + 1


def test_a_limit_that_is_over_is_missed_once() -> None:
    state = told(BEGAN, ANSWERED)
    assert firing(state, DUE) == (WARNING,)
    assert firing(state, Moment(DUE + 1)) == (MISS,)
    after, found = fired(state, "2025-09-23 10:00")
    assert found == (MISS,)
    assert timer(after, Clock.COMPLETION).missed_at == at("2025-09-23 10:00")


def test_no_warning_is_given_where_the_method_wants_none() -> None:
    quiet = On(promised(LIMITS, usual(at_risk=0)), NINE)
    assert firing(told(quiet, ANSWERED), DUE) == ()
    assert firing(told(quiet, ANSWERED), Moment(DUE + 1)) == (MISS,)


def test_what_falls_due_first_is_told_first() -> None:
    hour = Limit(amount=24, span=Span.HOUR, basis=Basis.NATURAL)
    supervised = events.Supervised(limit=hour, demand=sealed())
    state = told(BEGAN, On(supervised, NINE), On(supervised, "2025-09-22 08:00", NINE))
    found = firing(state, "2025-09-30 09:00")
    assert missed(found) == ["response 1", "supervision 2", "completion 1", "supervision 1"]


def test_misses_and_warnings_stand_in_the_order_of_what_is_due() -> None:
    found = firing(told(BEGAN), "2025-09-23 05:00")
    assert [type(one) for one in found] == [DeadlineMissed, DeadlineWarned]


def test_more_time_is_another_deadline() -> None:
    warned, _ = fired(told(BEGAN, ANSWERED), "2025-09-23 05:00")
    more = told(On(extended("24 natural hour"), "2025-09-23 06:00"), state=warned)
    assert firing(more, "2025-09-23 23:23") == ()
    later = Moment(DUE + DAY)
    assert firing(more, "2025-09-23 23:24") == (replace(WARNING, due=later),)
    assert firing(more, "2025-09-24 09:01") == (replace(MISS, due=later),)


def test_what_waits_is_not_due() -> None:
    waits = told(BEGAN, ANSWERED, On(PAUSED, "2025-09-22 10:00"))
    assert firing(waits, "2026-01-01 00:00") == ()
    assert next_at(waits.clocks, CALENDARS) is None
    on = told(On(RESUMED, "2025-09-24 10:00"), state=waits)
    assert firing(on, "2025-09-25 09:01") == (replace(MISS, due=Moment(DUE + 2 * DAY)),)


def test_a_pause_that_came_too_late_keeps_nothing_from_being_missed() -> None:
    late = told(BEGAN, ANSWERED, On(PAUSED, "2025-09-23 09:30"))
    after, found = fired(late, "2025-09-23 10:00")
    assert found == (MISS,)
    assert next_rung(after.clocks, CALENDARS) is None


def test_an_issue_that_is_not_at_hand_is_left_alone() -> None:
    for away, response in ((DECLINED, 0), (MERGED, 1)):
        gone = told(BEGAN, On(away, "2025-09-23 10:00"))
        after, found = fired(gone, "2026-01-01 00:00")
        assert len(found) == response
        assert next_at(after.clocks, CALENDARS) is None


def test_a_step_back_of_the_clock_fires_nothing() -> None:
    after, _ = fired(told(BEGAN), "2025-09-23 10:00")
    for earlier in ("2025-09-23 08:00", "2025-09-22 09:10", "2025-09-01 00:00"):
        assert firing(after, earlier) == ()
    assert firing(after, "2025-09-23 11:59") == ()


def test_after_a_miss_the_issue_climbs_rung_by_rung() -> None:
    state, _ = fired(told(BEGAN, ANSWERED), "2025-09-23 09:10")
    for number, (level, before, when) in enumerate(
        (
            (Level.COMMITTEE, "2025-09-23 11:09", "2025-09-23 11:10"),
            (Level.SUBDISTRICT, "2025-09-23 19:09", "2025-09-23 19:10"),
            (Level.DISTRICT, "2025-09-24 19:09", "2025-09-24 19:10"),
        ),
        1,
    ):
        assert firing(state, before) == ()
        assert next_at(state.clocks, CALENDARS) == at(when)
        state, found = fired(state, when)
        assert found == (climbed(number, level),)
        assert state.level is level
    assert firing(state, "2026-09-24 19:10") == ()
    assert next_at(state.clocks, CALENDARS) is None


def test_a_standstill_of_a_month_is_one_rung_at_a_time() -> None:
    state, found = fired(told(BEGAN, ANSWERED), "2025-10-23 09:00")
    assert found == (MISS,)
    state, found = fired(state, "2025-11-23 09:00")
    assert found == (climbed(1, Level.COMMITTEE),)
    assert firing(state, "2025-11-23 16:59") == ()
    state, found = fired(state, "2025-12-23 09:00")
    assert found == (climbed(2, Level.SUBDISTRICT),)


def test_whoever_passes_it_up_by_hand_leaves_the_rungs_above() -> None:
    state, _ = fired(told(BEGAN, ANSWERED), "2025-09-23 09:10")
    by_hand = Escalated(level=Level.SUBDISTRICT, body=SUBDISTRICT, reason=sealed(), rung=None)
    higher = told(On(by_hand, "2025-09-23 10:00"), state=state)
    assert next_at(higher.clocks, CALENDARS) == at("2025-09-24 10:00")
    assert firing(higher, "2025-09-24 10:00") == (climbed(3, Level.DISTRICT),)
    down = events.HandedDown(level=Level.COMMITTEE, body=COMMITTEE, reason=sealed())
    lower = told(On(down, "2025-09-23 12:00"), state=higher)
    assert firing(lower, "2025-09-23 20:00") == (climbed(2, Level.SUBDISTRICT),)


def test_a_level_without_a_body_is_passed_over() -> None:
    state, _ = fired(told(BEGAN, ANSWERED), "2025-09-23 09:10")
    assert firing(state, "2025-09-23 17:09", committee=None) == ()
    second = climbed(2, Level.SUBDISTRICT)
    assert firing(state, "2025-09-23 17:10", committee=None) == (second,)
    nobody = firing(state, "2026-01-01", committee=None, subdistrict=None, district=None)
    assert nobody == ()


def test_only_what_the_method_ladders_climbs() -> None:
    state, found = fired(told(BEGAN, On(DONE, "2025-09-22 09:10")), "2025-09-23 10:00")
    assert found == ()
    assert firing(state, "2025-12-23 10:00") == ()
    unladdered = replace(LINBA_TIMING, laddered=())
    flat, _ = fired(told(On(promised(LIMITS, unladdered), NINE)), "2025-09-23 10:00")
    assert firing(flat, "2025-12-23 10:00") == ()


def test_a_missed_revisit_and_a_child_climb_nothing() -> None:
    """The work is done, or is another's: nobody above could take it over."""
    everything = replace(LINBA_TIMING, laddered=tuple(Clock))
    quick = replace(FAST, terms=terms(revisit="1 natural hour"))
    done = told(On(promised(LIMITS, everything), NINE), quick, On(DONE, "2025-09-22 10:00"))
    late, found = fired(done, "2025-09-22 12:00")
    assert [type(one) for one in found] == [DeadlineMissed]
    assert next_at(late.clocks, CALENDARS) is None
    child = told(On(promised(LIMITS, everything), NINE), On(MERGED, "2025-09-22 09:05"))
    unanswered, found = fired(child, "2025-09-22 12:00")
    assert [type(one) for one in found] == [DeadlineMissed]
    assert next_at(unanswered.clocks, CALENDARS) is None


def test_a_ladder_may_count_working_time() -> None:
    """Missed before the holidays of October, passed up when they are over."""
    day = Limit(amount=1, span=Span.DAY, basis=Basis.WORKING)
    timing = usual(ladder=(Rung(level=Level.SUBDISTRICT, wait=day),))
    state = told(On(promised(LIMITS, timing), "2025-09-29 09:00"))
    after, _ = fired(state, "2025-09-30 09:10")
    assert next_at(after.clocks, CALENDARS) == at("2025-10-09 17:00")


BEYOND = On(
    promised({"response": "3 working day", "completion": "3 natural day"}), "2026-12-30 10:00"
)


def test_a_calendar_that_arrives_moves_what_was_provisional() -> None:
    before, after = at("2027-01-04 17:00"), at("2027-01-05 17:00")
    state, found = fired(told(BEYOND), "2026-12-31 09:00", LATER_CALENDARS)
    moved = events.Moved(clock=clock(Clock.RESPONSE), before=before, after=after)
    assert found == (DeadlineRecalculated(calendar=2, moved=(moved,)),)
    known = read(timer(state, Clock.RESPONSE), state.clocks, LATER_CALENDARS, at("2027-01-05"))
    assert (known.due, known.provisional) == (after, False)


def test_what_becomes_certain_is_told_though_it_does_not_move() -> None:
    sooner = On(promised({"response": "1 working day"}), "2027-01-05 10:00")
    _, found = fired(told(sooner), "2027-01-05 10:00", LATER_CALENDARS)
    due = at("2027-01-06 17:00")
    moved = events.Moved(clock=clock(Clock.RESPONSE), before=due, after=due)
    assert found == (DeadlineRecalculated(calendar=2, moved=(moved,)),)


def test_a_calendar_that_changes_nothing_is_not_told() -> None:
    within = On(promised({"response": "3 working day"}), "2026-09-30 10:00")
    assert firing(told(within), "2026-09-30 11:00", LATER_CALENDARS) == ()
    assert firing(told(BEYOND, MERGED, WITHDRAWN), "2027-01-04 11:00", LATER_CALENDARS) == ()


def test_a_calendar_that_comes_is_counted_by_before_anything_is_missed() -> None:
    """By the old one the answer would have been missed an hour ago."""
    state = told(BEYOND)
    assert missed(firing(state, "2027-01-04 18:00")) == ["completion 1", "response 1"]
    found = firing(state, "2027-01-04 18:00", LATER_CALENDARS)
    assert [type(one) for one in found] == [DeadlineRecalculated, DeadlineMissed]
    assert missed(found) == ["completion 1"]


def test_old_issues_get_the_first_calendar() -> None:
    unknown = replace(TIMETABLE, calendar=None)
    old = On(promised({"response": "1 working day"}, timetable=unknown), "2025-09-30 16:50")
    state, (recalculated,) = fired(told(old), "2025-10-01 09:00")
    moved = events.Moved(
        clock=clock(Clock.RESPONSE), before=at("2025-10-01 17:00"), after=at("2025-10-09 17:00")
    )
    assert recalculated == DeadlineRecalculated(calendar=1, moved=(moved,))
    assert read(timer(state, Clock.RESPONSE), state.clocks, CALENDARS, at("2025-10-09")).state is (
        State.RUNNING
    )
    (warned,) = firing(told(old), "2025-10-01 16:00", Calendars())
    assert isinstance(warned, DeadlineWarned)
    assert warned.provisional


def test_overruled_it_is_missed_when_it_is_at_hand_again() -> None:
    gone = told(BEGAN, ANSWERED, On(DECLINED, "2025-09-23 10:00"))
    back = told(On(OVERRULED, "2025-09-24 10:00"), state=gone)
    after, found = fired(back, "2025-09-24 10:00")
    assert found == (MISS,)
    assert next_at(after.clocks, CALENDARS) == at("2025-09-24 10:00") + 2 * HOUR
