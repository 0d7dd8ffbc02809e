"""The policy's predicate in SQL for what lies in a committee and a compound, and is no issue."""

from collections.abc import Sequence
from typing import assert_never
from uuid import UUID

from sqlalchemy import ColumnElement, false, or_, select, true

from projections.views.directory import TABLE as DIRECTORY
from projections.views.directory import EntryKind
from service.policy import Action, Principal, Scope, scopes


def seen_within(
    principal: Principal,
    action: Action,
    *,
    committee: ColumnElement[UUID],
    compound: ColumnElement[UUID],
) -> ColumnElement[bool]:
    """`policy.covers` for all grants of *action*, on the columns of some view.

    Who is handed an issue or sits at its table is thereby shown nothing else of its place.
    """
    granted: Sequence[Scope] = scopes(principal, action)
    return or_(false(), *(_within(scope, principal, committee, compound) for scope in granted))


def _within(
    scope: Scope,
    principal: Principal,
    committee: ColumnElement[UUID],
    compound: ColumnElement[UUID],
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
            return false()
        case _:
            assert_never(scope)


def _below(body: UUID, committee: ColumnElement[UUID]) -> ColumnElement[bool]:
    bodies = DIRECTORY.c.kind == EntryKind.BODY
    children = select(DIRECTORY.c.id).where(bodies, DIRECTORY.c.parent == body)
    grandchildren = select(DIRECTORY.c.id).where(bodies, DIRECTORY.c.parent.in_(children))
    return or_(committee == body, committee.in_(children), committee.in_(grandchildren))
