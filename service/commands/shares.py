"""Splitting a line among units, what they pay of it, and the final account. Amounts in 分."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from domain.issue import accounting, allocating
from domain.issue.allocating import ALL_UNITS, Scope
from domain.issue.events import AllocationKey
from domain.issue.evolve import IssueEvent
from domain.issue.state import IssueState
from domain.refusal import Code, Refused
from domain.register.state import RegisterState, register_stream
from ledger.streams import REGISTER
from service.commands.issue_command import IssueDecision
from service.policy import Action
from service.work import Work


@dataclass(frozen=True, kw_only=True, repr=False)
class AllocateCost(IssueDecision):
    """A line is split among units (分摊) of the register in force.

    `agreed` gives the amounts for each unit, where that is the key.
    """

    action: ClassVar[Action] = Action.BOOK_FUNDS

    line: int
    key: AllocationKey
    scope: Scope = ALL_UNITS
    agreed: tuple[tuple[str, int], ...] = ()
    ground: str | None = None

    def decide(self, work: Work, state: IssueState) -> Sequence[IssueEvent]:
        """Refused beside the rule: `register-not-adopted`, where the compound has none."""
        stream, register = register_of(work, state.compound)
        if register is None:
            raise Refused(Code.REGISTER_NOT_ADOPTED)
        return allocating.allocate(
            state,
            register,
            stream=stream,
            line=self.line,
            key=self.key,
            scope=self.scope,
            agreed=self.agreed,
            ground=self.sealed_if(work, "issue.cost-allocated/ground", self.ground),
        )


@dataclass(frozen=True, kw_only=True, repr=False)
class PayShare(IssueDecision):
    """A unit pays of its share, and the line receives it."""

    action: ClassVar[Action] = Action.BOOK_FUNDS

    line: int
    unit: str
    amount: int

    def decide(self, work: Work, state: IssueState) -> Sequence[IssueEvent]:
        """Never beyond the share."""
        return allocating.pay_share(state, line=self.line, unit=self.unit, amount=self.amount)


@dataclass(frozen=True, kw_only=True, repr=False)
class RenderAccount(IssueDecision):
    """The final account (决算); `evidence` is the SHA-256 (hex) of an auditor's finding."""

    action: ClassVar[Action] = Action.BOOK_FUNDS

    evidence: str | None = None
    note: str | None = None

    def decide(self, work: Work, state: IssueState) -> Sequence[IssueEvent]:
        """Every received 分 is spent or returned."""
        note = self.sealed_if(work, "issue.account-rendered/note", self.note)
        return accounting.render(state, evidence=self.evidence, note=note)


def register_of(work: Work, compound: UUID | None) -> tuple[UUID, RegisterState | None]:
    """The stream and the state of a compound's register; None where there is none."""
    if compound is None:
        raise Refused(Code.REGISTER_NOT_ADOPTED)
    stream = register_stream(compound)
    return stream, work.state(REGISTER, stream)
