"""Events of the later stages with defaults, and the ways through the loop that specs begin at."""

from typing import Any
from uuid import UUID

from domain.ground import Ground
from domain.issue import events as issue
from domain.issue.events import Agreement, RevisitKind, Satisfaction, Stance
from domain.issue.funding import WantedLine
from domain.method.rules import ApprovalRule
from tests.domain.dsl import T0
from tests.domain.examples import (
    CHILD,
    COMMITTEE,
    DONE,
    EMERGENCY,
    FAST,
    LINBA_RULES,
    LINBA_TERMS,
    MANAGER,
    NORMAL,
    OTHER,
    OWNER,
    OWNERS,
    PROPERTY,
    TIMETABLE,
    VOCABULARY,
    reported,
    sealed,
    uid,
)
from tests.domain.examples import CLERK as HEAD

SEATS: dict[str, tuple[UUID, UUID]] = {
    "residents-committee": (COMMITTEE, HEAD),
    "owners-committee": (OWNERS, OWNER),
    "property-company": (PROPERTY, MANAGER),
}
"""Whose seat it is, and the person who usually speaks for it."""


def transferred(**other: Any) -> issue.Transferred:
    """Another committee takes it over, with linba's terms and rules unless told."""
    fields: dict[str, Any] = {
        "committee": uid(5),
        "compound": None,
        "method": reported().method,
        "vocabulary": VOCABULARY.version,
        "terms": LINBA_TERMS,
        "rules": LINBA_RULES,
        "timetable": TIMETABLE,
        "reason": sealed(),
    }
    return issue.Transferred(**fields | other)


def pinned(seat: str, organisation: UUID | None = None, acting: bool = False) -> issue.PinnedSeat:
    """A seat of the troika with its usual organisation."""
    return issue.PinnedSeat(seat=seat, organisation=organisation or SEATS[seat][0], acting=acting)


TROIKA = tuple(map(pinned, SEATS))


def line(number: int = 1, amount: int = 100, **other: Any) -> issue.FundingLine:
    """One payer's share, of public income unless told."""
    fields: dict[str, Any] = {"source": "public-income", "payer": None, "authorisation": None}
    pays_for = sealed("stairs")
    return issue.FundingLine(
        number=number, amount=amount, **{"pays_for": pays_for} | fields | other
    )


def wanted(amount: int = 100, **other: Any) -> WantedLine:
    """The same as somebody proposes it, still without its number."""
    fields: dict[str, Any] = {
        "source": "public-income",
        "payer": None,
        "pays_for": sealed("stairs"),
    }
    return WantedLine(amount=amount, **fields | other)


def tabled(version: int = 1, **other: Any) -> issue.ProposalTabled:
    """A plan of 1 元 for the troika to agree on."""
    fields: dict[str, Any] = {
        "plan": sealed("plan"),
        "sites": (),
        "outputs": (),
        "budget": 100,
        "lines": (line(),),
        "seats": TROIKA,
        "rule": ApprovalRule.JOINT_AGREEMENT,
    }
    return issue.ProposalTabled(version=version, **fields | other)


def position(
    seat: str, stance: Stance = Stance.AGREE, version: int = 1, voice: UUID | None = None
) -> issue.PositionTaken:
    """What a seat of the troika says, by its usual voice."""
    organisation, usual = SEATS[seat]
    return issue.PositionTaken(
        version=version,
        seat=seat,
        organisation=organisation,
        voice=voice or usual,
        stance=stance,
        reason=None,
    )


def negotiated(version: int = 1, agreement: Agreement = Agreement.JOINT) -> issue.Negotiated:
    """The plan is agreed."""
    return issue.Negotiated(version=version, agreement=agreement)


def approved(
    version: int | None = 1, rule: ApprovalRule = ApprovalRule.JOINT_AGREEMENT
) -> issue.Approved:
    """The plan may be carried out."""
    return issue.Approved(version=version, rule=rule, note=None, certificate=None, ballot=None)


def rejected(
    version: int | None = 1,
    rule: ApprovalRule = ApprovalRule.SUPERIOR,
    bearer: UUID | None = None,
) -> issue.Rejected:
    """The plan is turned down."""
    return issue.Rejected(version=version, rule=rule, reason=sealed(), bearer=bearer, ballot=None)


def varied(version: int = 2) -> issue.VariationApproved:
    """A later version is in force."""
    rule = ApprovalRule.JOINT_AGREEMENT
    return issue.VariationApproved(version=version, rule=rule, note=None, ballot=None)


def started(party: UUID = PROPERTY) -> issue.WorkStarted:
    """A party begins, the property company unless told."""
    return issue.WorkStarted(party=party, note=None)


def progress(party: UUID = PROPERTY) -> issue.ProgressNoted:
    """A party goes on."""
    return issue.ProgressNoted(party=party, note=sealed(), percent=None, sites=())


def pledged(amount: int = 100, number: int = 1) -> issue.FundsPledged:
    """Money is promised."""
    return issue.FundsPledged(line=number, amount=amount, note=None)


def received(amount: int = 100, number: int = 1) -> issue.FundsReceived:
    """Money comes in."""
    return issue.FundsReceived(line=number, amount=amount, note=None)


def spent(amount: int = 100, number: int = 1) -> issue.FundsSpent:
    """Money goes out."""
    return issue.FundsSpent(line=number, amount=amount, note=sealed())


def returned(amount: int = 100, number: int = 1) -> issue.FundsReturned:
    """Money goes back."""
    return issue.FundsReturned(line=number, amount=amount, note=sealed())


def revisited(**other: Any) -> issue.Revisited:
    """A satisfied answer on the telephone, unless told."""
    fields: dict[str, Any] = {
        "kind": RevisitKind.PHONE,
        "resolved": True,
        "satisfaction": Satisfaction.SATISFIED,
        "unreachable": False,
        "by_worker": False,
        "comment": None,
    }
    return issue.Revisited(**fields | other)


def reopened(number: int = 2, cause: issue.ReopenCause = issue.ReopenCause.REVISIT) -> Any:
    """The next round."""
    return issue.Reopened(round=number, cause=cause, reason=None)


FAILED = issue.NegotiationFailed(reason=sealed())
TALK_AGAIN = issue.NegotiationReopened(reason=sealed())
ANNULLED = issue.ApprovalAnnulled(reason=sealed())
VOIDED = issue.ApprovalVoided(reason=sealed())
PUBLISHED = issue.Published(text=sealed())
UNPUBLISHED = issue.PublicationWithdrawn(reason=sealed())
DECLINED = issue.Declined(ground=issue.DeclineGround.OUT_OF_REMIT, reply=sealed())
OVERRULED = issue.DeclineOverruled(reason=sealed())
WITHDRAWN = issue.Withdrawn(reason=None)
DETACHED = issue.ReporterDetached(reason=None)
REPORTER_ERASED = issue.ReporterErased(ground=Ground.REQUEST, asked_at=T0)
TEXTS_ERASED = issue.TextsErased(ground=Ground.RETENTION)
CONCLUDED = issue.Concluded(reply=sealed())
MERGED = issue.Merged(target=OTHER)
UNMERGED = issue.Unmerged(reason=None)
ABSORBED = issue.Absorbed(child=CHILD)
RELEASED = issue.Released(child=CHILD)
REWORK = issue.ReworkOrdered(round=2)
ATTEMPTED = issue.RevisitAttempted(kind=RevisitKind.PHONE, note=None, again_at=None)
UNHAPPY = revisited(resolved=False, satisfaction=None)
RETURN_ASKED = issue.ReturnRequested(party=PROPERTY, reason=sealed())
RETURN_GRANTED = issue.ReturnGranted(party=PROPERTY, note=None)
RETURN_REFUSED = issue.ReturnRefused(party=PROPERTY, reason=sealed())
RECALLED = issue.DispatchRecalled(party=PROPERTY, reason=None)

WORDS = tuple(map(position, SEATS))
"""Every seat of the troika agrees to version 1."""

TABLED = (reported(), NORMAL, tabled())
AGREED = (*TABLED, *WORDS, negotiated())
APPROVED = (*AGREED, approved())
FUNDED = (*APPROVED, received())
DONE_WAY = (reported(), FAST, DONE)
URGENT = (reported(), EMERGENCY)
URGENT_WORK = (*URGENT, started())
