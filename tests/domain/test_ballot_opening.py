"""Opening: what is pinned, by which rule, and what has to have happened before."""

from dataclasses import replace
from typing import Any

from domain.ballot.counting import Unreturned
from domain.ballot.events import (
    Bar,
    Electorate,
    Matter,
    Parting,
)
from domain.ballot.opening import open_ballot
from domain.ballot.roll import Member, Scope
from domain.ballot.rules import decides_on_fund
from domain.method.rules import ApprovalRule, CanvassFloor
from domain.moment import DAY, HOUR, Moment
from domain.refusal import Code
from domain.register.events import Unit
from domain.register.state import register_stream
from tests.domain.ballot_openings import (
    CANVASS,
    PANEL,
    SPECIAL,
    asked,
    election,
    first,
    rates,
    share,
)
from tests.domain.ballots import (
    CLOSES,
    FOLLOWING,
    OPENS,
    PAPER_ONLY,
    filed,
    item,
    opened,
    register,
    three,
    unit,
    wanted,
)
from tests.domain.dsl import T0, Outcome, given
from tests.domain.examples import COMMITTEE, COMPOUND, OTHER, uid


def test_an_owners_ballot_pins_the_bars_of_the_law() -> None:
    event = first()
    two_thirds, half = share(2, 3), share(1, 2, beyond=True)
    assert event.thresholds.taking_part == Bar(voters=two_thirds, area=two_thirds)
    assert event.thresholds.agreeing == Bar(voters=half, area=half)
    special = first(rule=SPECIAL, matter=Matter.REBUILD).thresholds
    assert special.taking_part == event.thresholds.taking_part
    assert special.agreeing == Bar(voters=share(3, 4), area=share(3, 4))


def test_the_opening_says_where_the_roll_was_taken_from_and_sums_it() -> None:
    event = first()
    assert (event.papers, event.area, event.version) == (3, 300, 1)
    assert event.register == register_stream(COMPOUND)
    assert event.roll == first(closes_at=Moment(CLOSES + DAY)).roll
    assert event.roll != first(register(unit(code) for code in "ABD")).roll
    assert (event.counting, event.opens_at, event.parking) == (PAPER_ONLY, OPENS, None)


def test_bars_of_the_law_are_neither_lowered_nor_raised() -> None:
    bars = first().thresholds
    assert first(thresholds=bars).thresholds == bars
    for rule, matter in ((SPECIAL, Matter.REBUILD), (ApprovalRule.UNANIMOUS, None)):
        asked(rule=rule, matter=matter, thresholds=bars).refused(Code.BAR_FIXED_BY_LAW)
    raised = replace(bars, agreeing=Bar(voters=share(9, 10), area=share(9, 10)))
    asked(thresholds=raised).refused(Code.BAR_FIXED_BY_LAW)


def test_the_fund_is_used_by_its_own_matter_or_one_that_takes_more() -> None:
    assert {matter for matter in Matter if decides_on_fund(matter)} == {
        Matter.USE_FUND,
        Matter.RAISE_FUND,
        Matter.REBUILD,
        Matter.CHANGE_USE,
    }
    assert not decides_on_fund(None)


def test_what_is_decided_by_no_ballot_opens_none() -> None:
    for rule in (ApprovalRule.JOINT_AGREEMENT, ApprovalRule.SUPERIOR, ApprovalRule.EMERGENCY):
        asked(rule=rule).refused(Code.RULE_WITHOUT_BALLOT)


ALLOWED = {
    ApprovalRule.UNANIMOUS: {Electorate.OWNERS, Electorate.HOUSEHOLDS, Electorate.RESIDENTS},
    ApprovalRule.CANVASS: {Electorate.HOUSEHOLDS, Electorate.RESIDENTS},
    ApprovalRule.OWNERS_ORDINARY: {Electorate.OWNERS},
    ApprovalRule.OWNERS_SPECIAL: {Electorate.OWNERS},
    ApprovalRule.REVIEW_PANEL: {Electorate.PANEL},
}


def test_no_electorate_stands_for_another() -> None:
    for rule, allowed in ALLOWED.items():
        for electorate in set(Electorate) - allowed:
            asked(rule=rule, electorate=electorate).refused(Code.ELECTORATE_NOT_ALLOWED)


NEEDS_SPECIAL = {Matter.RAISE_FUND, Matter.REBUILD, Matter.CHANGE_USE}


def test_each_matter_takes_its_own_majority() -> None:
    for matter in Matter:
        if matter in NEEDS_SPECIAL:
            asked(matter=matter).refused(Code.MATTER_NEEDS_SPECIAL)
            assert first(rule=SPECIAL, matter=matter).matter is matter
        else:
            asked(rule=SPECIAL, matter=matter).refused(Code.MATTER_NEEDS_ORDINARY)
            assert first(matter=matter).matter is matter
        assert first(rule=ApprovalRule.UNANIMOUS, matter=matter).matter is matter


def test_owners_name_what_they_decide_and_others_do_not() -> None:
    asked(matter=None).refused(Code.MATTER_REQUIRED)
    asked(**CANVASS | {"matter": Matter.OTHER}).refused(Code.MATTER_NOT_ASKED)
    households: dict[str, Any] = {
        "rule": ApprovalRule.UNANIMOUS,
        "electorate": Electorate.HOUSEHOLDS,
    }
    asked(**households, matter=Matter.OTHER).refused(Code.MATTER_NOT_ASKED)


def test_no_building_decides_alone_what_concerns_all() -> None:
    for matter in (Matter.PROCEDURE, Matter.COVENANT, Matter.COMMITTEE, Matter.PROPERTY_COMPANY):
        asked(matter=matter, scope=Scope(buildings=("1",))).refused(Code.MATTER_NEEDS_ALL)
    assert first(scope=Scope(buildings=("1",))).buildings == ("1",)


def test_a_canvass_says_both_rates_and_neither_is_nothing_or_more_than_all() -> None:
    assert first(**CANVASS).thresholds == CANVASS["thresholds"]
    asked(**CANVASS | {"thresholds": None}).refused(Code.BAR_REQUIRED)
    good = share(80)
    for bars in (rates(None, good), rates(good, None)):
        asked(**CANVASS | {"thresholds": bars}).refused(Code.BAR_REQUIRED)
    for wrong in (share(0), share(1, 0), share(-1, -2), share(0, beyond=True), share(1, 10**7)):
        for bars in (rates(wrong, good), rates(good, wrong)):
            asked(**CANVASS | {"thresholds": bars}).refused(Code.THRESHOLD_MALFORMED)
    for wrong in (share(101), share(3, 2), share(1, 1, beyond=True)):
        for bars in (rates(wrong, good), rates(good, wrong)):
            asked(**CANVASS | {"thresholds": bars}).refused(Code.THRESHOLD_UNREACHABLE)
    assert first(**CANVASS | {"thresholds": rates(share(1, 1), share(1, 1))}).papers


def test_households_have_no_area_and_nobody_scores_in_a_canvass() -> None:
    good = rates(share(80), share(67))
    by_area = replace(good, agreeing=replace(good.agreeing, area=share(1, 2)))
    for bars in (by_area, replace(good, score=80)):
        asked(**CANVASS | {"thresholds": bars}).refused(Code.THRESHOLD_MALFORMED)


def test_a_panel_passes_by_a_score_that_can_be_had() -> None:
    none = rates(None, None)
    event = first(**PANEL)
    assert (event.thresholds.score, event.papers, event.area) == (80, 2, 0)
    assert (event.register, event.version) == (None, None)
    quorum = replace(none, score=80, taking_part=Bar(voters=share(1, 2), area=None))
    assert first(**PANEL | {"thresholds": quorum}).thresholds == quorum
    asked(**PANEL | {"thresholds": none}).refused(Code.BAR_REQUIRED)
    asked(**PANEL | {"thresholds": replace(none, score=101)}).refused(Code.THRESHOLD_UNREACHABLE)
    for bars in (replace(none, score=0), replace(rates(None, share(50)), score=80)):
        asked(**PANEL | {"thresholds": bars}).refused(Code.THRESHOLD_MALFORMED)
    asked(**PANEL | {"panel": ()}).refused(Code.ROLL_EMPTY)
    twice = (Member(code="甲", person=uid(5)), Member(code="乙", person=uid(5)))
    asked(**PANEL | {"panel": twice}).refused(Code.PAPER_REPEATED)


def test_panels_and_elections_are_counted_as_a_whole() -> None:
    asked(**PANEL | {"parting": Parting.BUILDING}).refused(Code.PARTING_NOT_ALLOWED)
    asked(**election(), parting=Parting.BUILDING).refused(Code.PARTING_NOT_ALLOWED)


def test_an_election_is_that_which_runs() -> None:
    running = replace(three(), election=OTHER)
    assert first(running, **election()).election == OTHER
    asked(**election()).refused(Code.ELECTION_NOT_RUNNING)
    asked(running, **election(matter=Matter.OTHER)).refused(Code.MATTER_NOT_ASKED)


def test_nothing_else_is_put_to_owners_while_they_elect() -> None:
    running = replace(three(), election=OTHER)
    for matter in Matter:
        rule = SPECIAL if matter in NEEDS_SPECIAL else ApprovalRule.OWNERS_ORDINARY
        asked(running, rule=rule, matter=matter).refused(Code.ELECTION_RUNNING)
    asked(running, rule=ApprovalRule.UNANIMOUS, matter=None).refused(Code.ELECTION_RUNNING)
    assert first(three(), rule=ApprovalRule.UNANIMOUS, matter=None).papers
    # Of households and residents nobody asks whom they elect.
    assert first(running, **CANVASS).papers


def test_candidates_stand_in_an_election_and_nowhere_else() -> None:
    running = replace(three(), election=OTHER)
    wrong = (
        item(1),
        item(1, (1, 2), 0),
        item(1, (1, 2), 3),
        item(1, (1, 1), 1),
        item(1, range(1, 52), 1),
    )
    for one in wrong:
        asked(running, **election(items=(one,))).refused(Code.CANDIDATES_MALFORMED, item=1)
    for one in (item(1, (1, 2), 1), item(1, (), 1)):
        asked(items=(one,)).refused(Code.CANDIDATES_MALFORMED, item=1)


def test_something_is_asked_once_and_somebody_counts() -> None:
    asked(items=()).refused(Code.ITEMS_REQUIRED)
    asked(items=(item(1), item(1))).refused(Code.ITEM_REPEATED)
    asked(items=tuple(map(item, range(21)))).refused(Code.TOO_MANY_ITEMS, most=20)
    asked(counters=()).refused(Code.COUNTERS_REQUIRED)


def test_a_ballot_opens_once() -> None:
    given(*opened()).when(
        open_ballot, register=three(), wanted=wanted(), committee=COMMITTEE, now=T0
    ).refused(Code.BALLOT_ALREADY_OPENED)


def test_the_filed_procedure_binds_every_vote_of_the_owners() -> None:
    book = replace(three(), procedure=filed(FOLLOWING))
    assert first(book, counting=None).counting == FOLLOWING
    assert first(book, counting=FOLLOWING).counting == FOLLOWING
    asked(book, counting=PAPER_ONLY).refused(Code.COUNTING_DIFFERS)
    asked(book, **CANVASS | {"counting": None}).refused(Code.COUNTING_REQUIRED)
    assert first(book, **CANVASS).counting == PAPER_ONLY


def test_where_nothing_is_filed_all_is_said() -> None:
    asked(counting=None).refused(Code.COUNTING_REQUIRED)
    for wrong in (
        replace(PAPER_ONLY, channels=()),
        replace(PAPER_ONLY, proxies=-1),
        replace(PAPER_ONLY, notice_days=-1),
    ):
        asked(counting=wrong).refused(Code.COUNTING_MALFORMED)


def test_where_all_must_agree_the_silent_have_not() -> None:
    book = replace(three(), procedure=filed(FOLLOWING))
    all_agree: dict[str, Any] = {"rule": ApprovalRule.UNANIMOUS, "matter": None}
    assert first(book, **all_agree, counting=None).counting.unreturned is Unreturned.ABSENT
    asked(book, **all_agree, counting=FOLLOWING).refused(Code.COUNTING_DIFFERS)
    asked(**all_agree, counting=FOLLOWING).refused(Code.SILENCE_NOT_COUNTED)
    asked(**CANVASS | {"counting": FOLLOWING}).refused(Code.SILENCE_NOT_COUNTED)


def test_owners_and_their_residents_committee_are_told_fifteen_days_before() -> None:
    exactly = Moment(OPENS - 15 * DAY)
    late = Moment(exactly + 1)
    assert first(notified_at=exactly, told_at=exactly).papers
    asked(notified_at=late).refused(Code.NOTICE_TOO_SHORT, days=15)
    for told in (late, None):
        asked(told_at=told).refused(Code.RESIDENTS_COMMITTEE_NOT_TOLD, days=15)
    short = replace(PAPER_ONLY, notice_days=3)
    asked(counting=short, notified_at=late).refused(Code.NOTICE_TOO_SHORT, days=15)
    longer = replace(PAPER_ONLY, notice_days=20)
    asked(counting=longer).refused(Code.NOTICE_TOO_SHORT, days=20)
    later = Moment(OPENS + 5 * DAY)
    assert first(counting=longer, opens_at=later).opens_at == later


def test_others_are_told_as_long_before_as_was_said() -> None:
    days = replace(PAPER_ONLY, notice_days=2)
    told: dict[str, Any] = CANVASS | {"counting": days, "notified_at": Moment(OPENS - 2 * DAY)}
    assert first(**told).papers
    asked(**told | {"notified_at": Moment(OPENS - 47 * HOUR)}).refused(
        Code.NOTICE_TOO_SHORT, days=2
    )


def test_it_opens_now_or_later_and_ends_after_that() -> None:
    assert first(opens_at=None).opens_at == T0
    asked(opens_at=Moment(T0 - 1)).refused(Code.OPENS_IN_PAST)
    asked(closes_at=OPENS).refused(Code.CLOSES_BEFORE_OPENING)
    asked(notified_at=Moment(T0 + 1)).refused(Code.OCCURRED_IN_FUTURE)
    asked(told_at=Moment(T0 + 1)).refused(Code.OCCURRED_IN_FUTURE)


def test_a_canvass_asks_no_less_than_the_method() -> None:
    def ask(floor: CanvassFloor | None, **changes: Any) -> Outcome:
        told = wanted(**CANVASS | changes)
        return given().when(
            open_ballot, register=three(), wanted=told, committee=COMMITTEE, floor=floor, now=T0
        )

    exact = CanvassFloor(asked=(4, 5), agreeing=(67, 100))
    assert ask(exact).value
    assert ask(None, thresholds=rates(share(1), share(1))).value
    ask(replace(exact, asked=(81, 100))).refused(
        Code.BAR_BELOW_METHOD, field="taking_part", numerator=81, denominator=100
    )
    ask(replace(exact, agreeing=(68, 100))).refused(
        Code.BAR_BELOW_METHOD, field="agreeing", numerator=68, denominator=100
    )
    law = {"rule": ApprovalRule.UNANIMOUS, "thresholds": None, "matter": None}
    assert ask(replace(exact, asked=(1, 1)), **law).value


def test_a_paper_stands_in_no_more_parts_than_a_vote_can_repeat() -> None:
    names = [f"{number:03}号楼{'甲' * 20}" for number in range(360)]
    asked(register(houses(*names))).refused(Code.PAPER_TOO_LARGE, paper="A")
    assert first(register(houses(*names[:300]))).papers == 1


def houses(*names: str) -> list[Unit]:
    """Each with a flat of the same owner."""
    return [unit(f"U{place}", building=one, owner="A") for place, one in enumerate(names)]
