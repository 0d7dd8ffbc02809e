"""Inquiries (同题共答) as they are shown: answers side by side."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from pydantic import Field

from api.language import Language, in_language
from api.schemas.fields import Named, Shown, Time
from domain.inquiry.state import Comment, Given
from domain.labels import Label
from projections.views.inquiry import InquiryRow
from service.asides import Aside
from service.inquiries import InquiryPage, SeenInquiry


class InquiryAnswerShown(Shown):
    """What one body answers; None of it while it has not."""

    body: Named
    at: Time | None
    answer: str | None
    issue_numbers: list[str] = Field(description="where it was done like that; by number alone")
    case: UUID | None
    times: int = Field(description="how often it has answered")


class ExpertShown(Shown):
    """Who may read it, until which day."""

    organisation: Named
    until: date


class CommentShown(Shown):
    """What an expert says on it, or on one body's answer."""

    at: Time
    organisation: Named
    body: Named | None
    comment: str | None


class InquiryShown(Shown):
    """An inquiry, with everybody's answer."""

    id: UUID
    version: int
    asker: Named
    title: str
    problem: str | None
    category: str | None
    category_label: str | None
    asked_at: Time
    until: date
    answers: list[InquiryAnswerShown]
    experts: list[ExpertShown]
    comments: list[CommentShown]
    conclusion: str | None
    closed_at: Time | None


class InquiryEntry(Shown):
    """An inquiry in a list."""

    id: UUID
    asker: Named
    title: str
    category: str | None
    category_label: str | None
    asked_at: Time
    until: date
    asked: int
    answered: int
    closed_at: Time | None


class InquiryList(Shown):
    """A page of inquiries, the newest first."""

    items: list[InquiryEntry]
    next: str | None


def inquiry_of(seen: SeenInquiry, language: Language) -> InquiryShown:
    """One inquiry; the answers in the order in which the bodies were named."""
    state, aside = seen.state, seen.aside
    return InquiryShown(
        id=seen.id,
        version=seen.version,
        asker=_named(state.asker, aside),
        title=state.title,
        problem=aside.texts.of(state.problem),
        category=state.category,
        category_label=category_label(state.category, aside.vocabulary.categories, language),
        asked_at=state.asked_at,
        until=state.until,
        answers=[_answer(body, state.answers.get(body), aside) for body in state.to],
        experts=[
            ExpertShown(organisation=_named(one, aside), until=until)
            for one, until in sorted(state.experts.items())
        ],
        comments=[_comment(one, aside) for one in state.comments],
        conclusion=aside.texts.of(state.conclusion),
        closed_at=state.closed_at,
    )


def inquiries_of(page: InquiryPage, language: Language) -> list[InquiryEntry]:
    """The entries of a page."""
    return [_entry(row, page.aside, language) for row in page.items]


def category_label(code: str | None, labels: Mapping[str, Label], language: Language) -> str | None:
    """What a category is called, None for none."""
    return None if code is None else in_language(labels[code], language)


def _entry(row: InquiryRow, aside: Aside, language: Language) -> InquiryEntry:
    return InquiryEntry(
        id=row.inquiry,
        asker=_named(row.asker, aside),
        title=row.title,
        category=row.category,
        category_label=category_label(row.category, aside.vocabulary.categories, language),
        asked_at=row.asked_at,
        until=row.until,
        asked=row.asked,
        answered=len(row.answered),
        closed_at=row.closed_at,
    )


def _answer(body: UUID, given: Given | None, aside: Aside) -> InquiryAnswerShown:
    if given is None:
        return InquiryAnswerShown(
            body=_named(body, aside), at=None, answer=None, issue_numbers=[], case=None, times=0
        )
    numbers = [aside.numbers[one] for one in given.issues if one in aside.numbers]
    return InquiryAnswerShown(
        body=_named(body, aside),
        at=given.at,
        answer=aside.texts.of(given.answer),
        issue_numbers=numbers,
        case=given.case,
        times=given.times,
    )


def _comment(one: Comment, aside: Aside) -> CommentShown:
    return CommentShown(
        at=one.at,
        organisation=_named(one.organisation, aside),
        body=_named(one.body, aside) if one.body else None,
        comment=aside.texts.of(one.comment),
    )


def _named(id: UUID, aside: Aside) -> Named:
    return Named(id=id, name=aside.names.get(id))
