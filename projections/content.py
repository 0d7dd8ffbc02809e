"""What rules do not need of an issue and people want to see; sealed texts stay sealed."""

from dataclasses import dataclass
from uuid import UUID

from domain.issue import events
from domain.issue.events import (
    DeclineGround,
    Discovery,
    Evidence,
    ExternalOrder,
    Linked,
    Outcome,
    Output,
    RevisitKind,
    Satisfaction,
    Site,
)
from domain.issue.lifecycle import Status
from domain.issue.state import IssueState
from domain.method.rules import ApprovalRule
from domain.method.terms import Limit
from domain.moment import Moment
from domain.replacing import replace
from domain.sealed import Sealed
from ledger.envelope import Recorded


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The words of one version of the proposal, and what it is to bring."""

    version: int
    plan: Sealed
    outputs: tuple[Output, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VoidedApproval:
    """An approval that was annulled once the work was done: what it was, and when it fell."""

    version: int | None
    rule: ApprovalRule
    ballot: UUID | None
    approved_at: Moment | None
    at: Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisitMade:
    """The last revisit, of whichever round."""

    at: Moment
    round: int
    kind: RevisitKind
    resolved: bool | None
    satisfaction: Satisfaction | None
    unreachable: bool
    by_worker: bool
    comment: Sealed | None
    backdated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Supervision:
    """The last supervision (督办) that is not yet answered by completion."""

    at: Moment
    limit: Limit
    demand: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """The contents of an issue as it stands.

    `reply` is the one with which it was completed, declined or concluded, for a merged issue the
    last; `triage_summary` stands before `summary` where triage worded the matter anew. Times are
    `occurred_at`, marked `…_backdated` where they were typed in later; but `recorded_at` is when
    the report was typed in. A next round starts with what is said of the completion empty again.
    """

    address: Sealed | None
    sites: tuple[Site, ...]
    discovery: Discovery
    summary: Sealed | None
    triage_summary: Sealed | None
    words: Sealed | None
    recorded_at: Moment
    ground: Sealed | None = None
    publication: Sealed | None = None
    links: tuple[Linked, ...] = ()
    orders: tuple[ExternalOrder, ...] = ()
    files: tuple[Evidence, ...] = ()
    responded_at: Moment | None = None
    responded_backdated: bool = False
    supervision: Supervision | None = None
    tabled: Plan | None = None
    approved: Plan | None = None
    approved_at: Moment | None = None
    approved_backdated: bool = False
    voided: VoidedApproval | None = None
    percent: int | None = None
    done_at: Moment | None = None
    done_backdated: bool = False
    outcome: Outcome | None = None
    unconfirmed: bool = False
    reply: Sealed | None = None
    outputs: tuple[Output, ...] = ()
    cost: int | None = None
    declined: DeclineGround | None = None
    revisit: RevisitMade | None = None

    @property
    def matter(self) -> Sealed | None:
        """What it is about, in staff's words: triage's where it worded the matter anew."""
        return self.triage_summary or self.summary


def begin(recorded: Recorded[object], event: events.Reported) -> Content:
    """What the report says."""
    return Content(
        address=event.address,
        sites=event.sites,
        discovery=event.discovery,
        summary=event.summary,
        triage_summary=None,
        words=event.words,
        recorded_at=recorded.at,
    )


def evolve(content: Content, recorded: Recorded[object], before: IssueState) -> Content:
    """The content after *recorded*, which was appended to an issue as it stood *before*."""
    event, when = recorded.event, recorded.occurred_at
    late = when < recorded.at
    match event:
        case events.Triaged():
            return _triaged(content, event)
        case events.Linked():
            return replace(content, links=(*content.links, event))
        case events.Attached():
            return _attached(content, event)
        case events.Published(text=text):
            return replace(content, publication=text)
        case events.PublicationWithdrawn():
            return replace(content, publication=None)
        case events.Responded():
            return _responded(content, when, late=late)
        case events.Supervised(limit=limit, demand=demand):
            return replace(content, supervision=Supervision(at=when, limit=limit, demand=demand))
        case events.Declined(ground=ground, reply=reply):
            return replace(content, declined=ground, reply=reply, supervision=None)
        case events.Withdrawn() | events.Merged():
            return replace(content, supervision=None)
        case events.DeclineOverruled():
            return replace(content, declined=None, reply=None)
        case events.Concluded(reply=reply):
            return replace(content, reply=reply)
        case events.Replied(message=message) if before.status is Status.MERGED:
            # What became of the target is said to this reporter in a reply of their own.
            return replace(content, reply=message)
        case _:
            return _loop(content, event, when, before, late=late)


def _loop(
    content: Content, event: object, when: Moment, before: IssueState, *, late: bool
) -> Content:
    match event:
        case events.ProposalTabled():
            tabled = Plan(version=event.version, plan=event.plan, outputs=event.outputs)
            return replace(content, tabled=tabled)
        case events.Transferred():
            return replace(content, tabled=None, ground=None)
        case events.Rejected() if content.ground is None:
            return replace(content, tabled=None)
        case events.Approved() | events.VariationApproved():
            return replace(
                content, approved=content.tabled, approved_at=when, approved_backdated=late
            )
        case events.ApprovalAnnulled():
            return _unapproved(content)
        case events.ApprovalVoided():
            return _voided(content, when, before)
        case events.ProgressNoted(percent=percent) if percent is not None:
            return replace(content, percent=percent)
        case events.Done():
            return _done(content, event, when, late=late)
        case events.Revisited():
            return replace(content, revisit=_revisit(event, when, before.round, late=late))
        case events.ReworkOrdered():
            return _again(content)
        case events.Reopened():
            return replace(_unapproved(_again(content)), tabled=None, voided=None)
        case _:
            return content


def _triaged(content: Content, event: events.Triaged) -> Content:
    ground = event.emergency.ground if event.emergency else None
    return replace(content, triage_summary=event.summary or content.triage_summary, ground=ground)


def _attached(content: Content, event: events.Attached) -> Content:
    order = () if event.order is None else (event.order,)
    file = () if event.evidence is None else (event.evidence,)
    return replace(content, orders=content.orders + order, files=content.files + file)


def _responded(content: Content, when: Moment, *, late: bool) -> Content:
    """Typed in later, an earlier first contact counts."""
    if content.responded_at is not None and content.responded_at <= when:
        return content
    return replace(content, responded_at=when, responded_backdated=late)


def _unapproved(content: Content) -> Content:
    return replace(content, approved=None, approved_at=None, approved_backdated=False)


def _voided(content: Content, when: Moment, before: IssueState) -> Content:
    approval = before.approval
    if approval is None:
        return _unapproved(content)
    voided = VoidedApproval(
        version=approval.proposal.version if approval.proposal else None,
        rule=approval.rule,
        ballot=approval.ballot,
        approved_at=content.approved_at,
        at=when,
    )
    return replace(_unapproved(content), voided=voided)


def _done(content: Content, event: events.Done, when: Moment, *, late: bool) -> Content:
    return replace(
        content,
        done_at=when,
        done_backdated=late,
        outcome=event.outcome,
        unconfirmed=event.unconfirmed,
        reply=event.reply,
        outputs=event.outputs,
        cost=event.cost,
        supervision=None,
    )


def _revisit(event: events.Revisited, when: Moment, number: int, *, late: bool) -> RevisitMade:
    return RevisitMade(
        at=when,
        round=number,
        kind=event.kind,
        resolved=event.resolved,
        satisfaction=event.satisfaction,
        unreachable=event.unreachable,
        by_worker=event.by_worker,
        comment=event.comment,
        backdated=late,
    )


def _again(content: Content) -> Content:
    """A round is over that came to nothing; the timeline keeps it."""
    return replace(
        content,
        percent=None,
        done_at=None,
        done_backdated=False,
        outcome=None,
        unconfirmed=False,
        reply=None,
        outputs=(),
        cost=None,
    )
