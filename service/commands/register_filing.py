"""What the owners of a compound have laid down: procedure and standing authorisations."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from domain.ballot.counting import Counting
from domain.moment import Moment
from domain.register.events import RegisterEvent
from domain.register.filing import authorise, file_procedure, revoke
from domain.register.state import RegisterState
from service.commands.registers import RegisterCommand
from service.policy import Action
from service.work import Work


@dataclass(frozen=True, kw_only=True, repr=False)
class FileProcedure(RegisterCommand):
    """The rules of procedure (议事规则), as they were filed."""

    action: ClassVar[Action] = Action.REGISTER_FILE

    counting: Counting
    evidence: str

    def decide(self, work: Work, state: RegisterState) -> Sequence[RegisterEvent]:
        """Ballots that run keep what they pinned."""
        return file_procedure(state, counting=self.counting, evidence=self.evidence)


@dataclass(frozen=True, kw_only=True, repr=False)
class GrantAuthorisation(RegisterCommand):
    """The owners decided that their fund may pay up to a cap (授权), as a document shows."""

    action: ClassVar[Action] = Action.REGISTER_FILE

    cap: int
    purpose: str
    evidence: str
    until: Moment | None

    def decide(self, work: Work, state: RegisterState) -> Sequence[RegisterEvent]:
        """See `filing.authorise`."""
        return authorise(
            state,
            cap=self.cap,
            purpose=self.sealed(work, "register.authorisation-granted/purpose", self.purpose),
            ballot=None,
            evidence=self.evidence,
            until=self.until,
            now=work.now,
        )


@dataclass(frozen=True, kw_only=True, repr=False)
class RevokeAuthorisation(RegisterCommand):
    """The owners took it back."""

    action: ClassVar[Action] = Action.REGISTER_FILE

    authorisation: int
    reason: str

    def decide(self, work: Work, state: RegisterState) -> Sequence[RegisterEvent]:
        """See `filing.revoke`."""
        return revoke(
            state,
            authorisation=self.authorisation,
            ballot=None,
            reason=self.sealed(work, "register.authorisation-revoked/reason", self.reason),
        )
