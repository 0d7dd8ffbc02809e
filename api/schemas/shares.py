"""Bodies and answers of shares: how a line is split among units, and who has paid what."""

from collections.abc import Sequence
from typing import Annotated, Self
from uuid import UUID

from pydantic import ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from api.labels import label_of
from api.language import Language
from api.schemas.fields import Body, Count, Cursor, Line, PositiveFen, Sha256, Shown, Text, example
from domain.issue.allocating import Scope
from domain.issue.events import AllocationKey
from domain.issue.parts import Allocation
from service.commands.shares import AllocateCost, PayShare, RenderAccount
from service.funding import Share

Places = Annotated[tuple[Line, ...], Field(max_length=2_000)]


class AgreedShare(Body):
    """What was agreed that a unit pays."""

    unit: Line
    amount: Annotated[int, Field(strict=True, ge=0, le=10**15, description="Money in 分.")]


class AllocationBody(Body):
    """How a line is split (分摊): by area, equally, or as was agreed.

    Among the units of the buildings, entrances (`building/entrance`) and units that are named;
    among all of the compound where none is. What is not split by area says its `ground`. Amounts
    are told in `shares` of *agreed* alone, which names no other units.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"line": 1, "key": "area", "entrances": ["3/1"]},
                {
                    "line": 1,
                    "key": "agreed",
                    "ground": "三号楼一门业主书面约定：一层不分摊，逐层递增。",
                    "shares": [
                        {"unit": "3-1-201", "amount": 180000},
                        {"unit": "3-1-301", "amount": 220000},
                    ],
                },
            ]
        }
    )

    line: Count
    key: AllocationKey = AllocationKey.AREA
    buildings: Places = ()
    entrances: Places = ()
    units: Places = ()
    shares: Annotated[tuple[AgreedShare, ...], Field(max_length=2_000)] = ()
    ground: Text | None = None

    @model_validator(mode="after")
    def _says_one_split(self) -> Self:
        agreed = self.key is AllocationKey.AGREED
        unheard = (self.buildings, self.entrances, self.units) if agreed else (self.shares,)
        if any(unheard):
            raise PydanticCustomError("other_split", "a field of another `key` is given")
        return self

    def command(self, issue: UUID) -> AllocateCost:
        """The command."""
        return AllocateCost(
            issue=issue,
            line=self.line,
            key=self.key,
            scope=Scope(
                buildings=frozenset(self.buildings),
                entrances=frozenset(self.entrances),
                units=frozenset(self.units),
            ),
            agreed=tuple((share.unit, share.amount) for share in self.shares),
            ground=self.ground,
        )


class ShareBody(Body):
    """A unit pays of its share of a line."""

    model_config = example(line=1, unit="3-1-201", amount=180000)

    line: Count
    unit: Line
    amount: PositiveFen

    def command(self, issue: UUID) -> PayShare:
        """The command."""
        return PayShare(issue=issue, line=self.line, unit=self.unit, amount=self.amount)


class AccountBody(Body):
    """The final account (决算); `evidence` where an auditor has found something."""

    model_config = example(note="加装电梯项目决算，结余已按份额退还。")

    evidence: Sha256 | None = None
    note: Text | None = None

    def command(self, issue: UUID) -> RenderAccount:
        """The command."""
        return RenderAccount(issue=issue, evidence=self.evidence, note=self.note)


class ShareFilter(Body):
    """Which shares are listed."""

    line: Annotated[int, Field(ge=1, le=10**9)]
    unpaid: bool = False
    cursor: Cursor | None = None
    limit: Annotated[int, Field(ge=1, le=1000)] = 100


class ShareShown(Shown):
    """One unit's share, in 分."""

    unit: str
    amount: int = Field(description="0 where a later split left the unit out")
    paid: int
    left: int = Field(description="still to be paid; below 0 where it is to be given back")


class ShareList(Shown):
    """Who has paid what of a line, by the unit's code; the sums are those of all units."""

    line: int
    key: AllocationKey
    key_label: str
    register_version: int
    units: int
    asked: int = Field(description="all shares together, in 分")
    received: int = Field(description="all that was paid, in 分")
    items: list[ShareShown]
    next: str | None


def shares_of(
    split: Allocation, shares: Sequence[Share], following: str | None, language: Language
) -> ShareList:
    """A page of a line's shares."""
    return ShareList(
        line=split.line,
        key=split.key,
        key_label=label_of("allocation-key", split.key, language),
        register_version=split.version,
        units=split.units,
        asked=split.asked,
        received=split.received,
        items=[
            ShareShown(unit=one.unit, amount=one.amount, paid=one.paid, left=one.amount - one.paid)
            for one in shares
        ],
        next=following,
    )
