"""An election as its stream tells it: who stands, what hangs out, who won."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import assert_never
from uuid import UUID

from domain.election.events import (
    Abandoned,
    BallotCalled,
    BallotEnded,
    CandidatesPublished,
    CandidateWithdrew,
    ElectionEvent,
    ElectionKind,
    Filed,
    GroupFormed,
    GroupMember,
    Nominated,
    Nominator,
    Vetted,
)
from domain.history import Stamp, begun
from domain.moment import Moment
from domain.refusal import Code, Refused
from domain.replacing import replace
from domain.sealed import Sealed


class Stage(StrEnum):
    """How far it is: 筹备、候选人公示、投票、已选出、已备案、已终止.

    *Elected* says that somebody has won a seat, though not necessarily enough of them.
    """

    PREPARING = "preparing"
    PUBLISHED = "published"
    VOTING = "voting"
    ELECTED = "elected"
    FILED = "filed"
    ABANDONED = "abandoned"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Who stands. `eligible` is None until they are vetted, `reason` what was said about it.

    `withdrawn` do not stand any more. `published` hang out, or have.
    """

    person: UUID
    by: Nominator
    eligible: bool | None = None
    reason: Sealed | None = None
    withdrawn: bool = False
    published: bool = False

    @property
    def may_win(self) -> bool:
        """Whether a seat can be theirs."""
        return self.eligible is True and not self.withdrawn


@dataclass(frozen=True, slots=True, kw_only=True)
class ElectionState:
    """One election of the owners' committee of a compound, with so many `seats`.

    `listed` are the candidates that hang out `until` then, or that are voted on in `ballot`,
    which is open. `won` names, in the order of their votes, who was elected by which ballot.
    `reason` is why it was abandoned.
    """

    committee: UUID
    compound: UUID
    kind: ElectionKind
    seats: int
    members: tuple[GroupMember, ...]
    stage: Stage = Stage.PREPARING
    candidates: Mapping[int, Candidate] = field(default_factory=dict)
    listed: tuple[int, ...] = ()
    until: Moment | None = None
    ballot: UUID | None = None
    won: Mapping[int, UUID] = field(default_factory=dict)
    filed: Filed | None = None
    reason: Sealed | None = None

    @property
    def winners(self) -> tuple[int, ...]:
        """Who was elected and still stands."""
        return tuple(number for number in self.won if self.candidates[number].may_win)

    @property
    def open_seats(self) -> int:
        """How many seats nobody has won yet."""
        return self.seats - len(self.winners)

    @property
    def on_the_list(self) -> tuple[int, ...]:
        """Whom one can vote for: who was listed and has not withdrawn."""
        return tuple(number for number in self.listed if self.candidates[number].may_win)


def evolve(state: ElectionState | None, event: ElectionEvent, _stamp: Stamp) -> ElectionState:
    """The state after *event*; never refuses, for history is history."""
    if isinstance(event, GroupFormed):
        return ElectionState(
            committee=event.committee,
            compound=event.compound,
            kind=event.kind,
            seats=event.seats,
            members=event.members,
        )
    state = begun(state)
    match event:
        case Nominated():
            return _with(state, event.candidate, Candidate(person=event.person, by=event.by))
        case Vetted():
            return _vetted(state, event)
        case CandidateWithdrew():
            candidate = replace(state.candidates[event.candidate], withdrawn=True)
            return _settled(_with(state, event.candidate, candidate))
        case CandidatesPublished():
            return _published(state, event)
        case BallotCalled():
            return replace(state, stage=Stage.VOTING, ballot=event.ballot)
        case BallotEnded():
            return _ended(state, event)
        case Filed():
            return replace(state, stage=Stage.FILED, filed=event)
        case Abandoned():
            return replace(state, stage=Stage.ABANDONED, reason=event.reason)
        case _:
            assert_never(event)


def _with(state: ElectionState, number: int, candidate: Candidate) -> ElectionState:
    return replace(state, candidates={**state.candidates, number: candidate})


def _published(state: ElectionState, event: CandidatesPublished) -> ElectionState:
    out = {n: replace(state.candidates[n], published=True) for n in event.candidates}
    return replace(
        state,
        stage=Stage.PUBLISHED,
        candidates={**state.candidates, **out},
        listed=event.candidates,
        until=event.until,
    )


def _vetted(state: ElectionState, event: Vetted) -> ElectionState:
    before = state.candidates[event.candidate]
    candidate = replace(before, eligible=event.eligible, reason=event.reason)
    after = _with(state, event.candidate, candidate)
    if after.stage is Stage.PUBLISHED:
        # What hangs out is not what was found: it comes down, and a new list goes up.
        return _rested(after)
    return _settled(after)


def _ended(state: ElectionState, event: BallotEnded) -> ElectionState:
    before = {number: ballot for number, ballot in state.won.items() if ballot != event.ballot}
    won = {**before, **dict.fromkeys(event.elected, event.ballot)}
    if state.ballot != event.ballot:
        # An earlier ballot was annulled: what runs meanwhile goes on.
        return _settled(replace(state, won=won))
    return _rested(replace(state, won=won, ballot=None))


def _settled(state: ElectionState) -> ElectionState:
    """Between ballots it stands where its winners leave it; else where it stood."""
    between = state.stage in (Stage.PREPARING, Stage.ELECTED)
    return replace(state, stage=_between(state)) if between else state


def _rested(state: ElectionState) -> ElectionState:
    return replace(state, stage=_between(state), listed=(), until=None)


def _between(state: ElectionState) -> Stage:
    return Stage.ELECTED if state.winners else Stage.PREPARING


_ELSEWHERE = {
    Stage.PREPARING: Code.LIST_UNPUBLISHED,
    Stage.PUBLISHED: Code.LIST_PUBLISHED,
    Stage.VOTING: Code.BALLOT_RUNNING,
    Stage.ELECTED: Code.LIST_UNPUBLISHED,
    Stage.FILED: Code.ELECTION_OVER,
    Stage.ABANDONED: Code.ELECTION_OVER,
}
"""Why something cannot be done in a stage in which it cannot."""


def require(state: ElectionState, *stages: Stage) -> None:
    """Refuse what can be done in *stages* alone.

    `list-unpublished`, `list-published`, `ballot-running`, `election-over`, by where it stands.
    """
    if state.stage not in stages:
        raise Refused(_ELSEWHERE[state.stage])


def require_candidate(state: ElectionState, number: int) -> Candidate:
    """Who stands under that number: `unknown-candidate`, `candidate-withdrew`."""
    candidate = state.candidates.get(number)
    if candidate is None:
        raise Refused(Code.UNKNOWN_CANDIDATE, candidate=number)
    if candidate.withdrawn:
        raise Refused(Code.CANDIDATE_WITHDREW, candidate=number)
    return candidate
