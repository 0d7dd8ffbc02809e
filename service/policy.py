"""The policy table: which role may do what, and how far.

The table is read aloud line by line; whatever is not in it is forbidden. Who holds several
roles acts in the first that permits, so those nearer to the record stand first. The same predicate
guards one object (`covers`) and filters lists (`service.visibility`); a test holds them equal.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never
from uuid import UUID

from domain.actor import Role


class Action(StrEnum):
    """What can be done through the door. Every route names one."""

    INSTALL = "ledger.install"
    PERSON_REGISTER = "person.register"

    BODY_REGISTER = "body.register"
    BODY_AMEND = "body.amend"
    METHOD_ADOPT = "method.adopt"
    ORGANISATION_REGISTER = "organisation.register"
    DIRECTORY_VIEW = "directory.view"
    PERSON_SEARCH = "person.search"

    REPORT = "issue.report"
    VIEW = "issue.view"
    TRIAGE = "issue.triage"
    DISPATCH = "issue.dispatch"
    ACKNOWLEDGE = "issue.acknowledge"
    COMPLETE_DISPATCH = "issue.complete-dispatch"
    RESPOND = "issue.respond"
    REPLY = "issue.reply"
    COMPLETE = "issue.complete"
    DISCLOSE = "issue.disclose"


class Scope(StrEnum):
    """How far a grant reaches."""

    OWN = "own"
    COMPOUND = "compound"
    COMMITTEE = "committee"
    SUBTREE = "subtree"
    DISPATCHED = "dispatched"
    IN_HAND = "in-hand"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Grant:
    """One line of the table."""

    role: Role
    action: Action
    scope: Scope


POLICY: Sequence[Grant] = (
    Grant(Role.SYSTEM, Action.INSTALL, Scope.ALL),
    Grant(Role.SYSTEM, Action.PERSON_REGISTER, Scope.ALL),
    # clerk 社区工作者
    Grant(Role.CLERK, Action.DIRECTORY_VIEW, Scope.ALL),
    Grant(Role.CLERK, Action.METHOD_ADOPT, Scope.COMMITTEE),
    Grant(Role.CLERK, Action.REPORT, Scope.COMMITTEE),
    Grant(Role.CLERK, Action.VIEW, Scope.COMMITTEE),
    Grant(Role.CLERK, Action.TRIAGE, Scope.COMMITTEE),
    Grant(Role.CLERK, Action.DISPATCH, Scope.COMMITTEE),
    Grant(Role.CLERK, Action.ACKNOWLEDGE, Scope.COMMITTEE),
    Grant(Role.CLERK, Action.COMPLETE_DISPATCH, Scope.COMMITTEE),
    Grant(Role.CLERK, Action.RESPOND, Scope.COMMITTEE),
    Grant(Role.CLERK, Action.REPLY, Scope.COMMITTEE),
    Grant(Role.CLERK, Action.COMPLETE, Scope.COMMITTEE),
    Grant(Role.CLERK, Action.DISCLOSE, Scope.COMMITTEE),
    Grant(Role.CLERK, Action.PERSON_SEARCH, Scope.COMMITTEE),
    # superior 街道、区
    Grant(Role.SUPERIOR, Action.DIRECTORY_VIEW, Scope.ALL),
    Grant(Role.SUPERIOR, Action.VIEW, Scope.SUBTREE),
    Grant(Role.SUPERIOR, Action.DISPATCH, Scope.SUBTREE),
    Grant(Role.SUPERIOR, Action.REPLY, Scope.SUBTREE),
    Grant(Role.SUPERIOR, Action.DISCLOSE, Scope.SUBTREE),
    Grant(Role.SUPERIOR, Action.PERSON_SEARCH, Scope.SUBTREE),
    # auditor 审计
    Grant(Role.AUDITOR, Action.DIRECTORY_VIEW, Scope.ALL),
    Grant(Role.AUDITOR, Action.VIEW, Scope.ALL),
    # integrator 平台对接
    Grant(Role.INTEGRATOR, Action.DIRECTORY_VIEW, Scope.ALL),
    Grant(Role.INTEGRATOR, Action.REPORT, Scope.SUBTREE),
    Grant(Role.INTEGRATOR, Action.VIEW, Scope.SUBTREE),
    # administrator 系统管理员: sets the house up, and sees no resident's issue
    Grant(Role.ADMINISTRATOR, Action.DIRECTORY_VIEW, Scope.ALL),
    Grant(Role.ADMINISTRATOR, Action.BODY_REGISTER, Scope.ALL),
    Grant(Role.ADMINISTRATOR, Action.BODY_AMEND, Scope.ALL),
    Grant(Role.ADMINISTRATOR, Action.METHOD_ADOPT, Scope.ALL),
    Grant(Role.ADMINISTRATOR, Action.ORGANISATION_REGISTER, Scope.ALL),
    # handler 承办单位经办人
    Grant(Role.HANDLER, Action.DIRECTORY_VIEW, Scope.ALL),
    Grant(Role.HANDLER, Action.VIEW, Scope.DISPATCHED),
    Grant(Role.HANDLER, Action.ACKNOWLEDGE, Scope.DISPATCHED),
    Grant(Role.HANDLER, Action.COMPLETE_DISPATCH, Scope.DISPATCHED),
    Grant(Role.HANDLER, Action.RESPOND, Scope.IN_HAND),
    Grant(Role.HANDLER, Action.DISCLOSE, Scope.IN_HAND),
    # owners' committee 业委会
    Grant(Role.OWNERS_COMMITTEE, Action.DIRECTORY_VIEW, Scope.ALL),
    Grant(Role.OWNERS_COMMITTEE, Action.REPORT, Scope.COMPOUND),
    Grant(Role.OWNERS_COMMITTEE, Action.VIEW, Scope.COMPOUND),
    # resident 居民
    Grant(Role.RESIDENT, Action.DIRECTORY_VIEW, Scope.ALL),
    Grant(Role.RESIDENT, Action.REPORT, Scope.COMMITTEE),
    Grant(Role.RESIDENT, Action.VIEW, Scope.OWN),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Principal:
    """Who calls: a person with roles, an organisation, and where their scope begins.

    `body` is a committee, subdistrict or district; `key` the credential that was used.
    """

    person: UUID | None
    roles: frozenset[Role]
    organisation: UUID | None = None
    body: UUID | None = None
    compound: UUID | None = None
    key: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """Whom an object concerns: what scopes are compared with.

    `superiors` are the bodies above the committee; `parties` all to whom it was ever handed,
    `busy` those who have an order in hand.
    """

    committee: UUID | None = None
    superiors: frozenset[UUID] = frozenset()
    compound: UUID | None = None
    reporter: UUID | None = None
    parties: frozenset[UUID] = frozenset()
    busy: frozenset[UUID] = frozenset()


EVERYTHING = Reach()
"""The reach of what belongs to nobody in particular: only `all` covers it."""


def covers(scope: Scope, principal: Principal, reach: Reach) -> bool:
    """Whether *scope*, counted from *principal*, includes an object of that reach."""
    match scope:
        case Scope.OWN:
            return principal.person is not None and reach.reporter == principal.person
        case Scope.COMPOUND:
            return principal.compound is not None and reach.compound == principal.compound
        case Scope.COMMITTEE:
            return principal.body is not None and reach.committee == principal.body
        case Scope.SUBTREE:
            return principal.body is not None and (
                reach.committee == principal.body or principal.body in reach.superiors
            )
        case Scope.DISPATCHED:
            return principal.organisation in reach.parties
        case Scope.IN_HAND:
            return principal.organisation in reach.busy
        case Scope.ALL:
            return True
        case _:
            assert_never(scope)


def scopes(principal: Principal, action: Action) -> Sequence[Scope]:
    """The scopes within which *principal* may do *action*, in the table's order."""
    return [g.scope for g in POLICY if g.role in principal.roles and g.action is action]


def role_for(principal: Principal, action: Action, reach: Reach) -> Role | None:
    """The role in which *principal* may do *action* there; None where it is forbidden."""
    for grant in POLICY:
        held = grant.role in principal.roles and grant.action is action
        if held and covers(grant.scope, principal, reach):
            return grant.role
    return None
