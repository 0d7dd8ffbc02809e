"""Decisions on a new version from a file: entered in parts, and in force only when it is whole."""

from uuid import UUID

from domain.refusal import Code, Refused
from domain.register.canonical import digest_of, sums_of
from domain.register.checking import (
    require_free,
    require_one_developer,
    require_owned,
    require_owners,
    require_owning,
    require_units,
)
from domain.register.events import (
    Adopted,
    Begun,
    ImportAbandoned,
    ImportBegun,
    Owner,
    Unit,
    UnitsEntered,
)
from domain.register.state import Draft, RegisterState


def begin(*, committee: UUID, compound: UUID) -> tuple[Begun]:
    """The compound has a register from now on, still empty."""
    return (Begun(committee=committee, compound=compound),)


def is_in_force(state: RegisterState | None, file: str) -> bool:
    """Whether what is in force is that file as it stands, and nothing corrected since."""
    if state is None or state.current is None:
        return False
    return state.files.get(file) == state.current.number


def begin_import(state: RegisterState, *, file: str, units: int) -> tuple[ImportBegun, ...]:
    """A version is about to be entered, of that file (SHA-256, hex) and so many units.

    Nothing to record where that file is being entered already (it goes on), or is in force.
    Refused: `register-in-use`, `register-empty`, `import-running` (of another file).
    """
    if units < 1:
        raise Refused(Code.REGISTER_EMPTY)
    if is_in_force(state, file):
        return ()
    require_free(state)
    if state.draft is None:
        return (ImportBegun(version=state.newest + 1, file=file, units=units),)
    if (state.draft.file, state.draft.expected) != (file, units):
        raise Refused(Code.IMPORT_RUNNING, version=state.draft.number)
    return ()


def enter(
    state: RegisterState,
    *,
    file: str,
    owners: tuple[Owner, ...],
    units: tuple[Unit, ...],
) -> tuple[UnitsEntered, ...]:
    """A part of the version; nothing to record where every unit of it stands there already.

    Nor where the file is in force: somebody else has sent it at the same time. Refused:
    `no-import`, and what is wrong with the part, or with it behind what was entered before (see
    `checking`).
    """
    if is_in_force(state, file):
        return ()
    draft = _of_file(state, file)
    if units and all(draft.units.get(unit.unit) == unit for unit in units):
        return ()
    require_units(units)
    require_owners(owners)
    _require_new(draft, owners, units)
    known = draft.owners.update({owner.owner: owner for owner in owners})
    require_owned(units, known)
    require_one_developer(known)
    return (UnitsEntered(version=draft.number, owners=owners, units=units),)


def adopt(state: RegisterState, *, file: str) -> tuple[Adopted, ...]:
    """What was entered is in force; nothing to record where it is already.

    Refused: `no-import`, `import-incomplete`, `owner-without-unit`, `register-in-use`.
    """
    if is_in_force(state, file):
        return ()
    draft = _of_file(state, file)
    if len(draft.units) != draft.expected:
        raise Refused(Code.IMPORT_INCOMPLETE, entered=len(draft.units), expected=draft.expected)
    require_owning(draft.owners, draft.units.values())
    require_free(state)
    adopted = Adopted(
        version=draft.number,
        sums=sums_of(draft.units, draft.owners),
        digest=digest_of(draft.units, draft.owners),
    )
    return (adopted,)


def abandon(state: RegisterState) -> tuple[ImportAbandoned]:
    """What was entered is void, and what is in force stays; `no-import` where none runs."""
    if state.draft is None:
        raise Refused(Code.NO_IMPORT)
    return (ImportAbandoned(version=state.draft.number),)


def _of_file(state: RegisterState, file: str) -> Draft:
    if state.draft is None or state.draft.file != file:
        raise Refused(Code.NO_IMPORT)
    return state.draft


def _require_new(draft: Draft, owners: tuple[Owner, ...], units: tuple[Unit, ...]) -> None:
    for unit in units:
        if unit.unit in draft.units:
            raise Refused(Code.UNIT_REPEATED, unit=unit.unit)
    for owner in owners:
        if owner.owner in draft.owners:
            raise Refused(Code.OWNER_REPEATED, owner=owner.owner)
