"""Golden events of votes on a plan, of the fund in an emergency, of shares, and of keepers."""

from collections.abc import Mapping
from dataclasses import replace

import domain.issue.events as issue
from domain.actor import Actor, Role
from domain.method.rules import ApprovalRule
from tests.golden.negotiation import NEGOTIATION
from tests.golden.values import (
    CLERK,
    COMPANY,
    CONTRACTOR,
    HANDLER,
    OWNERS,
    SUBDISTRICT,
    SUPERIOR,
    by_issue,
    known,
)

BALLOT, REGISTER = known(0x25), known(0x26)
VOTERS = Actor(role=Role.OWNERS_COMMITTEE, person=known(0x39), organisation=OWNERS, key=known(0x3A))


def before(name: str) -> object:
    """What the first version of an event means today."""
    return NEGOTIATION[name, 1][1]


_FIRST_PLAN = before("issue.proposal-tabled")
_APPROVED = before("issue.approved")
_REJECTED = before("issue.rejected")
_VARIED = before("issue.variation-approved")
assert isinstance(_FIRST_PLAN, issue.ProposalTabled)
assert isinstance(_APPROVED, issue.Approved)
assert isinstance(_REJECTED, issue.Rejected)
assert isinstance(_VARIED, issue.VariationApproved)
_LINE = _FIRST_PLAN.lines[0]
assert _LINE.authorisation is not None

PLANS: Mapping[tuple[str, int], tuple[Actor, object]] = {
    ("issue.proposal-tabled", 2): (
        CLERK,
        replace(
            _FIRST_PLAN,
            lines=(replace(_LINE, authorisation=replace(_LINE.authorisation, number=7)),),
            rule=ApprovalRule.OWNERS_SPECIAL,
        ),
    ),
    ("issue.ballot-called", 1): (
        CLERK,
        issue.BallotCalled(ballot=BALLOT, version=2, rule=ApprovalRule.OWNERS_SPECIAL),
    ),
    ("issue.ballot-ended", 1): (
        CLERK,
        issue.BallotEnded(ballot=BALLOT, ending=issue.BallotEnding.DECIDED),
    ),
    ("issue.approved", 2): (
        SUPERIOR,
        replace(_APPROVED, rule=ApprovalRule.OWNERS_ORDINARY, ballot=BALLOT),
    ),
    ("issue.rejected", 2): (
        SUPERIOR,
        replace(_REJECTED, rule=ApprovalRule.CANVASS, ballot=BALLOT),
    ),
    ("issue.variation-approved", 2): (
        CLERK,
        replace(_VARIED, rule=ApprovalRule.UNANIMOUS, ballot=BALLOT),
    ),
    ("issue.keeper-named", 1): (
        HANDLER,
        issue.KeeperNamed(organisation=COMPANY, person=known(0x34)),
    ),
    ("issue.cost-allocated", 1): (
        CLERK,
        issue.CostAllocated(
            line=1,
            key=issue.AllocationKey.AGREED,
            register=REGISTER,
            version=3,
            part=1,
            parts=2,
            shares=(
                issue.UnitShare(unit="3-1-201", amount=180_000),
                issue.UnitShare(unit="3-1-301", amount=220_000),
            ),
            ground=by_issue(
                "issue.cost-allocated/ground",
                "Jt52O4KefI6GcnGm",
                "z/ffpEmaUXaB83ddk1a2ZYC1ptjArJk8vR1Skix9Qjh7Z+1kRD70SYF3zbOqmg==",
            ),
        ),
    ),
    ("issue.share-paid", 1): (CLERK, issue.SharePaid(line=1, unit="3-1-201", amount=180_000)),
    ("issue.account-rendered", 1): (
        CLERK,
        issue.AccountRendered(
            lines=(
                issue.AccountLine(
                    line=1, planned=400_000, received=400_000, spent=395_000, returned=5_000
                ),
            ),
            evidence="5f" * 32,
            note=by_issue(
                "issue.account-rendered/note",
                "NDfpEHVvLbKND2IE",
                "HcEgA8A2iFpZxw8eJdVetiUdLqZB8tiFVvVirhYvVklbY7HBJ+uaJQ==",
            ),
        ),
    ),
    ("issue.safety-secured", 1): (
        HANDLER,
        issue.SafetySecured(
            measures=by_issue(
                "issue.safety-secured/measures",
                "rzBKkacCxNfFWx9H",
                "xvwnaQ2lZ6W5cQfdTh3/bvSYnNu+9Ivt4dwlah8SoO+O0lCNzAX2e9StRg==",
            )
        ),
    ),
    ("issue.emergency-consented", 1): (
        SUPERIOR,
        issue.EmergencyConsented(
            organisation=SUBDISTRICT,
            acting=True,
            note=by_issue(
                "issue.emergency-consented/note",
                "EgfIjJ7Kc1aC0jhc",
                "igPDf2SQMl9/CStgudUAfmJF0kez3fiCDV/dU7+4WFd6MT7T/GDadGkoQw==",
            ),
        ),
    ),
    ("issue.price-reviewed", 1): (
        VOTERS,
        issue.PriceReviewed(reviewer=CONTRACTOR, amount=1_150_000, evidence="6a" * 32),
    ),
}
