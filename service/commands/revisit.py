"""Revisits: attempts, answers, late objections, and the superior's conclusion."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from domain.actor import Actor, Role
from domain.issue import exits, revisit
from domain.issue.events import RevisitKind, Satisfaction
from domain.issue.evolve import IssueEvent
from domain.issue.state import IssueState
from domain.moment import Moment
from domain.refusal import Code, Refused
from domain.sealed import KeyScope, Sealed
from ledger.streams import ISSUE
from service.commands.children import release, reply_to_children
from service.commands.issue_command import IssueDecision
from service.policy import Action
from service.work import Work


@dataclass(frozen=True, kw_only=True, repr=False)
class AttemptRevisit(IssueDecision):
    """Somebody tried to ask, and reached nobody."""

    action: ClassVar[Action] = Action.ATTEMPT_REVISIT

    kind: RevisitKind
    note: str | None = None
    again_at: Moment | None = None

    def decide(self, work: Work, state: IssueState) -> Sequence[IssueEvent]:
        """Counted towards *unreachable*."""
        note = self.sealed_if(work, "issue.revisit-attempted/note", self.note)
        return revisit.attempt(
            state, kind=self.kind, note=note, again_at=self.again_at, now=work.now
        )

    def earliest(self, work: Work, state: IssueState) -> Moment:
        """Nobody asks before there is something to ask about."""
        return state.settled_at or state.began_at


@dataclass(frozen=True, kw_only=True, repr=False)
class Heard(IssueDecision):
    """A command that carries what the reporter says, whoever types it in.

    Those words are the reporter's own: they are sealed with their key, and go when they go.
    """

    def heard(
        self, work: Work, reporter: UUID | None, field: str, text: str | None
    ) -> Sealed | None:
        """*text* with the reporter's key; with the issue's where there is no reporter."""
        if reporter is None or text is None:
            return self.sealed_if(work, field, text)
        work.need_keys([(KeyScope.PERSON, reporter)])
        return work.seal(KeyScope.PERSON, reporter, self.issue, field, text)


@dataclass(frozen=True, kw_only=True, repr=False)
class Revisit(Heard):
    """Somebody went back and asked (回访); a resident rates their own issue (评价)."""

    action: ClassVar[Action] = Action.REVISIT

    kind: RevisitKind
    resolved: bool | None = None
    satisfaction: Satisfaction | None = None
    unreachable: bool = False
    comment: str | None = None
    rework: bool = False

    def decide(self, work: Work, state: IssueState) -> Sequence[IssueEvent]:
        """With whatever follows. Refused beside the rule: `staff-alone`, `already-rated`."""
        if work.role is Role.RESIDENT:
            self._require_residents_own()
            revisit.require_rateable(state)
        # Of an inspection, or when nobody answered, staff say what they saw.
        spoken = self.kind is not RevisitKind.INSPECTION and not self.unreachable
        reporter = state.reporter if spoken else None
        answer = revisit.Answer(
            kind=self.kind,
            resolved=self.resolved,
            satisfaction=self.satisfaction,
            unreachable=self.unreachable,
            comment=self.heard(work, reporter, "issue.revisited/comment", self.comment),
        )
        return revisit.revisit(state, by=_caller(work), answer=answer, rework=self.rework)

    def earliest(self, work: Work, state: IssueState) -> Moment:
        """Nobody is asked before there is something to ask about."""
        return state.settled_at or state.began_at

    def follow(self, work: Work, before: IssueState) -> None:
        """A merged issue that stands for itself again is no longer its target's child."""
        target = before.merging.target
        if target is not None and work.require(ISSUE, self.issue).state.merging.target is None:
            release(work, target, self.issue)

    def _require_residents_own(self) -> None:
        """A resident answers for themself, now; how else it was asked is staff's to say."""
        staffs = {
            "kind": self.kind is not RevisitKind.ONLINE,
            "unreachable": self.unreachable,
            "rework": self.rework,
            "occurred_at": self.occurred_at is not None,
        }
        for field, given in staffs.items():
            if given:
                raise Refused(Code.STAFF_ALONE, field=field)


@dataclass(frozen=True, kw_only=True, repr=False)
class Object(Heard):
    """The reporter says later that it is not solved (异议)."""

    action: ClassVar[Action] = Action.OBJECT

    reason: str

    def decide(self, work: Work, state: IssueState) -> Sequence[IssueEvent]:
        """Within the method's days."""
        reporter = state.reporter if state.asks_reporter else None
        reason = self.heard(work, reporter, "issue.reopened/reason", self.reason)
        return revisit.object_late(state, now=work.now, reason=reason)


@dataclass(frozen=True, kw_only=True, repr=False)
class Conclude(IssueDecision):
    """The superior ends it after the last round (终结)."""

    action: ClassVar[Action] = Action.CONCLUDE

    reply: str

    def decide(self, work: Work, state: IssueState) -> Sequence[IssueEvent]:
        """With the reply to the reporter."""
        reply = self.sealed(work, "issue.concluded/reply", self.reply)
        return exits.conclude(state, reply=reply)

    def follow(self, work: Work, before: IssueState) -> None:
        """Whoever reported the same is answered too."""
        reply_to_children(work, before, self.reply)


def _caller(work: Work) -> Actor:
    principal = work.principal
    return Actor(role=work.role, person=principal.person, organisation=principal.organisation)
