"""The policy's predicate in SQL: which issues a principal's list may show."""

from collections.abc import Sequence
from typing import assert_never
from uuid import UUID

from sqlalchemy import ColumnElement, false, func, or_, select, true

from domain.refusal import Code, Refused
from projections.views.assignment import TABLE as ASSIGNMENT
from projections.views.directory import TABLE as DIRECTORY
from projections.views.directory import EntryKind
from projections.views.status import TABLE as STATUS
from projections.views.status import Filter
from service.policy import Action, Principal, Scope, scopes


def visible_issues(
    principal: Principal, action: Action = Action.VIEW, *, proposed: bool = False
) -> ColumnElement[bool]:
    """A condition on the status view: `policy.covers`, for all grants of *action*.

    Where something else has *proposed* the issues, as the index of grams does, each is looked
    up; else the list starts from what ties the principal to issues. Both say the same.
    """
    return _within_any(scopes(principal, action), principal, proposed)


def listed_issues(
    principal: Principal, wanted: Filter, *, proposed: bool = False
) -> ColumnElement[bool]:
    """The same for a list of what is *wanted*.

    Who is told only of what they reported themselves cannot ask by time (`staff-alone`): other
    clocks count there than those which they were promised.
    """
    granted = scopes(principal, Action.VIEW)
    asked = wanted.due.asked if wanted.due else ()
    if asked and granted:
        granted = [scope for scope in granted if scope is not Scope.OWN]
        if not granted:
            raise Refused(Code.STAFF_ALONE, field=asked[0])
    return _within_any(granted, principal, proposed)


def _within_any(
    granted: Sequence[Scope], principal: Principal, proposed: bool
) -> ColumnElement[bool]:
    return or_(false(), *(_within(scope, principal, proposed) for scope in granted))


def _within(scope: Scope, principal: Principal, proposed: bool) -> ColumnElement[bool]:
    match scope:
        case Scope.OWN:
            return STATUS.c.reporter == principal.person if principal.person else false()
        case Scope.COMPOUND:
            return STATUS.c.compound == principal.compound if principal.compound else false()
        case Scope.COMMITTEE:
            return STATUS.c.committee == principal.body if principal.body else false()
        case Scope.SUBTREE:
            return issues_within(principal.body) if principal.body else false()
        case Scope.DISPATCHED:
            return _assigned(principal, ASSIGNMENT.c.dispatched_at.is_not(None), proposed)
        case Scope.IN_HAND:
            return _assigned(principal, ASSIGNMENT.c.open, proposed)
        case Scope.SEATED:
            return _assigned(principal, ASSIGNMENT.c.seated, proposed)
        case Scope.ASKED:
            # An issue is put to organisations alone, never to another body.
            return _assigned(principal, ASSIGNMENT.c.asked, proposed)
        case Scope.ALL:
            return true()
        case _:
            assert_never(scope)


def issues_within(body: UUID) -> ColumnElement[bool]:
    """A condition on the status view: the issue is of that body, or of one below it."""
    bodies = DIRECTORY.c.kind == EntryKind.BODY
    children = select(DIRECTORY.c.id).where(bodies, DIRECTORY.c.parent == body)
    grandchildren = select(DIRECTORY.c.id).where(bodies, DIRECTORY.c.parent.in_(children))
    # Looked at, never looked up: many issues are of the subtree, so that the walk along the list
    # fills a page soon. SQLite, which keeps no statistics, would collect and sort them all.
    committee = func.coalesce(STATUS.c.committee, STATUS.c.committee, type_=STATUS.c.committee.type)
    return or_(committee == body, committee.in_(children), committee.in_(grandchildren))


def _assigned(
    principal: Principal, condition: ColumnElement[bool], proposed: bool
) -> ColumnElement[bool]:
    if principal.organisation is None:
        return false()
    mine = select(ASSIGNMENT.c.issue).where(ASSIGNMENT.c.party == principal.organisation, condition)
    if proposed:
        return mine.where(ASSIGNMENT.c.issue == STATUS.c.issue).correlate(STATUS).exists()
    return STATUS.c.issue.in_(mine)
