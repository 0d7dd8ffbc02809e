"""Decisions on a correction: a sale, a mistake, an objection that was upheld."""

from domain.refusal import Code, Refused
from domain.register.canonical import digest_of, sums_of
from domain.register.checking import (
    require_free,
    require_one_developer,
    require_owned,
    require_owners,
    require_owning,
    require_units,
    require_version,
)
from domain.register.events import Corrected, Owner, Unit
from domain.register.folds import replaced
from domain.register.state import RegisterState
from domain.sealed import Sealed


def correct(
    state: RegisterState,
    *,
    owners: tuple[Owner, ...] = (),
    units: tuple[Unit, ...] = (),
    removed: tuple[str, ...] = (),
    objections: tuple[int, ...] = (),
    ground: Sealed,
) -> tuple[Corrected]:
    """A new version in which these stand in place of those of the same code.

    Refused: `register-not-adopted`, `register-in-use`, `import-running`, `no-such-unit` (to be
    removed), `objection-not-upheld`, `register-empty` (nothing left), `owner-without-unit` (one
    that is given), `register-unchanged`, and what is wrong with the units (see `checking`).
    """
    before = require_version(state)
    require_free(state)
    if state.draft is not None:
        raise Refused(Code.IMPORT_RUNNING, version=state.draft.number)
    require_units(units)
    require_owners(owners)
    _require_removable(state, removed, units)
    _require_upheld(state, objections)
    after, holders = replaced(before, owners=owners, units=units, removed=removed)
    require_owned(units, before.owners.update({owner.owner: owner for owner in owners}))
    if not after:
        raise Refused(Code.REGISTER_EMPTY)
    require_owning((owner.owner for owner in owners), after.values())
    require_one_developer(holders)
    digest = digest_of(after, holders)
    if digest == before.digest:
        raise Refused(Code.REGISTER_UNCHANGED)
    corrected = Corrected(
        version=state.newest + 1,
        base=before.base,
        owners=owners,
        units=units,
        removed=removed,
        objections=objections,
        ground=ground,
        sums=sums_of(after, holders),
        digest=digest,
    )
    return (corrected,)


def _require_removable(
    state: RegisterState, removed: tuple[str, ...], units: tuple[Unit, ...]
) -> None:
    known = require_version(state).units
    given = {unit.unit for unit in units}
    for code in removed:
        if code not in known:
            raise Refused(Code.NO_SUCH_UNIT, unit=code)
        if code in given or removed.count(code) > 1:
            raise Refused(Code.UNIT_REPEATED, unit=code)


def _require_upheld(state: RegisterState, objections: tuple[int, ...]) -> None:
    for number in objections:
        objection = state.objections.get(number)
        if objection is None:
            raise Refused(Code.UNKNOWN_OBJECTION, objection=number)
        if not objection.upheld or objection.corrected is not None:
            raise Refused(Code.OBJECTION_NOT_UPHELD, objection=number)
