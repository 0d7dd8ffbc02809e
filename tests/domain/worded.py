"""Words for each decision to which nobody can object."""

from collections.abc import Mapping
from typing import Any

from domain.actor import Actor, Role
from domain.issue import (
    accounting,
    allocating,
    answer,
    approval,
    checking,
    dispatch,
    events,
    exits,
    intake,
    keeping,
    merging,
    negotiation,
    oversight,
    record,
    referring,
    revisit,
    urgent_fund,
    works,
)
from domain.issue.events import RevisitKind
from domain.method.rules import Step
from domain.method.terms import Basis, Limit, Scale, Span, Track
from domain.referral.events import ReferralOutcome
from tests.domain.dsl import T0, Rule, given
from tests.domain.examples import (
    CHILD,
    COMPOUND,
    CONTRACTOR,
    DEFAULT,
    ISSUE,
    LINBA,
    OTHER,
    OWNERS,
    PROPERTY,
    SUBDISTRICT,
    TIMETABLE,
    VOCABULARY,
    body_state,
    reported,
    sealed,
    uid,
)
from tests.domain.loop import TROIKA
from tests.domain.voting import REGISTER, registered

Words = dict[str, Any]
PARTIES = (PROPERTY, CONTRACTOR, uid(77))
"""The last never had an order, so that there is always somebody to hand an issue to."""

OUTSIDER = Actor(role=Role.SUPERIOR, person=uid(90), organisation=uid(91))
FREE: Words = {"by_superior": True, "confirms": True}
ASKED, LOOK = RevisitKind.PHONE, RevisitKind.INSPECTION
MOVE: Words = {
    "receiver": body_state(),
    "method": DEFAULT,
    "vocabulary": VOCABULARY,
    "timetable": TIMETABLE,
    "committee": uid(5),
    "compound": COMPOUND,
    "receiver_in_reach": True,
    "reason": sealed(),
}
PLAN: Words = {
    "vocabulary": VOCABULARY,
    "seats": TROIKA,
    "plan": sealed(),
    "sites": (),
    "outputs": (),
    "budget": 0,
    "by_superior": True,
}
MEETING: Words = {
    "vocabulary": VOCABULARY,
    "committee": body_state(),
    "known_parties": (),
    "meeting": None,
    "kind": "hearing",
    "attendees": (),
    "minutes": sealed(),
    "outcome": None,
    "opinions": (),
}
TRIAGE: Words = {
    "method": LINBA,
    "vocabulary": VOCABULARY,
    "category": "lighting",
    "scale": Scale.SMALL,
    "track": Track.NORMAL,
    "summary": None,
}
COMPLETION: Words = {
    "vocabulary": VOCABULARY,
    "outcome": events.Outcome.SOLVED,
    "reply": sealed(),
    "outputs": (),
    "cost": None,
    "unconfirmed": True,
}
KEEPER: Words = {
    "organisation": uid(78),
    "person": None,
    "known": True,
    "by_organisation": None,
}
SPLIT: Words = {
    "register": registered(),
    "stream": REGISTER,
    "line": 1,
    "key": events.AllocationKey.AREA,
    "scope": allocating.ALL_UNITS,
    "agreed": (),
    "ground": None,
}
LIMIT = Limit(amount=1, span=Span.DAY, basis=Basis.WORKING)
MERGE: Words = {"target_state": given(reported()).state, "issue": ISSUE, "target": OTHER}
LINK: Words = {
    "issue": ISSUE,
    "other": OTHER,
    "other_known": True,
    "kind": events.LinkKind.RELATED,
}
HERE: Words = {"party": PROPERTY, "party_known": True, "note": sealed()}
ORDER = events.ExternalOrder(source="12345", number="7")

RULES: Mapping[type, tuple[Rule, Words]] = {
    events.Linked: (record.link, LINK),
    events.Attached: (record.attach, {"order": ORDER}),
    events.Triaged: (intake.triage, TRIAGE),
    events.Transferred: (intake.transfer, MOVE),
    events.Published: (record.publish, {"text": sealed()}),
    events.PublicationWithdrawn: (record.withdraw_publication, {"reason": sealed()}),
    events.Declined: (
        exits.decline,
        {"ground": events.DeclineGround.OTHER, "reply": sealed()},
    ),
    events.DeclineOverruled: (exits.overrule_decline, {"reason": sealed()}),
    events.Withdrawn: (exits.withdraw, {"reason": None}),
    events.ReporterDetached: (exits.withdraw, {"reason": None}),
    events.Acknowledged: (dispatch.acknowledge, {}),
    events.DispatchCompleted: (dispatch.complete_dispatch, {"note": None}),
    events.ReturnRequested: (dispatch.request_return, {"reason": sealed()}),
    events.ReturnGranted: (dispatch.grant_return, {"note": None}),
    events.ReturnRefused: (dispatch.refuse_return, {"reason": sealed()}),
    events.DispatchRecalled: (dispatch.recall, {"reason": None}),
    events.Responded: (answer.respond, {"message": sealed()}),
    events.Replied: (answer.reply, {"message": sealed()}),
    events.Urged: (oversight.urge, {"message": None}),
    events.Supervised: (oversight.supervise, {"limit": LIMIT, "demand": sealed()}),
    events.Merged: (merging.merge, MERGE),
    events.Unmerged: (merging.unmerge, {"reason": None}),
    events.Absorbed: (merging.absorb, {"child": uid(34)}),
    events.Released: (merging.release, {"child": CHILD}),
    events.MeetingNoted: (negotiation.note_meeting, MEETING),
    events.Checked: (checking.check, {"step": Step.DONE, "codes": ("photo",), "note": None}),
    events.NegotiationFailed: (negotiation.fail_negotiation, {"reason": sealed()}),
    events.NegotiationReopened: (negotiation.reopen_negotiation, {"reason": sealed()}),
    events.Approved: (approval.approve, FREE | {"note": None, "certificate": "sha256:00"}),
    events.Rejected: (approval.reject, FREE | {"reason": sealed(), "bearer": SUBDISTRICT}),
    events.VariationApproved: (
        approval.approve_variation,
        {"by_superior": True, "note": None},
    ),
    events.ApprovalAnnulled: (approval.annul, {"reason": sealed()}),
    events.ApprovalVoided: (approval.annul, {"reason": sealed()}),
    events.WorkStarted: (works.start_work, HERE),
    events.ProgressNoted: (works.note_progress, HERE | {"percent": None, "sites": ()}),
    events.ReferralMade: (
        referring.refer,
        {"referral": uid(62), "organisations": (PROPERTY,)},
    ),
    events.ReferralEnded: (referring.end_referral, {"outcome": ReferralOutcome.FAILED}),
    events.KeeperNamed: (keeping.hand_over, KEEPER),
    events.CostAllocated: (allocating.allocate, SPLIT),
    events.AccountRendered: (accounting.render, {"evidence": None, "note": None}),
    events.SafetySecured: (urgent_fund.secure, {"measures": sealed()}),
    events.EmergencyConsented: (
        urgent_fund.consent,
        {"organisation": OWNERS, "acting": False, "note": None},
    ),
    events.PriceReviewed: (
        urgent_fund.review_price,
        {"reviewer": uid(92), "known": True, "amount": 100, "evidence": "5f" * 32},
    ),
    events.Done: (works.complete, COMPLETION),
    events.RevisitAttempted: (revisit.attempt, {"kind": ASKED, "note": None, "now": T0}),
    events.Reopened: (revisit.object_late, {"now": T0, "reason": None}),
    events.Concluded: (exits.conclude, {"reply": sealed()}),
}
"""The decision for each event, with its words unless they depend on the state."""
