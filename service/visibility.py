"""The policy's predicate in SQL: which issues a principal's list may show."""

from typing import assert_never

from sqlalchemy import ColumnElement, false, or_, select, true

from projections.views.assignment import TABLE as ASSIGNMENT
from projections.views.directory import TABLE as DIRECTORY
from projections.views.directory import EntryKind
from projections.views.status import TABLE as STATUS
from service.policy import Action, Principal, Scope, scopes


def visible_issues(principal: Principal, action: Action = Action.VIEW) -> ColumnElement[bool]:
    """A condition on the status view: `policy.covers`, for all grants of *action*."""
    return or_(false(), *(_within(scope, principal) for scope in scopes(principal, action)))


def _within(scope: Scope, principal: Principal) -> ColumnElement[bool]:
    match scope:
        case Scope.OWN:
            return STATUS.c.reporter == principal.person if principal.person else false()
        case Scope.COMPOUND:
            return STATUS.c.compound == principal.compound if principal.compound else false()
        case Scope.COMMITTEE:
            return STATUS.c.committee == principal.body if principal.body else false()
        case Scope.SUBTREE:
            return _subtree(principal)
        case Scope.DISPATCHED:
            return _dispatched(principal, ASSIGNMENT.c.dispatched_at.is_not(None))
        case Scope.IN_HAND:
            return _dispatched(principal, ASSIGNMENT.c.open)
        case Scope.SEATED:
            return _dispatched(principal, ASSIGNMENT.c.seated)
        case Scope.ALL:
            return true()
        case _:
            assert_never(scope)


def _subtree(principal: Principal) -> ColumnElement[bool]:
    if principal.body is None:
        return false()
    bodies = DIRECTORY.c.kind == EntryKind.BODY
    children = select(DIRECTORY.c.id).where(bodies, DIRECTORY.c.parent == principal.body)
    grandchildren = select(DIRECTORY.c.id).where(bodies, DIRECTORY.c.parent.in_(children))
    return or_(
        STATUS.c.committee == principal.body,
        STATUS.c.committee.in_(children),
        STATUS.c.committee.in_(grandchildren),
    )


def _dispatched(principal: Principal, condition: ColumnElement[bool]) -> ColumnElement[bool]:
    if principal.organisation is None:
        return false()
    mine = select(ASSIGNMENT.c.issue).where(ASSIGNMENT.c.party == principal.organisation)
    return STATUS.c.issue.in_(mine.where(condition))
