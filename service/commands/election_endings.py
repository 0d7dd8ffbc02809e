"""The end of an election: the committee on file takes its seat, or there is none."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from domain.body.registry import OWNERS_COMMITTEE, fill_seat, vacate_seat
from domain.election import filing
from domain.election.events import ElectionEvent
from domain.election.state import ElectionState
from domain.register.rolls import end_election
from domain.register.state import register_stream
from ledger.streams import BODY, ORGANISATION, REGISTER
from service.commands.elections import ElectionCommand, register_of
from service.commands.intake import vocabulary
from service.policy import Action
from service.work import Work


@dataclass(frozen=True, kw_only=True, repr=False)
class FileCommittee(ElectionCommand):
    """The subdistrict has the new committee on file (备案)."""

    action: ClassVar[Action] = Action.ELECTION_FILE
    match_required: ClassVar[bool] = True

    organisation: UUID
    number: str

    def decide(self, work: Work, state: ElectionState) -> Sequence[ElectionEvent]:
        """The committee that was elected, as that organisation."""
        known = work.state(ORGANISATION, self.organisation)
        return filing.file(state, organisation=self.organisation, known=known, number=self.number)

    def follow(self, work: Work, before: ElectionState) -> None:
        """The seat is theirs, and owners may decide on major matters again."""
        self._seat(work, before)
        _end(work, before, self.election)

    def _seat(self, work: Work, state: ElectionState) -> None:
        """Whoever else held it leaves it first."""
        committee, compound = state.committee, state.compound
        body = work.require(BODY, committee).state
        holder = body.seats.get((OWNERS_COMMITTEE, compound))
        if holder is not None:
            if holder.organisation == self.organisation and not holder.acting:
                return
            left = vacate_seat(body, seat=OWNERS_COMMITTEE, compound=compound)
            work.append(BODY, committee, left)
        filled = fill_seat(
            work.require(BODY, committee).state,
            vocabulary=vocabulary(work),
            seat=OWNERS_COMMITTEE,
            organisation=self.organisation,
            organisation_known=True,
            compound=compound,
        )
        work.append(BODY, committee, filled)


@dataclass(frozen=True, kw_only=True, repr=False)
class AbandonElection(ElectionCommand):
    """It ends without a committee."""

    match_required: ClassVar[bool] = True

    reason: str

    def decide(self, work: Work, state: ElectionState) -> Sequence[ElectionEvent]:
        """With its reason."""
        reason = self.sealed(work, "election.abandoned/reason", self.reason)
        return filing.abandon(state, reason=reason)

    def follow(self, work: Work, before: ElectionState) -> None:
        """Owners may decide on major matters again."""
        _end(work, before, self.election)


def _end(work: Work, state: ElectionState, election: UUID) -> None:
    register = register_of(work, state.compound)
    if register is not None:
        ended = end_election(register, election)
        work.append(REGISTER, register_stream(state.compound), ended)
