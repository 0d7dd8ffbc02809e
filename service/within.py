"""Whom something concerns that belongs to a committee, and perhaps to one of its compounds."""

from typing import Any, assert_never
from uuid import UUID

from sqlalchemy import Column, ColumnElement, Connection, false, or_, select, true

from projections.views import directory
from projections.views.directory import TABLE as DIRECTORY
from projections.views.directory import EntryKind
from service.policy import Action, Principal, Reach, Scope, scopes


def reach_in(connection: Connection, committee: UUID, compound: UUID | None) -> Reach:
    """Committee, the bodies above it, compound."""
    above = directory.superiors(connection, {committee})[committee]
    return Reach(committee=committee, superiors=above, compound=compound)


def visible_within(
    principal: Principal, action: Action, committee: Column[Any], compound: Column[Any]
) -> ColumnElement[bool]:
    """`policy.covers` of such a thing, for all grants of *action*, in SQL."""
    granted = scopes(principal, action)
    return or_(false(), *(_within(one, principal, committee, compound) for one in granted))


def _within(
    scope: Scope, principal: Principal, committee: Column[Any], compound: Column[Any]
) -> ColumnElement[bool]:
    match scope:
        case Scope.COMPOUND:
            return compound == principal.compound if principal.compound else false()
        case Scope.COMMITTEE:
            return committee == principal.body if principal.body else false()
        case Scope.SUBTREE:
            return _below(principal.body, committee) if principal.body else false()
        case Scope.ALL:
            return true()
        case Scope.OWN | Scope.DISPATCHED | Scope.IN_HAND | Scope.SEATED:
            # Nobody has reported it, and it was handed to no party.
            return false()
        case _:
            assert_never(scope)


def _below(body: UUID, committee: Column[Any]) -> ColumnElement[bool]:
    bodies = DIRECTORY.c.kind == EntryKind.BODY
    children = select(DIRECTORY.c.id).where(bodies, DIRECTORY.c.parent == body)
    grandchildren = select(DIRECTORY.c.id).where(bodies, DIRECTORY.c.parent.in_(children))
    return or_(committee == body, committee.in_(children), committee.in_(grandchildren))
