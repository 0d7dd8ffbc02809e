"""首问负责: a matter is handed over to another keeper."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from domain.actor import Role
from domain.issue import keeping
from domain.issue.evolve import IssueEvent
from domain.issue.state import IssueState
from domain.refusal import Code, Refused
from ledger.streams import PERSON
from service.commands.issue_command import IssueDecision
from service.policy import Action
from service.work import Work


@dataclass(frozen=True, kw_only=True, repr=False)
class NameKeeper(IssueDecision):
    """Who keeps it from now on: an organisation or the committee, and one of its people."""

    action: ClassVar[Action] = Action.KEEP

    organisation: UUID
    person: UUID | None = None

    def decide(self, work: Work, state: IssueState) -> Sequence[IssueEvent]:
        """The committee names anybody, others hand over what they keep themselves.

        Refused beside the rule: `unknown-person`, and `erased` or `person-restricted` of them.
        """
        events = keeping.hand_over(
            state,
            organisation=self.organisation,
            person=self.person,
            known=work.knows_party(self.organisation, state.committee),
            by_organisation=None if work.role is Role.CLERK else work.principal.organisation,
        )
        if self.person is not None and work.get(PERSON, self.person) is None:
            raise Refused(Code.UNKNOWN_PERSON)
        work.require_kept(self.person)
        return events
