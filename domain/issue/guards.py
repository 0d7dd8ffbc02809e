"""Which rules guard which event, as tables.

`admit` is what every decision asks first, and `would_accept` what is offered.
"""

from collections.abc import Iterable, Mapping

from domain.clock.policies import clock_to_extend, clock_to_pause, clock_to_resume
from domain.issue import events
from domain.issue.demands import (
    ready_to_agree,
    ready_to_approve,
    ready_to_finish,
    something_to_check,
)
from domain.issue.lifecycle import Status, permits, require
from domain.issue.policies import (
    Policy,
    account_open,
    approval_stands,
    approval_waived,
    ballot_running,
    budget_covered,
    child_answered,
    child_unasked,
    emergency_listed,
    emergency_worked,
    funds_settled,
    is_published,
    last_round,
    level_above,
    level_below,
    line_to_spend,
    line_to_split,
    lines_known,
    money_to_return,
    negotiation_waived,
    no_ballot_open,
    no_children,
    no_dispatch_open,
    no_funds,
    no_referral_open,
    objected,
    order_waiting,
    plan_approved,
    plan_tabled,
    plan_to_consent_to,
    question_agreed,
    referral_running,
    reporter_answered,
    reporter_present,
    return_to_ask,
    return_to_decide,
    round_answered,
    rounds_left,
    safety_secured,
    share_to_pay,
    short_way_open,
    somebody_dispatched,
    somebody_to_reach,
    spending_allowed,
    talks_open,
    talks_stopped,
    triaged_first,
    variation_agreed,
    work_to_start,
    work_under_way,
)
from domain.issue.state import IssueState
from domain.refusal import Refused

POLICIES: Mapping[type, tuple[Policy, ...]] = {
    events.Transferred: (
        no_ballot_open,
        no_dispatch_open,
        work_to_start,
        no_children,
        funds_settled,
        no_referral_open,
    ),
    events.ReferralMade: (no_referral_open,),
    events.ReferralEnded: (referral_running,),
    events.PublicationWithdrawn: (is_published,),
    events.Declined: (no_ballot_open, no_dispatch_open, work_to_start, funds_settled),
    events.Withdrawn: (no_ballot_open, work_to_start, funds_settled),
    events.ReporterDetached: (reporter_present,),
    events.Acknowledged: (order_waiting,),
    events.DispatchCompleted: (somebody_dispatched,),
    events.ReturnRequested: (somebody_dispatched, return_to_ask),
    events.ReturnGranted: (return_to_decide,),
    events.ReturnRefused: (return_to_decide,),
    events.DispatchRecalled: (somebody_dispatched,),
    events.Escalated: (level_above,),
    events.HandedDown: (level_below,),
    events.ClockPaused: (clock_to_pause,),
    events.ClockResumed: (clock_to_resume,),
    events.DeadlineExtended: (clock_to_extend,),
    events.Merged: (no_ballot_open, no_dispatch_open, work_to_start, no_children, no_funds),
    events.ProposalTabled: (no_ballot_open, triaged_first, talks_open),
    events.PositionTaken: (no_ballot_open, talks_open, plan_tabled),
    events.Checked: (something_to_check,),
    events.Negotiated: (ready_to_agree,),
    events.NegotiationFailed: (talks_open,),
    events.NegotiationReopened: (no_ballot_open, talks_stopped),
    events.BallotCalled: (no_ballot_open, question_agreed, budget_covered, ready_to_approve),
    events.BallotEnded: (ballot_running,),
    events.Approved: (no_ballot_open, ready_to_approve),
    events.Rejected: (no_ballot_open,),
    events.VariationApproved: (no_ballot_open, variation_agreed),
    events.ApprovalAnnulled: (no_ballot_open, plan_approved),
    events.ApprovalVoided: (plan_approved,),
    events.WorkStarted: (work_to_start,),
    events.ProgressNoted: (work_under_way,),
    events.FundsPledged: (lines_known, account_open),
    events.FundsReceived: (lines_known, account_open),
    events.FundsSpent: (
        lines_known,
        account_open,
        approval_stands,
        spending_allowed,
        line_to_spend,
    ),
    events.FundsReturned: (lines_known, account_open, money_to_return),
    events.CostAllocated: (line_to_split, account_open, approval_stands),
    events.SharePaid: (share_to_pay, account_open),
    events.SafetySecured: (emergency_listed,),
    events.EmergencyConsented: (emergency_listed, safety_secured, plan_to_consent_to),
    events.PriceReviewed: (emergency_listed,),
    events.AccountRendered: (lines_known, account_open, funds_settled),
    events.Done: (
        no_ballot_open,
        triaged_first,
        short_way_open,
        emergency_worked,
        no_dispatch_open,
        reporter_answered,
        ready_to_finish,
    ),
    events.RevisitAttempted: (child_answered, somebody_to_reach),
    events.Revisited: (child_answered, child_unasked),
    events.ReworkOrdered: (objected, rounds_left, approval_stands, plan_approved),
    events.Reopened: (no_ballot_open, round_answered, rounds_left, reporter_present),
    events.Concluded: (objected, last_round, funds_settled),
}
"""Which policies guard which event, in the order in which they are told."""

AT_REPORTED: Mapping[type, tuple[Policy, ...]] = {
    events.Approved: (negotiation_waived,),
    events.Rejected: (negotiation_waived,),
    events.WorkStarted: (approval_waived,),
}
"""What is asked beside them at *reported*, where these steps belong to emergencies alone."""


def policies_at(status: Status, event: type) -> tuple[Policy, ...]:
    """The policies that guard *event* at *status*."""
    early = AT_REPORTED.get(event, ()) if status is Status.REPORTED else ()
    return (*early, *POLICIES.get(event, ()))


def guard(event: type, state: IssueState) -> None:
    """Apply every policy of *event*."""
    for policy in policies_at(state.status, event):
        policy(state)


def admit(event: type, state: IssueState) -> None:
    """What every decision asks first: the lifecycle, then the policies."""
    require(event, state.status)
    guard(event, state)


def would_accept(event: type, state: IssueState) -> bool:
    """Whether a command for *event* can succeed on this state, its own words aside."""
    return permits(event, state.status) and all_agree(policies_at(state.status, event), state)


def all_agree(policies: Iterable[Policy], state: IssueState) -> bool:
    """Whether none of the policies refuses."""
    try:
        for policy in policies:
            policy(state)
    except Refused:
        return False
    return True
