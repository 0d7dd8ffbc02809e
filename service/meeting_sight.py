"""Who sees which meeting and which series: for one by the policy, for lists in SQL."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar, assert_never
from uuid import UUID

from sqlalchemy import Column, ColumnElement, Connection, Table, false, or_, select, true

from domain.actor import Role
from domain.meeting.state import MeetingState
from domain.sealed import Sealed
from domain.series.state import SeriesState
from ledger.catalogue import CATALOGUE
from ledger.log import read_prefix
from ledger.streams import Folded, Kind, fold
from projections.views import directory, meeting, series
from service.errors import Forbidden, NotFound
from service.policy import Action, Principal, Reach, Scope, role_for, scopes

S = TypeVar("S")
E = TypeVar("E")


@dataclass(frozen=True, slots=True)
class Listed:
    """The table of a list, and the one that says whose organisation is asked to what."""

    table: Table
    key: Column[UUID]
    party: Table
    of: Column[UUID]


MEETINGS = Listed(meeting.TABLE, meeting.TABLE.c.meeting, meeting.PARTY, meeting.PARTY.c.meeting)
SERIES = Listed(series.TABLE, series.TABLE.c.series, series.PARTY, series.PARTY.c.series)


def folded(
    connection: Connection, kind: Kind[S, E], stream: UUID, upto: int | None = None
) -> Folded[S]:
    """A stream as the record has it, up to a position; raises `NotFound`."""
    rows = read_prefix(connection, stream, position=upto)
    if not rows or not kind.owns(rows[0].topic):
        raise NotFound
    found = fold(kind, None, map(CATALOGUE.decode, rows))
    if found is None:
        raise NotFound
    return found


def role_seeing(
    connection: Connection, principal: Principal, state: MeetingState | SeriesState
) -> Role:
    """In which role the caller sees it; raises `NotFound` where in none."""
    superiors = directory.superiors(connection, [state.committee])[state.committee]
    reach = Reach(
        committee=state.committee,
        superiors=superiors,
        compound=state.compound,
        parties=state.parties,
    )
    role = role_for(principal, Action.MEETING_VIEW, reach)
    if role is None:
        raise NotFound
    return role


def visible(connection: Connection, principal: Principal, listed: Listed) -> ColumnElement[bool]:
    """`policy.covers` as a condition on a list; raises `Forbidden` where nothing is granted."""
    granted = scopes(principal, Action.MEETING_VIEW)
    if not granted:
        raise Forbidden
    return or_(*(_within(connection, scope, principal, listed) for scope in granted))


def _within(
    connection: Connection, scope: Scope, principal: Principal, listed: Listed
) -> ColumnElement[bool]:
    table = listed.table
    match scope:
        case Scope.COMPOUND:
            return table.c.compound == principal.compound if principal.compound else false()
        case Scope.COMMITTEE:
            return table.c.committee == principal.body if principal.body else false()
        case Scope.SUBTREE:
            return table.c.committee.in_(_below(connection, principal.body))
        case Scope.DISPATCHED:
            asked = listed.party.c.organisation == principal.organisation
            return listed.key.in_(select(listed.of).where(asked))
        case Scope.ALL:
            return true()
        case Scope.OWN | Scope.IN_HAND | Scope.SEATED:
            # A meeting has no reporter, and nobody has it in hand.
            return false()
        case _:
            assert_never(scope)


def _below(connection: Connection, body: UUID | None) -> Sequence[UUID]:
    return [] if body is None else [body, *directory.committees_of(connection, body)]


def texts_in(state: MeetingState, *, inside: bool) -> Sequence[Sealed | None]:
    """The sealed fields of a meeting that are shown, *inside* or to the public."""
    topics = [one.topic for one in state.points if one.issue is None or inside]
    if not inside:
        return [state.place, *topics]
    said = [text for one in state.points for text in (one.minutes, one.conclusion)]
    heard = [
        text
        for one in state.points
        for opinion in one.opinions
        for text in (opinion.role, opinion.expert, opinion.opinion)
    ]
    return [state.place, state.reason, state.minutes, *topics, *said, *heard]


def named_in(state: MeetingState | SeriesState) -> set[UUID]:
    """Everybody and every place whose name is shown with it."""
    ids = {state.committee, *state.parties} | ({state.compound} if state.compound else set())
    if isinstance(state, MeetingState):
        ids |= {one.keeper for one in state.matters}
    return ids
