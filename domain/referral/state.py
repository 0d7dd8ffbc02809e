"""A referral as its stream tells it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import assert_never
from uuid import UUID

from domain.history import Stamp, begun
from domain.moment import Moment
from domain.referral.events import (
    Accepted,
    Advised,
    Concluded,
    Made,
    ReferralEvent,
    ReferralOutcome,
)
from domain.replacing import replace
from domain.sealed import Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """What an office said, and when."""

    at: Moment
    text: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """One of those who are asked: as what, since when it is at it, what it thinks."""

    role: str
    accepted_at: Moment | None = None
    advice: tuple[Advice, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralState:
    """The folded referral; `offices` in the order in which they were named."""

    committee: UUID
    compound: UUID | None
    issue: UUID
    question: Sealed
    made_at: Moment
    last_at: Moment
    offices: Mapping[UUID, Office]
    outcome: ReferralOutcome | None = None
    conclusion: Sealed | None = None
    concluded_at: Moment | None = None

    @property
    def asked(self) -> frozenset[UUID]:
        """Everybody to whom it was put."""
        return frozenset(self.offices)

    @property
    def advices(self) -> int:
        """How often somebody has said something."""
        return sum(len(office.advice) for office in self.offices.values())


def evolve(state: ReferralState | None, event: ReferralEvent, stamp: Stamp) -> ReferralState:
    """The state after *event*; never refuses, for history is history."""
    when = stamp.occurred_at
    if isinstance(event, Made):
        return ReferralState(
            committee=event.committee,
            compound=event.compound,
            issue=event.issue,
            question=event.question,
            made_at=when,
            last_at=when,
            offices={one.organisation: Office(role=one.role) for one in event.parties},
        )
    state = begun(state)
    state = replace(state, last_at=max(state.last_at, when))
    match event:
        case Accepted(organisation=organisation):
            office = replace(state.offices[organisation], accepted_at=when)
            return replace(state, offices={**state.offices, organisation: office})
        case Advised(organisation=organisation, advice=text):
            office = state.offices[organisation]
            office = replace(office, advice=(*office.advice, Advice(at=when, text=text)))
            return replace(state, offices={**state.offices, organisation: office})
        case Concluded(outcome=outcome, conclusion=conclusion):
            return replace(state, outcome=outcome, conclusion=conclusion, concluded_at=when)
        case _:
            assert_never(event)
