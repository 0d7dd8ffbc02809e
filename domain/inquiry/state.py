"""An inquiry as its stream tells it."""

from dataclasses import dataclass
from datetime import date
from typing import assert_never
from uuid import UUID

from rpds import HashTrieMap

from domain.history import Stamp, begun
from domain.inquiry.events import (
    Answered,
    Asked,
    Closed,
    Commented,
    ExpertAsked,
    InquiryEvent,
)
from domain.moment import Moment
from domain.replacing import replace
from domain.sealed import Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """One body's newest answer; `times` counts how often it has answered."""

    at: Moment
    answer: Sealed
    issues: tuple[UUID, ...]
    case: UUID | None
    times: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """What an expert said, and of whose answer; `body` None for the whole."""

    at: Moment
    organisation: UUID
    body: UUID | None
    comment: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class InquiryState:
    """The folded inquiry.

    `answers` by body; `experts` by organisation, each with the last day on which it is asked.
    """

    asker: UUID
    title: str
    problem: Sealed
    category: str | None
    to: tuple[UUID, ...]
    until: date
    asked_at: Moment
    answers: "HashTrieMap[UUID, Given]"
    experts: "HashTrieMap[UUID, date]"
    comments: tuple[Comment, ...] = ()
    conclusion: Sealed | None = None
    closed_at: Moment | None = None

    def experts_on(self, day: date) -> frozenset[UUID]:
        """The experts who are asked on that day still."""
        return frozenset(one for one, until in self.experts.items() if until >= day)


def evolve(state: InquiryState | None, event: InquiryEvent, stamp: Stamp) -> InquiryState:
    """The state after *event*; never refuses, for history is history."""
    when = stamp.occurred_at
    if isinstance(event, Asked):
        return InquiryState(
            asker=event.asker,
            title=event.title,
            problem=event.problem,
            category=event.category,
            to=event.to,
            until=event.until,
            asked_at=when,
            answers=HashTrieMap(),
            experts=HashTrieMap(),
        )
    state = begun(state)
    match event:
        case Answered():
            return _answered(state, event, when)
        case ExpertAsked(organisation=organisation, until=until):
            return replace(state, experts=state.experts.insert(organisation, until))
        case Commented(organisation=organisation, body=body, comment=text):
            said = Comment(at=when, organisation=organisation, body=body, comment=text)
            return replace(state, comments=(*state.comments, said))
        case Closed(conclusion=conclusion):
            return replace(state, conclusion=conclusion, closed_at=when)
        case _:
            assert_never(event)


def _answered(state: InquiryState, event: Answered, when: Moment) -> InquiryState:
    before = state.answers.get(event.body)
    given = Given(
        at=when,
        answer=event.answer,
        issues=event.issues,
        case=event.case,
        times=1 if before is None else before.times + 1,
    )
    return replace(state, answers=state.answers.insert(event.body, given))
