"""What clocks know of an issue's history: claims, pauses, rounds, merges, new limits."""

from dataclasses import replace

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from domain.clock.explain import Change, explained
from domain.clock.parts import Entry
from domain.issue import events
from domain.issue.events import Discovery
from domain.method.terms import Basis, Clock, Limit, Span, Track
from tests.domain.dsl import fold
from tests.domain.examples import (
    ACKNOWLEDGED,
    COMPLETED,
    DONE,
    FAST,
    NORMAL,
    REPLIED,
    RESPONDED,
    STEADY,
    TIMETABLE,
    dispatched,
    reported,
    sealed,
)
from tests.domain.histories import FOLLOWING
from tests.domain.loop import (
    DECLINED,
    MERGED,
    OVERRULED,
    PUBLISHED,
    UNMERGED,
    transferred,
)
from tests.domain.timing import (
    EVERY,
    PAUSED,
    RESUMED,
    On,
    at,
    promised,
    running,
    terms,
    timer,
    told,
)

DAY = "2025-09-22"
BEGIN = On(promised(), f"{DAY} 09:00")
TRIAGED = replace(NORMAL, terms=terms(**EVERY))
QUICK = replace(FAST, terms=terms(**EVERY))


@STEADY
@for_all(st.lists(FOLLOWING, max_size=12))
def test_any_history_is_told(history: list[object]) -> None:
    state = fold([reported()])
    for event in history:
        after = fold([event], state)
        ids = [one.id for one in (*after.clocks.running, *after.clocks.ended)]
        assert len(set(ids)) == len(ids)
        assert all(not one.ended for one in after.clocks.running)
        assert all(one.ended for one in after.clocks.ended)
        if type(event) is not events.Reported:
            assert all(change in Change for _, change in explained(state.clocks, after.clocks))
        state = after


def test_clocks_count_from_when_it_happened() -> None:
    late = On(promised(), f"{DAY} 09:00", f"{DAY} 17:00")
    began = timer(told(late), Clock.RESPONSE).started
    assert began == Entry(occurred_at=at(f"{DAY} 09:00"), at=at(f"{DAY} 17:00"))


@pytest.mark.parametrize(("entered", "claims"), [("11:00", False), ("11:01", True)])
def test_a_stop_that_is_entered_after_the_grace_is_a_claim(entered: str, claims: bool) -> None:
    """An hour of grace, to the minute."""
    said = On(RESPONDED, f"{DAY} 10:00", f"{DAY} {entered}")
    answered = timer(told(BEGIN, said), Clock.RESPONSE)
    entry = Entry(occurred_at=at(f"{DAY} 10:00"), at=at(f"{DAY} {entered}"))
    assert (answered.stop, answered.claim) == ((None, entry) if claims else (entry, None))


def test_a_claim_is_kept_beside_the_stop_that_counts() -> None:
    claim = On(RESPONDED, f"{DAY} 09:05", f"{DAY} 15:00")
    stop = On(REPLIED, f"{DAY} 16:00")
    for history in ((claim, stop), (On(REPLIED, f"{DAY} 14:00"), claim)):
        answered = timer(told(BEGIN, *history), Clock.RESPONSE)
        assert answered.claim is not None
        assert answered.stop is not None
        assert answered.claim.occurred_at == at(f"{DAY} 09:05")


def test_of_several_stops_the_earliest_counts() -> None:
    twice = told(BEGIN, On(REPLIED, f"{DAY} 10:00"), On(RESPONDED, f"{DAY} 09:30", f"{DAY} 10:10"))
    stop = timer(twice, Clock.RESPONSE).stop
    assert stop is not None
    assert stop.occurred_at == at(f"{DAY} 09:30")


def test_what_staff_found_has_nobody_to_answer() -> None:
    found = promised(discovery=Discovery.FOUND, reporter=None)
    assert running(told(found).clocks) == ["completion 1", "dispatch 1"]
    told_by_nobody = told(promised(reporter=None))
    assert running(told_by_nobody.clocks) == ["completion 1", "dispatch 1", "response 1"]


def test_a_notice_answers_only_whom_nobody_knows() -> None:
    assert "response 1" in running(told(BEGIN, PUBLISHED).clocks)
    unknown = told(promised(reporter=None), On(PUBLISHED, f"{DAY} 09:10"))
    assert "response 1" not in running(unknown.clocks)
    assert timer(unknown, Clock.RESPONSE).stop is not None


def test_pauses_follow_one_another() -> None:
    state = told(
        BEGIN,
        On(PAUSED, f"{DAY} 10:00"),
        On(PAUSED, f"{DAY} 10:30"),
        On(RESUMED, f"{DAY} 11:00"),
        On(PAUSED, f"{DAY} 10:45", f"{DAY} 11:30"),
        On(RESUMED, f"{DAY} 11:45"),
    )
    spans = [(pause.since, pause.until) for pause in timer(state, Clock.COMPLETION).pauses]
    ten, eleven, later = (at(f"{DAY} {time}") for time in ("10:00", "11:00", "11:45"))
    assert spans == [(ten, eleven), (eleven, later)]


def test_a_pause_of_ones_own_outlasts_a_refusal_that_is_overruled() -> None:
    paused = told(BEGIN, PAUSED, DECLINED, OVERRULED)
    assert timer(paused, Clock.COMPLETION).paused is not None
    assert timer(told(BEGIN, DECLINED, OVERRULED), Clock.COMPLETION).paused is None


def test_a_merged_issue_keeps_its_own_response_and_revisit() -> None:
    merged = told(BEGIN, MERGED)
    response = timer(merged, Clock.RESPONSE)
    assert response.paused is None
    assert timer(merged, Clock.COMPLETION).away
    asked = told(REPLIED, state=merged)
    assert timer(asked, Clock.RESPONSE).stop is not None
    assert timer(asked, Clock.REVISIT).started is not None
    apart = told(UNMERGED, state=asked)
    assert timer(apart, Clock.REVISIT).cancelled is not None
    assert not timer(apart, Clock.COMPLETION).away


def test_each_party_has_a_clock_of_its_own_and_each_order_another() -> None:
    again = told(BEGIN, dispatched(), ACKNOWLEDGED, COMPLETED, dispatched())
    assert timer(again, Clock.ACKNOWLEDGEMENT, 1).stop is not None
    assert not timer(again, Clock.ACKNOWLEDGEMENT, 2).ended


def test_supervisions_are_counted_and_have_limits_of_their_own() -> None:
    hour = Limit(amount=1, span=Span.HOUR, basis=Basis.NATURAL)
    supervised = events.Supervised(limit=hour, demand=sealed())
    state = told(BEGIN, supervised, replace(supervised, limit=replace(hour, amount=2)), TRIAGED)
    assert [timer(state, Clock.SUPERVISION, n).limit.amount for n in (1, 2)] == [1, 2]
    done = told(replace(TRIAGED, track=Track.FAST), DONE, state=state)
    assert all(timer(done, Clock.SUPERVISION, n).stop for n in (1, 2))


def test_triage_gives_new_limits_to_clocks_that_run() -> None:
    longer = terms(response="9 natural day", completion="9 natural day")
    answered = told(BEGIN, RESPONDED, replace(NORMAL, terms=longer))
    assert timer(answered, Clock.COMPLETION).limit.amount == 9
    assert timer(answered, Clock.RESPONSE).limit.amount == 15
    assert timer(answered, Clock.COMPLETION).started.occurred_at == at(f"{DAY} 09:00")


def test_a_receiver_counts_by_its_own_hours_and_limits() -> None:
    elsewhere = replace(TIMETABLE, calendar=2)
    moved = replace(transferred(), terms=terms(completion="1 working day"), timetable=elsewhere)
    state = told(BEGIN, RESPONDED, moved)
    assert timer(state, Clock.COMPLETION).limit.basis is Basis.WORKING
    assert timer(state, Clock.COMPLETION).timetable == elsewhere
    assert timer(state, Clock.RESPONSE).timetable == TIMETABLE


def test_another_calendar_is_for_what_still_runs() -> None:
    state = told(BEGIN, RESPONDED, events.DeadlineRecalculated(calendar=2, moved=()), dispatched())
    calendars = {one.id.kind: one.timetable.calendar for one in state.clocks.running}
    assert calendars == {Clock.COMPLETION: 2, Clock.ACKNOWLEDGEMENT: 2}
    assert timer(state, Clock.RESPONSE).timetable.calendar == 1
