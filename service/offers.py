"""Offers: the actions on an issue, the events that each appends, and what is asked of each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from domain.actor import Role
from domain.issue import events
from domain.issue.guards import policies_at
from domain.issue.lifecycle import Status, permits
from domain.issue.policies import Policy
from service.policy import Action, Scope, Table

_EVENTS: Mapping[Action, tuple[type, ...]] = {
    Action.LINK: (events.Linked,),
    Action.ATTACH: (events.Attached,),
    Action.TRIAGE: (events.Triaged,),
    Action.TRANSFER: (events.Transferred,),
    Action.PUBLISH: (events.Published,),
    Action.WITHDRAW_PUBLICATION: (events.PublicationWithdrawn,),
    Action.DECLINE: (events.Declined,),
    Action.OVERRULE_DECLINE: (events.DeclineOverruled,),
    Action.WITHDRAW: (events.Withdrawn, events.ReporterDetached),
    Action.DISPATCH: (events.Dispatched,),
    Action.ACKNOWLEDGE: (events.Acknowledged,),
    Action.COMPLETE_DISPATCH: (events.DispatchCompleted,),
    Action.REQUEST_RETURN: (events.ReturnRequested,),
    Action.DECIDE_RETURN: (events.ReturnGranted,),
    Action.RECALL: (events.DispatchRecalled,),
    Action.RESPOND: (events.Responded,),
    Action.REPLY: (events.Replied,),
    Action.URGE: (events.Urged,),
    Action.SUPERVISE: (events.Supervised,),
    Action.ESCALATE: (events.Escalated,),
    Action.HAND_DOWN: (events.HandedDown,),
    Action.PAUSE_CLOCK: (events.ClockPaused,),
    Action.RESUME_CLOCK: (events.ClockResumed,),
    Action.EXTEND_DEADLINE: (events.DeadlineExtended,),
    Action.MERGE: (events.Merged,),
    Action.UNMERGE: (events.Unmerged,),
    Action.NOTE_MEETING: (events.MeetingNoted,),
    Action.CHECK: (events.Checked,),
    Action.TABLE: (events.ProposalTabled,),
    Action.TAKE_POSITION: (events.PositionTaken,),
    Action.FAIL_NEGOTIATION: (events.NegotiationFailed,),
    Action.REOPEN_NEGOTIATION: (events.NegotiationReopened,),
    Action.DECIDE: (events.Approved,),
    Action.APPROVE_VARIATION: (events.VariationApproved,),
    Action.ANNUL: (events.ApprovalAnnulled, events.ApprovalVoided),
    Action.START_WORK: (events.WorkStarted,),
    Action.NOTE_PROGRESS: (events.ProgressNoted,),
    Action.BOOK_FUNDS: (
        events.FundsPledged,
        events.FundsReceived,
        events.FundsSpent,
        events.FundsReturned,
        events.CostAllocated,
        events.SharePaid,
        events.AccountRendered,
    ),
    Action.REFER: (events.ReferralMade,),
    Action.REFERRAL_KEEP: (events.ReferralEnded,),
    Action.KEEP: (events.KeeperNamed,),
    Action.SECURE_SAFETY: (events.SafetySecured,),
    Action.CONSENT: (events.EmergencyConsented,),
    Action.REVIEW_PRICE: (events.PriceReviewed,),
    Action.COMPLETE: (events.Done,),
    Action.ATTEMPT_REVISIT: (events.RevisitAttempted,),
    Action.REVISIT: (events.Revisited,),
    Action.OBJECT: (events.Reopened,),
    Action.CONCLUDE: (events.Concluded,),
    Action.BALLOT_KEEP: (events.BallotCalled, events.BallotEnded),
}
"""The events that each action on an issue may append to it; one that is accepted is enough."""

_CLOSER = frozenset(
    {
        Action.ACKNOWLEDGE,
        Action.COMPLETE_DISPATCH,
        Action.REQUEST_RETURN,
        Action.TAKE_POSITION,
        Action.DECIDE,
        Action.APPROVE_VARIATION,
        Action.REVISIT,
        Action.OBJECT,
        Action.KEEP,
    }
)
"""The actions of which `service.allowed` asks more than their policies."""


@dataclass(frozen=True, slots=True)
class Offer:
    """An action in a role, and the policies of each of its events that its status permits.

    *unguarded* says that one of these has no policy; *closer* that more is asked than policies.
    """

    action: Action
    role: Role
    guards: tuple[tuple[Policy, ...], ...]
    unguarded: bool
    closer: bool


@dataclass(frozen=True, slots=True)
class Offers:
    """What can be done on an issue in one status by who is covered so far, and in which role."""

    guarded: Sequence[Offer]
    disclosing: Role | None
    receipts: bool


@lru_cache(maxsize=4096)
def offers_at(
    table: Table, roles: frozenset[Role], covered: frozenset[Scope], status: Status
) -> Offers:
    """What depends on no more than this, found once."""
    acting = table.acting(roles, covered)
    permitted = (
        (action, tuple(policies_at(status, one) for one in events if permits(one, status)))
        for action, events in _EVENTS.items()
        if action in acting
    )
    guarded = tuple(
        Offer(action, acting[action], guards, not all(guards), action in _CLOSER)
        for action, guards in permitted
        if guards
    )
    return Offers(guarded, acting.get(Action.DISCLOSE), Action.RECEIPT in acting)
