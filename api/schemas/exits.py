"""Bodies of what takes an issue out of the committee's hands, and of merging."""

from uuid import UUID

from api.schemas.fields import Body, Text, example
from domain.issue.events import DeclineGround
from service.commands.exits import Decline, OverruleDecline, Transfer, Withdraw
from service.commands.merging import Merge, Unmerge


class TransferBody(Body):
    """Another committee of the same superior takes it over (移交)."""

    model_config = example(
        committee_id="0199d3a4-7c00-7000-8000-000000000005",
        compound_id="0199d3a4-7c00-7000-8000-000000000006",
        reason="地址属相邻居民区。",
    )

    committee_id: UUID
    compound_id: UUID | None = None
    reason: Text

    def command(self, issue: UUID) -> Transfer:
        """The command."""
        return Transfer(
            issue=issue,
            committee=self.committee_id,
            compound=self.compound_id,
            reason=self.reason,
        )


class DeclineBody(Body):
    """Not taken in (不予受理), with the answer to the reporter."""

    model_config = example(ground="before-court", reply="该纠纷已由法院受理，请按司法程序办理。")

    ground: DeclineGround
    reply: Text

    def command(self, issue: UUID) -> Decline:
        """The command."""
        return Decline(issue=issue, ground=self.ground, reply=self.reply)


class OverrulingBody(Body):
    """Why it is taken in after all."""

    model_config = example(reason="属居民区职责，应予受理。")

    reason: Text

    def command(self, issue: UUID) -> OverruleDecline:
        """The command."""
        return OverruleDecline(issue=issue, reason=self.reason)


class WithdrawalBody(Body):
    """The report is taken back (撤回); nobody has to say why."""

    model_config = example(reason="邻居之间已经谈妥。")

    reason: Text | None = None

    def command(self, issue: UUID) -> Withdraw:
        """The command."""
        return Withdraw(issue=issue, reason=self.reason)


class MergeBody(Body):
    """The issue of the same committee with which it is dealt together (合并)."""

    model_config = example(target="0199d3a4-7c00-7000-8000-000000000004")

    target: UUID

    def command(self, issue: UUID) -> Merge:
        """The command."""
        return Merge(issue=issue, target=self.target)


class UnmergeBody(Body):
    """It stands for itself again."""

    model_config = example(reason="并非同一处漏水。")

    reason: Text | None = None

    def command(self, issue: UUID) -> Unmerge:
        """The command."""
        return Unmerge(issue=issue, reason=self.reason)
