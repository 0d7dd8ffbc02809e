"""Events of an election, with defaults: three seats, five owners who stand."""

from typing import Any
from uuid import UUID

from domain.ballot.counting import Counting, Invalid, Unreturned, Visibility, VoteChannel
from domain.ballot.events import (
    Bar,
    Electorate,
    Item,
    Matter,
    Opened,
    Parting,
    Threshold,
    Thresholds,
)
from domain.election.events import (
    BallotCalled,
    BallotEnded,
    CandidatesPublished,
    ElectionKind,
    GroupFormed,
    GroupMember,
    Nominated,
    Nominator,
    Vetted,
)
from domain.method.rules import ApprovalRule
from domain.moment import DAY, Moment
from tests.domain.dsl import T0
from tests.domain.examples import CLERK, COMMITTEE, COMPOUND, OWNER, sealed, uid

STANDING = tuple(uid(n) for n in range(201, 206))
"""Owners who stand, as candidates 1 to 5."""

OWNERS = frozenset({OWNER, *STANDING})
BALLOT, AGAIN = uid(301), uid(302)
UNTIL = Moment(T0 + 7 * DAY)

GROUP = (
    GroupMember(person=CLERK, seat="residents-committee"),
    GroupMember(person=OWNER, seat=None),
)


def formed(seats: int = 3) -> GroupFormed:
    """The group stands."""
    return GroupFormed(
        committee=COMMITTEE,
        compound=COMPOUND,
        kind=ElectionKind.RENEWAL,
        seats=seats,
        members=GROUP,
    )


def nominated(candidate: int, person: UUID | None = None) -> Nominated:
    """One of those who stand, under their own number."""
    return Nominated(
        candidate=candidate,
        person=person or STANDING[candidate - 1],
        by=Nominator.OWNERS,
    )


def vetted(candidate: int, eligible: bool = True) -> Vetted:
    """Found to be eligible, or not with a reason."""
    reason = None if eligible else sealed("欠费")
    return Vetted(candidate=candidate, eligible=eligible, reason=reason)


def published(*candidates: int) -> CandidatesPublished:
    """A list that hangs out for a week."""
    return CandidatesPublished(candidates=candidates or (1, 2, 3, 4, 5), until=UNTIL)


STOOD = (formed(), *(nominated(n) for n in range(1, 6)))
FIT = (*STOOD, *(vetted(n) for n in range(1, 6)))
LISTED = (*FIT, published())
CALLED = (*LISTED, BallotCalled(ballot=BALLOT))


def ended(*elected: int, ballot: UUID = BALLOT) -> BallotEnded:
    """Its ballot is over."""
    return BallotEnded(ballot=ballot, elected=elected)


_HALF = Threshold(numerator=1, denominator=2, beyond=True)
_COUNTING = Counting(
    unreturned=Unreturned.ABSENT,
    blank=Invalid.ABSTAINS,
    spoilt=Invalid.ABSENT,
    turnout_per_item=False,
    replaceable=False,
    visibility=Visibility.COUNTERS,
    proxies=3,
    channels=(VoteChannel.PAPER,),
    notice_days=15,
)


def item(candidates: tuple[int, ...] = (1, 2, 3, 4, 5), seats: int = 3) -> Item:
    """What the paper asks."""
    return Item(number=1, text=sealed("选举"), candidates=candidates, seats=seats)


def opened(**other: Any) -> Opened:
    """A ballot as it says of itself; of it only what concerns its election matters here."""
    bar = Bar(voters=_HALF, area=_HALF)
    usual: dict[str, Any] = {
        "committee": COMMITTEE,
        "compound": COMPOUND,
        "title": sealed("业委会换届选举"),
        "issue": None,
        "proposal": None,
        "election": uid(300),
        "rule": ApprovalRule.OWNERS_ORDINARY,
        "matter": Matter.COMMITTEE,
        "thresholds": Thresholds(taking_part=bar, agreeing=bar, score=None),
        "parting": Parting.WHOLE,
        "electorate": Electorate.OWNERS,
        "register": uid(303),
        "version": 1,
        "buildings": (),
        "entrances": (),
        "parking": None,
        "papers": 6,
        "area": 60_000,
        "roll": "0" * 64,
        "items": (item(),),
        "counting": _COUNTING,
        "counters": (CLERK,),
        "witnesses": (),
        "notified_at": T0,
        "told_at": T0,
        "opens_at": UNTIL,
        "closes_at": Moment(UNTIL + 15 * DAY),
    }
    return Opened(**usual | other)
