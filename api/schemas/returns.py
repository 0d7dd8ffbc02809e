"""Bodies of orders that go back."""

from typing import Annotated, Self
from uuid import UUID

from pydantic import ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from api.schemas.fields import Body, Text, example
from service.commands.returns import GrantReturn, Recall, RefuseReturn, RequestReturn


class ReturnRequestBody(Body):
    """A party asks to be relieved (退单); `party` is the caller's own organisation where absent."""

    model_config = example(reason="该路段由市政养护，不属本单位。")

    party: UUID | None = None
    reason: Text

    def command(self, issue: UUID) -> RequestReturn:
        """The command."""
        return RequestReturn(issue=issue, party=self.party, reason=self.reason)


class ReturnDecisionBody(Body):
    """What the dispatcher says to it. A refusal tells the party why."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"party": "0199d3a4-7c00-7000-8000-000000000003", "granted": True},
                {
                    "party": "0199d3a4-7c00-7000-8000-000000000003",
                    "granted": False,
                    "reason": "路灯在小区红线内，仍由物业处理。",
                },
            ]
        }
    )

    party: UUID
    granted: Annotated[bool, Field(strict=True)]
    reason: Annotated[Text | None, Field(description="required where it is refused")] = None

    @model_validator(mode="after")
    def _refused_with_a_reason(self) -> Self:
        if not self.granted and self.reason is None:
            raise PydanticCustomError("reason_expected", "a refusal says why")
        return self

    def command(self, issue: UUID) -> GrantReturn | RefuseReturn:
        """The command of either decision."""
        if not self.granted and self.reason is not None:
            return RefuseReturn(issue=issue, party=self.party, reason=self.reason)
        return GrantReturn(issue=issue, party=self.party, note=self.reason)


class RecallBody(Body):
    """The dispatcher takes an order back unasked (撤回派单)."""

    model_config = example(
        party="0199d3a4-7c00-7000-8000-000000000003", reason="改由区级养护单位处理。"
    )

    party: UUID
    reason: Text | None = None

    def command(self, issue: UUID) -> Recall:
        """The command."""
        return Recall(issue=issue, party=self.party, reason=self.reason)
