"""Registers and ballots that specs share, with defaults, and votes said in a word."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from rpds import HashTrieMap

from domain.ballot.counting import Counting, Invalid, Unreturned, Visibility, VoteChannel
from domain.ballot.events import Choice, Electorate, Item, Mark, Matter, Opened, RollListed
from domain.ballot.opening import open_ballot
from domain.ballot.state import BallotState
from domain.ballot.voting import WantedVote, cast
from domain.ballot.wanted import WantedBallot
from domain.method.rules import ApprovalRule
from domain.moment import DAY, Moment
from domain.register.events import AreaSource, Owner, Unit, UnitKind
from domain.register.parts import Filing, Publication, Version
from domain.register.state import RegisterState
from tests.domain.dsl import T0, fold
from tests.domain.examples import COMMITTEE, COMPOUND, sealed, uid

COUNTER, WITNESS = uid(81), sealed("见证人")
HASH = "5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef"
OPENS, CLOSES = T0, Moment(T0 + 10 * DAY)

PAPER_ONLY = Counting(
    unreturned=Unreturned.ABSENT,
    blank=Invalid.ABSTAINS,
    spoilt=Invalid.ABSENT,
    turnout_per_item=True,
    replaceable=False,
    visibility=Visibility.COUNTERS,
    proxies=0,
    channels=(VoteChannel.PAPER, VoteChannel.ONLINE),
    notice_days=15,
)
"""The usual rules: what does not come back does not take part."""

FOLLOWING = replace(PAPER_ONLY, unreturned=Unreturned.FOLLOWS_MAJORITY)


def unit(code: str, area: int = 100, **changes: Any) -> Unit:
    """A flat of building 1 whose owner has its code."""
    default = Unit(
        unit=code,
        building="1",
        entrance=None,
        kind=UnitKind.DWELLING,
        area=area,
        source=AreaSource.REGISTERED,
        owner=code,
        households=1,
        residents=2,
    )
    return replace(default, **changes)


def person_of(owner: str) -> Any:
    """The id of an owner's one person."""
    return uid(1_000_000 + int.from_bytes(owner.encode()[-8:], "big"))


def register(units: Iterable[Unit], **changes: Any) -> RegisterState:
    """An adopted register that hung out, with one person for each owner."""
    by_code = {one.unit: one for one in units}
    owners = {
        one.owner: Owner(owner=one.owner, persons=(person_of(one.owner),), developer=False)
        for one in by_code.values()
    } | dict(changes.pop("owners", {}))
    version = Version(
        number=1, base=1, units=HashTrieMap(by_code), owners=HashTrieMap(owners), digest=HASH
    )
    out = Publication(version=1, at=Moment(T0 - 30 * DAY), until=Moment(T0 - 20 * DAY))
    default = RegisterState(
        committee=COMMITTEE, compound=COMPOUND, current=version, newest=1, published=out
    )
    return replace(default, **changes)


def filed(counting: Counting) -> Filing:
    """Rules of procedure that are on file."""
    return Filing(version=1, counting=counting, evidence=HASH)


def item(number: int = 1, candidates: Sequence[int] = (), seats: int = 0) -> Item:
    """A question."""
    return Item(
        number=number, text=sealed(f"第{number}项"), candidates=tuple(candidates), seats=seats
    )


def wanted(**changes: Any) -> WantedBallot:
    """An owners' ballot on the use of the fund, opened as the law asks."""
    default = WantedBallot(
        compound=COMPOUND,
        title=sealed("使用维修资金"),
        rule=ApprovalRule.OWNERS_ORDINARY,
        matter=Matter.USE_FUND,
        electorate=Electorate.OWNERS,
        items=(item(),),
        counting=PAPER_ONLY,
        counters=(COUNTER,),
        witnesses=(WITNESS,),
        notified_at=Moment(OPENS - 15 * DAY),
        told_at=Moment(OPENS - 15 * DAY),
        opens_at=OPENS,
        closes_at=CLOSES,
    )
    return replace(default, **changes)


def opened(book: RegisterState | None = None, **changes: Any) -> tuple[Opened | RollListed, ...]:
    """The events of an opened ballot: of three owners unless a register is given."""
    return open_ballot(
        None, three() if book is None else book, wanted(**changes), committee=COMMITTEE, now=T0
    )


@cache
def three() -> RegisterState:
    """A building with the units A, B and C of 100 each."""
    return register(unit(code) for code in "ABC")


def mark(choice: Choice | str = Choice.AGREE, number: int = 1, **changes: Any) -> Mark:
    """What a paper says to one item."""
    default = Mark(item=number, choice=Choice(choice), candidates=(), score=None)
    return replace(default, **changes)


def on_paper(paper: str | None, /, *marks: Mark, **changes: Any) -> WantedVote:
    """A signed paper that came back: in favour, unless marks are given."""
    default = WantedVote(paper=paper, marks=marks or (mark(),), channel=VoteChannel.PAPER)
    return replace(default, **changes)


def after(state: BallotState, events: Iterable[object]) -> BallotState:
    """The state after further events."""
    later: BallotState = fold(tuple(events), state)
    return later


def entered(state: BallotState, votes: Mapping[str, str]) -> BallotState:
    """The state after a counter entered these papers, each with what it says to item 1."""
    for paper, choice in votes.items():
        vote = on_paper(paper, mark(choice))
        state = after(state, cast(state, vote, caller=COUNTER, occurred=None, now=OPENS))
    return state


def begun(events: Iterable[object]) -> BallotState:
    """The state of a ballot with these events."""
    state: BallotState = fold(tuple(events))
    return state
