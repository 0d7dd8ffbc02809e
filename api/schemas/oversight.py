"""Bodies of urging, supervision, and passing up and down."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from api.schemas.fields import Body, Text, example
from domain.issue.events import Level
from domain.method.terms import Basis, Limit, Span
from service.commands.oversight import Escalate, HandDown, Supervise, Urge


class UrgingBody(Body):
    """Somebody asks for haste (催办)."""

    model_config = example(message="已经三天了，晚上还是黑的。")

    message: Text | None = None

    def command(self, issue: UUID) -> Urge:
        """The command."""
        return Urge(issue=issue, message=self.message)


class LimitBody(Body):
    """An amount of time."""

    amount: Annotated[int, Field(strict=True, ge=0, le=9_999_999)]
    span: Span
    basis: Basis = Basis.WORKING

    def limit(self) -> Limit:
        """For the command."""
        return Limit(amount=self.amount, span=self.span, basis=self.basis)


class SupervisionBody(Body):
    """A superior supervises it formally (督办), under a limit of its own."""

    model_config = example(
        limit={"amount": 3, "span": "day", "basis": "working"},
        demand="请三个工作日内办结并书面反馈。",
    )

    limit: LimitBody
    demand: Text

    def command(self, issue: UUID) -> Supervise:
        """The command."""
        return Supervise(issue=issue, limit=self.limit.limit(), demand=self.demand)


class EscalationBody(Body):
    """Passed up to the body of that level above the committee (上报上级)."""

    model_config = example(level="subdistrict", reason="涉及两个居民区，需街道协调。")

    level: Level
    reason: Text

    def command(self, issue: UUID) -> Escalate:
        """The command."""
        return Escalate(issue=issue, level=self.level, reason=self.reason)


class HandDownBody(Body):
    """Passed down to the body of that level, or to the compound (下交)."""

    model_config = example(level="compound", reason="由小区三方协商解决。")

    level: Level
    reason: Text

    def command(self, issue: UUID) -> HandDown:
        """The command."""
        return HandDown(issue=issue, level=self.level, reason=self.reason)
