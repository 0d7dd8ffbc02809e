"""Positions (表态): who may speak for a seat, and whose voice it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from domain.actor import Role
from domain.issue import negotiation
from domain.issue.events import Stance
from domain.issue.evolve import IssueEvent
from domain.issue.state import IssueState
from domain.moment import Moment
from domain.refusal import Code, Refused
from ledger.streams import ISSUE, PERSON
from service.commands.issue_command import IssueDecision
from service.errors import Forbidden
from service.policy import EVERYTHING, Action, Reach, role_for
from service.work import Work


@dataclass(frozen=True, kw_only=True, repr=False)
class TakePosition(IssueDecision):
    """A seat's word on one version.

    The caller speaks with their own voice for the seat that their organisation holds. A clerk
    may also type in what `person`, somebody of another seat, has said.
    """

    action: ClassVar[Action] = Action.TAKE_POSITION

    version: int
    seat: str
    stance: Stance
    reason: str | None = None
    person: UUID | None = None

    def reach(self, work: Work, reach: Reach) -> Reach:
        """It concerns nobody in particular where the caller may not speak for that seat."""
        clerk = role_for(work.principal, self.action, reach) is Role.CLERK
        if self._holds_seat(work) or (clerk and self._typed_in(work)):
            return reach
        return EVERYTHING

    def earliest(self, work: Work, state: IssueState) -> Moment:
        """Nobody speaks to a version before it was tabled."""
        proposal = state.negotiation.proposal
        began = super().earliest(work, state)
        return began if proposal is None else max(began, proposal.tabled_at)

    def on_behalf_of(self, work: Work) -> UUID | None:
        """The seat's organisation, where it is not the caller's own."""
        return None if self._holds_seat(work) else self._holder(work)

    def decide(self, work: Work, state: IssueState) -> Sequence[IssueEvent]:
        """Refused beside the rule: `unknown-person`; `staff-alone` where no clerk types it in.

        And `erased` or `person-restricted`: nobody who is let go is given a voice any more.
        """
        events = negotiation.take_position(
            state,
            version=self.version,
            seat=self.seat,
            voice=self._voice(work),
            stance=self.stance,
            reason=self.sealed_if(work, "issue.position-taken/reason", self.reason),
        )
        if self._typed_in(work):
            if work.role is not Role.CLERK:
                raise Refused(Code.STAFF_ALONE, field="person")
            if self.person is None or work.get(PERSON, self.person) is None:
                raise Refused(Code.UNKNOWN_PERSON)
        work.require_kept(self._voice(work))
        return events

    def _voice(self, work: Work) -> UUID:
        voice = self.person or work.principal.person
        if voice is None:
            raise Forbidden
        return voice

    def _typed_in(self, work: Work) -> bool:
        """Whether somebody else than the caller has spoken."""
        return self.person is not None and self.person != work.principal.person

    def _holds_seat(self, work: Work) -> bool:
        """Whether the seat is the caller's own; a seat that is not at the table is nobody's.

        Its absence is for the rule to tell.
        """
        holder = self._holder(work)
        return holder is None or holder == work.principal.organisation

    def _holder(self, work: Work) -> UUID | None:
        """Who speaks for the seat in the version on the table."""
        proposal = work.require(ISSUE, self.issue).state.negotiation.proposal
        seats = proposal.seats if proposal else ()
        return next((one.organisation for one in seats if one.seat == self.seat), None)
