"""Elections of an owners' committee: who prepares them, who stands, who is put on file."""

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from domain.body.registry import require_committee
from domain.election import forming, publishing, standing
from domain.election.events import ElectionEvent, ElectionKind, GroupMember, Nominator
from domain.election.owners import owners_of
from domain.election.state import ElectionState
from domain.moment import Moment
from domain.refusal import Code, Refused
from domain.register.rolls import begin_election
from domain.register.state import RegisterState, register_stream
from domain.sealed import KeyScope
from ledger.streams import BODY, ELECTION, PERSON, REGISTER, Folded
from ledger.vault import Subject
from service.commands.base import Admission, Command
from service.commands.intake import vocabulary
from service.commands.stream_command import StreamCommand, reach_of
from service.policy import Action, Reach
from service.work import Work


@dataclass(frozen=True, kw_only=True)
class FormGroup(Command):
    """An election begins with the group that prepares it; `election` is a new id."""

    action: ClassVar[Action] = Action.ELECTION_KEEP

    election: UUID
    committee: UUID
    compound: UUID
    kind: ElectionKind
    seats: int
    members: tuple[GroupMember, ...]

    def newcomers(self) -> Sequence[Subject]:
        """What is written in its stream uses the stream's own key."""
        return ((KeyScope.STREAM, self.election),)

    def streams(self) -> Sequence[UUID]:
        """The committee, the register, and the new one to find that there is none."""
        return (self.election, self.committee, register_stream(self.compound))

    def admit(self, work: Work) -> Admission:
        """The committee must exist; who may begin one there, the policy says."""
        if work.state(BODY, self.committee) is None:
            raise Refused(Code.UNKNOWN_COMMITTEE)
        return Admission(reach=reach_of(work, self.committee, self.compound))

    def run(self, work: Work) -> None:
        """From now on owners decide on nothing major, until it is over.

        Refused beside the rule: `not-a-committee`, `unknown-compound`, `unknown-person`,
        `election-begun`, and who is let go is given no part in it (`erased`).
        """
        self._require_compound(work)
        register = register_of(work, self.compound)
        for member in self.members:
            _require_person(work, member.person)
        events = forming.form(
            committee=self.committee,
            compound=self.compound,
            kind=self.kind,
            seats=self.seats,
            members=self.members,
            owners=owners_of(register),
            vocabulary=vocabulary(work),
        )
        work.begin(ELECTION, self.election, events)
        if register is not None:
            begun = begin_election(register, self.election)
            work.append(REGISTER, register_stream(self.compound), begun)

    def made(self) -> UUID:
        """The election."""
        return self.election

    def _require_compound(self, work: Work) -> None:
        body = work.require(BODY, self.committee).state
        require_committee(body)
        if self.compound not in body.compounds:
            raise Refused(Code.UNKNOWN_COMPOUND)


@dataclass(frozen=True, kw_only=True, repr=False)
class ElectionCommand(StreamCommand):
    """A command on an election that runs."""

    action: ClassVar[Action] = Action.ELECTION_KEEP
    view: ClassVar[Action] = Action.ELECTION_VIEW

    election: UUID

    @property
    def stream(self) -> UUID:
        """The election's."""
        return self.election

    def found(self, work: Work) -> tuple[Folded[ElectionState], Reach] | None:
        """The election, and whom it concerns."""
        folded = work.get(ELECTION, self.election)
        if folded is None:
            return None
        return folded, reach_of(work, folded.state.committee, folded.state.compound)

    def run(self, work: Work) -> None:
        """Decide, append, and let follow what comes of it."""
        state = work.require(ELECTION, self.election).state
        work.append(ELECTION, self.election, self.decide(work, state))
        self.follow(work, state)

    @abstractmethod
    def decide(self, work: Work, state: ElectionState) -> Sequence[ElectionEvent]:
        """The rule."""

    def follow(self, work: Work, before: ElectionState) -> None:
        """What comes with it in other streams; *before* is the election as the rule found it."""


@dataclass(frozen=True, kw_only=True, repr=False)
class Nominate(ElectionCommand):
    """Somebody stands (候选人推荐)."""

    person: UUID
    by: Nominator

    def decide(self, work: Work, state: ElectionState) -> Sequence[ElectionEvent]:
        """Refused beside the rule: who is let go does not stand (`erased`)."""
        _require_person(work, self.person)
        owners = owners_of(register_of(work, state.compound))
        return standing.nominate(state, person=self.person, by=self.by, owners=owners)


@dataclass(frozen=True, kw_only=True, repr=False)
class Vet(ElectionCommand):
    """Whether a candidate may stand (资格审查)."""

    candidate: int
    eligible: bool
    reason: str | None = None

    def decide(self, work: Work, state: ElectionState) -> Sequence[ElectionEvent]:
        """As the group found."""
        reason = self.sealed_if(work, "election.vetted/reason", self.reason)
        return standing.vet(state, candidate=self.candidate, eligible=self.eligible, reason=reason)


@dataclass(frozen=True, kw_only=True, repr=False)
class WithdrawCandidate(ElectionCommand):
    """A candidate does not stand any more."""

    candidate: int

    def decide(self, work: Work, state: ElectionState) -> Sequence[ElectionEvent]:
        """As the candidate said."""
        return standing.withdraw(state, candidate=self.candidate)


@dataclass(frozen=True, kw_only=True, repr=False)
class PublishCandidates(ElectionCommand):
    """The list hangs out (候选人公示)."""

    match_required: ClassVar[bool] = True

    until: Moment

    def decide(self, work: Work, state: ElectionState) -> Sequence[ElectionEvent]:
        """Of whoever may stand now."""
        return publishing.publish(state, until=self.until, now=work.now)


def register_of(work: Work, compound: UUID) -> RegisterState | None:
    """The compound's register; None before there is one."""
    return work.state(REGISTER, register_stream(compound))


def _require_person(work: Work, person: UUID) -> None:
    if work.get(PERSON, person) is None:
        raise Refused(Code.UNKNOWN_PERSON)
    work.require_kept(person)
