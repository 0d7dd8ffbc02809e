"""Bodies of the commands on issues, with examples from the stories."""

from typing import Annotated, Self
from uuid import UUID

from pydantic import ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from api.schemas.fields import (
    Body,
    Code,
    Count,
    Fen,
    Line,
    OccurredAt,
    Phone,
    Text,
    example,
    moment_or_none,
)
from domain.issue.events import Discovery, Outcome
from domain.method.terms import Scale, Track
from domain.person.events import Purpose
from service.commands.handling import (
    Acknowledge,
    ClearOutput,
    Complete,
    CompleteDispatch,
    Disclose,
    Dispatch,
    Reply,
    Respond,
)
from service.commands.intake import Contact, Report, Triage
from service.ids import new_id


class ReporterBody(Body):
    """How the reporter can be reached; sealed with a key of their own."""

    name: Line | None = None
    phone: Phone | None = None
    room: Line | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not (self.name or self.phone or self.room):
            raise PydanticCustomError("contact_expected", "leave `reporter` out if nobody is known")
        return self

    def contact(self) -> Contact:
        """For the command."""
        return Contact(name=self.name, phone=self.phone, room=self.room)


class ReportBody(Body):
    """A report (上报). Give `compound_id` or `address`; `words` are the resident's own,
    `summary` is staff's wording."""

    model_config = example(
        committee_id="0199d3a4-7c00-7000-8000-000000000001",
        compound_id="0199d3a4-7c00-7000-8000-000000000002",
        channel="xiaoshi-kuaiban",
        category="parking",
        words="小区门口晚上总有外来车辆堵住出入口，居民停车难。",
        reporter={"name": "沈秋禾", "phone": "13800001234", "room": "3号楼502室"},
    )

    committee_id: UUID
    compound_id: UUID | None = None
    address: Line | None = None
    sites: Annotated[tuple[Line, ...], Field(max_length=20)] = ()
    channel: Code
    discovery: Discovery = Discovery.TOLD
    confidential: Annotated[bool, Field(strict=True)] = False
    reporter: ReporterBody | None = None
    category: Code | None = None
    summary: Line | None = None
    words: Text | None = None
    occurred_at: OccurredAt | None = None

    def command(self) -> Report:
        """The command, with new ids for the issue and its reporter."""
        return Report(
            issue=new_id(),
            person=new_id(),
            committee=self.committee_id,
            compound=self.compound_id,
            address=self.address,
            sites=self.sites,
            channel=self.channel,
            discovery=self.discovery,
            confidential=self.confidential,
            contact=self.reporter.contact() if self.reporter else None,
            category=self.category,
            summary=self.summary,
            words=self.words,
            occurred_at=moment_or_none(self.occurred_at),
        )


class TriageBody(Body):
    """Classification (受理、分类)."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"category": "parking", "scale": "small", "track": "fast"},
                {
                    "category": "safety",
                    "scale": "urgent",
                    "track": "emergency",
                    "ground": "消防泵失灵，整幢楼没有消防水。",
                    "case": "fire-equipment",
                },
            ]
        }
    )

    category: Code
    scale: Scale
    track: Track
    summary: Line | None = None
    ground: Annotated[Text | None, Field(description="why it is an emergency")] = None
    case: Annotated[
        Code | None, Field(description="an emergency of the method's list, where one is claimed")
    ] = None

    def command(self, issue: UUID) -> Triage:
        """The command."""
        return Triage(
            issue=issue,
            category=self.category,
            scale=self.scale,
            track=self.track,
            summary=self.summary,
            ground=self.ground,
            case=self.case,
        )


class DispatchBody(Body):
    """A dispatch (派单) to one party or several."""

    model_config = example(
        parties=["0199d3a4-7c00-7000-8000-000000000003"], note="请今晚到场劝离违停车辆。"
    )

    parties: Annotated[tuple[UUID, ...], Field(min_length=1, max_length=20)]
    note: Text | None = None

    def command(self, issue: UUID) -> Dispatch:
        """The command."""
        return Dispatch(issue=issue, parties=self.parties, note=self.note)


class AcknowledgementBody(Body):
    """A party takes its order (签收); `party` is the caller's own organisation where absent."""

    model_config = example()

    party: UUID | None = None
    occurred_at: OccurredAt | None = None

    def command(self, issue: UUID) -> Acknowledge:
        """The command."""
        return Acknowledge(
            issue=issue, party=self.party, occurred_at=moment_or_none(self.occurred_at)
        )


class DispatchCompletionBody(Body):
    """A party finishes its part."""

    model_config = example(note="已劝离3辆车，并在出入口加设隔离桩。")

    party: UUID | None = None
    note: Text | None = None
    occurred_at: OccurredAt | None = None

    def command(self, issue: UUID) -> CompleteDispatch:
        """The command."""
        return CompleteDispatch(
            issue=issue,
            party=self.party,
            note=self.note,
            occurred_at=moment_or_none(self.occurred_at),
        )


class ResponseBody(Body):
    """First contact with the reporter (响应)."""

    model_config = example(message="您好，已收到您的反映，志愿者正赶往现场。")

    message: Text
    occurred_at: OccurredAt | None = None

    def command(self, issue: UUID) -> Respond:
        """The command."""
        return Respond(
            issue=issue, message=self.message, occurred_at=moment_or_none(self.occurred_at)
        )


class ReplyBody(Body):
    """An answer to the reporter (答复)."""

    model_config = example(message="隔离桩已装好，欢迎继续监督。")

    message: Text

    def command(self, issue: UUID) -> Reply:
        """The command."""
        return Reply(issue=issue, message=self.message)


class OutputBody(Body):
    """Something that was made."""

    item: Line
    quantity: Count
    unit: Code
    site: Count | None = None


class CompletionBody(Body):
    """Completion (办结): solved, or explained only, with the reply to the reporter."""

    model_config = example(
        outcome="solved",
        reply="出入口已恢复畅通，并安排了晚间巡查。",
        outputs=[{"item": "隔离桩", "quantity": 2, "unit": "ge"}],
        cost=36000,
    )

    outcome: Outcome
    reply: Text
    outputs: Annotated[tuple[OutputBody, ...], Field(max_length=20)] = ()
    cost: Fen | None = None
    unconfirmed: Annotated[
        bool, Field(strict=True, description="emergency work that nobody has confirmed")
    ] = False
    occurred_at: OccurredAt | None = None

    def command(self, issue: UUID) -> Complete:
        """The command."""
        return Complete(
            issue=issue,
            outcome=self.outcome,
            reply=self.reply,
            outputs=tuple(
                ClearOutput(item=o.item, quantity=o.quantity, unit=o.unit, site=o.site)
                for o in self.outputs
            ),
            cost=self.cost,
            unconfirmed=self.unconfirmed,
            occurred_at=moment_or_none(self.occurred_at),
        )


class DisclosureBody(Body):
    """Why the reporter's contact has to be seen in clear."""

    model_config = example(purpose="contact-reporter")

    purpose: Purpose

    def command(self, issue: UUID) -> Disclose:
        """The command."""
        return Disclose(issue=issue, purpose=self.purpose)
