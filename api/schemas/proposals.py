"""The body of a proposal: the plan, what it is to make, and who pays which share."""

from typing import Annotated
from uuid import UUID

from pydantic import ConfigDict, Field

from api.schemas.commands import OutputBody
from api.schemas.fields import (
    Body,
    Code,
    Count,
    Fen,
    Line,
    OccurredAt,
    PositiveFen,
    Text,
    moment_or_none,
)
from service.commands.handling import ClearOutput
from service.commands.negotiation import ClearAuthorisation, ClearLine, TableProposal

_SHOP = "0199d3a4-7c00-7000-8000-000000000021"


class AuthorisationBody(Body):
    """An earlier decision of the owners that lets the maintenance fund pay up to `cap`.

    `number` is that of the compound's register, where it is on record: then it is drawn on as
    soon as the plan is approved.
    """

    cap: PositiveFen
    reference: Line
    number: Count | None = None

    def clear(self) -> ClearAuthorisation:
        """For the command."""
        return ClearAuthorisation(cap=self.cap, reference=self.reference, number=self.number)


class FundingLineBody(Body):
    """One payer's share of the budget; `payer` where it is a party of its own, as a shop is."""

    source: Code
    payer: UUID | None = None
    amount: PositiveFen
    pays_for: Line
    authorisation: AuthorisationBody | None = None

    def clear(self) -> ClearLine:
        """For the command."""
        return ClearLine(
            source=self.source,
            payer=self.payer,
            amount=self.amount,
            pays_for=self.pays_for,
            authorisation=self.authorisation.clear() if self.authorisation else None,
        )


class ProposalBody(Body):
    """A version of the plan (方案). The shares add up to the budget before it is approved."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "plan": "张家宅沿街整治：政府补一点、维修资金出一点、沿街商铺担一点。",
                    "sites": [1],
                    "outputs": [{"item": "店招", "quantity": 12, "unit": "ge", "site": 1}],
                    "budget": 36000000,
                    "lines": [
                        {
                            "source": "government",
                            "amount": 18000000,
                            "pays_for": "公共立面与管线归整",
                        },
                        {
                            "source": "maintenance-fund",
                            "amount": 12000000,
                            "pays_for": "一至三号楼外墙共用部位",
                            "authorisation": {
                                "cap": 15000000,
                                "reference": "业主大会2025年第3号授权决议",
                            },
                        },
                        {
                            "source": "shops",
                            "payer": _SHOP,
                            "amount": 6000000,
                            "pays_for": "沿街店招更换",
                        },
                    ],
                }
            ]
        }
    )

    plan: Text
    sites: Annotated[tuple[Count, ...], Field(max_length=20)] = ()
    outputs: Annotated[tuple[OutputBody, ...], Field(max_length=20)] = ()
    budget: Fen
    lines: Annotated[tuple[FundingLineBody, ...], Field(max_length=10)] = ()
    occurred_at: OccurredAt | None = None

    def command(self, issue: UUID) -> TableProposal:
        """The command."""
        return TableProposal(
            issue=issue,
            plan=self.plan,
            sites=self.sites,
            outputs=tuple(
                ClearOutput(item=o.item, quantity=o.quantity, unit=o.unit, site=o.site)
                for o in self.outputs
            ),
            budget=self.budget,
            lines=tuple(line.clear() for line in self.lines),
            occurred_at=moment_or_none(self.occurred_at),
        )
