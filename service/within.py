"""Whom something concerns that belongs to a committee, and perhaps to one of its compounds."""

from typing import assert_never
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, false, or_, select, true

from projections.views import directory
from projections.views.directory import TABLE as DIRECTORY
from projections.views.directory import EntryKind
from service.policy import Action, Principal, Reach, Scope, scopes


def reach_in(connection: Connection, committee: UUID, compound: UUID | None) -> Reach:
    """Committee, the bodies above it, compound."""
    above = directory.superiors(connection, {committee})[committee]
    return Reach(committee=committee, superiors=above, compound=compound)


def visible_within(
    principal: Principal,
    action: Action,
    committee: ColumnElement[UUID],
    compound: ColumnElement[UUID],
    *,
    handed: ColumnElement[bool] | None = None,
    seated: ColumnElement[bool] | None = None,
    own: ColumnElement[bool] | None = None,
    asked: ColumnElement[bool] | None = None,
) -> ColumnElement[bool]:
    """`policy.covers` of such a thing, for all grants of *action*, in SQL.

    *handed* says which ones were handed to the principal's organisation, *seated* where it sits at
    the table, *own* which ones are the principal's, *asked* which ones are put to them now; without
    them none is.
    """
    beside = {Scope.DISPATCHED: handed, Scope.SEATED: seated, Scope.OWN: own, Scope.ASKED: asked}
    granted = scopes(principal, action)
    return or_(
        false(), *(_within(one, principal, committee, compound, beside.get(one)) for one in granted)
    )


def _within(
    scope: Scope,
    principal: Principal,
    committee: ColumnElement[UUID],
    compound: ColumnElement[UUID],
    beside: ColumnElement[bool] | None,
) -> ColumnElement[bool]:
    match scope:
        case Scope.COMPOUND:
            return compound == principal.compound if principal.compound else false()
        case Scope.COMMITTEE:
            return committee == principal.body if principal.body else false()
        case Scope.SUBTREE:
            return below(principal.body, committee) if principal.body else false()
        case Scope.ALL:
            return true()
        case Scope.OWN | Scope.DISPATCHED | Scope.SEATED | Scope.ASKED:
            # Whoever sits at an issue's table is thereby shown nothing else of its place.
            return false() if beside is None else beside
        case Scope.IN_HAND:
            return false()
        case _:
            assert_never(scope)


def below(body: UUID, committee: ColumnElement[UUID]) -> ColumnElement[bool]:
    """The committee is that body, or one below it."""
    bodies = DIRECTORY.c.kind == EntryKind.BODY
    children = select(DIRECTORY.c.id).where(bodies, DIRECTORY.c.parent == body)
    grandchildren = select(DIRECTORY.c.id).where(bodies, DIRECTORY.c.parent.in_(children))
    return or_(committee == body, committee.in_(children), committee.in_(grandchildren))
