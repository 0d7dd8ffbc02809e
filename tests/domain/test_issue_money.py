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
from domain.refusal import Code
from tests.domain.dsl import given
from tests.domain.examples import (
    FAST,
    reported,
    sealed,
)
from tests.domain.loop import (
    AGREED,
    ANNULLED,
    APPROVED,
    DONE_WAY,
    FUNDED,
    TABLED,
    UNHAPPY,
    URGENT,
    line,
    pledged,
    received,
    reopened,
    returned,
    revisited,
    spent,
    tabled,
)


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
    given(*FUNDED, ANNULLED).when(spend, line=1, amount=1, note=sealed()).refused(
        Code.STATUS_FORBIDS, status="negotiated"
    )


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
