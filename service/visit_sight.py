"""Who sees which plan of visits, in which role, and which of its doors are theirs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, false, or_

from domain.actor import Role
from domain.visit.coverage import Coverage
from domain.visit.state import VisitState
from ledger.streams import VISIT, load
from projections.views import directory
from projections.views.door import TABLE as DOOR
from service.errors import NotFound
from service.policy import Action, Principal, role_for
from service.within import reach_in

_READS_TEXTS = frozenset({Role.CLERK})
"""What was said at a door is nobody else's to read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenVisit:
    """A plan as its stream tells it at *version*, seen in a role."""

    id: UUID
    state: VisitState
    version: int
    role: Role
    allowed: Sequence[Action]
    names: Mapping[UUID, str]

    def coverage(self, today: date) -> Coverage:
        """Of the doors that were not dropped."""
        due = (self.state.due_on(door) for door in self.state.doors.values())
        late = sum(day is not None and day < today for day in due)
        return Coverage(listed=self.state.listed, opened=self.state.opened, overdue=late)


def seen_visit(connection: Connection, principal: Principal, wanted: UUID) -> SeenVisit:
    """One plan; raises `NotFound` for what is unknown or not visible."""
    folded = load(connection, VISIT, wanted)
    if folded is None:
        raise NotFound
    state = folded.state
    reach = replace(
        reach_in(connection, state.committee, state.compound),
        parties=state.organisations,
        reporter=principal.person if principal.person in state.visitors else None,
    )
    role = role_for(principal, Action.VISIT_VIEW, reach)
    if role is None:
        raise NotFound
    going = (Action.VISIT_GO, Action.VISIT_KEEP) if state.closed_at is None else ()
    places = {state.committee} | ({state.compound} if state.compound else set())
    return SeenVisit(
        id=wanted,
        state=state,
        version=folded.version,
        role=role,
        allowed=[one for one in going if role_for(principal, one, reach) is not None],
        names=directory.names(connection, places),
    )


def mine(principal: Principal) -> ColumnElement[bool]:
    """A condition on the doors: the caller, or their organisation, was sent there."""
    sent = [
        column == who
        for column, who in (
            (DOOR.c.visitor, principal.person),
            (DOOR.c.organisation, principal.organisation),
        )
        if who is not None
    ]
    return or_(false(), *sent)


def may_read_texts(role: Role) -> bool:
    """Whether who sees a plan in that role reads what was said at its doors."""
    return role in _READS_TEXTS
