"""The ladder upwards: rung by rung, however long nobody looked."""

from dataclasses import replace

from domain.clock.reading import next_at
from domain.issue import events
from domain.issue.events import DeadlineMissed, Escalated
from domain.levels import Level
from domain.method.terms import Basis, Clock, Limit, Span
from domain.method.timing import Rung
from tests.domain.examples import (
    COMMITTEE,
    DONE,
    FAST,
    LINBA_TIMING,
    SUBDISTRICT,
    sealed,
)
from tests.domain.firing import ANSWERED, BEGAN, LIMITS, MISS, NINE, climbed, fired, firing
from tests.domain.loop import DECLINED, MERGED, OVERRULED
from tests.domain.timing import (
    CALENDARS,
    On,
    at,
    promised,
    terms,
    told,
    usual,
)


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


def test_an_issue_that_comes_back_climbs_after_a_wait_of_its_own() -> None:
    """Missed, declined, and overruled a month later: two hours from then, and not at once."""
    state, _ = fired(told(BEGAN, ANSWERED), "2025-09-23 09:10")
    state = told(On(DECLINED, "2025-09-23 10:00"), state=state)
    state = told(On(OVERRULED, "2025-10-23 10:00"), state=state)
    assert firing(state, "2025-10-23 11:59") == ()
    _, found = fired(state, "2025-10-23 12:00")
    assert found == (climbed(1, Level.COMMITTEE),)
