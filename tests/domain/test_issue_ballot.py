"""Which vote decides on which plan, what it decides, and what waits meanwhile."""

from itertools import product
from typing import Any

from domain.issue import events
from domain.issue.approval import approve, approve_variation, reject
from domain.issue.balloting import approve_by_ballot, call_ballot, end_ballot, reject_by_ballot
from domain.issue.events import Approved, Authorisation, BallotEnding, Rejected, VariationApproved
from domain.issue.lifecycle import Status
from domain.issue.parts import FundWay
from domain.method.rules import BALLOT_RULES, ApprovalRule, FundExit
from domain.refusal import Code
from tests.domain.burdens import VOTE
from tests.domain.dsl import Outcome, given
from tests.domain.examples import NORMAL, reported, ruled, sealed, uid
from tests.domain.loop import (
    AGREED,
    APPROVED,
    SEATS,
    TABLED,
    URGENT,
    WORDS,
    approved,
    line,
    negotiated,
    position,
    tabled,
)
from tests.domain.voting import BALLOT, called, ended
from tests.domain.willing import tries

OWNERS, SPECIAL = ApprovalRule.OWNERS_ORDINARY, ApprovalRule.OWNERS_SPECIAL
ALL, CANVASS, PANEL = ApprovalRule.UNANIMOUS, ApprovalRule.CANVASS, ApprovalRule.REVIEW_PANEL
SUPERIOR, JOINT = ApprovalRule.SUPERIOR, ApprovalRule.JOINT_AGREEMENT
FUND = line(source="maintenance-fund")
COVERED = line(
    source="maintenance-fund",
    authorisation=Authorisation(cap=100, reference=sealed(), number=7),
)
WORDS_AGAIN = tuple(position(seat, version=2) for seat in SEATS)
DECIDED = ended(BallotEnding.DECIDED)


def by(rule: ApprovalRule, **plan: Any) -> tuple[object, ...]:
    """An agreed plan that goes by that rule."""
    return (reported(), NORMAL, tabled(rule=rule, **plan), *WORDS, negotiated())


def calling(*history: object, rule: ApprovalRule, **other: object) -> Outcome:
    """The vote is called."""
    return given(*history).when(call_ballot, ballot=BALLOT, rule=rule, **other)


def accepted(*history: object, **other: object) -> set[ApprovalRule]:
    """The rules of the votes that may be called."""
    return {rule for rule in BALLOT_RULES if calling(*history, rule=rule, **other).refusal is None}


def test_a_vote_is_called_on_an_agreed_plan() -> None:
    calling(*AGREED, rule=OWNERS).then(called()).leaves(status=Status.NEGOTIATED)
    calling(*TABLED, rule=OWNERS).refused(Code.STATUS_FORBIDS, status="reported")
    calling(*AGREED, called(), rule=OWNERS).refused(Code.BALLOT_OPEN)


def test_a_plan_goes_by_its_own_vote_or_a_stricter_one() -> None:
    assert accepted(*by(CANVASS)) == {CANVASS, ALL}
    assert accepted(*by(ALL)) == {ALL}
    assert accepted(*by(OWNERS)) == {OWNERS, SPECIAL}
    assert accepted(*by(SPECIAL)) == {SPECIAL}
    assert accepted(*by(PANEL)) == {PANEL}
    calling(*by(SPECIAL), rule=OWNERS).refused(Code.OTHER_RULE, rule="owners-special")


def test_whoever_may_decide_may_ask_by_any_vote() -> None:
    assert accepted(*by(JOINT)) == accepted(*by(SUPERIOR)) == BALLOT_RULES


def test_no_vote_is_in_vain_for_want_of_money() -> None:
    calling(*by(OWNERS, budget=130), rule=OWNERS).refused(Code.FUNDING_GAP, gap=30)


def test_only_owners_vote_on_their_fund() -> None:
    assert accepted(*by(JOINT, lines=(FUND,))) == {OWNERS, SPECIAL}
    assert accepted(*by(JOINT, lines=(FUND,)), by_owners=True) == {OWNERS, SPECIAL, ALL}
    assert accepted(*by(CANVASS, lines=(FUND,))) == {OWNERS, SPECIAL}
    assert accepted(*by(SPECIAL, lines=(FUND,)), by_owners=True) == {SPECIAL}
    assert accepted(*by(ALL, lines=(FUND,)), by_owners=True) == {ALL}
    assert accepted(*by(ALL, lines=(FUND,))) == set()
    calling(*by(CANVASS, lines=(FUND,)), rule=CANVASS).refused(Code.NEEDS_OWNERS_DECISION, line=1)


def test_the_use_of_their_fund_is_put_to_the_owners_by_name() -> None:
    fund = by(JOINT, lines=(FUND,))
    for rule in (OWNERS, SPECIAL, ALL):
        other = calling(*fund, rule=rule, by_owners=True, on_fund=False)
        other.refused(Code.MATTER_NOT_FUND, line=1)
    for free in (AGREED, by(CANVASS, lines=(COVERED,))):
        assert calling(*free, rule=ALL, by_owners=True, on_fund=False).refusal is None


def test_what_the_owners_authorised_goes_by_any_vote() -> None:
    assert accepted(*by(CANVASS, lines=(COVERED,))) == {CANVASS, ALL}


def test_where_no_assembly_exists_the_method_must_let_the_committee_canvass() -> None:
    fund = by(JOINT, lines=(FUND,))
    calling(*fund, rule=OWNERS, assembly=False).refused(Code.NO_ASSEMBLY)
    exits = ruled(fund_exits=(FundExit.COMMITTEE_CANVASS,))
    canvassed = (reported(rules=exits), *fund[1:])
    assert calling(*canvassed, rule=OWNERS, assembly=False).refusal is None
    assert calling(*AGREED, rule=OWNERS, assembly=False).refusal is None


def test_a_variation_goes_by_the_vote_that_approved_the_plan() -> None:
    voted = (*by(CANVASS), called(rule=CANVASS), DECIDED, approved(rule=CANVASS))
    draft = (*voted, tabled(2), *WORDS_AGAIN)
    assert accepted(*draft) == {CANVASS, ALL}
    calling(*voted, tabled(2), rule=CANVASS).refused(Code.VARIATION_NOT_AGREED)
    for by_superior in (True, False):
        given(*draft).when(approve_variation, by_superior=by_superior, note=None).refused(
            Code.NEEDS_BALLOT
        )


def test_what_goes_by_a_vote_neither_seats_nor_a_superior_decide() -> None:
    for rule, by_superior in product(BALLOT_RULES, (True, False)):
        who = {"by_superior": by_superior, "confirms": False}
        plan = given(*by(rule))
        plan.when(approve, **who, note=None, certificate=None).refused(Code.NEEDS_BALLOT)
        plan.when(reject, **who, reason=sealed(), bearer=None).refused(Code.NEEDS_BALLOT)


def test_an_emergency_does_not_wait_for_a_vote() -> None:
    urgent = (*URGENT, tabled(rule=OWNERS), *WORDS, negotiated())
    who = {"by_superior": True, "confirms": False, "note": None, "certificate": None}
    given(*urgent).when(approve, **who).then(approved(rule=SUPERIOR))


def approving(*history: object, **other: object) -> Outcome:
    """The vote has reached its thresholds."""
    usual = {"ballot": BALLOT, "rule": OWNERS, "note": None}
    return given(*history).when(approve_by_ballot, **usual | other)


def test_the_vote_approves() -> None:
    plan = Approved(version=1, rule=OWNERS, note=None, certificate=None, ballot=BALLOT)
    approving(*AGREED, called()).then(DECIDED, plan).leaves(status=Status.APPROVED, ballot=None)
    approving(*AGREED).refused(Code.NO_BALLOT_OPEN)
    approving(*TABLED).refused(Code.STATUS_FORBIDS, status="reported")
    approving(*AGREED, called(), ballot=uid(99)).refused(Code.NO_BALLOT_OPEN)
    approving(*AGREED, called(), rule=CANVASS).refused(Code.OTHER_RULE, rule="owners-ordinary")


def test_the_vote_approves_a_variation() -> None:
    draft = (*APPROVED, tabled(2, lines=(FUND,)), *WORDS_AGAIN, called(2))
    varied = VariationApproved(version=2, rule=OWNERS, note=None, ballot=BALLOT)
    approving(*draft).then(DECIDED, varied).leaves(status=Status.APPROVED, ballot=None)
    after = given(*draft, DECIDED, varied).state
    assert (after.approval.proposal.version, after.approval.rule) == (2, OWNERS)
    assert after.approval.way is FundWay.OWNERS


def rejecting(*history: object, **other: object) -> Outcome:
    """The vote has missed its thresholds."""
    return given(*history).when(reject_by_ballot, **{"ballot": BALLOT, "reason": sealed()} | other)


def test_the_vote_turns_it_down() -> None:
    no = Rejected(version=1, rule=OWNERS, reason=sealed(), bearer=None, ballot=BALLOT)
    rejecting(*AGREED, called()).then(DECIDED, no).leaves(status=Status.REPORTED, ballot=None)
    rejecting(*AGREED).refused(Code.NO_BALLOT_OPEN)
    rejecting(*TABLED).refused(Code.STATUS_FORBIDS, status="reported")


def test_a_variation_that_missed_leaves_the_plan_in_force() -> None:
    draft = (*APPROVED, tabled(2), *WORDS_AGAIN, called(2))
    rejecting(*draft).then(DECIDED).leaves(status=Status.APPROVED, ballot=None)
    assert given(*draft, DECIDED).state.approval.proposal.version == 1


def test_a_cancelled_vote_decides_nothing() -> None:
    def ending(*history: object) -> Outcome:
        return given(*history).when(end_ballot, ballot=BALLOT)

    ending(*AGREED, called()).then(ended()).leaves(status=Status.NEGOTIATED, ballot=None)
    ending(*AGREED).refused(Code.NO_BALLOT_OPEN)
    ending(*TABLED).refused(Code.STATUS_FORBIDS, status="reported")


STOPPED: tuple[tuple[type, tuple[object, ...]], ...] = (
    (events.Transferred, (reported(),)),
    (events.Declined, (reported(),)),
    (events.Withdrawn, AGREED),
    (events.Merged, AGREED),
    (events.NegotiationReopened, AGREED),
    (events.Approved, AGREED),
    (events.Rejected, AGREED),
    (events.ProposalTabled, APPROVED),
    (events.PositionTaken, (*APPROVED, tabled(2))),
    (events.VariationApproved, (*APPROVED, tabled(2), *WORDS_AGAIN)),
    (events.ApprovalAnnulled, APPROVED),
    (events.Done, APPROVED),
    (events.Reopened, APPROVED),
)


def test_nothing_else_decides_while_a_vote_runs() -> None:
    for event, history in STOPPED:
        status = Status.DONE if event is events.Reopened else given(*history).state.status
        voting = given(*history).standing(ballot=VOTE, status=status)
        for rule, words in tries(event, voting.state):
            voting.when(rule, **words).refused(Code.BALLOT_OPEN)


def test_a_vote_survives_being_passed_up() -> None:
    up = events.Escalated(level=events.Level.DISTRICT, body=uid(2), reason=sealed(), rung=None)
    assert given(*AGREED, called(), up).state.ballot is not None
