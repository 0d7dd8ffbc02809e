"""Registers (名册): what is in force, who owns what, what hangs out; for who may see it.

Whoever sees a register sees units, areas and the numbers of owners. Names are shown, masked, to
those who keep it, their superiors and auditors; to a resident their own. A resident sees it once
it hangs out.
"""

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import Connection

from domain.actor import Role
from domain.register.events import Owner
from domain.register.state import (
    RegisterState,
    Version,
    register_stream,
)
from ledger.database import Database
from ledger.log import read_head
from ledger.now import Clock
from ledger.streams import PERSON, REGISTER, load_many
from projections.cursors import reached
from projections.views import directory, register, register_version
from projections.views.directory import EntryKind
from projections.views.register import UnitRow
from projections.views.register_version import VersionRow
from service.errors import Forbidden, NotFound
from service.folds import Folds
from service.opening import Contact, Opener
from service.policy import Action, Principal, role_for
from service.register_file.writing import written
from service.register_parts import (
    Place,
    SeenAuthorisation,
    SeenObjection,
    SeenOwner,
    SeenRegister,
    SeenUnit,
    UnitsPage,
)
from service.within import reach_in

__all__ = [
    "Place",
    "Registers",
    "SeenAuthorisation",
    "SeenObjection",
    "SeenOwner",
    "SeenRegister",
    "SeenUnit",
    "UnitsPage",
]

_REMEMBERED = 32
"""Registers whose states are remembered; one of 10,000 units takes some 10 MB."""


class Registers:
    """Answers on one snapshot each."""

    def __init__(self, database: Database, opener: Opener, now: Clock) -> None:
        self._database = database
        self._opener = opener
        self._now = now
        self._folds = Folds(REGISTER, _REMEMBERED)

    def place(self, principal: Principal, compound: UUID) -> Place:
        """Where a compound is; raises `NotFound` for one unknown, or not visible."""
        with self._database.read() as connection:
            return _place(connection, principal, compound)

    def require_keeper(self, principal: Principal, compound: UUID) -> None:
        """Raise `NotFound`, or `Forbidden` where the caller sees the register and keeps it not."""
        with self._database.read() as connection:
            place = _place(connection, principal, compound)
        if not place.keeps:
            raise Forbidden

    def seen(self, principal: Principal, compound: UUID) -> SeenRegister:
        """The register of a compound, empty where nothing was recorded; raises `NotFound`."""
        with self._database.read() as connection:
            return self._seen(connection, principal, compound)

    def units(
        self,
        principal: Principal,
        compound: UUID,
        *,
        building: str | None = None,
        owner: str | None = None,
        after: str | None = None,
        limit: int,
    ) -> UnitsPage:
        """A page of the units in force; raises `NotFound`, to a resident before publication."""
        with self._database.read() as connection:
            seen = self._seen(connection, principal, compound)
            _require_shown(seen)
            stream, by = register_stream(compound), _folded_by(connection)
            version = register_version.in_force(connection, stream, by=by)
            base = version.base if version else 0
            rows = register.page(
                connection, stream, base, building=building, owner=owner, after=after, limit=limit
            )
            buildings = register.buildings(connection, stream, base)
            items = self._seen_units(connection, principal, seen, rows)
        return UnitsPage(version=version, items=items, buildings=buildings, position=by)

    def owners(
        self, principal: Principal, compound: UUID, *, after: str | None, limit: int
    ) -> list[SeenOwner]:
        """A page of the owners in force by number; raises `NotFound`, `Forbidden`."""
        with self._database.read() as connection:
            seen = self._seen(connection, principal, compound)
            if not seen.place.sees_owners:
                raise Forbidden
            owned = _owned(seen.state.current)
            numbers = [n for n in sorted(owned) if after is None or n > after][:limit]
            persons = [person for n in numbers for person in owned[n][0].persons]
            contacts = self._contacts(connection, persons, clear=False)
        return [
            SeenOwner(
                owner=owner,
                contacts=[contacts[person] for person in owner.persons],
                units=len(areas),
                area=sum(areas),
            )
            for owner, areas in (owned[number] for number in numbers)
        ]

    def unit(self, principal: Principal, compound: UUID, code: str) -> SeenUnit:
        """One unit in force, from the record itself; raises `NotFound`."""
        with self._database.read() as connection:
            seen = self._seen(connection, principal, compound)
            _require_shown(seen)
            row = _row_of(seen, code)
            return self._seen_units(connection, principal, seen, [row])[0]

    def versions(
        self, principal: Principal, compound: UUID, *, older_than: int | None, limit: int
    ) -> tuple[Place, Sequence[tuple[VersionRow, str | None]], int]:
        """A page of versions, each with its ground where the caller may read it; and how far."""
        with self._database.read() as connection:
            place = _place(connection, principal, compound)
            stream = register_stream(compound)
            rows = register_version.page(connection, stream, older_than=older_than, limit=limit)
            position = reached(connection, register_version.VIEW) or 0
        sealed = [
            (stream, row.ground) for row in rows if row.ground is not None and place.sees_owners
        ]
        texts = iter(self._opener.texts(sealed))
        told = [(row, next(texts) if row.ground and place.sees_owners else None) for row in rows]
        return place, told, position

    def objections(self, seen: SeenRegister, principal: Principal) -> list[SeenObjection]:
        """All of them by number."""
        items = []
        stream = register_stream(seen.place.compound)
        for number, one in sorted(seen.state.objections.items()):
            own = one.person is not None and one.person == principal.person
            shown = own or seen.place.sees_owners
            sealed = [(stream, field) for field in (one.text, one.answer) if field and shown]
            texts = [*self._opener.texts(sealed), None, None]
            items.append(
                SeenObjection(number=number, objection=one, own=own, text=texts[0], answer=texts[1])
            )
        return items

    def authorisations(self, seen: SeenRegister) -> list[SeenAuthorisation]:
        """All of them by number: what the owners decided, every one of them may know."""
        stream = register_stream(seen.place.compound)
        found = sorted(seen.state.authorisations.items())
        texts = self._opener.texts([(stream, one.purpose) for _, one in found])
        return [
            SeenAuthorisation(number=number, authorisation=one, purpose=text)
            for (number, one), text in zip(found, texts, strict=True)
        ]

    def export(self, principal: Principal, compound: UUID) -> tuple[Version, bytes]:
        """What is in force as CSV, without names; raises `NotFound`."""
        seen = self.seen(principal, compound)
        _require_shown(seen)
        if seen.state.current is None:
            raise NotFound
        current = seen.state.current
        return current, written(current.units.values(), current.owners)

    def names(self, state: RegisterState | None) -> Mapping[str, tuple[str | None, ...]]:
        """The names of every owner in force, in clear: to find who is still meant."""
        if state is None or state.current is None:
            return {}
        owners = state.current.owners
        persons = [person for one in owners.values() for person in one.persons]
        with self._database.read() as connection:
            contacts = self._contacts(connection, persons, clear=True)
        return {
            number: tuple(contacts[person].name for person in one.persons)
            for number, one in owners.items()
        }

    def _seen(self, connection: Connection, principal: Principal, compound: UUID) -> SeenRegister:
        place = _place(connection, principal, compound)
        folded = self._folds.of(connection, register_stream(compound))
        empty = RegisterState(committee=place.committee, compound=compound)
        # A clock that was set back does not make what is recorded the future.
        now = max(read_head(connection, lock=False).at, self._now())
        return SeenRegister(
            place=place,
            state=folded.state if folded else empty,
            version=folded.version if folded else 0,
            at=now,
        )

    def _seen_units(
        self,
        connection: Connection,
        principal: Principal,
        seen: SeenRegister,
        rows: Sequence[UnitRow],
    ) -> list[SeenUnit]:
        owners = seen.state.current.owners if seen.state.current else {}
        found = [owners.get(row.owner) for row in rows]
        own = [owner is not None and principal.person in owner.persons for owner in found]
        shown = [one or seen.place.sees_owners for one in own]
        persons = [
            person
            for owner, one in zip(found, shown, strict=True)
            if owner is not None and one
            for person in owner.persons
        ]
        contacts = self._contacts(connection, persons, clear=False)
        return [
            SeenUnit(
                row=row,
                owner=owner,
                contacts=[contacts[p] for p in owner.persons] if owner and one else None,
                in_full=one,
            )
            for row, owner, one in zip(rows, found, shown, strict=True)
        ]

    def _contacts(
        self, connection: Connection, persons: Sequence[UUID], *, clear: bool
    ) -> Mapping[UUID, Contact]:
        """Contacts of persons; empty ones of who is erased."""
        states = {
            person: folded.state
            for page in _pages(sorted(set(persons)))
            for person, (kind, folded) in load_many(connection, page).items()
            if kind == PERSON.name
        }
        told = self._opener.contacts(states, clear=clear)
        nobody = Contact(name=None, phone=None, room=None)
        return {person: told.get(person, nobody) for person in persons}


def _place(connection: Connection, principal: Principal, compound: UUID) -> Place:
    entry = directory.get(connection, compound, EntryKind.COMPOUND)
    if entry is None or entry.parent is None:
        raise NotFound
    reach = reach_in(connection, entry.parent, compound)
    role = role_for(principal, Action.REGISTER_VIEW, reach)
    if role is None:
        raise NotFound
    return Place(
        committee=entry.parent,
        compound=compound,
        role=role,
        sees_owners=role_for(principal, Action.REGISTER_OWNERS, reach) is not None,
        keeps=role_for(principal, Action.REGISTER_KEEP, reach) is not None,
    )


def _require_shown(seen: SeenRegister) -> None:
    """A resident sees what hangs out, or has; nobody sees what is not in force."""
    if seen.place.role is Role.RESIDENT and not seen.state.is_published:
        raise NotFound


def _folded_by(connection: Connection) -> int:
    """How far both views of registers have come."""
    views = (register.VIEW, register_version.VIEW)
    return min(reached(connection, view) or 0 for view in views)


def _row_of(seen: SeenRegister, code: str) -> UnitRow:
    current = seen.state.current
    unit = current.units.get(code) if current else None
    if current is None or unit is None:
        raise NotFound
    return UnitRow(
        register=register_stream(seen.place.compound),
        base=current.base,
        unit=unit.unit,
        building=unit.building,
        entrance=unit.entrance,
        kind=unit.kind,
        area=unit.area,
        source=unit.source,
        owner=unit.owner,
        households=unit.households,
        residents=unit.residents,
    )


def _owned(current: Version | None) -> Mapping[str, tuple[Owner, list[int]]]:
    """Every owner in force with the areas of their units."""
    if current is None:
        return {}
    owned = {number: (owner, list[int]()) for number, owner in current.owners.items()}
    for unit in current.units.values():
        owned[unit.owner][1].append(unit.area)
    return owned


def _pages(persons: Sequence[UUID], most: int = 500) -> Sequence[Sequence[UUID]]:
    return [persons[start : start + most] for start in range(0, len(persons), most)]
