"""Clocks as they are asked for."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from api.schemas.fields import Body, OccurredAt, Text, example, moment_or_none
from api.schemas.oversight import LimitBody
from domain.issue.events import ClockId, PauseGround
from domain.method.terms import Clock
from service.commands.clocks import ExtendDeadline, PauseClock, ResumeClock


class ClockBody(Body):
    """One clock of the issue, as its list names them."""

    clock: Clock
    number: Annotated[int, Field(strict=True, ge=1, le=9999)] = 1

    def id(self) -> ClockId:
        """For the command."""
        return ClockId(kind=self.clock, number=self.number)


class PauseBody(ClockBody):
    """Why nobody can go on for now."""

    model_config = example(
        clock="completion", ground="waiting-for-material", note="配件需外地调运，已告知居民。"
    )

    ground: PauseGround
    note: Text
    occurred_at: OccurredAt | None = None

    def command(self, issue: UUID) -> PauseClock:
        """The command."""
        return PauseClock(
            issue=issue,
            clock=self.id(),
            ground=self.ground,
            note=self.note,
            occurred_at=moment_or_none(self.occurred_at),
        )


class ResumptionBody(ClockBody):
    """It goes on."""

    model_config = example(clock="completion", note="配件已到。")

    note: Text | None = None
    occurred_at: OccurredAt | None = None

    def command(self, issue: UUID) -> ResumeClock:
        """The command."""
        return ResumeClock(
            issue=issue,
            clock=self.id(),
            note=self.note,
            occurred_at=moment_or_none(self.occurred_at),
        )


class ExtensionBody(ClockBody):
    """More time, by whoever may grant it."""

    model_config = example(
        clock="completion",
        by={"amount": 3, "span": "day", "basis": "working"},
        reason="专业设备检测周期较长。",
    )

    by: LimitBody
    reason: Text

    def command(self, issue: UUID) -> ExtendDeadline:
        """The command."""
        return ExtendDeadline(issue=issue, clock=self.id(), by=self.by.limit(), reason=self.reason)
