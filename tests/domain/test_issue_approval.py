"""Who may approve what, by which rule; variations; and an approval annulled."""

from domain.issue.approval import annul, approve, approve_variation, reject
from domain.issue.events import Agreement, Approved, Authorisation
from domain.issue.lifecycle import Status
from domain.method.rules import ApprovalRule
from domain.refusal import Code
from tests.domain.dsl import Outcome, given
from tests.domain.examples import (
    DONE,
    FAST,
    NORMAL,
    reported,
    sealed,
)
from tests.domain.loop import (
    AGREED,
    ANNULLED,
    APPROVED,
    SEATS,
    TABLED,
    UNHAPPY,
    VOIDED,
    WORDS,
    approved,
    line,
    negotiated,
    pinned,
    position,
    rejected,
    reopened,
    revisited,
    tabled,
    varied,
)

JOINT, SUPERIOR = ApprovalRule.JOINT_AGREEMENT, ApprovalRule.SUPERIOR
ALONE = (
    *TABLED[:2],
    tabled(seats=(pinned("property-company"),)),
    WORDS[2],
    negotiated(agreement=Agreement.SINGLE),
)
FUND = line(source="maintenance-fund")
PAID_BY_FUND = (*TABLED[:2], tabled(lines=(FUND,)), *AGREED[3:])
WORDS_AGAIN = tuple(position(seat, version=2) for seat in SEATS)
DRAFT = (*APPROVED, tabled(2), *WORDS_AGAIN)


def approving(*history: object, **other: object) -> Outcome:
    """The committee approves, unless told otherwise."""
    usual = {"by_superior": False, "confirms": False, "note": None, "certificate": None}
    return given(*history).when(approve, **usual | other)


def rejecting(*history: object, **other: object) -> Outcome:
    """The superior turns it down, unless told otherwise."""
    usual = {"by_superior": True, "confirms": False, "reason": sealed(), "bearer": None}
    return given(*history).when(reject, **usual | other)


def varying(*history: object, **other: object) -> Outcome:
    """The committee lets the draft take the plan's place, unless told otherwise."""
    return given(*history).when(approve_variation, **{"by_superior": False, "note": None} | other)


def test_a_joint_agreement_is_approved_by_the_committee_or_from_above() -> None:
    approving(*AGREED).then(approved()).leaves(status=Status.APPROVED)
    approving(*AGREED, by_superior=True, note=sealed(), certificate="sha256:00").then(
        Approved(version=1, rule=SUPERIOR, note=sealed(), certificate="sha256:00", ballot=None)
    )


def test_what_fewer_than_two_organisations_agreed_on_only_the_superior_approves() -> None:
    approving(*ALONE).refused(Code.NEEDS_SUPERIOR)
    approving(*ALONE, by_superior=True).then(approved(rule=SUPERIOR))
    from_above = (*TABLED[:2], tabled(seats=()), negotiated(agreement=Agreement.SUPERIOR))
    approving(*from_above).refused(Code.NEEDS_SUPERIOR)


def test_a_method_may_leave_every_approval_to_the_superior() -> None:
    strict = (*TABLED[:2], tabled(rule=SUPERIOR), *AGREED[3:])
    approving(*strict).refused(Code.NEEDS_SUPERIOR)
    approving(*strict, by_superior=True).then(approved(rule=SUPERIOR))


def test_a_plan_is_approved_once_it_was_agreed() -> None:
    for way in (TABLED, (reported(), NORMAL)):
        for by_superior in (True, False):
            approving(*way, by_superior=by_superior).refused(Code.NOT_AN_EMERGENCY)
    approving(*APPROVED).refused(Code.STATUS_FORBIDS, status="approved")


def test_the_shares_add_up_before_anything_is_approved() -> None:
    short = (*TABLED[:2], tabled(lines=(line(amount=90),)), *AGREED[3:])
    for by_superior in (True, False):
        approving(*short, by_superior=by_superior).refused(Code.FUNDING_GAP, gap=10)
    varying(*APPROVED, tabled(2, budget=130), *WORDS_AGAIN).refused(Code.FUNDING_GAP, gap=30)


def test_no_agreement_of_seats_and_no_superior_spends_the_owners_fund() -> None:
    for by_superior in (True, False):
        approving(*PAID_BY_FUND, by_superior=by_superior, certificate="sha256:00").refused(
            Code.NEEDS_OWNERS_DECISION, line=1
        )
    varying(*APPROVED, tabled(2, lines=(FUND,)), *WORDS_AGAIN).refused(
        Code.NEEDS_OWNERS_DECISION, line=1
    )
    allowed = line(
        source="maintenance-fund",
        authorisation=Authorisation(cap=100, reference=sealed(), number=None),
    )
    approving(*TABLED[:2], tabled(lines=(allowed,)), *AGREED[3:]).then(approved())


def test_a_plan_that_is_turned_down_is_off_the_table() -> None:
    rejecting(*AGREED).then(rejected()).leaves(status=Status.REPORTED)
    rejecting(*AGREED, by_superior=False).then(rejected(rule=JOINT))
    rejecting(*ALONE, by_superior=False).refused(Code.NEEDS_SUPERIOR)
    talks = given(*AGREED, rejected()).state.negotiation
    assert (talks.proposal, talks.positions, talks.agreement, talks.versions) == (None, (), None, 1)


def test_nothing_is_turned_down_that_was_not_agreed() -> None:
    rejecting(*TABLED).refused(Code.NOT_AN_EMERGENCY)
    rejecting(*APPROVED).refused(Code.STATUS_FORBIDS, status="approved")


def test_a_variation_takes_the_plans_place_by_the_rule_that_approved_it() -> None:
    varying(*DRAFT).then(varied()).leaves(status=Status.APPROVED, plan_in_force=True)
    varying(*APPROVED[:-1], approved(rule=SUPERIOR), *DRAFT[len(APPROVED) :]).refused(
        Code.NEEDS_SUPERIOR
    )
    one = (*APPROVED, tabled(2, seats=(pinned("owners-committee"),)), WORDS_AGAIN[1])
    varying(*one).refused(Code.NEEDS_SUPERIOR)
    varying(*one, by_superior=True).then(varied())


def test_a_variation_needs_every_seat_again() -> None:
    for way in (APPROVED, DRAFT[:-1], (*DRAFT, tabled(3)), (*DRAFT, varied())):
        for by_superior in (True, False):
            varying(*way, by_superior=by_superior).refused(Code.VARIATION_NOT_AGREED)
    varying(*AGREED).refused(Code.STATUS_FORBIDS, status="negotiated")


def test_the_superior_annuls_an_approval() -> None:
    given(*APPROVED).when(annul, reason=sealed()).then(ANNULLED).leaves(
        status=Status.NEGOTIATED, approval=None
    )
    approving(*APPROVED, ANNULLED).then(approved())
    for way, status in ((AGREED, "negotiated"), ((*APPROVED, ANNULLED), "negotiated")):
        given(*way).when(annul, reason=sealed()).refused(Code.STATUS_FORBIDS, status=status)


def test_an_annulled_approval_leaves_the_plan_that_was_agreed_and_no_draft() -> None:
    """A draft that no seat had agreed to once stood there with the agreement of the plan."""
    for draft in ((tabled(2),), (tabled(2), *WORDS_AGAIN)):
        approving(*APPROVED, *draft, ANNULLED).then(approved(1))
    approving(*DRAFT, varied(), ANNULLED).then(approved(2))


def test_a_varied_plan_stands_agreed_as_it_was_agreed_itself() -> None:
    one = (*APPROVED, tabled(2, seats=(pinned("owners-committee"),)), WORDS_AGAIN[1], varied())
    approving(*one, ANNULLED).refused(Code.NEEDS_SUPERIOR)
    approving(*one, ANNULLED, by_superior=True).then(approved(2, SUPERIOR))


def test_annulled_after_the_work_it_stays_done_and_nothing_stands() -> None:
    for status, history in (
        (Status.DONE, (*APPROVED, DONE)),
        (Status.REVISITED, (*APPROVED, DONE, revisited())),
    ):
        void = given(*history).when(annul, reason=sealed()).then(VOIDED)
        void.leaves(status=status, approval=None, voided=True)
    plan = given(*APPROVED, DONE, VOIDED).state.negotiation
    assert (plan.proposal is not None, plan.agreement) == (True, Agreement.JOINT)
    draft = given(*APPROVED, tabled(2), DONE, VOIDED).state.plan
    assert draft is not None
    assert draft.version == 1
    given(reported(), FAST, DONE).when(annul, reason=sealed()).refused(Code.NO_APPROVED_PLAN)
    twice = given(*APPROVED, DONE, VOIDED).when(annul, reason=sealed())
    twice.refused(Code.NO_APPROVED_PLAN)


def test_what_was_annulled_after_the_work_is_approved_anew_in_a_next_round() -> None:
    again = (*APPROVED, DONE, VOIDED, UNHAPPY, reopened())
    fresh = given(*again).state
    assert (fresh.status, fresh.voided) == (Status.REPORTED, False)
    words = tuple(position(seat, version=2) for seat in SEATS)
    agreed = (*again, tabled(2), *words, negotiated())
    approving(*agreed).then(approved(2)).leaves(status=Status.APPROVED)
