"""A case of the library as its stream tells it."""

from dataclasses import dataclass
from typing import assert_never
from uuid import UUID

from domain.case.events import CaseEvent, Retold, Told, Withdrawn
from domain.history import Stamp, begun
from domain.moment import Moment
from domain.replacing import replace
from domain.sealed import Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseState:
    """The folded case in its newest words; `tellings` counts them, the first included."""

    body: UUID
    title: str
    category: str | None
    method: str | None
    version: int | None
    issue: UUID | None
    inquiry: UUID | None
    problem: Sealed
    approach: Sealed
    result: Sealed
    told_at: Moment
    tellings: int = 1
    withdrawn_at: Moment | None = None
    reason: Sealed | None = None


def evolve(state: CaseState | None, event: CaseEvent, stamp: Stamp) -> CaseState:
    """The state after *event*; never refuses, for history is history."""
    if isinstance(event, Told):
        return CaseState(
            body=event.body,
            title=event.title,
            category=event.category,
            method=event.method,
            version=event.version,
            issue=event.issue,
            inquiry=event.inquiry,
            problem=event.problem,
            approach=event.approach,
            result=event.result,
            told_at=stamp.occurred_at,
        )
    state = begun(state)
    match event:
        case Retold():
            return replace(
                state,
                title=event.title,
                problem=event.problem,
                approach=event.approach,
                result=event.result,
                tellings=state.tellings + 1,
            )
        case Withdrawn(reason=reason):
            return replace(state, withdrawn_at=stamp.occurred_at, reason=reason)
        case _:
            assert_never(event)
