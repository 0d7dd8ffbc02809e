"""The ratings of one residents' committee: its members, and when the year is rated.

No mark is kept here. That nobody rates twice is a claim beside the record (`ledger/claims.py`),
so that the state stays as small as the roster.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import assert_never
from uuid import UUID, uuid5

from domain.history import Stamp
from domain.rating.events import Given, Member, RatingEvent, RosterSet, YearEndOpened
from domain.replacing import replace

_NAMESPACE = UUID("72617469-6e67-5000-8000-000000000001")


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingState:
    """The folded stream. `members` in the order of the roster; `years` are the newest windows.

    `changes` counts what was set, and no marks: it is the version that others are shown.
    """

    committee: UUID
    members: Mapping[UUID, Member] = field(default_factory=dict)
    years: Mapping[int, YearEndOpened] = field(default_factory=dict)
    changes: int = 0


def rating_stream(committee: UUID) -> UUID:
    """The one stream of a committee's ratings."""
    return uuid5(_NAMESPACE, str(committee))


def evolve(state: RatingState | None, event: RatingEvent, _stamp: Stamp) -> RatingState:
    """The state after *event*; never refuses, for history is history."""
    # Residents may rate a committee before anybody has named its members.
    state = state or RatingState(committee=event.committee)
    match event:
        case RosterSet(members=members):
            known = {one.member: one for one in members}
            return replace(state, members=known, changes=state.changes + 1)
        case YearEndOpened(year=year):
            years = {**state.years, year: event}
            return replace(state, years=years, changes=state.changes + 1)
        case Given():
            return state
        case _:
            assert_never(event)
