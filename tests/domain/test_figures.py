"""What counts of an issue: each fact, from when, and what takes it back."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from domain.clock.fold import evolve as evolve_clocks
from domain.figures.codes import KNOWN_CODES
from domain.figures.fold import evolve
from domain.figures.parts import Fact
from domain.issue import events
from domain.issue.events import Discovery, ReopenCause, RevisitKind, Satisfaction
from domain.levels import Level
from domain.method.rules import ReopenOn
from domain.method.terms import Clock, Scale
from tests.domain.counting import DAY, code, codes, counted, on
from tests.domain.examples import (
    DONE,
    FAST,
    NORMAL,
    PROPERTY,
    RESPONDED,
    STEADY,
    TIMETABLE,
    dispatched,
    ruled,
    triaged,
)
from tests.domain.histories import FOLLOWING
from tests.domain.loop import (
    CONCLUDED,
    DECLINED,
    MERGED,
    OVERRULED,
    REWORK,
    UNMERGED,
    WITHDRAWN,
    line,
    position,
    received,
    reopened,
    revisited,
    spent,
    tabled,
)
from tests.domain.timing import CALENDARS, On, at, promised


@STEADY
@for_all(st.lists(FOLLOWING, max_size=12))
def test_any_history_is_counted(history: Sequence[object]) -> None:
    told = counted()
    for event in history:
        stamp = On(event, f"{DAY} 10:00").stamp
        clocks = evolve_clocks(told.clocks, event, stamp)
        if any(timer.timetable != TIMETABLE for timer in clocks.running):
            continue  # By hours and a calendar that nobody has ever set.
        told = evolve(told, event, stamp, CALENDARS)
        slots = [fact.slot for fact in told.facts]
        assert len(set(slots)) == len(slots)
        assert {fact.code for fact in told.facts} <= set(KNOWN_CODES)
        assert told.clocks == clocks


def test_a_report_is_told_and_waits_from_the_day_it_happened() -> None:
    told = counted(begin_with=On(promised(), "2025-09-22 23:59", "2025-09-24 08:00"))
    day, since = on("2025-09-22 00:00"), on("2025-09-24 00:00")
    expected = Fact(slot="report", code="reported.told", day=day, since=since)
    assert told.fact("report") == expected
    assert told.fact("open") == replace(expected, slot="open", code="open")


def test_what_staff_found_is_told_apart() -> None:
    found = promised(discovery=Discovery.FOUND)
    assert code(counted(begin_with=On(found, f"{DAY} 09:00")), "report") == "reported.found"


def test_a_day_begins_at_midnight_in_shanghai() -> None:
    assert on("2025-09-22 00:00") == on("2025-09-21 23:59") + 1


def test_the_sort_of_trouble_is_that_of_the_last_triage_on_the_day_of_the_report() -> None:
    small, hard = triaged(scale=Scale.SMALL), triaged(scale=Scale.HARD)
    told = counted(small, On(hard, "2025-09-25 10:00"))
    scale = told.fact("scale")
    assert scale is not None
    assert (scale.code, scale.day) == ("scale.hard", on(f"{DAY} 09:00"))
    assert scale.since == on("2025-09-25 00:00")


def test_a_fact_that_is_said_again_stays_as_it_was_first_recorded() -> None:
    told = counted(triaged(scale=Scale.SMALL), On(triaged(scale=Scale.SMALL), "2025-09-25 10:00"))
    scale = told.fact("scale")
    assert scale is not None
    assert scale.since == on(f"{DAY} 00:00")


@pytest.mark.parametrize(
    ("leave", "how"),
    [
        (DECLINED, "exit.declined"),
        (WITHDRAWN, "exit.withdrawn"),
        (MERGED, "exit.merged"),
        (CONCLUDED, "exit.concluded"),
    ],
)
def test_whoever_leaves_the_loop_waits_no_longer(leave: object, how: str) -> None:
    assert codes(counted(leave)) == {"reported.told", how}


@pytest.mark.parametrize(("leave", "back"), [(DECLINED, OVERRULED), (MERGED, UNMERGED)])
def test_whoever_comes_back_waits_again_since_the_report(leave: object, back: object) -> None:
    told = counted(leave, On(back, "2025-09-29 10:00"))
    assert codes(told) == {"reported.told", "open"}
    waits = told.fact("open")
    assert waits is not None
    assert (waits.day, waits.since) == (on(f"{DAY} 09:00"), on("2025-09-29 00:00"))


ANSWERED = [
    (revisited(), {"asked.resolved", "rating.satisfied", "settled.committee"}),
    (
        revisited(resolved=False, satisfaction=None),
        {"asked.unresolved", "open"},
    ),
    (
        revisited(resolved=None, satisfaction=None, unreachable=True),
        {"asked.unreachable"},
    ),
    (
        revisited(kind=RevisitKind.INSPECTION, satisfaction=None),
        {"inspection.resolved", "settled.committee"},
    ),
    (
        revisited(kind=RevisitKind.INSPECTION, resolved=False, satisfaction=None),
        {"inspection.unresolved", "open"},
    ),
]


@pytest.mark.parametrize(("answer", "expected"), ANSWERED)
def test_what_a_revisit_counts_as(answer: events.Revisited, expected: set[str]) -> None:
    told = counted(FAST, DONE, answer)
    level = told.clocks.level
    wanted = {e.replace("settled.committee", f"settled.{level}") for e in expected}
    assert codes(told) - {code(told, "scale")} == {"reported.told", "done.solved", *wanted}


@pytest.mark.parametrize(
    ("reopen_on", "waits"), [(ReopenOn.DISSATISFIED, True), (ReopenOn.UNRESOLVED, False)]
)
def test_who_is_dissatisfied_waits_where_the_method_asks_for_a_round(
    reopen_on: ReopenOn, waits: bool
) -> None:
    begin_with = On(promised(rules=ruled(reopen_on=reopen_on)), f"{DAY} 09:00")
    answer = revisited(satisfaction=Satisfaction.DISSATISFIED)
    told = counted(FAST, DONE, answer, begin_with=begin_with)
    assert (told.fact("open") is not None) is waits
    assert code(told, "rating.1") == "rating.dissatisfied"


def test_a_late_objection_takes_back_that_it_was_settled() -> None:
    told = counted(FAST, DONE, revisited(), reopened(2, ReopenCause.OBJECTION))
    assert told.fact("settled") is None
    assert (code(told, "round.2"), code(told, "open")) == ("reopened.objection", "open")
    assert code(told, "asked.1") == "asked.resolved"


def test_each_round_counts_for_itself() -> None:
    told = counted(FAST, DONE, revisited(resolved=False), REWORK, DONE, revisited())
    assert code(told, "round.2") == "reopened.rework"
    assert [code(told, slot) for slot in ("done.1", "done.2")] == ["done.solved"] * 2
    answers = [code(told, slot) for slot in ("asked.1", "asked.2")]
    assert answers == ["asked.unresolved", "asked.resolved"]
    assert told.fact("open") is None


def test_it_is_settled_at_the_level_at_which_it_stood() -> None:
    up = events.Escalated(level=Level.SUBDISTRICT, body=PROPERTY, reason=None, rung=None)
    told = counted(up, FAST, DONE, revisited())
    assert code(told, "settled") == "settled.subdistrict"
    assert code(told, "escalated.1") == "escalated.subdistrict"


def test_money_counts_by_the_source_of_its_line() -> None:
    plan = tabled(lines=(line(1, source="public-income"), line(2, source="shops")))
    told = counted(NORMAL, plan, received(700, 2), spent(300, 1))
    facts = [told.fact("funds.1"), told.fact("funds.2")]
    assert [(f.code, f.detail, f.value) for f in facts if f] == [
        ("funds.received", "shops", 700),
        ("funds.spent", "public-income", 300),
    ]


def test_a_seats_word_counts_by_its_seat() -> None:
    told = counted(NORMAL, tabled(), position("owners-committee"))
    word = told.fact("position.1")
    assert word is not None
    assert (word.code, word.detail) == ("position.agree", "owners-committee")


def test_the_work_of_a_merged_issue_is_not_to_come_once_its_reporter_was_asked() -> None:
    told = counted(MERGED, revisited())
    assert code(told, "completion.1") == "completion.cancelled"


@pytest.mark.parametrize(
    ("when", "entered", "outcome"),
    [
        ("09:15", "09:15", "response.met"),
        ("09:16", "09:16", "response.met-late"),
        ("09:15", "10:15", "response.met"),
        ("09:15", "10:16", "response.claimed"),
    ],
)
def test_a_clock_counts_as_it_ended(when: str, entered: str, outcome: str) -> None:
    """15 minutes from 9:00, an hour of grace for whoever enters it later."""
    told = counted(On(RESPONDED, f"{DAY} {when}", f"{DAY} {entered}"))
    assert code(told, "response.1") == outcome


def missed(clock: Clock, due: str) -> events.DeadlineMissed:
    name = events.ClockId(kind=clock, number=1)
    return events.DeadlineMissed(clock=name, due=at(due), provisional=False)


def test_a_clock_is_missed_when_that_is_on_record_and_not_before() -> None:
    told = counted(On(dispatched(), f"{DAY} 18:00"))
    assert code(told, "response.1") == "response.running"
    late = On(missed(Clock.RESPONSE, f"{DAY} 09:15"), f"{DAY} 18:01")
    told = counted(On(dispatched(), f"{DAY} 18:00"), late)
    assert code(told, "response.1") == "response.missed"


def test_a_missed_clock_whose_end_was_in_time_after_all_is_claimed() -> None:
    late = On(missed(Clock.RESPONSE, f"{DAY} 09:15"), f"{DAY} 09:16")
    told = counted(late, On(RESPONDED, f"{DAY} 09:10", "2025-09-23 09:00"))
    fact = told.fact("response.1")
    assert fact is not None
    assert fact.code == "response.claimed"
    assert (fact.day, fact.since) == (on(f"{DAY} 09:00"), on("2025-09-23 00:00"))


def test_clocks_of_earlier_rounds_go_on_counting() -> None:
    told = counted(FAST, On(DONE, f"{DAY} 11:00"), On(reopened(), "2025-09-25 09:00"))
    assert code(told, "completion.1") == "completion.met"
    assert code(told, "completion.2") == "completion.running"
