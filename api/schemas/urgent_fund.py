"""Bodies of the maintenance fund's way in an emergency."""

from uuid import UUID

from api.schemas.fields import Body, PositiveFen, Sha256, Text, example
from service.commands.urgent_fund import ConsentToFund, ReviewPrice, SecureSafety


class SafetyBody(Body):
    """Which measures were taken at once (先行处置)."""

    model_config = example(measures="二号楼外墙脱落处已设围栏，派人值守，人员绕行。")

    measures: Text

    def command(self, issue: UUID) -> SecureSafety:
        """The command."""
        return SecureSafety(issue=issue, measures=self.measures)


class ConsentBody(Body):
    """The consent to the plan that the fund is to pay for."""

    model_config = example(note="业委会同意应急维修方案。")

    note: Text | None = None

    def command(self, issue: UUID) -> ConsentToFund:
        """The command."""
        return ConsentToFund(issue=issue, note=self.note)


class PriceReviewBody(Body):
    """What an independent reviewer found that the work may cost (审价)."""

    model_config = example(
        reviewer="0199d3a4-7c00-7000-8000-000000000031",
        amount=4200000,
        evidence="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    )

    reviewer: UUID
    amount: PositiveFen
    evidence: Sha256

    def command(self, issue: UUID) -> ReviewPrice:
        """The command."""
        return ReviewPrice(
            issue=issue, reviewer=self.reviewer, amount=self.amount, evidence=self.evidence
        )
