"""Inquiries (同题共答): bodies, and how they are narrowed."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from api.schemas.fields import AtLeast, Body, Code, Cursor, Day, Line, Text, example
from projections.views.inquiry import Filter
from service.commands.inquiries import (
    AnswerInquiry,
    Ask,
    AskExpert,
    CloseInquiry,
    CommentOnInquiry,
)
from service.ids import new_id

_BODY = "0199d3a4-7c00-7000-8000-000000000001"


class InquiryBody(Body):
    """A body puts a problem to others below it, or beside it in its district."""

    model_config = example(
        asker=_BODY,
        title="电动自行车进楼怎么办",
        problem="充电上楼屡禁不止，各街镇如何疏堵结合",
        to=["0199d3a4-7c00-7000-8000-000000000002"],
        until="2026-09-30",
    )

    asker: UUID
    title: Line
    problem: Text
    category: Code | None = None
    to: Annotated[tuple[UUID, ...], Field(min_length=1, max_length=100)]
    until: Day

    def command(self) -> Ask:
        """The command, with a new id."""
        return Ask(
            inquiry=new_id(),
            asker=self.asker,
            title=self.title,
            problem=self.problem,
            category=self.category,
            to=self.to,
            until=self.until,
        )


class AnswerBody(Body):
    """The caller's body answers, or answers anew; issues and a case are pointed at."""

    model_config = example(answer="建充电棚，装电梯阻车系统", issues=[])

    answer: Text
    issues: Annotated[tuple[UUID, ...], Field(max_length=50)] = ()
    case: UUID | None = None

    def command(self, inquiry: UUID) -> AnswerInquiry:
        """The command."""
        return AnswerInquiry(
            inquiry=inquiry, answer=self.answer, issues=self.issues, case=self.case
        )


class ExpertBody(Body):
    """An expert's organisation may read it until that day."""

    model_config = example(organisation="0199d3a4-7c00-7000-8000-000000000031", until="2026-09-15")

    organisation: UUID
    until: Day

    def command(self, inquiry: UUID) -> AskExpert:
        """The command."""
        return AskExpert(inquiry=inquiry, organisation=self.organisation, until=self.until)


class CommentBody(Body):
    """What the caller's organisation says on all of it, or on one body's answer."""

    model_config = example(comment="先算清楚车位缺口，再谈禁止上楼", body=_BODY)

    comment: Text
    body: UUID | None = None

    def command(self, inquiry: UUID) -> CommentOnInquiry:
        """The command."""
        return CommentOnInquiry(inquiry=inquiry, comment=self.comment, body=self.body)


class InquiryClosureBody(Body):
    """It is answered, with what all can take from it."""

    model_config = example(conclusion="疏堵结合，先建后禁")

    conclusion: Text | None = None

    def command(self, inquiry: UUID) -> CloseInquiry:
        """The command."""
        return CloseInquiry(inquiry=inquiry, conclusion=self.conclusion)


class InquiryFilter(Body):
    """How the list of inquiries is narrowed and paged."""

    asker: UUID | None = None
    category: Code | None = None
    closed: bool | None = None
    cursor: Cursor | None = None
    limit: Annotated[int, Field(ge=1, le=200)] = 50
    at_least: AtLeast | None = None

    def wanted(self) -> Filter:
        """For the view."""
        return Filter(asker=self.asker, category=self.category, closed=self.closed)
