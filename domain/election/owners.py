"""Who may stand and sit for the owners: whoever the register names as one."""

from uuid import UUID

from domain.refusal import Code, Refused
from domain.register.state import RegisterState


def owners_of(register: RegisterState | None) -> frozenset[UUID]:
    """The persons who own something in the compound, joint owners each.

    Refused where there is nothing to know it from: `register-not-adopted`.
    """
    if register is None or register.current is None:
        raise Refused(Code.REGISTER_NOT_ADOPTED)
    return frozenset(
        person for owner in register.current.owners.values() for person in owner.persons
    )
