"""Bodies of the talks: meetings, positions, failure and reopening."""

from typing import Annotated
from uuid import UUID

from pydantic import ConfigDict, Field

from api.schemas.fields import (
    Body,
    Code,
    Count,
    Line,
    OccurredAt,
    Text,
    moment_or_none,
)
from domain.issue.events import Stance
from domain.method.rules import Step
from service.commands.negotiation import (
    CheckOff,
    ClearOpinion,
    FailNegotiation,
    NoteMeeting,
    ReopenNegotiation,
)
from service.commands.positions import TakePosition


class OpinionBody(Body):
    """What an expert said, and who."""

    expert: Line
    opinion: Text

    def clear(self) -> ClearOpinion:
        """For the command."""
        return ClearOpinion(expert=self.expert, opinion=self.opinion)


class MeetingBody(Body):
    """A meeting that dealt with the issue; `attendees` are organisations and bodies."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "kind": "expert",
                    "attendees": ["0199d3a4-7c00-7000-8000-000000000003"],
                    "minutes": "就虹桥新城争议点位逐一论证，居民代表、物业与供电单位到会。",
                    "outcome": "地下车库入口两侧改设于北门空地，其余点位不变。",
                    "opinions": [
                        {
                            "expert": "注册电气工程师",
                            "opinion": "新增162个端口，现有容量可承载。",
                        }
                    ],
                    "occurred_at": "2026-05-06T19:00:00+08:00",
                }
            ]
        }
    )

    kind: Code
    attendees: Annotated[tuple[UUID, ...], Field(max_length=50)] = ()
    minutes: Text
    outcome: Text | None = None
    opinions: Annotated[tuple[OpinionBody, ...], Field(max_length=10)] = ()
    occurred_at: OccurredAt | None = None

    def command(self, issue: UUID) -> NoteMeeting:
        """The command."""
        return NoteMeeting(
            issue=issue,
            kind=self.kind,
            attendees=self.attendees,
            minutes=self.minutes,
            outcome=self.outcome,
            opinions=tuple(one.clear() for one in self.opinions),
            occurred_at=moment_or_none(self.occurred_at),
        )


class ChecksBody(Body):
    """Points of a step's checklist that hold."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"step": "done", "codes": ["photo"], "note": "整改前后照片已附卷。"},
            ]
        }
    )

    step: Step
    codes: Annotated[tuple[Code, ...], Field(min_length=1, max_length=50)]
    note: Text | None = None

    def command(self, issue: UUID) -> CheckOff:
        """The command."""
        return CheckOff(issue=issue, step=self.step, codes=self.codes, note=self.note)


class PositionBody(Body):
    """A seat's word on one version (表态).

    The caller speaks for the seat of their own organisation. A clerk who types in what somebody
    of another seat said names that `person`.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "version": 1,
                    "seat": "property-company",
                    "stance": "agree",
                    "reason": "同意在新南二东侧空地设置充电棚，由我司负责日常管理。",
                }
            ]
        }
    )

    version: Count
    seat: Code
    stance: Stance
    reason: Text | None = None
    person: UUID | None = None
    occurred_at: OccurredAt | None = None

    def command(self, issue: UUID) -> TakePosition:
        """The command."""
        return TakePosition(
            issue=issue,
            version=self.version,
            seat=self.seat,
            stance=self.stance,
            reason=self.reason,
            person=self.person,
            occurred_at=moment_or_none(self.occurred_at),
        )


class NegotiationFailureBody(Body):
    """The seats could not agree (协商不成)."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"reason": "两次协调会后，业委会与物业对选址仍不能一致。"}]}
    )

    reason: Text

    def command(self, issue: UUID) -> FailNegotiation:
        """The command."""
        return FailNegotiation(issue=issue, reason=self.reason)


class NegotiationReopeningBody(Body):
    """They talk again."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"reason": "街道协调了新的选址，各方愿意再议。"}]}
    )

    reason: Text

    def command(self, issue: UUID) -> ReopenNegotiation:
        """The command."""
        return ReopenNegotiation(issue=issue, reason=self.reason)
