"""Policies that an event could be asked without any difference, and why.

What is listed here is no gap of the suite: no state exists in which anybody could notice.
"""

from collections.abc import Mapping

from domain.clock.policies import clock_to_extend
from domain.issue import demands, events, policies
from domain.issue.lifecycle import Status
from domain.issue.policies import Policy
from tests.domain.described import expected_at

SPEAKS_AT: Mapping[Policy, frozenset[Status]] = {
    policies.child_answered: frozenset({Status.MERGED}),
    policies.child_unasked: frozenset({Status.MERGED}),
    policies.short_way_open: frozenset({Status.REPORTED}),
    policies.talks_stopped: frozenset({Status.REPORTED}),
    policies.question_agreed: frozenset({Status.APPROVED}),
    demands.ready_to_approve: frozenset({Status.NEGOTIATED}),
    policies.round_answered: frozenset({Status.REPORTED, Status.NEGOTIATED}),
}
"""Policies that refuse at some statuses alone; where an event is not accepted they are mute."""

APPROVED_PLAN: Mapping[Policy, str] = {
    policies.spending_allowed: "there is an approval",
    policies.plan_to_consent_to: "what was approved is a plan",
}

IMPLIED: Mapping[type, Mapping[Policy, str]] = {
    events.ProgressNoted: {policies.emergency_worked: "it is noted of work that has begun"},
    events.Merged: {policies.funds_settled: "what has received nothing holds nothing"},
    events.FundsSpent: {
        policies.money_to_return: "a line that pays holds money",
        policies.line_to_split: "a line that pays is on the plan",
        policies.plan_to_consent_to: "a line that pays is on the plan",
    },
    events.CostAllocated: {
        policies.lines_known: "a line that is split is known",
        policies.plan_to_consent_to: "a line that is split is on the plan",
    },
    events.VariationApproved: {
        policies.plan_tabled: "what is agreed on is on the table",
        policies.question_agreed: "there `variation_agreed` asks the same",
    },
    events.PublicationWithdrawn: {policies.reporter_answered: "what is public has answered"},
    events.Reopened: {
        policies.reporter_answered: "a reporter who is there is known",
        policies.somebody_to_reach: "one question by two names",
    },
    events.ReporterDetached: {
        policies.reporter_answered: "a reporter who is there is known",
        policies.somebody_to_reach: "one question by two names",
    },
    events.RevisitAttempted: {
        policies.reporter_answered: "a reporter who is there is known",
        policies.reporter_present: "one question by two names",
    },
    events.ClockPaused: {clock_to_extend: "what may be paused is neither over nor overdue"},
    events.Acknowledged: {policies.somebody_dispatched: "an order that waits is an open order"},
    events.ReturnGranted: {policies.somebody_dispatched: "who asks holds an open order"},
    events.ReturnRefused: {policies.somebody_dispatched: "who asks holds an open order"},
    events.ApprovalAnnulled: APPROVED_PLAN,
    events.ApprovalVoided: APPROVED_PLAN,
    events.ReworkOrdered: APPROVED_PLAN,
}
"""What the event is asked already implies the policy."""

AT_REPORTED: Mapping[type, Mapping[Policy, str]] = {
    events.WorkStarted: {policies.spending_allowed: "there approval is waived"},
    events.PositionTaken: {policies.plan_to_consent_to: "what is spoken to is on the table"},
    events.EmergencyConsented: {policies.plan_tabled: "there no plan is in force"},
    events.Reopened: {policies.objected: "there `round_answered` asks the same"},
}
"""The same of what is asked at *reported* alone."""


def implied(table: str, event: type, policy: Policy) -> bool:
    """Whether the policy can refuse nothing there that is not refused already."""
    statuses = {status for status in Status if expected_at(event, status)}
    if table == "AT_REPORTED":
        statuses &= {Status.REPORTED}
        if policy in AT_REPORTED.get(event, {}):
            return True
    mute = not statuses & SPEAKS_AT.get(policy, frozenset(Status))
    return mute or policy in IMPLIED.get(event, {})
