"""Emergencies, and the owners' money: what no agreement of seats replaces."""

from typing import Any

import pytest

from domain.issue.events import Approved, Done, Outcome, Rejected
from domain.issue.lifecycle import Status
from domain.method.rules import ApprovalRule
from domain.refusal import Code
from service.commands.approval import Approve, Reject
from service.commands.funds import PledgeFunds, ReceiveFunds, ReturnFunds, SpendFunds
from service.commands.handling import Complete
from service.commands.negotiation import ClearAuthorisation, ClearLine, TableProposal
from service.ids import new_id
from tests.evidence import PDF
from tests.table import Table

FINDING = "sha256:" + "a" * 64


def from_the_fund(cap: int | None = None) -> ClearLine:
    """100,000 分 of the maintenance fund, with an earlier authorisation where a cap is given."""
    given = None if cap is None else ClearAuthorisation(cap=cap, reference="业主大会授权决议")
    return ClearLine(
        source="maintenance-fund", amount=100_000, pays_for="外墙", authorisation=given
    )


def finish(issue: Any, **fields: Any) -> Complete:
    return Complete(issue=issue, outcome=Outcome.SOLVED, reply="已修复", **fields)


def test_the_owners_committee_confirms_emergency_work(table: Table) -> None:
    issue = table.emergency()
    (confirmed,) = table.happens(Approve(issue=issue), by=table.owner)
    assert isinstance(confirmed.event, Approved)
    assert (confirmed.event.rule, confirmed.event.version) == (ApprovalRule.EMERGENCY, None)
    (done,) = table.happens(finish(issue), by=table.town.clerk)
    assert isinstance(done.event, Done)
    assert not done.event.unconfirmed


def test_the_clerk_alone_confirms_nothing(table: Table) -> None:
    """The committee holds no seat that the method lets confirm."""
    refusal = table.refuses(Approve(issue=table.emergency()), by=table.town.clerk)
    assert refusal.code is Code.NOT_A_CONFIRMER


def test_refused_after_the_work_it_is_done_unconfirmed(table: Table) -> None:
    """Money that is spent never traps an issue, and who bears it stands on record."""
    issue = table.emergency()
    bearer = table.town.property_company
    (refused,) = table.happens(
        Reject(issue=issue, reason="并不紧急", bearer=bearer), by=table.owner
    )
    assert isinstance(refused.event, Rejected)
    assert (refused.event.bearer, refused.event.rule) == (bearer, ApprovalRule.EMERGENCY)
    assert table.refuses(finish(issue), by=table.town.clerk).code is Code.NOT_CONFIRMED
    (done,) = table.happens(finish(issue, unconfirmed=True), by=table.town.clerk)
    assert isinstance(done.event, Done)
    assert done.event.unconfirmed
    assert table.town.issue(issue).status is Status.DONE


def test_the_superior_may_confirm_what_the_owners_refused(table: Table) -> None:
    issue = table.emergency()
    bearer = table.town.committee
    table.town.do(Reject(issue=issue, reason="并不紧急", bearer=bearer), by=table.owner)
    (confirmed,) = table.happens(Approve(issue=issue), by=table.superior)
    assert isinstance(confirmed.event, Approved)
    assert confirmed.event.rule is ApprovalRule.SUPERIOR


def test_who_bears_the_cost_is_known(table: Table) -> None:
    issue = table.emergency()
    unknown = Reject(issue=issue, reason="并不紧急", bearer=new_id())
    assert table.refuses(unknown, by=table.owner).code is Code.UNKNOWN_ORGANISATION


@pytest.mark.parametrize("by", ["clerk", "superior"])
def test_no_agreement_spends_the_owners_fund(table: Table, by: str) -> None:
    issue = table.agreed(lines=(from_the_fund(),))
    caller = table.superior if by == "superior" else table.town.clerk
    refusal = table.refuses(Approve(issue=issue), by=caller)
    assert (refusal.code, refusal.facts) == (Code.NEEDS_OWNERS_DECISION, {"line": 1})


def test_a_standing_authorisation_lets_it_pay_up_to_its_cap(table: Table) -> None:
    within = table.agreed(lines=(from_the_fund(cap=100_000),))
    table.town.do(Approve(issue=within), by=table.town.clerk)
    beyond = table.agreed(lines=(from_the_fund(cap=99_999),))
    refusal = table.refuses(Approve(issue=beyond), by=table.town.clerk)
    assert refusal.code is Code.NEEDS_OWNERS_DECISION


def test_a_listed_emergency_needs_the_experts_finding(table: Table) -> None:
    issue = table.emergency(case="lift-failure")
    table.table(issue, lines=(from_the_fund(),))
    bare, certified = Approve(issue=issue), Approve(issue=issue, certificate=FINDING)
    assert table.refuses(bare, by=table.owner).code is Code.NEEDS_OWNERS_DECISION
    assert table.refuses(certified, by=table.owner).code is Code.UNKNOWN_FILE
    finding = table.town.service.files.upload(table.town.clerk, issue, PDF).digest
    (approved,) = table.happens(Approve(issue=issue, certificate=finding), by=table.owner)
    assert isinstance(approved.event, Approved)
    assert approved.event.certificate == finding


def test_a_payer_is_known(table: Table) -> None:
    issue = table.triaged()
    line = ClearLine(source="shops", payer=new_id(), amount=1, pays_for="店招")
    unknown = TableProposal(issue=issue, plan="整治", budget=1, lines=(line,))
    assert table.refuses(unknown, by=table.town.clerk).code is Code.UNKNOWN_ORGANISATION


def test_money_is_booked_on_the_lines_of_the_plan(table: Table) -> None:
    """张家宅: the government's share and the shops' are accounts of their own."""
    issue, clerk = table.approved(), table.town.clerk
    for entry in (
        PledgeFunds(issue=issue, line=2, amount=6_000_000),
        ReceiveFunds(issue=issue, line=2, amount=6_000_000),
        SpendFunds(issue=issue, line=2, amount=5_400_000, note="店招制作"),
        ReturnFunds(issue=issue, line=2, amount=600_000, note="余款退还商铺"),
    ):
        table.town.do(entry, by=clerk)
    account = table.town.issue(issue).state.account(2)
    assert account is not None
    booked = (account.pledged, account.received, account.spent, account.returned, account.held)
    assert booked == (6_000_000, 6_000_000, 5_400_000, 600_000, 0)
    other = SpendFunds(issue=issue, line=1, amount=1, note="管线")
    assert table.refuses(other, by=clerk).code is Code.SPENT_BEYOND_RECEIVED
