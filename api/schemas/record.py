"""Bodies of what is noted beside the course of an issue."""

from typing import Annotated
from uuid import UUID

from pydantic import ConfigDict, Field, StringConstraints

from api.schemas.fields import Body, Code, FileDigest, Text, example
from domain.issue.events import ExternalOrder, LinkKind
from service.commands.record import Attach, Link, Publish, WithdrawPublication

OrderNumber = Annotated[
    str, StringConstraints(strict=True, pattern=r"^[0-9A-Za-z][0-9A-Za-z._/-]{0,79}$")
]
"""Another system's number: letters, digits and `._/-`, up to 80. Capitals count."""


class LinkBody(Body):
    """A pointer to another issue."""

    model_config = example(other="0199d3a4-7c00-7000-8000-000000000004", kind="follows")

    other: UUID
    kind: LinkKind

    def command(self, issue: UUID) -> Link:
        """The command."""
        return Link(issue=issue, other=self.other, kind=self.kind)


class OrderBody(Body):
    """The number under which another system keeps the same matter."""

    source: Code
    number: OrderNumber

    def order(self) -> ExternalOrder:
        """For the command."""
        return ExternalOrder(source=self.source, number=self.number)


class AttachmentBody(Body):
    """Entered in a register (登记), known to another system, or shown by a file: at least one."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"order": {"source": "hotline-12345", "number": "PD20260506-0031"}},
                {"register": "building-head-log", "note": "已记入楼组长日志第12页。"},
            ]
        }
    )

    register_code: Annotated[Code | None, Field(alias="register")] = None
    order: OrderBody | None = None
    file: FileDigest | None = None
    note: Text | None = None

    def command(self, issue: UUID) -> Attach:
        """The command."""
        return Attach(
            issue=issue,
            register=self.register_code,
            order=self.order.order() if self.order else None,
            digest=self.file,
            note=self.note,
        )


class PublicationBody(Body):
    """What the public reads (公示); it names nobody."""

    model_config = example(text="3号楼门前路灯已修复，感谢居民反映。")

    text: Text

    def command(self, issue: UUID) -> Publish:
        """The command."""
        return Publish(issue=issue, text=self.text)


class PublicationWithdrawalBody(Body):
    """Why it is no longer public."""

    model_config = example(reason="公示文字中有误，更正后重新公示。")

    reason: Text

    def command(self, issue: UUID) -> WithdrawPublication:
        """The command."""
        return WithdrawPublication(issue=issue, reason=self.reason)
