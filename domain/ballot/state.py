"""A ballot as its stream tells it: the roll, who has a paper, who has voted, and the count so far.

All that grows with the roll is a persistent map, so that a vote costs the same in any compound.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import assert_never
from uuid import UUID

from rpds import HashTrieMap

from domain.ballot.events import (
    Annulled,
    BallotEvent,
    Cancelled,
    ChallengeAnswered,
    Challenged,
    Closed,
    Opened,
    Paper,
    PaperDelivered,
    PartArea,
    Parting,
    PartsCounted,
    Place,
    ResultImported,
    RollListed,
    VoteCast,
    VoteVoided,
)
from domain.ballot.running import Counts, delivered, listed, voided, voted
from domain.history import Stamp, begun
from domain.moment import Moment
from domain.replacing import replace
from domain.sealed import Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A paper of the roll: who may vote with it, and its area (0.01 m²) by part."""

    paper: str
    persons: tuple[UUID, ...]
    parts: tuple[PartArea, ...]

    @property
    def area(self) -> int:
        """All its area, in 0.01 m²."""
        return sum(part.area for part in self.parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class BallotState:
    """One ballot. `units` names the papers of a unit; `votes` the vote that stands, by paper.

    `proxies` counts the papers for which each proxy has voted, by the proxy's number, and
    `proxy_names` has the name that first stood with it. `challenges`
    says of each whether it was answered. `closed_at` is when it was recorded that it closed.
    """

    opened: Opened
    papers: "HashTrieMap[str, Listed]" = field(default_factory=HashTrieMap)
    units: "HashTrieMap[str, tuple[str, ...]]" = field(default_factory=HashTrieMap)
    delivered: "HashTrieMap[str, PaperDelivered]" = field(default_factory=HashTrieMap)
    votes: "HashTrieMap[str, VoteCast]" = field(default_factory=HashTrieMap)
    proxies: "HashTrieMap[int, int]" = field(default_factory=HashTrieMap)
    proxy_names: "HashTrieMap[int, Sealed]" = field(default_factory=HashTrieMap)
    counts: Counts = field(default_factory=Counts)
    imported: ResultImported | None = None
    closed: Closed | None = None
    closed_at: Moment | None = None
    cancelled: bool = False
    annulled: bool = False
    challenges: Mapping[int, bool] = field(default_factory=dict)

    @property
    def is_open(self) -> bool:
        """Whether it has neither closed nor been cancelled."""
        return self.closed is None and not self.cancelled

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts that its roll has beside the whole, in the order of their names."""
        return self.counts.names


def part_of(place: Place, parting: Parting) -> str:
    """The part in which *place* is counted: its building, or where those decide its entrance."""
    if parting is Parting.ENTRANCE and place.entrance is not None:
        return f"{place.building}/{place.entrance}"
    return place.building


def parts_of(
    places: Iterable[Place], parting: Parting, known: Iterable[PartArea] = ()
) -> tuple[PartArea, ...]:
    """The area by part of *places* and what is *known* already, in the order of their names."""
    areas = {part.part: part.area for part in known}
    for place in places:
        part = part_of(place, parting)
        areas[part] = areas.get(part, 0) + place.area
    return tuple(PartArea(part=part, area=areas[part]) for part in sorted(areas))


def evolve(state: BallotState | None, event: BallotEvent, stamp: Stamp) -> BallotState:
    """The state after *event*; never refuses, for history is history."""
    if isinstance(event, Opened):
        return BallotState(opened=event)
    state = begun(state)
    match event:
        case RollListed():
            return _listed(state, event)
        case PaperDelivered() | VoteCast() | VoteVoided():
            return _voted(state, event)
        case ResultImported():
            return replace(state, imported=event)
        case PartsCounted():
            # Told again from the counts whenever it is asked for.
            return state
        case Closed():
            return replace(state, closed=event, closed_at=stamp.at)
        case Cancelled():
            return replace(state, cancelled=True)
        case Annulled():
            return replace(state, annulled=True)
        case Challenged():
            return replace(state, challenges={**state.challenges, event.challenge: False})
        case ChallengeAnswered():
            return replace(state, challenges={**state.challenges, event.challenge: True})
        case _:
            assert_never(event)


def _voted(state: BallotState, event: PaperDelivered | VoteCast | VoteVoided) -> BallotState:
    match event:
        case PaperDelivered():
            parts = state.papers[event.paper].parts
            counts = delivered(state.counts, parts, back=event.paper in state.votes)
            return replace(
                state, delivered=state.delivered.insert(event.paper, event), counts=counts
            )
        case VoteCast():
            return _cast(state, event)
        case VoteVoided():
            return _voided(state, event)
        case _:
            assert_never(event)


def _listed(state: BallotState, event: RollListed) -> BallotState:
    papers, units, counts = state.papers, state.units, state.counts
    for paper in event.papers:
        before = papers.get(paper.paper)
        after = _paper(before, paper, state.opened.parting)
        papers = papers.insert(paper.paper, after)
        counts = listed(counts, before.parts if before else None, after.parts)
        for place in paper.places:
            units = units.insert(place.unit, (*units.get(place.unit, ()), paper.paper))
    return replace(state, papers=papers, units=units, counts=counts)


def _paper(before: Listed | None, paper: Paper, parting: Parting) -> Listed:
    known = before.parts if before else ()
    return Listed(
        paper=paper.paper,
        persons=paper.persons,
        parts=parts_of(paper.places, parting, known),
    )


def _cast(state: BallotState, event: VoteCast) -> BallotState:
    out = event.paper in state.delivered
    return replace(
        state,
        votes=state.votes.insert(event.paper, event),
        proxies=_represented(_unrepresented(state, event.paper), event),
        proxy_names=_named(state.proxy_names, event),
        counts=voted(state.counts, event, state.opened.counting, was_delivered=out),
    )


def _voided(state: BallotState, event: VoteVoided) -> BallotState:
    out = event.paper in state.delivered
    return replace(
        state,
        votes=state.votes.discard(event.paper),
        proxies=_unrepresented(state, event.paper),
        counts=voided(state.counts, event, state.opened.counting, was_delivered=out),
    )


def _represented(proxies: "HashTrieMap[int, int]", event: VoteCast) -> "HashTrieMap[int, int]":
    if event.proxy is None:
        return proxies
    return proxies.insert(event.proxy.proxy, proxies.get(event.proxy.proxy, 0) + 1)


def _named(names: "HashTrieMap[int, Sealed]", event: VoteCast) -> "HashTrieMap[int, Sealed]":
    if event.proxy is None or event.proxy.proxy in names:
        return names
    return names.insert(event.proxy.proxy, event.proxy.name)


def _unrepresented(state: BallotState, paper: str) -> "HashTrieMap[int, int]":
    """The proxies without what the vote that stood for *paper* said of one."""
    vote = state.votes.get(paper)
    if vote is None or vote.proxy is None:
        return state.proxies
    return state.proxies.insert(vote.proxy.proxy, state.proxies[vote.proxy.proxy] - 1)
