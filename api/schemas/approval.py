"""Bodies of approval: the decision, variations, annulments."""

from enum import StrEnum
from typing import Annotated, Self
from uuid import UUID

from pydantic import ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from api.schemas.fields import Body, FileDigest, OccurredAt, Text, moment_or_none
from service.commands.approval import Annul, Approve, ApproveVariation, Decision, Reject


class Verdict(StrEnum):
    """What is decided: 通过 or 不通过."""

    APPROVE = "approve"
    REJECT = "reject"


class DecisionBody(Body):
    """The decision on the plan, or on emergency work.

    An approval may carry `note` and `certificate` (the digest of the expert's finding); a
    rejection says its `reason` and, of emergency work, the `bearer` of its cost.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"decision": "approve", "note": "三家一致同意，新南二充电点位方案通过。"},
                {"decision": "reject", "reason": "选址距住宅窗户不足，需重新协商。"},
            ]
        }
    )

    decision: Verdict
    note: Text | None = None
    certificate: FileDigest | None = None
    reason: Text | None = None
    bearer: Annotated[UUID | None, Field(description="an organisation, or the committee")] = None
    occurred_at: OccurredAt | None = None

    @model_validator(mode="after")
    def _says_one_thing(self) -> Self:
        approves = self.decision is Verdict.APPROVE
        other = (self.reason, self.bearer) if approves else (self.note, self.certificate)
        if any(one is not None for one in other):
            raise PydanticCustomError("other_decision", "a field of the other decision is given")
        if not approves and self.reason is None:
            raise PydanticCustomError("reason_expected", "a rejection gives its `reason`")
        return self

    def command(self, issue: UUID) -> Decision:
        """The command."""
        when = moment_or_none(self.occurred_at)
        if self.reason is None:
            return Approve(
                issue=issue, note=self.note, certificate=self.certificate, occurred_at=when
            )
        return Reject(issue=issue, reason=self.reason, bearer=self.bearer, occurred_at=when)


class VariationBody(Body):
    """The version on the table takes the place of the approved one (变更)."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"note": "新增2个端口，费用由物业承担，各席位已同意。"}]}
    )

    note: Text | None = None

    def command(self, issue: UUID) -> ApproveVariation:
        """The command."""
        return ApproveVariation(issue=issue, note=self.note)


class AnnulmentBody(Body):
    """The superior takes an approval back (撤销)."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"reason": "专有部分清册有误，须重新决定。"}]}
    )

    reason: Text

    def command(self, issue: UUID) -> Annul:
        """The command."""
        return Annul(issue=issue, reason=self.reason)
