"""Splitting a line among units, what they pay of it, and the final account."""

from hypothesis import given as for_all
from hypothesis import strategies as st

from domain.issue import funding
from domain.issue.accounting import render
from domain.issue.allocating import ALL_UNITS, Scope, allocate, owed, pay_share, shared_out
from domain.issue.events import AccountLine, AllocationKey
from domain.refusal import Code
from domain.register.state import RegisterState
from tests.domain.dsl import Outcome, given
from tests.domain.examples import COMMITTEE, COMPOUND, DONE, STEADY, reported, sealed
from tests.domain.loop import (
    APPROVED,
    FUNDED,
    REWORK,
    SEATS,
    TABLED,
    UNHAPPY,
    VOIDED,
    approved,
    line,
    position,
    received,
    returned,
    spent,
    tabled,
    varied,
)
from tests.domain.voting import (
    REGISTER,
    allocated,
    registered,
    rendered,
    share_paid,
    unit,
)

AREA, EQUAL, AGREED = AllocationKey
TWO = (("1-101", 60), ("1-102", 40))


def splitting(*history: object, **other: object) -> Outcome:
    """Line 1 is split by area among all, unless told."""
    usual = {
        "register": registered(),
        "stream": REGISTER,
        "line": 1,
        "key": AREA,
        "scope": ALL_UNITS,
        "agreed": (),
        "ground": None,
    }
    return given(*history).when(allocate, **usual | other)


def shares(outcome: Outcome) -> dict[str, int]:
    """Unit and amount of all parts."""
    assert outcome.refusal is None
    return {one.unit: one.amount for event in outcome.value for one in event.shares}


def test_a_line_is_split_by_area() -> None:
    splitting(*APPROVED).answers([allocated()])
    odd = registered(unit("1-101", 1), unit("1-102", 1), unit("1-103", 1))
    assert shares(splitting(*APPROVED, register=odd)) == {"1-101": 34, "1-102": 33, "1-103": 33}


def test_or_equally_or_as_was_agreed_and_on_what_ground() -> None:
    assert shares(splitting(*APPROVED, key=EQUAL, ground=sealed())) == {"1-101": 50, "1-102": 50}
    said = (("1-101", 0), ("1-102", 100))
    assert shares(splitting(*APPROVED, key=AGREED, agreed=said, ground=sealed())) == dict(said)
    for key in (EQUAL, AGREED):
        splitting(*APPROVED, key=key, agreed=said).refused(
            Code.ALLOCATION_GROUND_MISSING, key=key.value
        )
    splitting(*APPROVED, ground=sealed()).refused(Code.ALLOCATION_GROUND_MISSING, key="area")


def test_agreed_shares_sum_to_the_line() -> None:
    def agreeing(*agreed: tuple[str, int]) -> Outcome:
        return splitting(*APPROVED, key=AGREED, agreed=agreed, ground=sealed())

    agreeing(("1-101", 60), ("1-102", 39)).refused(Code.ALLOCATION_DIFFERS, gap=1)
    agreeing().refused(Code.ALLOCATION_DIFFERS, gap=100)
    agreeing(("1-101", 60), ("1-101", 40)).refused(Code.SHARE_REPEATED)
    agreeing(("1-101", 60), ("9-901", 40)).refused(Code.UNKNOWN_SCOPE, version=1)


def test_a_split_may_be_of_a_building_an_entrance_or_some_units() -> None:
    house = registered(unit("1-101", 10), unit("1-201", 30, "2"), unit("1-202", 60, None))

    def within(**scope: frozenset[str]) -> Outcome:
        return splitting(*APPROVED, register=house, scope=Scope(**scope))

    assert set(shares(within(buildings=frozenset({"1"})))) == {"1-101", "1-201", "1-202"}
    assert set(shares(within(entrances=frozenset({"1/2"})))) == {"1-201"}
    both = within(entrances=frozenset({"1/1"}), units=frozenset({"1-202"}))
    assert shares(both) == {"1-101": 14, "1-202": 86}
    for unknown in (
        {"buildings": frozenset({"2"})},
        {"entrances": frozenset({"1/3"})},
        {"units": frozenset({"1-909"})},
    ):
        within(**unknown).refused(Code.UNKNOWN_SCOPE, version=1)


def test_a_split_needs_a_register_and_a_line_of_the_plan() -> None:
    none = RegisterState(committee=COMMITTEE, compound=COMPOUND)
    splitting(*APPROVED, register=none).refused(Code.REGISTER_NOT_ADOPTED)
    splitting(*APPROVED, line=2).refused(Code.LINE_NOT_APPROVED, line=2)
    splitting(*APPROVED, register=registered(unit("1-101", 0))).refused(Code.ALLOCATION_EMPTY)
    splitting(*TABLED).refused(Code.STATUS_FORBIDS, status="reported")
    words = tuple(position(seat, version=2) for seat in SEATS)
    bare = (*APPROVED, tabled(2, lines=(), budget=0), *words, varied())
    splitting(*bare).refused(Code.LINE_NOT_APPROVED, line=1)
    free = (*TABLED[:2], tabled(lines=(), budget=0), approved())
    splitting(*free).refused(Code.UNKNOWN_LINE)


def test_a_large_house_is_split_in_parts() -> None:
    house = registered(*(unit(f"楼-{number:05}", 100) for number in range(2_000)))
    outcome = splitting(*APPROVED, register=house)
    assert [event.part for event in outcome.value] == list(range(1, len(outcome.value) + 1))
    assert {event.parts for event in outcome.value} == {len(outcome.value)}
    assert len(outcome.value) > 1
    split = given(*APPROVED, *outcome.value).state.allocation(1)
    assert (split.units, split.asked, len(split.shares)) == (2_000, 100, 2_000)


@STEADY
@for_all(
    st.integers(0, 10**9),
    st.dictionaries(st.text("abc", min_size=1, max_size=3), st.integers(1, 10**6), min_size=1),
)
def test_nothing_is_left_over_and_nobody_is_further_off_than_one(
    amount: int, weights: dict[str, int]
) -> None:
    told, total = shared_out(amount, weights), sum(weights.values())
    assert sum(told.values()) == amount
    assert set(told) == set(weights)
    for one, weight in weights.items():
        assert abs(told[one] * total - amount * weight) < total


def paying(*history: object, **other: object) -> Outcome:
    """Flat 101 pays all of its share."""
    usual: dict[str, object] = {"line": 1, "unit": "1-101", "amount": 60}
    return given(*history).when(pay_share, **usual | other)


SPLIT = (*APPROVED, allocated())


def test_a_unit_pays_of_its_share_and_the_line_receives_it() -> None:
    paying(*SPLIT).then(share_paid())
    state = given(*SPLIT, share_paid()).state
    assert (state.account(1).received, state.allocation(1).received) == (60, 60)
    assert list(owed(state.allocation(1))) == [("1-101", 60, 60), ("1-102", 40, 0)]


def test_nobody_pays_more_than_the_share() -> None:
    paying(*SPLIT, amount=61).refused(Code.SHARE_OVERPAID, left=60)
    paying(*SPLIT, share_paid(20), amount=41).refused(Code.SHARE_OVERPAID, left=40)
    paying(*SPLIT, unit="9-901").refused(Code.UNIT_NOT_ALLOCATED)
    paying(*SPLIT, line=2).refused(Code.LINE_NOT_ALLOCATED)
    paying(*APPROVED).refused(Code.LINE_NOT_ALLOCATED)
    paying(*SPLIT, DONE, UNHAPPY).refused(Code.STATUS_FORBIDS, status="revisited")


def test_a_later_split_takes_the_place_of_the_one_before() -> None:
    again = allocated(("1-102", 100))
    split = given(*SPLIT, share_paid(20), again).state.allocation(1)
    assert list(owed(split)) == [("1-101", 0, 20), ("1-102", 100, 0)]
    assert (split.units, split.asked, split.received) == (1, 100, 20)


def rendering(*history: object) -> Outcome:
    """The account is closed, without a word."""
    return given(*history).when(render, evidence=None, note=None)


def test_the_account_tells_what_became_of_each_line() -> None:
    paid = (*FUNDED, spent(70), returned(30), DONE)
    total = AccountLine(line=1, planned=100, received=100, spent=70, returned=30)
    rendering(*paid).then(rendered(total))
    dropped = (*TABLED[:2], tabled(lines=(line(), line(2, 0))), tabled(2), approved(2), DONE)
    assert [one.planned for one in rendering(*dropped).value[0].lines] == [100, 0]


def test_no_account_while_money_is_held_nor_twice() -> None:
    rendering(*FUNDED, DONE).refused(Code.FUNDS_UNSETTLED, held=100)
    rendering(*APPROVED, DONE, rendered()).refused(Code.ACCOUNT_RENDERED)
    rendering(*APPROVED).refused(Code.STATUS_FORBIDS, status="approved")
    rendering(reported(), DONE).refused(Code.UNKNOWN_LINE)


def test_after_the_account_nothing_is_booked() -> None:
    closed = given(*SPLIT, received(), DONE, rendered())
    money = {"line": 1, "amount": 1, "note": sealed()}
    for rule in (funding.receive, funding.spend, funding.give_back):
        closed.when(rule, **money).refused(Code.ACCOUNT_RENDERED)
    # No lifecycle leads back to where money is promised with an account that is closed.
    given(*APPROVED).standing(rendered=True).when(funding.pledge, **money).refused(
        Code.ACCOUNT_RENDERED
    )
    splitting(*SPLIT, DONE, rendered()).refused(Code.ACCOUNT_RENDERED)
    paying(*SPLIT, DONE, rendered()).refused(Code.ACCOUNT_RENDERED)


def test_a_further_round_has_an_account_of_its_own() -> None:
    assert not given(*APPROVED, DONE, rendered(), UNHAPPY, REWORK).state.rendered


def test_nothing_is_split_once_its_approval_is_void() -> None:
    splitting(*FUNDED, DONE, VOIDED).refused(Code.APPROVAL_ANNULLED)
