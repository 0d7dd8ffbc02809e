"""Bodies of the revisit: attempts, answers, objections, the conclusion."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import ConfigDict, Field

from api.schemas.fields import Body, OccurredAt, Text, moment_or_none
from domain.issue.events import RevisitKind, Satisfaction
from service.commands.revisit import AttemptRevisit, Conclude, Object, Revisit

Flag = Annotated[bool, Field(strict=True)]


Reaching = Literal[RevisitKind.PHONE, RevisitKind.MESSAGE, RevisitKind.DOOR]
"""How somebody is tried to be reached; who looks, or rates by themself, reaches for nobody."""


class AttemptBody(Body):
    """Nobody was reached."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"kind": "phone", "note": "晚七点去电，无人接听。"}]}
    )

    kind: Reaching
    note: Text | None = None
    again_at: Annotated[OccurredAt | None, Field(description="when another call was promised")] = (
        None
    )
    occurred_at: OccurredAt | None = None

    def command(self, issue: UUID) -> AttemptRevisit:
        """The command."""
        return AttemptRevisit(
            issue=issue,
            kind=self.kind,
            note=self.note,
            again_at=moment_or_none(self.again_at),
            occurred_at=moment_or_none(self.occurred_at),
        )


class RevisitBody(Body):
    """What the revisit came to (回访), or a resident's own rating (评价).

    A resident answers `online` and leaves `unreachable`, `rework` and `occurred_at` to staff.
    `rework` has the approved plan carried out again where the answer asks for another round.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "kind": "phone",
                    "resolved": True,
                    "satisfaction": "satisfied",
                    "comment": "新南二的充电棚装好了，楼道里没人飞线充电了。",
                },
                {
                    "kind": "online",
                    "resolved": False,
                    "satisfaction": "dissatisfied",
                    "comment": "晚上端口还是不够用。",
                },
                {"kind": "phone", "unreachable": True},
            ]
        }
    )

    kind: RevisitKind
    resolved: Flag | None = None
    satisfaction: Satisfaction | None = None
    unreachable: Flag = False
    comment: Text | None = None
    rework: Flag = False
    occurred_at: OccurredAt | None = None

    def command(self, issue: UUID) -> Revisit:
        """The command."""
        return Revisit(
            issue=issue,
            kind=self.kind,
            resolved=self.resolved,
            satisfaction=self.satisfaction,
            unreachable=self.unreachable,
            comment=self.comment,
            rework=self.rework,
            occurred_at=moment_or_none(self.occurred_at),
        )


class ObjectionBody(Body):
    """The reporter says later that it is not solved (异议)."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"reason": "充电棚断电一周了，问题又回来了。"}]}
    )

    reason: Text

    def command(self, issue: UUID) -> Object:
        """The command."""
        return Object(issue=issue, reason=self.reason)


class ConclusionBody(Body):
    """The superior ends it after the last round (终结), with the reply to the reporter."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"reply": "三轮办理已穷尽现有条件，剩余点位列入明年改造计划，特此答复。"}]
        }
    )

    reply: Text

    def command(self, issue: UUID) -> Conclude:
        """The command."""
        return Conclude(issue=issue, reply=self.reply)
