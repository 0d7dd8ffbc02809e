"""What people of a district do to an issue: for each event, commands that may lead to it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from domain.issue import events
from domain.issue.events import (
    DeclineGround,
    Outcome,
    PauseGround,
    RevisitKind,
    Satisfaction,
    Stance,
)
from domain.issue.lifecycle import Status
from domain.levels import Level
from domain.method.terms import Scale, Track
from service.commands.approval import Annul, Approve, ApproveVariation, Reject
from service.commands.base import Command
from service.commands.clocks import ExtendDeadline, PauseClock, ResumeClock
from service.commands.erasure import EraseRequest
from service.commands.exits import Decline, OverruleDecline, Transfer, Withdraw
from service.commands.funds import PledgeFunds, ReceiveFunds, ReturnFunds, SpendFunds
from service.commands.handling import (
    Acknowledge,
    Complete,
    CompleteDispatch,
    Dispatch,
    Reply,
    Respond,
)
from service.commands.intake import Triage
from service.commands.merging import Merge, Unmerge
from service.commands.negotiation import (
    ClearLine,
    FailNegotiation,
    NoteMeeting,
    ReopenNegotiation,
    TableProposal,
)
from service.commands.oversight import Escalate, HandDown, Supervise, Urge
from service.commands.positions import TakePosition
from service.commands.record import Publish
from service.commands.returns import GrantReturn, Recall, RefuseReturn, RequestReturn
from service.commands.revisit import AttemptRevisit, Conclude, Object, Revisit
from service.commands.works import NoteProgress, StartWork
from service.policy import Principal
from tests.figures.scene import CATEGORIES, Scene

Deed = Callable[[Scene], tuple[Command, Principal]]


def _clerk(make: type[Any], **words: Any) -> Deed:
    """A clerk does it, perhaps some time ago; what is callable is drawn."""
    return lambda at: (make(**at.past(), **_said(at, words)), at.home.clerk)


def _above(make: type[Any], **words: Any) -> Deed:
    """The district's own superior does it."""
    return lambda at: (make(**at.past(), **_said(at, words)), at.district.director)


def _later(make: type[Any], **words: Any) -> Deed:
    """Whoever goes back and asks."""
    return lambda at: (make(**at.past(), **_said(at, words)), at.home.revisitor)


def _said(at: Scene, words: Mapping[str, Any]) -> Mapping[str, Any]:
    return {name: value(at) if callable(value) else value for name, value in words.items()}


def _one_of(*choices: Any) -> Callable[[Scene], Any]:
    return lambda at: at.random.choice(choices)


def _triaged(at: Scene) -> tuple[Command, Principal]:
    track = at.random.choice((Track.NORMAL, Track.FAST, Track.FAST, Track.EMERGENCY))
    scale = Scale.SMALL if track is Track.FAST else at.random.choice(tuple(Scale))
    category = at.random.choice(CATEGORIES)
    ground = "漏水" if track is Track.EMERGENCY else None
    words: Mapping[str, Any] = {"scale": scale, "track": track, "ground": ground}
    return Triage(**at.past(), category=category, **words), at.home.clerk


def _tabled(at: Scene) -> tuple[Command, Principal]:
    sources = at.random.sample(("public-income", "shops", "residents"), 2)
    lines = tuple(ClearLine(source=one, amount=500_00, pays_for="材料") for one in sources)
    return TableProposal(**at.past(), plan="更换", budget=1000_00, lines=lines), at.home.clerk


def _position(at: Scene) -> tuple[Command, Principal]:
    seat = at.random.choice(("residents-committee", "property-company"))
    who = at.home.clerk if seat == "residents-committee" else at.home.handler
    proposal = at.state.negotiation.proposal
    stance = at.random.choice((Stance.AGREE,) * 5 + (Stance.OBJECT, Stance.ABSTAIN))
    version = proposal.version if proposal else 1
    return TakePosition(**at.past(), version=version, seat=seat, stance=stance), who


def _revisited(at: Scene) -> tuple[Command, Principal]:
    asks = at.state.asks_reporter
    kind = RevisitKind.PHONE if asks else RevisitKind.INSPECTION
    resolved = at.random.choice((True, True, False, None))
    words: Mapping[str, Any] = {"resolved": resolved}
    if resolved is None:
        words = {"unreachable": True}
    elif asks:
        words = {"resolved": resolved, "satisfaction": at.random.choice(tuple(Satisfaction))}
    rework = at.random.random() < 0.3
    return Revisit(**at.past(), kind=kind, rework=rework, **words), at.home.revisitor


def _transferred(at: Scene) -> tuple[Command, Principal]:
    to = at.random.choice(at.district.committees)
    compound = at.random.choice(to.compounds)
    command = Transfer(**at.past(), committee=to.id, compound=compound, reason="属地")
    return command, at.district.director


def _let_go(at: Scene) -> tuple[Command, Principal]:
    """The reporter asks to be erased; of an issue without one, nobody does."""
    person = at.state.reporter or at.issue
    return EraseRequest(person=person), at.district.town.administrator


def _dispatched(at: Scene) -> tuple[Command, Principal]:
    parties = at.random.sample(
        (at.home.company, at.district.town.contractor), 1 + (at.now % 3 == 0)
    )
    return Dispatch(**at.past(), parties=tuple(parties)), at.home.clerk


def _other(at: Scene) -> UUID:
    return at.random.choice(at.others)


def _decided(at: Scene) -> tuple[Command, Principal]:
    """An agreed plan by the clerk, emergency work by the superior."""
    agreed = at.state.status is Status.NEGOTIATED
    return Approve(**at.past()), at.home.clerk if agreed else at.district.director


_TEXT, _GROUND = "记录", PauseGround.WEATHER
_LINE, _AMOUNT = _one_of(1, 2), _one_of(100_00, 250_00)

_SPOKEN = _one_of("hearing", "council")

DEEDS: Sequence[tuple[type, float, Deed]] = (
    (events.Triaged, 9, _triaged),
    (events.Responded, 6, _clerk(Respond, message=_TEXT)),
    (events.Replied, 3, _clerk(Reply, message=_TEXT)),
    (events.Dispatched, 6, _dispatched),
    (events.Acknowledged, 6, _clerk(Acknowledge, party=Scene.party)),
    (events.DispatchCompleted, 9, _clerk(CompleteDispatch, party=Scene.party)),
    (events.ReturnRequested, 3, _clerk(RequestReturn, party=Scene.party, reason=_TEXT)),
    (events.ReturnGranted, 6, _clerk(GrantReturn, party=Scene.party)),
    (events.ReturnRefused, 2, _clerk(RefuseReturn, party=Scene.party, reason=_TEXT)),
    (events.DispatchRecalled, 2, _clerk(Recall, party=Scene.party)),
    (events.Urged, 1, _clerk(Urge, message=_TEXT)),
    (events.Supervised, 2, _above(Supervise, limit=Scene.limit, demand=_TEXT)),
    (events.Escalated, 2, _clerk(Escalate, level=_one_of(*Level), reason=_TEXT)),
    (events.HandedDown, 2, _above(HandDown, level=_one_of(*Level), reason=_TEXT)),
    (events.ClockPaused, 4, _clerk(PauseClock, clock=Scene.clock, ground=_GROUND, note=_TEXT)),
    (events.ClockResumed, 6, _clerk(ResumeClock, clock=Scene.waiting)),
    (
        events.DeadlineExtended,
        3,
        _above(ExtendDeadline, clock=Scene.clock, by=Scene.limit, reason=_TEXT),
    ),
    (events.Merged, 3, _clerk(Merge, target=_other)),
    (events.Unmerged, 1, _clerk(Unmerge)),
    (events.MeetingNoted, 2, _clerk(NoteMeeting, kind=_SPOKEN, minutes=_TEXT)),
    (events.ProposalTabled, 8, _tabled),
    (events.PositionTaken, 40, _position),
    (events.NegotiationFailed, 1, _clerk(FailNegotiation, reason=_TEXT)),
    (events.NegotiationReopened, 2, _clerk(ReopenNegotiation, reason=_TEXT)),
    (events.Approved, 9, _decided),
    (events.Rejected, 2, _above(Reject, reason=_TEXT)),
    (events.VariationApproved, 9, _clerk(ApproveVariation)),
    (events.ApprovalAnnulled, 1, _above(Annul, reason=_TEXT)),
    (events.WorkStarted, 4, _clerk(StartWork, party=Scene.party)),
    (events.ProgressNoted, 2, _clerk(NoteProgress, note=_TEXT, party=Scene.party)),
    (events.FundsPledged, 3, _clerk(PledgeFunds, line=_LINE, amount=_AMOUNT)),
    (events.FundsReceived, 6, _clerk(ReceiveFunds, line=_LINE, amount=_AMOUNT)),
    (events.FundsSpent, 8, _clerk(SpendFunds, line=_LINE, amount=_AMOUNT, note=_TEXT)),
    (events.FundsReturned, 8, _clerk(ReturnFunds, line=_LINE, amount=_AMOUNT, note=_TEXT)),
    (events.Done, 20, _clerk(Complete, outcome=_one_of(*Outcome), reply=_TEXT)),
    (events.RevisitAttempted, 3, _later(AttemptRevisit, kind=RevisitKind.PHONE)),
    (events.Revisited, 12, _revisited),
    (events.Reopened, 1, _clerk(Object, reason=_TEXT)),
    (events.Concluded, 12, _above(Conclude, reply=_TEXT)),
    (events.Declined, 1, _clerk(Decline, ground=DeclineGround.OTHER, reply=_TEXT)),
    (events.DeclineOverruled, 3, _above(OverruleDecline, reason=_TEXT)),
    (events.Withdrawn, 0.5, _clerk(Withdraw)),
    (events.ReporterDetached, 1, _clerk(Withdraw)),
    (events.ReporterErased, 0.3, _let_go),
    (events.Transferred, 2, _transferred),
    (events.Published, 1, _clerk(Publish, text=_TEXT)),
)
"""An event, how much rather it happens than others, and how somebody brings it about."""
