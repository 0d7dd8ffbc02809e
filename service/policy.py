"""Who may do what to whom: the policy table, applied to a caller and an object.

The same predicate guards one object (`covers`) and filters lists (`service.visibility`); a test
holds them equal.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import assert_never
from uuid import UUID

from domain.actor import Role
from service.grants import POLICY, Action, Grant, Scope

__all__ = [
    "EVERYTHING",
    "POLICY",
    "Action",
    "Grant",
    "Principal",
    "Reach",
    "Scope",
    "Table",
    "covers",
    "grant_for",
    "role_for",
    "scopes",
]


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
    `busy` those who have an order in hand, `seated` those at the table of its plan; of a ballot,
    those who hold a seat in its compound. `asked` are the organisations and bodies to which it is
    put now, for as long as that lasts.
    """

    committee: UUID | None = None
    superiors: frozenset[UUID] = frozenset()
    compound: UUID | None = None
    reporter: UUID | None = None
    parties: frozenset[UUID] = frozenset()
    busy: frozenset[UUID] = frozenset()
    seated: frozenset[UUID] = frozenset()
    asked: frozenset[UUID] = frozenset()


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
        case Scope.SEATED:
            return principal.organisation in reach.seated
        case Scope.ASKED:
            return principal.organisation in reach.asked or principal.body in reach.asked
        case Scope.ALL:
            return True
        case _:
            assert_never(scope)


def scopes(principal: Principal, action: Action) -> Sequence[Scope]:
    """The scopes within which *principal* may do *action*, in the table's order."""
    return [grant.scope for grant in TABLE.lines(principal.roles).get(action, ())]


class Table:
    """The policy table, in the order in which it is read; what some roles may is found once."""

    def __init__(self, lines: Sequence[Grant]) -> None:
        self._lines = lines
        self._of_roles: dict[frozenset[Role], Mapping[Action, Sequence[Grant]]] = {}

    def lines(self, roles: frozenset[Role]) -> Mapping[Action, Sequence[Grant]]:
        """The lines by which who holds these roles may do something, by what it is."""
        found = self._of_roles.get(roles)
        if found is None:
            by_action: dict[Action, list[Grant]] = {}
            for grant in self._lines:
                if grant.role in roles:
                    by_action.setdefault(grant.action, []).append(grant)
            found = self._of_roles[roles] = by_action
        return found

    def acting(self, roles: frozenset[Role], covered: frozenset[Scope]) -> Mapping[Action, Role]:
        """What `role_for` tells of every action, where *covered* are the scopes that do cover."""
        lines = self.lines(roles).items()
        found = (
            (action, next((g.role for g in grants if g.scope in covered), None))
            for action, grants in lines
        )
        return {action: role for action, role in found if role is not None}


TABLE = Table(POLICY)


def grant_for(principal: Principal, action: Action, reach: Reach) -> Grant | None:
    """The line by which *principal* may do *action* there; None where it is forbidden."""
    for grant in TABLE.lines(principal.roles).get(action, ()):
        if covers(grant.scope, principal, reach):
            return grant
    return None


def role_for(principal: Principal, action: Action, reach: Reach) -> Role | None:
    """The role in which *principal* may do *action* there; None where it is forbidden."""
    grant = grant_for(principal, action, reach)
    return None if grant is None else grant.role
