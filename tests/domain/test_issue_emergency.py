"""Emergency work: confirmed or refused, once by a seat, and after that from above alone."""

from dataclasses import replace

from domain.issue.approval import annul, approve, approve_variation, reject
from domain.issue.events import Approved, Rejected
from domain.issue.events import Emergency as Urgency
from domain.issue.lifecycle import Status
from domain.method.rules import ApprovalRule, Waiver
from domain.refusal import Code
from tests.domain.dsl import Outcome, given
from tests.domain.examples import (
    EMERGENCY,
    PROPERTY,
    reported,
    sealed,
    triaged,
)
from tests.domain.loop import (
    AGREED,
    URGENT,
    URGENT_WORK,
    WORDS,
    approved,
    line,
    rejected,
    tabled,
    varied,
)

SUPERIOR, IN_NEED = ApprovalRule.SUPERIOR, ApprovalRule.EMERGENCY
FUND = line(source="maintenance-fund")


def approving(*history: object, **other: object) -> Outcome:
    """A seat that confirms nothing approves, unless told otherwise."""
    usual = {"by_superior": False, "confirms": False, "note": None, "certificate": None}
    return given(*history).when(approve, **usual | other)


def rejecting(*history: object, **other: object) -> Outcome:
    """The superior turns it down, unless told otherwise."""
    usual = {"by_superior": True, "confirms": False, "reason": sealed(), "bearer": None}
    return given(*history).when(reject, **usual | other)


def varying(*history: object) -> Outcome:
    """The committee lets the draft take the plan's place."""
    return given(*history).when(approve_variation, by_superior=False, note=None)


def test_the_fund_pays_in_a_listed_emergency_with_its_certificate() -> None:
    listed = (reported(), triaged(EMERGENCY.track, case="lift-failure"), tabled(lines=(FUND,)))
    approving(*listed, confirms=True).refused(Code.NEEDS_OWNERS_DECISION, line=1)
    approving(*listed, confirms=True, certificate="sha256:00").then(
        Approved(version=1, rule=IN_NEED, note=None, certificate="sha256:00", ballot=None)
    )


def test_emergency_work_is_confirmed_by_who_may_or_from_above() -> None:
    approving(*URGENT_WORK).refused(Code.NOT_A_CONFIRMER)
    approving(*URGENT_WORK, confirms=True).then(approved(None, IN_NEED)).leaves(
        status=Status.APPROVED
    )
    approving(*URGENT_WORK, by_superior=True).then(approved(None, SUPERIOR))


def test_a_method_says_what_an_emergency_waits_for() -> None:
    told = Urgency(ground=sealed(), case=None, waives=(Waiver.APPROVAL,))
    strict = (reported(), replace(EMERGENCY, emergency=told))
    approving(*strict, confirms=True).refused(Code.NOT_AN_EMERGENCY)
    rejecting(*strict, bearer=PROPERTY).refused(Code.NOT_AN_EMERGENCY)


def test_a_refused_emergency_names_who_bears_its_cost() -> None:
    rejecting(*URGENT_WORK).refused(Code.BEARER_REQUIRED)
    refused = Rejected(version=None, rule=SUPERIOR, reason=sealed(), bearer=PROPERTY, ballot=None)
    rejecting(*URGENT_WORK, bearer=PROPERTY).then(refused).leaves(status=Status.REPORTED)
    state = given(*URGENT_WORK, refused).state
    assert state.emergency.refused
    assert given(*URGENT, tabled(), refused).state.negotiation.proposal is not None
    rejecting(*URGENT_WORK, by_superior=False, bearer=PROPERTY).refused(Code.NOT_A_CONFIRMER)
    rejecting(*URGENT_WORK, by_superior=False, confirms=True, bearer=PROPERTY).then(
        rejected(None, IN_NEED, PROPERTY)
    )


def test_once_refused_it_is_decided_from_above_alone() -> None:
    for rule in (IN_NEED, SUPERIOR):
        refused = (*URGENT_WORK, rejected(None, rule, PROPERTY))
        approving(*refused, confirms=True).refused(Code.NEEDS_SUPERIOR)
        again = {"by_superior": False, "bearer": PROPERTY}
        rejecting(*refused, confirms=True, **again).refused(Code.NEEDS_SUPERIOR)
        approving(*refused).refused(Code.NOT_A_CONFIRMER)
        rejecting(*refused, **again).refused(Code.NOT_A_CONFIRMER)
        approving(*refused, by_superior=True).then(approved(None, SUPERIOR))
        rejecting(*refused, bearer=PROPERTY).then(rejected(None, SUPERIOR, PROPERTY))


def test_seats_that_agree_after_a_refusal_decide_on_their_plan() -> None:
    refused = (*URGENT_WORK, rejected(None, IN_NEED, PROPERTY))
    approving(*refused, *AGREED[2:]).then(approved())


def test_what_was_confirmed_without_a_plan_is_not_annulled() -> None:
    confirmed = (*URGENT_WORK, approved(None, IN_NEED))
    given(*confirmed).when(annul, reason=sealed()).refused(Code.NO_APPROVED_PLAN)


def test_work_that_was_confirmed_without_a_plan_gets_one_by_variation() -> None:
    confirmed = (*URGENT_WORK, approved(None, IN_NEED))
    varying(*confirmed).refused(Code.VARIATION_NOT_AGREED)
    planned = (*confirmed, tabled(), *WORDS)
    varying(*planned).refused(Code.NEEDS_SUPERIOR)
    state = given(*planned, varied(1)).state
    assert state.approval.proposal.version == 1
