"""What if: other terms and other calendars change the rule, and not what people did."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import given as for_all

from domain.calendar.state import Calendars
from domain.clock.assume import Assumption, assume
from domain.clock.comparison import Compared, Pair, Tally, compared, pairs
from domain.clock.outcomes import Outcome, outcomes_of
from domain.history import Stamp
from domain.issue import events
from domain.method.terms import Basis, Clock, Scale, Span, Term, TermRule
from domain.method.text import Method
from domain.method.timing import Reopening, Timing
from domain.moment import HOUR, Moment
from domain.period import Period
from tests.domain.examples import DONE, FAST, LINBA, RESPONDED, STEADY, SUBDISTRICT, sealed, triaged
from tests.domain.lived import HISTORIES, Lived
from tests.domain.loop import reopened, revisited, transferred
from tests.domain.timing import (
    CALENDARS,
    MONDAY,
    NOTICES,
    PAUSED,
    RESUMED,
    On,
    at,
    begun,
    extended,
    limit,
    missed,
    promised,
    terms,
    usual,
)

NOW = at("2026-01-01 00:00")
NOTHING = Assumption()


def method(timing: Timing | None = None, *rules: TermRule, **limits: str) -> Method:
    """A method with these terms, and with the usual timing unless told."""
    always = tuple(TermRule(term=term) for term in terms(**limits))
    timed = replace(LINBA.rules, timing=timing or Timing())
    return replace(LINBA, terms=(*always, *rules), rules=timed)


def under(timing: Timing | None = None, *rules: TermRule, **limits: str) -> Assumption:
    """These terms are assumed."""
    return Assumption(method=method(timing, *rules, **limits))


def history(*told: On) -> Sequence[tuple[Any, Stamp]]:
    """Events with what stands beside them."""
    return [(one.event, one.stamp) for one in told]


def by(told: Sequence[On], assumed: Assumption, calendars: Calendars = CALENDARS) -> list[str]:
    """What would have become of each clock: `completion 1 met`, and so on."""
    found = outcomes_of(assume(history(*told), assumed), calendars, NOW)
    return [f"{one.timer.id.kind} {one.timer.id.number} {one.outcome}" for one in found]


def due_by(told: Sequence[On], assumed: Assumption, calendars: Calendars = CALENDARS) -> Any:
    """When the last clock to begin would have been due."""
    return outcomes_of(assume(history(*told), assumed), calendars, NOW)[-1].due


ON_TIME = (
    begun("24 natural hour", f"{MONDAY} 09:00"),
    On(RESPONDED, f"{MONDAY} 09:12"),
    On(DONE, f"{MONDAY} 20:00"),
)
"""Answered in 12 minutes, done in 11 hours."""


def test_under_stricter_terms_what_was_in_time_is_late() -> None:
    assert by(ON_TIME, NOTHING) == ["response 1 met", "completion 1 met"]
    stricter = under(response="10 natural minute", completion="8 natural hour")
    assert by(ON_TIME, stricter) == ["response 1 met-late", "completion 1 met-late"]


def test_a_clock_without_a_limit_would_not_be_there_and_another_might() -> None:
    other = under(completion="24 natural hour", revisit="5 natural day")
    assert by(ON_TIME, other) == ["completion 1 met", "revisit 1 missed"]


def test_a_stricter_grace_makes_a_claim_of_what_was_typed_in_later() -> None:
    told = (ON_TIME[0], On(RESPONDED, f"{MONDAY} 09:12", f"{MONDAY} 09:50"))
    for grace, outcome in ((60, "met"), (30, "claimed")):
        assumed = under(usual(grace=grace), response="15 natural minute")
        assert by(told, assumed) == [f"response 1 {outcome}"]


def test_terms_are_resolved_anew_by_category_and_scale() -> None:
    fast = TermRule(
        term=Term(clock=Clock.COMPLETION, amount=2, span=Span.HOUR, basis=Basis.NATURAL),
        categories=("lighting",),
        scales=(Scale.URGENT,),
    )
    assumed = under(None, fast, completion="3 natural hour")
    for event, due in (
        (triaged(scale=Scale.URGENT), "11:00"),
        (triaged(scale=Scale.HARD), "12:00"),
    ):
        told = (begun("24 natural hour", f"{MONDAY} 09:00"), On(event, f"{MONDAY} 09:30"))
        assert due_by(told, assumed) == at(f"{MONDAY} {due}")


def test_after_a_transfer_the_terms_are_those_of_the_category_alone() -> None:
    known = TermRule(
        term=Term(clock=Clock.COMPLETION, amount=2, span=Span.HOUR, basis=Basis.NATURAL),
        categories=("lighting",),
    )
    urgent = replace(known, term=replace(known.term, amount=1), scales=(Scale.URGENT,))
    assumed = under(None, known, urgent, completion="3 natural hour")
    told = (
        begun("24 natural hour", f"{MONDAY} 09:00", category=None),
        On(triaged(scale=Scale.URGENT), f"{MONDAY} 09:10"),
        On(transferred(), f"{MONDAY} 09:30"),
    )
    dues = [due_by(told[:count], assumed) for count in (1, 2, 3)]
    assert dues == [at(f"{MONDAY} {due}") for due in ("12:00", "10:00", "11:00")]


def test_another_calendar_moves_what_is_due_and_no_record_of_a_newer_one_counts() -> None:
    bare = f'format = 1\nversion = 2\nsource = "x"\n{_years()}'
    calendars = Calendars(texts={1: NOTICES, 2: bare})
    told = (
        begun("1 working day", "2025-09-30 16:50"),
        On(events.DeadlineRecalculated(calendar=1, moved=()), "2025-10-01 09:00"),
    )
    assert due_by(told, NOTHING, calendars) == at("2025-10-09 17:00")
    assert due_by(told, Assumption(calendar=2), calendars) == at("2025-10-01 17:00")
    moved = transferred(terms=terms(completion="2 working day"))
    again = (told[0], On(moved, "2025-09-30 17:00"))
    assert due_by(again, Assumption(calendar=2), calendars) == at("2025-10-02 17:00")


def _years() -> str:
    return "".join(f"[years.{year}]\noff = []\non = []\n" for year in (2025, 2026))


def test_under_other_terms_alone_a_newer_calendar_moves_what_it_moved() -> None:
    calendars = Calendars(
        texts={1: NOTICES, 2: f'format = 1\nversion = 2\nsource = "x"\n{_years()}'}
    )
    told = (
        begun("5 working day", "2025-09-30 16:50"),
        On(events.DeadlineRecalculated(calendar=2, moved=()), "2025-10-01 09:00"),
    )
    assert due_by(told, under(completion="1 working day"), calendars) == at("2025-10-01 17:00")


def test_a_miss_on_record_is_one_of_the_deadline_that_was() -> None:
    told = (
        begun("1 natural hour", f"{MONDAY} 09:00"),
        On(missed(Clock.COMPLETION, at(f"{MONDAY} 10:00")), f"{MONDAY} 10:01"),
        On(DONE, f"{MONDAY} 12:00"),
    )
    assert by(told, NOTHING)[1] == "completion 1 met-late"
    other = under(completion="4 natural hour")
    assert by(told, other)[0] == "completion 1 met"
    assert assume(history(*told), other)[1] == (None, told[1].stamp)
    open_ = (begun("100 natural day", f"{MONDAY} 09:00"),)
    assert by(open_, under(completion="200 natural day"))[0] == "completion 1 running"
    assert by(open_, under(completion="20 natural day"))[0] == "completion 1 missed"


def test_pauses_and_extensions_stay_as_people_made_them() -> None:
    told = (
        begun("8 working hour", f"{MONDAY} 09:00"),
        On(PAUSED, f"{MONDAY} 10:00"),
        On(RESUMED, f"{MONDAY} 15:00"),
        On(extended("1 natural hour"), f"{MONDAY} 15:30"),
    )
    never = usual(pausable=())
    assert due_by(told, under(never, completion="2 working hour")) == at(f"{MONDAY} 17:00")


def test_a_pause_names_the_clock_that_runs_in_its_stead() -> None:
    second = events.ClockId(kind=Clock.COMPLETION, number=2)
    told = (
        begun("24 natural hour", f"{MONDAY} 09:00"),
        On(FAST, f"{MONDAY} 09:10"),
        On(DONE, f"{MONDAY} 11:00"),
        On(revisited(), f"{MONDAY} 12:00"),
        On(reopened(), f"{MONDAY} 13:00"),
        On(replace(PAUSED, clock=second), f"{MONDAY} 14:00"),
    )
    assert by(told, NOTHING)[-1] == "completion 2 running"
    goes_on = usual(reopening=((Clock.COMPLETION, Reopening.CONTINUES),))
    assert by(told, under(goes_on, completion="24 natural hour")) == ["completion 1 running"]
    ends = usual(reopening=())
    assert by(told, under(ends, completion="24 natural hour")) == ["completion 1 met"]


def test_more_time_goes_to_the_supervision_that_was_given_it() -> None:
    asked = events.Supervised(limit=limit("2 natural hour"), demand=sealed())
    more = replace(
        extended("1 natural day"),
        clock=events.ClockId(kind=Clock.SUPERVISION, number=1),
        approver=SUBDISTRICT,
    )
    told = (
        begun("24 natural hour", f"{MONDAY} 09:00"),
        On(asked, f"{MONDAY} 10:00"),
        On(asked, f"{MONDAY} 10:30"),
        On(more, f"{MONDAY} 11:00"),
        On(DONE, f"{MONDAY} 20:00"),
    )
    found = by(told, under(completion="1 natural hour"))
    assert found == ["completion 1 met-late", "supervision 1 met", "supervision 2 met-late"]


@STEADY
@for_all(HISTORIES)
def test_who_assumes_nothing_gets_the_same(told: Lived) -> None:
    now = Moment(told[-1][1].at + HOUR)
    whole = Period(first=date(2025, 9, 22), last=date(2029, 1, 1))
    found = pairs(told, NOTHING, CALENDARS, whole, now)
    assert [was for _, was, _ in found] == [would for _, _, would in found]
    assert len(found) == len(outcomes_of(told, CALENDARS, now))
    # All that is on record was counted by this version: what is missed is missed by the rule.
    assert pairs(told, Assumption(calendar=1), CALENDARS, whole, now) == found


def test_the_period_counts_clocks_by_the_day_on_which_they_began() -> None:
    told = history(
        On(promised({"completion": "24 natural hour"}), "2025-09-22 23:50"),
        On(DONE, "2025-09-23 10:00"),
        On(revisited(), "2025-09-23 11:00"),
        On(reopened(), "2025-09-24 00:00"),
        On(DONE, "2025-09-25 10:00"),
    )
    met, late = (Clock.COMPLETION, Outcome.MET, None), (Clock.COMPLETION, Outcome.LATE, None)
    # No method: no clock would be there.
    for first, last, found in (
        (22, 23, [met]),
        (24, 24, [late]),
        (22, 25, [met, late]),
        (23, 23, []),
        (26, 30, []),
    ):
        period = Period(first=date(2025, 9, first), last=date(2025, 9, last))
        assert pairs(told, under(), CALENDARS, period, NOW) == found


def test_a_clock_that_one_side_alone_knows_is_told_of() -> None:
    period = Period(first=date(2025, 9, 22), last=date(2025, 9, 22))
    found = pairs(history(*ON_TIME), under(revisit="5 natural day"), CALENDARS, period, NOW)
    assert found == [
        (Clock.RESPONSE, Outcome.MET, None),
        (Clock.COMPLETION, Outcome.MET, None),
        (Clock.REVISIT, None, Outcome.MISSED),
    ]


def test_pairs_are_counted_side_by_side() -> None:
    response, completion = Clock.RESPONSE, Clock.COMPLETION
    counted: dict[Pair, int] = {
        (completion, Outcome.MET, Outcome.LATE): 3,
        (completion, Outcome.MET, Outcome.MET): 5,
        (completion, Outcome.MISSED, Outcome.MET): 2,
        (completion, Outcome.MET, Outcome.CLAIMED): 1,
        (completion, Outcome.MET, None): 7,
        (response, Outcome.RUNNING, Outcome.MISSED): 4,
        (response, Outcome.CANCELLED, Outcome.CANCELLED): 6,
    }
    assert list(compared(counted)) == [
        Compared(
            clock=response,
            actual=Tally(running=4, cancelled=6),
            assumed=Tally(missed=4, cancelled=6),
            lost=0,
            gained=0,
        ),
        Compared(
            clock=completion,
            actual=Tally(met=16, missed=2),
            assumed=Tally(met=7, late=3, claimed=1),
            lost=4,
            gained=2,
        ),
    ]
    assert [row.actual.judged for row in compared(counted)] == [0, 18]
