"""Money: who pays which share, and that every 分 is accounted for."""

from typing import Any

from domain.issue.events import Authorisation
from domain.issue.fund import require_owners
from domain.issue.funding import numbered
from domain.issue.parts import Proposal
from domain.issue.policies import budget_covered
from domain.issue.state import IssueState
from domain.refusal import Code
from tests.domain.dsl import Outcome, given
from tests.domain.examples import EMERGENCY as UNLISTED
from tests.domain.examples import (
    SHOP,
    STRANGER,
    VOCABULARY,
    reported,
    ruled,
    sealed,
    triaged,
)
from tests.domain.loop import (
    AGREED,
    FUNDED,
    TABLED,
    URGENT,
    line,
    returned,
    spent,
    tabled,
    wanted,
)

FUND = "maintenance-fund"
REF = sealed()
ALLOWED = Authorisation(cap=100, reference=REF, number=None)
LISTED = triaged(UNLISTED.track, case="lift-failure")
SHARES = (wanted(50), wanted(30, source="shops", payer=SHOP), wanted(20, source="government"))
"""The field's three shares (三家担): income from common parts, a shop, the government."""


def numbering(*history: object, lines: tuple[object, ...]) -> Outcome:
    """The lines of a new version with their numbers."""
    return given(*history).when(numbered, vocabulary=VOCABULARY, wanted=lines)


def plan(*lines: object, budget: int = 100) -> Proposal:
    """A plan with these lines."""
    state: IssueState = given(reported(), tabled(lines=lines, budget=budget)).state
    assert state.negotiation.proposal is not None
    return state.negotiation.proposal


def owners(*history: object, certified: bool = False, **money: Any) -> Outcome:
    """Whether the maintenance fund may pay 100 分 after that history."""
    drawn = line(source=FUND, **money)
    return given(*history).when(require_owners, proposal=plan(drawn), certified=certified)


def test_lines_are_numbered_as_they_come_and_name_what_they_pay_for() -> None:
    numbering(*TABLED[:2], lines=SHARES).answers(
        (
            line(1, 50),
            line(2, 30, source="shops", payer=SHOP),
            line(3, 20, source="government"),
        )
    )
    numbering(*TABLED[:2], lines=()).answers(())


def test_a_line_keeps_its_number_in_every_version() -> None:
    numbering(*TABLED, lines=SHARES[::-1]).answers(
        (
            line(2, 20, source="government"),
            line(3, 30, source="shops", payer=SHOP),
            line(1, 50),
        )
    )
    two = tabled(2, lines=(line(2, 20, source="government"),))
    numbering(*TABLED, two, lines=(wanted(),)).answers((line(1),))


def test_a_payer_stands_on_a_plan_once_for_each_source() -> None:
    numbering(*TABLED, lines=(wanted(60), wanted(40))).refused(Code.LINE_REPEATED, line=1)
    shop = wanted(10, source="shops", payer=SHOP)
    other = wanted(10, source="shops", payer=STRANGER)
    numbering(*TABLED, lines=(shop, other, shop)).refused(Code.LINE_REPEATED, line=2)
    assert numbering(*TABLED, lines=(shop, other)).refusal is None


def test_money_comes_from_a_source_of_the_vocabulary() -> None:
    numbering(*TABLED, lines=(wanted(source="lottery"),)).refused(Code.UNKNOWN_SOURCE, vocabulary=3)


def test_no_line_disappears_with_money_on_it() -> None:
    other = (wanted(source="government"),)
    numbering(*FUNDED, lines=other).refused(Code.LINE_HOLDS_MONEY, line=1, held=100)
    numbering(*FUNDED, spent(60), lines=other).refused(Code.LINE_HOLDS_MONEY, line=1, held=40)
    assert numbering(*FUNDED, spent(60), returned(40), lines=other).refusal is None
    assert numbering(*FUNDED, lines=(*other, wanted())).refusal is None


def test_the_shares_add_up_to_the_budget() -> None:
    def covered(*lines: object, budget: int = 100) -> Outcome:
        return given(reported(), tabled(lines=lines, budget=budget)).when(budget_covered)

    covered(line(1, 60), line(2, 40)).answers(None)
    covered(line(1, 60)).refused(Code.FUNDING_GAP, gap=40)
    covered(line(1, 130)).refused(Code.FUNDING_GAP, gap=-30)
    covered(budget=0).answers(None)


def test_only_the_owners_let_their_fund_pay() -> None:
    for way in (TABLED, AGREED, (*URGENT, tabled())):
        owners(*way).refused(Code.NEEDS_OWNERS_DECISION, line=1)
        owners(*way, certified=True).refused(Code.NEEDS_OWNERS_DECISION, line=1)
    free = given(*AGREED).when(require_owners, proposal=plan(line()), certified=False)
    free.answers(None)


def test_the_owners_may_have_authorised_it_up_to_a_cap() -> None:
    owners(*AGREED, authorisation=ALLOWED).answers(None)
    owners(*AGREED, authorisation=ALLOWED, amount=101).refused(Code.NEEDS_OWNERS_DECISION, line=1)
    closed = (reported(rules=ruled(fund_exits=())), *AGREED[1:])
    owners(*closed, authorisation=ALLOWED).refused(Code.NEEDS_OWNERS_DECISION, line=1)
    two = plan(line(1, source=FUND, authorisation=ALLOWED), line(2, source=FUND, payer=SHOP))
    given(*AGREED).when(require_owners, proposal=two, certified=False).refused(
        Code.NEEDS_OWNERS_DECISION, line=2
    )


def test_several_lines_of_the_fund_share_the_smallest_cap_that_they_cite() -> None:
    def drawing(*shares: tuple[int, int]) -> Outcome:
        lines = [
            line(
                number,
                amount,
                source=FUND,
                authorisation=Authorisation(cap=cap, reference=REF, number=None),
            )
            for number, (amount, cap) in enumerate(shares, 1)
        ]
        other = line(9, 500)
        return given(*AGREED).when(require_owners, proposal=plan(other, *lines), certified=False)

    drawing((60, 100), (40, 100)).answers(None)
    drawing((60, 100), (41, 100)).refused(Code.NEEDS_OWNERS_DECISION, line=2)
    drawing((30, 200), (20, 50)).answers(None)
    drawing((60, 200), (20, 50)).refused(Code.NEEDS_OWNERS_DECISION, line=1)


def test_a_certified_emergency_of_the_local_list_may_draw_on_it() -> None:
    owners(reported(), LISTED, certified=True).answers(None)
    owners(reported(), LISTED).refused(Code.NEEDS_OWNERS_DECISION, line=1)
    owners(reported(), UNLISTED, certified=True).refused(Code.NEEDS_OWNERS_DECISION, line=1)
