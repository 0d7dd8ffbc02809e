"""The library of cases (案例库): bodies, filters, and how cases are shown."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from api.language import Language
from api.schemas.fields import (
    AtLeast,
    Body,
    Code,
    Cursor,
    Line,
    Named,
    Shown,
    Text,
    Time,
    example,
)
from api.schemas.inquiries_shown import category_label
from projections.views.case import CaseRow, Filter
from service.asides import Aside
from service.commands.cases import RetellCase, TellCase, WithdrawCase
from service.ids import new_id
from service.library import CasePage, SeenCase

_TOLD = {
    "title": "一棚一策",
    "problem": "没有地方充电，飞线进楼",
    "approach": "三驾马车到场，逐栋选点",
    "result": "十八个充电棚，一百六十二个充电口",
}


class MethodUsed(Body):
    """A working method at one of its versions."""

    name: Code
    version: Annotated[int, Field(strict=True, ge=1, le=10**6)]


class RetellingBody(Body):
    """A case in other words, without names."""

    model_config = example(**_TOLD)

    title: Line
    problem: Text
    approach: Text
    result: Text

    def retelling(self, case: UUID) -> RetellCase:
        """The command."""
        return RetellCase(
            case=case,
            title=self.title,
            problem=self.problem,
            approach=self.approach,
            result=self.result,
        )


class CaseBody(RetellingBody):
    """A body tells how it solved something, without names."""

    model_config = example(body="0199d3a4-7c00-7000-8000-000000000001", **_TOLD)

    body: UUID
    category: Code | None = None
    method: MethodUsed | None = None
    issue: UUID | None = None
    inquiry: UUID | None = None

    def command(self) -> TellCase:
        """The command, with a new id."""
        return TellCase(
            case=new_id(),
            body=self.body,
            title=self.title,
            problem=self.problem,
            approach=self.approach,
            result=self.result,
            category=self.category,
            method=(self.method.name, self.method.version) if self.method else None,
            issue=self.issue,
            inquiry=self.inquiry,
        )


class CaseWithdrawalBody(Body):
    """It stands in the library no more."""

    model_config = example(reason="做法已经过时")

    reason: Text

    def command(self, case: UUID) -> WithdrawCase:
        """The command."""
        return WithdrawCase(case=case, reason=self.reason)


class CaseFilter(Body):
    """How the library is narrowed and paged; `words` all stand in the title."""

    category: Code | None = None
    method: Code | None = None
    inquiry: UUID | None = None
    words: Line | None = None
    withdrawn: bool = False
    cursor: Cursor | None = None
    limit: Annotated[int, Field(ge=1, le=200)] = 50
    at_least: AtLeast | None = None

    def wanted(self) -> Filter:
        """For the view."""
        return Filter(
            category=self.category,
            method=self.method,
            inquiry=self.inquiry,
            words=tuple((self.words or "").split()),
            withdrawn=self.withdrawn,
        )


class CaseEntry(Shown):
    """A case in a list."""

    id: UUID
    body: Named
    title: str
    category: str | None
    category_label: str | None
    method: str | None
    method_version: int | None
    told_at: Time
    withdrawn_at: Time | None


class CaseShown(CaseEntry):
    """A case; of one that was withdrawn no text is opened but why."""

    version: int
    issue_number: str | None = Field(description="what it came of; by number alone")
    inquiry: UUID | None
    problem: str | None
    approach: str | None
    result: str | None
    tellings: int
    reason: str | None


class CaseList(Shown):
    """A page of cases, told last first."""

    items: list[CaseEntry]
    next: str | None


def case_of(seen: SeenCase, language: Language) -> CaseShown:
    """One case."""
    state, aside = seen.state, seen.aside
    return CaseShown(
        id=seen.id,
        version=seen.version,
        body=Named(id=state.body, name=aside.names.get(state.body)),
        title=state.title,
        category=state.category,
        category_label=category_label(state.category, aside.vocabulary.categories, language),
        method=state.method,
        method_version=state.version,
        told_at=state.told_at,
        withdrawn_at=state.withdrawn_at,
        issue_number=aside.numbers.get(state.issue) if state.issue else None,
        inquiry=state.inquiry,
        problem=aside.texts.of(state.problem),
        approach=aside.texts.of(state.approach),
        result=aside.texts.of(state.result),
        tellings=state.tellings,
        reason=aside.texts.of(state.reason),
    )


def cases_of(page: CasePage, language: Language) -> list[CaseEntry]:
    """The entries of a page."""
    return [_entry(row, page.aside, language) for row in page.items]


def _entry(row: CaseRow, aside: Aside, language: Language) -> CaseEntry:
    return CaseEntry(
        id=row.case,
        body=Named(id=row.body, name=aside.names.get(row.body)),
        title=row.title,
        category=row.category,
        category_label=category_label(row.category, aside.vocabulary.categories, language),
        method=row.method,
        method_version=row.method_version,
        told_at=row.told_at,
        withdrawn_at=row.withdrawn_at,
    )
