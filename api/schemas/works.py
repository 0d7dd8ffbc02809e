"""Bodies of the works and their money."""

from enum import StrEnum
from typing import Annotated, Self
from uuid import UUID

from pydantic import ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from api.schemas.fields import Body, Count, PositiveFen, Text
from service.commands.funds import (
    BookFunds,
    PledgeFunds,
    ReceiveFunds,
    ReturnFunds,
    SpendFunds,
)
from service.commands.works import NoteProgress, StartWork


class WorkBody(Body):
    """Work begins (开工); `party` is the caller's own organisation where absent."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"note": "虹桥新城首批充电棚进场施工。"}]}
    )

    party: UUID | None = None
    note: Text | None = None

    def command(self, issue: UUID) -> StartWork:
        """The command."""
        return StartWork(issue=issue, party=self.party, note=self.note)


class ProgressBody(Body):
    """How far it is (进度); `sites` are those that are finished."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"note": "162个充电端口已装96个，北门点位完工。", "percent": 60, "sites": [1]}
            ]
        }
    )

    party: UUID | None = None
    note: Text
    percent: Annotated[int, Field(strict=True, ge=0, le=100)] | None = None
    sites: Annotated[tuple[Count, ...], Field(max_length=20)] = ()

    def command(self, issue: UUID) -> NoteProgress:
        """The command."""
        return NoteProgress(
            issue=issue, party=self.party, note=self.note, percent=self.percent, sites=self.sites
        )


class FundsKind(StrEnum):
    """What happened to the money: 认捐, 到账, 支出, 退还."""

    PLEDGED = "pledged"
    RECEIVED = "received"
    SPENT = "spent"
    RETURNED = "returned"


class FundsBody(Body):
    """An entry in the account of a line of the plan; what is spent or returned says for what."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "kind": "received",
                    "line": 3,
                    "amount": 6000000,
                    "note": "沿街商铺十二户分担款到账",
                },
                {"kind": "spent", "line": 3, "amount": 5400000, "note": "店招制作安装款"},
            ]
        }
    )

    kind: FundsKind
    line: Count
    amount: PositiveFen
    note: Text | None = None

    @model_validator(mode="after")
    def _says_for_what(self) -> Self:
        leaves = self.kind in (FundsKind.SPENT, FundsKind.RETURNED)
        if leaves and self.note is None:
            raise PydanticCustomError("note_expected", "money that leaves says for what: `note`")
        return self

    def command(self, issue: UUID) -> BookFunds:
        """The command."""
        line, amount = self.line, self.amount
        if self.kind is FundsKind.PLEDGED:
            return PledgeFunds(issue=issue, line=line, amount=amount, note=self.note)
        if self.kind is FundsKind.RECEIVED:
            return ReceiveFunds(issue=issue, line=line, amount=amount, note=self.note)
        note = self.note or ""
        if self.kind is FundsKind.SPENT:
            return SpendFunds(issue=issue, line=line, amount=amount, note=note)
        return ReturnFunds(issue=issue, line=line, amount=amount, note=note)
