"""Giving somebody a key: a person of their own, roles, and where their scope begins."""

from dataclasses import dataclass, field, replace
from uuid import UUID

from domain.actor import Role
from domain.body.events import Level
from domain.person.state import Standing
from ledger.streams import PERSON, load
from projections.engine import fetch
from projections.views import directory
from projections.views.directory import DirectoryRow, EntryKind
from service.commands.intake import Contact
from service.commands.system import RegisterPerson
from service.ids import new_id
from service.policy import Principal
from service.service import SYSTEM, Service


class BadRequest(Exception):
    """A key that would open nothing, or more than it says; the message is for the operator."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyRequest:
    """Who the key is for. `body` is a committee, subdistrict or district.

    `person` is somebody who is known already, e.g. to replace their key; else a new person is
    registered, with *contact*.
    """

    roles: frozenset[Role]
    person: UUID | None = None
    contact: Contact = field(default_factory=Contact)
    body: UUID | None = None
    compound: UUID | None = None
    organisation: UUID | None = None


def give_key(service: Service, wanted: KeyRequest) -> tuple[Principal, str]:
    """Make a key for a person, new or known; the key is returned this once.

    A compound implies its committee; a clerk or superior without an organisation acts for the
    body itself, so that the record says who acted. Raises `BadRequest`.
    """
    complete = _completed(service, wanted)
    _require_scope(complete)
    person = complete.person or _registered(service, complete.contact)
    principal = Principal(
        person=person,
        roles=complete.roles,
        organisation=complete.organisation,
        body=complete.body,
        compound=complete.compound,
    )
    return service.keyring.create(principal, person)


def _completed(service: Service, wanted: KeyRequest) -> KeyRequest:
    body, organisation = wanted.body, wanted.organisation
    if wanted.compound is not None:
        committee = _entry(service, wanted.compound, {EntryKind.COMPOUND}, "compound").parent
        if body not in (None, committee):
            raise BadRequest("the compound belongs to another committee")
        body = committee
    if body is not None:
        _require_level(_entry(service, body, {EntryKind.BODY}, "committee"), wanted.roles)
    if organisation is not None:
        _entry(service, organisation, {EntryKind.ORGANISATION, EntryKind.BODY}, "organisation")
    elif wanted.roles & {Role.CLERK, Role.SUPERIOR}:
        organisation = body
    if wanted.person is not None:
        _require_person(service, wanted.person)
    return replace(wanted, body=body, organisation=organisation)


def _registered(service: Service, contact: Contact) -> UUID:
    person = new_id()
    service.execute_now(RegisterPerson(person=person, contact=contact), principal=SYSTEM)
    return person


def _require_person(service: Service, person: UUID) -> None:
    with service.database.read() as connection:
        found = load(connection, PERSON, person)
    if found is None:
        raise BadRequest(f"no such person: {person}")
    if found.state.standing is not Standing.OPEN:
        raise BadRequest(f"this person is {found.state.standing}: {person}")


def _entry(service: Service, entry: UUID, kinds: set[EntryKind], name: str) -> DirectoryRow:
    with service.database.read() as connection:
        row = fetch(connection, directory.VIEW, (entry,))
    if row is None or row.kind not in kinds:
        raise BadRequest(f"no such {name}: {entry}")
    return row


def _require_level(body: DirectoryRow, roles: frozenset[Role]) -> None:
    """A resident and a clerk belong to a residents' committee; no issue lies right at others."""
    for role in sorted(roles & {Role.RESIDENT, Role.CLERK}):
        if body.sort != Level.COMMITTEE:
            raise BadRequest(f"role '{role}' needs a residents' committee, not a {body.sort}")


def _require_scope(wanted: KeyRequest) -> None:
    if not wanted.roles:
        raise BadRequest("at least one role is required")
    if Role.SYSTEM in wanted.roles:
        raise BadRequest("the role 'system' belongs to the installation itself")
    if Role.RESIDENT in wanted.roles and len(wanted.roles) > 1:
        raise BadRequest("who also lives there needs a resident's key of their own")
    needs = {
        Role.RESIDENT: (wanted.body, "--committee or --compound"),
        Role.CLERK: (wanted.body, "--committee"),
        Role.HANDLER: (wanted.organisation, "--organisation"),
        Role.OWNERS_COMMITTEE: (wanted.compound, "--compound"),
        Role.SUPERIOR: (wanted.body, "--committee (the superior's own id)"),
        Role.INTEGRATOR: (wanted.body, "--committee (the body whose subtree it serves)"),
    }
    for role in sorted(wanted.roles):
        given, option = needs.get(role, (wanted.roles, ""))
        if not given:
            raise BadRequest(f"role '{role}' needs {option}")
