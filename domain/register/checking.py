"""What holds for any set of units and owners, however they come into a register."""

from collections.abc import Collection, Iterable, Mapping

from domain.refusal import Code, Refused
from domain.register.events import Owner, Unit
from domain.register.state import RegisterState, Version


def require_version(state: RegisterState) -> Version:
    """What is in force; refused with `register-not-adopted` where nothing is yet."""
    if state.current is None:
        raise Refused(Code.REGISTER_NOT_ADOPTED)
    return state.current


def require_free(state: RegisterState) -> None:
    """No ballot that runs took its roll from here: `register-in-use`."""
    if state.rolls:
        raise Refused(Code.REGISTER_IN_USE, ballots=len(state.rolls))


def require_units(units: Iterable[Unit]) -> None:
    """Refused: `area-not-positive`, `count-negative` (households, residents), `unit-repeated`."""
    seen: set[str] = set()
    for unit in units:
        if unit.area <= 0:
            raise Refused(Code.AREA_NOT_POSITIVE, unit=unit.unit)
        if unit.households < 0 or (unit.residents or 0) < 0:
            raise Refused(Code.COUNT_NEGATIVE, unit=unit.unit)
        if unit.unit in seen:
            raise Refused(Code.UNIT_REPEATED, unit=unit.unit)
        seen.add(unit.unit)


def require_owners(owners: Iterable[Owner]) -> None:
    """Each number once: `owner-repeated`."""
    seen: set[str] = set()
    for owner in owners:
        if owner.owner in seen:
            raise Refused(Code.OWNER_REPEATED, owner=owner.owner)
        seen.add(owner.owner)


def require_owned(units: Iterable[Unit], owners: Collection[str]) -> None:
    """The owner of each unit is on the list: `unknown-owner`."""
    for unit in units:
        if unit.owner not in owners:
            raise Refused(Code.UNKNOWN_OWNER, unit=unit.unit, owner=unit.owner)


def require_one_developer(owners: Mapping[str, Owner]) -> None:
    """The developer counts as one, also for what is sold and not handed over (art. 9).

    Refused: `second-developer`.
    """
    builders = sorted(number for number, owner in owners.items() if owner.developer)
    if len(builders) > 1:
        raise Refused(Code.SECOND_DEVELOPER, owner=builders[1])


def require_owning(owners: Iterable[str], units: Iterable[Unit]) -> None:
    """Whoever is listed owns something: `owner-without-unit`."""
    holders = {unit.owner for unit in units}
    for number in sorted(owners):
        if number not in holders:
            raise Refused(Code.OWNER_WITHOUT_UNIT, owner=number)
