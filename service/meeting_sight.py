"""Who sees which meeting and which series: for one by the policy, for lists in SQL."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar
from uuid import UUID

from sqlalchemy import Column, ColumnElement, Connection, Table, select

from domain.actor import Role
from domain.meeting.state import MeetingState
from domain.sealed import Sealed
from domain.series.state import SeriesState
from ledger.catalogue import CATALOGUE
from ledger.log import read_prefix
from ledger.streams import Folded, Kind, fold
from projections.views import meeting, series
from service.errors import Forbidden, NotFound
from service.policy import Action, Principal, role_for, scopes
from service.within import reach_in, visible_within

S = TypeVar("S")
E = TypeVar("E")


@dataclass(frozen=True, slots=True)
class Listed:
    """The table of a list, and the one that says whose organisation is asked to what."""

    table: Table
    key: Column[UUID]
    party: Table


MEETINGS = Listed(meeting.TABLE, meeting.TABLE.c.meeting, meeting.PARTY)
SERIES = Listed(series.TABLE, series.TABLE.c.series, series.PARTY)


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
    reach = replace(reach_in(connection, state.committee, state.compound), parties=state.parties)
    role = role_for(principal, Action.MEETING_VIEW, reach)
    if role is None:
        raise NotFound
    return role


def visible(principal: Principal, listed: Listed) -> ColumnElement[bool]:
    """`policy.covers` as a condition on a list; raises `Forbidden` where nothing is granted."""
    if not scopes(principal, Action.MEETING_VIEW):
        raise Forbidden
    columns, asked = listed.table.c, listed.party.c.organisation == principal.organisation
    return visible_within(
        principal,
        Action.MEETING_VIEW,
        columns.committee,
        columns.compound,
        handed=listed.key.in_(select(listed.party.c.stream).where(asked)),
    )


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
