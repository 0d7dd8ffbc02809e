"""What is noted beside the course of an issue: links, registers, orders, files, publication."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from domain.actor import Role
from domain.issue import record
from domain.issue.events import ExternalOrder, LinkKind
from domain.issue.evolve import IssueEvent
from domain.issue.state import IssueState
from domain.refusal import Code, Refused
from ledger.claims import ORDER
from service.commands.issue_command import IssueDecision, seen_issue
from service.occasion import FileOf
from service.policy import Action
from service.work import Work

_SHOW_FILES_ALONE = frozenset({Role.RESIDENT, Role.HANDLER})
"""Registers and order numbers are kept by those who take issues in."""


@dataclass(frozen=True, kw_only=True, repr=False)
class Link(IssueDecision):
    """Point to another issue."""

    action: ClassVar[Action] = Action.LINK

    other: UUID
    kind: LinkKind

    def decide(self, work: Work, state: IssueState) -> Sequence[IssueEvent]:
        """What the caller may not see, they cannot point to."""
        known = seen_issue(work, self.other) is not None
        return record.link(
            state, issue=self.issue, other=self.other, other_known=known, kind=self.kind
        )


@dataclass(frozen=True, kw_only=True, repr=False)
class Attach(IssueDecision):
    """Enter it in a register, name another system's order, show a file."""

    action: ClassVar[Action] = Action.ATTACH

    register: str | None = None
    order: ExternalOrder | None = None
    digest: str | None = None
    note: str | None = None

    def files(self) -> Sequence[FileOf]:
        """The file that it shows."""
        return ((self.issue, self.digest),) if self.digest else ()

    def decide(self, work: Work, state: IssueState) -> Sequence[IssueEvent]:
        """Refused beside the rules: `staff-alone`, `order-taken`, `unknown-file`."""
        if work.role in _SHOW_FILES_ALONE:
            self._require_file_alone()
        events = record.attach(
            state,
            register=self.register,
            order=self.order,
            evidence=work.file(self.issue, self.digest) if self.digest else None,
            note=self.authored_if(work, "issue.attached/note", self.note),
        )
        if self.order and work.is_claimed(ORDER, self.order.source, self.order.number):
            raise Refused(Code.ORDER_TAKEN)
        return events

    def _require_file_alone(self) -> None:
        for field, given in {"register": self.register, "order": self.order}.items():
            if given is not None:
                raise Refused(Code.STAFF_ALONE, field=field)


@dataclass(frozen=True, kw_only=True, repr=False)
class Publish(IssueDecision):
    """Make it public (公示)."""

    action: ClassVar[Action] = Action.PUBLISH

    text: str

    def decide(self, work: Work, state: IssueState) -> Sequence[IssueEvent]:
        """In words of their own, which name nobody."""
        return record.publish(state, text=self.sealed(work, "issue.published/text", self.text))


@dataclass(frozen=True, kw_only=True, repr=False)
class WithdrawPublication(IssueDecision):
    """Take it back from the public."""

    action: ClassVar[Action] = Action.WITHDRAW_PUBLICATION

    reason: str

    def decide(self, work: Work, state: IssueState) -> Sequence[IssueEvent]:
        """With the reason."""
        reason = self.sealed(work, "issue.publication-withdrawn/reason", self.reason)
        return record.withdraw_publication(state, reason=reason)
