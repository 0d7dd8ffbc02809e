"""Dispatch, what parties say, what the reporter hears, completion, disclosure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar
from uuid import UUID

from domain.actor import Role
from domain.issue import answer, dispatch, works
from domain.issue.events import Outcome, Output
from domain.issue.evolve import IssueEvent
from domain.issue.state import IssueState
from domain.moment import Moment
from domain.person.events import Purpose
from domain.person.state import disclose
from domain.refusal import Code, Refused
from ledger.streams import ISSUE, PERSON
from service.commands.children import reply_to_children
from service.commands.intake import vocabulary
from service.commands.issue_command import IssueCommand, IssueDecision
from service.policy import Action, Reach
from service.work import Work


@dataclass(frozen=True, kw_only=True, repr=False)
class Dispatch(IssueDecision):
    """Hand the issue to parties (派单)."""

    action: ClassVar[Action] = Action.DISPATCH

    parties: tuple[UUID, ...]
    note: str | None = None

    def decide(self, work: Work, state: IssueState) -> Sequence[IssueEvent]:
        """A party is an organisation of this ledger, or the issue's own committee."""
        known = {party for party in self.parties if work.knows_party(party, state.committee)}
        note = self.sealed_if(work, "issue.dispatched/note", self.note)
        return dispatch.dispatch(state, known, parties=self.parties, note=note)


@dataclass(frozen=True, kw_only=True, repr=False)
class PartyCommand(IssueDecision):
    """What one party says of its own order; `party` None stands for the caller's own."""

    party: UUID | None = None

    def reach(self, work: Work, reach: Reach) -> Reach:
        """A handler speaks for no other party than their own."""
        party = self._party(work)
        return replace(reach, parties=frozenset({party} if party else ()))

    def on_behalf_of(self, work: Work) -> UUID | None:
        """A clerk may type in what another party has said."""
        party = self._party(work)
        return None if party == work.principal.organisation else party

    def earliest(self, work: Work, state: IssueState) -> Moment:
        """A party cannot have taken its order before it was handed over."""
        party = self._party(work)
        order = state.dispatch_of(party) if party else None
        return state.began_at if order is None else max(order.since, state.began_at)

    def named_party(self, work: Work) -> UUID:
        """The party; refused with `not-dispatched` where the caller belongs to none."""
        party = self._party(work)
        if party is None:
            raise Refused(Code.NOT_DISPATCHED)
        return party

    def _party(self, work: Work) -> UUID | None:
        return self.party or work.principal.organisation


@dataclass(frozen=True, kw_only=True, repr=False)
class Acknowledge(PartyCommand):
    """Take the order (签收)."""

    action: ClassVar[Action] = Action.ACKNOWLEDGE

    def decide(self, work: Work, state: IssueState) -> Sequence[IssueEvent]:
        """The party's open order, once."""
        return dispatch.acknowledge(state, party=self.named_party(work))


@dataclass(frozen=True, kw_only=True, repr=False)
class CompleteDispatch(PartyCommand):
    """Finish one's part."""

    action: ClassVar[Action] = Action.COMPLETE_DISPATCH

    note: str | None = None

    def decide(self, work: Work, state: IssueState) -> Sequence[IssueEvent]:
        """The party's open order."""
        note = self.sealed_if(work, "issue.dispatch-completed/note", self.note)
        return dispatch.complete_dispatch(state, party=self.named_party(work), note=note)


@dataclass(frozen=True, kw_only=True, repr=False)
class Respond(IssueDecision):
    """Contact the reporter (响应)."""

    action: ClassVar[Action] = Action.RESPOND

    message: str

    def decide(self, work: Work, state: IssueState) -> Sequence[IssueEvent]:
        """An additive fact."""
        return answer.respond(
            state, message=self.sealed(work, "issue.responded/message", self.message)
        )


@dataclass(frozen=True, kw_only=True, repr=False)
class Reply(IssueDecision):
    """Answer the reporter (答复)."""

    action: ClassVar[Action] = Action.REPLY

    message: str

    def decide(self, work: Work, state: IssueState) -> Sequence[IssueEvent]:
        """An additive fact."""
        return answer.reply(state, message=self.sealed(work, "issue.replied/message", self.message))


@dataclass(frozen=True, kw_only=True, repr=False)
class ClearOutput:
    """What was made, in clear."""

    item: str
    quantity: int
    unit: str
    site: int | None = None


def sealed_outputs(
    command: IssueCommand, work: Work, place: str, outputs: Sequence[ClearOutput]
) -> list[Output]:
    """What was or is to be made, sealed for the items of a list at *place* (`topic/path`)."""
    return [
        Output(
            item=command.sealed(work, f"{place}/{index}/item", output.item),
            quantity=output.quantity,
            unit=output.unit,
            site=output.site,
        )
        for index, output in enumerate(outputs)
    ]


@dataclass(frozen=True, kw_only=True, repr=False)
class Complete(IssueDecision):
    """Complete the issue (办结)."""

    action: ClassVar[Action] = Action.COMPLETE
    match_required: ClassVar[bool] = True

    outcome: Outcome
    reply: str
    outputs: tuple[ClearOutput, ...] = ()
    cost: int | None = None
    unconfirmed: bool = False

    def decide(self, work: Work, state: IssueState) -> Sequence[IssueEvent]:
        """With the reply to the reporter."""
        return works.complete(
            state,
            vocabulary(work),
            outcome=self.outcome,
            reply=self.sealed(work, "issue.done/reply", self.reply),
            outputs=sealed_outputs(self, work, "issue.done/outputs", self.outputs),
            cost=self.cost,
            unconfirmed=self.unconfirmed,
        )

    def follow(self, work: Work, before: IssueState) -> None:
        """Whoever reported the same is answered too."""
        reply_to_children(work, before, self.reply)


@dataclass(frozen=True, kw_only=True, repr=False)
class Disclose(IssueCommand):
    """Open the reporter's contact, on record; the event belongs to the person's stream."""

    action: ClassVar[Action] = Action.DISCLOSE

    purpose: Purpose

    def run(self, work: Work) -> None:
        """Record who opened it and why; the answer shows the fields in clear."""
        state = work.require(ISSUE, self.issue).state
        by_party = work.role is Role.HANDLER
        reporter = answer.may_disclose(state, asker_is_party=by_party)
        events = disclose(
            work.state(PERSON, reporter),
            issue=self.issue,
            purpose=self.purpose,
            asker_is_party=by_party,
        )
        work.append(PERSON, reporter, events)
