"""What votes, keepers, shares and the fund in an emergency refuse, by hand."""

from collections.abc import Mapping

from domain.issue import accounting, allocating, balloting, keeping, urgent_fund
from domain.refusal import Code
from tests.domain.dsl import Rule

C = Code
VOTES: Mapping[Rule, set[Code]] = {
    balloting.call_ballot: {
        C.STATUS_FORBIDS,
        C.BALLOT_OPEN,
        C.VARIATION_NOT_AGREED,
        C.FUNDING_GAP,
        C.NEEDS_OWNERS_DECISION,
        C.OTHER_RULE,
        C.MATTER_NOT_FUND,
        C.NO_ASSEMBLY,
    },
    balloting.end_ballot: {C.STATUS_FORBIDS, C.NO_BALLOT_OPEN},
    balloting.approve_by_ballot: {C.STATUS_FORBIDS, C.NO_BALLOT_OPEN, C.OTHER_RULE},
    balloting.reject_by_ballot: {C.STATUS_FORBIDS, C.NO_BALLOT_OPEN},
    keeping.hand_over: {
        C.STATUS_FORBIDS,
        C.UNKNOWN_PARTY,
        C.NOT_THE_KEEPER,
        C.ALREADY_KEPT,
    },
    allocating.allocate: {
        C.STATUS_FORBIDS,
        C.UNKNOWN_LINE,
        C.ACCOUNT_RENDERED,
        C.APPROVAL_ANNULLED,
        C.LINE_NOT_APPROVED,
        C.REGISTER_NOT_ADOPTED,
        C.ALLOCATION_GROUND_MISSING,
        C.UNKNOWN_SCOPE,
        C.ALLOCATION_EMPTY,
        C.ALLOCATION_DIFFERS,
        C.SHARE_REPEATED,
    },
    allocating.pay_share: {
        C.STATUS_FORBIDS,
        C.ACCOUNT_RENDERED,
        C.LINE_NOT_ALLOCATED,
        C.UNIT_NOT_ALLOCATED,
        C.SHARE_OVERPAID,
    },
    accounting.render: {
        C.STATUS_FORBIDS,
        C.UNKNOWN_LINE,
        C.ACCOUNT_RENDERED,
        C.FUNDS_UNSETTLED,
    },
    urgent_fund.secure: {C.STATUS_FORBIDS, C.NOT_AN_EMERGENCY},
    urgent_fund.consent: {
        C.STATUS_FORBIDS,
        C.NOT_AN_EMERGENCY,
        C.SAFETY_UNSECURED,
        C.NO_PROPOSAL,
        C.NOT_A_CONFIRMER,
    },
    urgent_fund.review_price: {
        C.STATUS_FORBIDS,
        C.NOT_AN_EMERGENCY,
        C.UNKNOWN_PARTY,
        C.REVIEWER_INVOLVED,
    },
}
"""What is refused around a plan that is voted on or paid for."""
