"""The books of an issue: pledged, received, spent, returned, in whole 分."""

from domain.issue.events import (
    FundsPledged,
    FundsReceived,
    FundsReturned,
    FundsSpent,
)
from domain.issue.funding import (
    give_back,
    pledge,
    receive,
    spend,
)
from domain.issue.parts import Account
from domain.method.rules import Waiver
from domain.method.terms import Track
from domain.refusal import Code
from tests.domain.dsl import Outcome, given
from tests.domain.examples import (
    FAST,
    reported,
    ruled,
    sealed,
    triaged,
)
from tests.domain.loop import (
    AGREED,
    ANNULLED,
    APPROVED,
    DONE_WAY,
    FUNDED,
    REWORK,
    SEATS,
    TABLED,
    UNHAPPY,
    URGENT,
    URGENT_WORK,
    VOIDED,
    approved,
    line,
    negotiated,
    pledged,
    position,
    received,
    reopened,
    returned,
    revisited,
    spent,
    started,
    tabled,
    varied,
)

AGAIN = tuple(position(seat, version=2) for seat in SEATS)


def test_money_is_booked_line_by_line() -> None:
    given(*AGREED).when(pledge, line=1, amount=70, note=None).then(
        FundsPledged(line=1, amount=70, note=None)
    )
    given(*AGREED).when(receive, line=1, amount=70, note=sealed()).then(
        FundsReceived(line=1, amount=70, note=sealed())
    ).leaves(held=70)
    given(*FUNDED).when(spend, line=1, amount=60, note=sealed()).then(
        FundsSpent(line=1, amount=60, note=sealed())
    ).leaves(held=40)
    given(*FUNDED, spent(60)).when(give_back, line=1, amount=40, note=sealed()).then(
        FundsReturned(line=1, amount=40, note=sealed())
    ).leaves(held=0)
    booked = given(*AGREED, pledged(90), received(70), APPROVED[-1], spent(50), returned(5)).state
    assert booked.accounts == (
        Account(
            line=1,
            source="public-income",
            payer=None,
            pledged=90,
            received=70,
            spent=50,
            returned=5,
        ),
    )


def test_nothing_is_spent_or_returned_beyond_what_was_received() -> None:
    rules = ((spend, Code.SPENT_BEYOND_RECEIVED), (give_back, Code.RETURNED_BEYOND_HELD))
    for rule, code in rules:
        booked = given(*FUNDED, spent(60)).when
        booked(rule, line=1, amount=41, note=sealed()).refused(code, held=40)
        assert booked(rule, line=1, amount=40, note=sealed()).refusal is None
        empty = given(*APPROVED, pledged(500))
        empty.when(rule, line=1, amount=1, note=sealed()).refused(code, held=0)


def test_one_lines_money_pays_for_no_other() -> None:
    two = (*TABLED[:2], tabled(lines=(line(), line(2, 40, source="shops"))), *APPROVED[3:])
    mixed = given(*two, received(100), received(40, 2))
    mixed.when(spend, line=2, amount=41, note=sealed()).refused(Code.SPENT_BEYOND_RECEIVED, held=40)
    mixed.when(give_back, line=2, amount=41, note=sealed()).refused(
        Code.RETURNED_BEYOND_HELD, held=40
    )


def test_money_is_booked_on_a_line_of_a_plan() -> None:
    for rule, note in ((pledge, None), (receive, None), (spend, sealed()), (give_back, sealed())):
        given(reported(), FAST).when(rule, line=1, amount=1, note=note).refused(Code.UNKNOWN_LINE)
        given(*FUNDED).when(rule, line=2, amount=1, note=note).refused(Code.UNKNOWN_LINE, lines=1)
        gone = given(reported(), DONE_WAY[1], DONE_WAY[2], UNHAPPY, reopened()).standing(
            status="withdrawn"
        )
        gone.when(rule, line=1, amount=1, note=note).refused(
            Code.STATUS_FORBIDS, status="withdrawn"
        )


def test_money_is_spent_on_an_approved_plan_or_in_an_emergency() -> None:
    given(*TABLED, received()).when(spend, line=1, amount=1, note=sealed()).refused(
        Code.NO_APPROVED_PLAN
    )
    reopening = (*FUNDED, DONE_WAY[-1], UNHAPPY, reopened())
    given(*reopening).when(spend, line=1, amount=1, note=sealed()).refused(Code.NO_APPROVED_PLAN)
    urgent = given(*URGENT, tabled(), received())
    urgent.when(spend, line=1, amount=1, note=sealed()).then(spent(1))
    slow = reported(rules=ruled(waives=(Waiver.NEGOTIATION,)))
    partly = triaged(Track.EMERGENCY, waives=(Waiver.NEGOTIATION,))
    given(slow, partly, tabled(), received()).when(spend, line=1, amount=1, note=sealed()).refused(
        Code.NO_APPROVED_PLAN
    )
    given(*FUNDED, ANNULLED).when(spend, line=1, amount=1, note=sealed()).refused(
        Code.STATUS_FORBIDS, status="negotiated"
    )


def spending(*history: object, amount: int = 1, number: int = 1) -> Outcome:
    """Pay out of a line."""
    return given(*history).when(spend, line=number, amount=amount, note=sealed())


def test_only_a_line_of_the_plan_in_force_pays() -> None:
    other = line(2, source="government")
    draft = (*FUNDED, tabled(2, lines=(other,)), received(100, 2))
    spending(*draft).then(spent(1))
    spending(*draft, number=2).refused(Code.LINE_NOT_APPROVED, line=2)
    spending(*draft, *AGAIN, varied()).refused(Code.LINE_NOT_APPROVED, line=1)
    spending(*draft, *AGAIN, varied(), number=2).then(spent(1, 2))
    given(*draft, *AGAIN, varied()).when(give_back, line=1, amount=100, note=sealed()).then(
        returned(100)
    )
    bare = (*URGENT, approved(None), tabled(), received())
    spending(*bare).refused(Code.LINE_NOT_APPROVED, line=1)
    spending(*bare, number=9).refused(Code.LINE_NOT_APPROVED, line=1)


def test_in_an_emergency_the_plan_on_the_table_pays() -> None:
    other = tabled(2, lines=(line(2, source="government"),))
    urgent = (*URGENT, tabled(), received(), other, received(100, 2))
    spending(*urgent).refused(Code.LINE_NOT_APPROVED, line=1)
    spending(*urgent, number=2).then(spent(1, 2))
    again = (*URGENT_WORK, tabled(), received(), DONE_WAY[-1], UNHAPPY, reopened())
    spending(*again).refused(Code.LINE_NOT_APPROVED, line=1)


def test_the_maintenance_fund_pays_nothing_before_its_exit_was_decided_on() -> None:
    drawn = tabled(lines=(line(source="maintenance-fund"),))
    spending(*URGENT, drawn, received()).refused(Code.NEEDS_OWNERS_DECISION, line=1)
    spending(*URGENT, drawn, received(), approved()).then(spent(1))


def test_a_line_pays_no_more_than_the_plan_gives_it() -> None:
    rich = (*FUNDED, received(50), spent(60))
    spending(*rich, amount=40).then(spent(40))
    spending(*rich, amount=41).refused(Code.SPENT_BEYOND_LINE, left=40)
    spending(*rich, spent(40)).refused(Code.SPENT_BEYOND_LINE, left=0)
    more = (tabled(2, budget=120, lines=(line(amount=120),)), *AGAIN)
    spending(*rich, *more, amount=41).refused(Code.SPENT_BEYOND_LINE, left=40)
    spending(*rich, *more, varied(), amount=60).then(spent(60))
    less = (tabled(2, budget=50, lines=(line(amount=50),)), *AGAIN, varied())
    spending(*rich, *less).refused(Code.SPENT_BEYOND_LINE, left=-10)


def test_the_plan_of_a_new_round_gives_anew_and_that_of_a_rework_does_not() -> None:
    once = (*FUNDED, received(100), spent(), DONE_WAY[-1], UNHAPPY)
    spending(*once, reopened(), tabled(2), *AGAIN, negotiated(2), approved(2), amount=100).then(
        spent(100)
    )
    spending(*once, REWORK).refused(Code.SPENT_BEYOND_LINE, left=0)


def test_money_is_settled_after_the_work_and_the_revisit() -> None:
    done = (*FUNDED, DONE_WAY[-1])
    for way in (done, (*done, revisited())):
        given(*way).when(spend, line=1, amount=1, note=sealed()).then(spent(1))
        given(*way).when(give_back, line=1, amount=1, note=sealed()).then(returned(1))
    given(*done).when(receive, line=1, amount=1, note=None).then(received(1))
    given(*done).when(pledge, line=1, amount=1, note=None).refused(
        Code.STATUS_FORBIDS, status="done"
    )
    given(*done, revisited()).when(receive, line=1, amount=1, note=None).refused(
        Code.STATUS_FORBIDS, status="revisited"
    )


def test_money_belongs_to_the_issue_across_rounds() -> None:
    state = given(*FUNDED, DONE_WAY[-1], UNHAPPY, reopened(), tabled(2)).state
    assert (state.round, state.held, len(state.accounts)) == (2, 100, 1)
    assert state.approval is None


def test_nothing_is_spent_or_split_once_the_approval_is_void() -> None:
    done = (*FUNDED, spent(60), DONE_WAY[-1], VOIDED)
    voided = given(*done)
    voided.when(spend, line=1, amount=1, note=sealed()).refused(Code.APPROVAL_ANNULLED)
    voided.when(give_back, line=1, amount=40, note=sealed()).then(returned(40))
    [account] = voided.state.accounts
    assert (account.spent, account.held) == (60, 40)
    # Not even where an emergency pays before it is approved.
    urgent = (*URGENT, tabled(), received(), started(), approved(), DONE_WAY[-1], VOIDED)
    given(*urgent).when(spend, line=1, amount=1, note=sealed()).refused(Code.APPROVAL_ANNULLED)
