"""Who did it, in which capacity."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Role(StrEnum):
    """The capacities in which a person acts."""

    RESIDENT = "resident"
    CLERK = "clerk"
    HANDLER = "handler"
    OWNERS_COMMITTEE = "owners-committee"
    SUPERIOR = "superior"
    AUDITOR = "auditor"
    INTEGRATOR = "integrator"
    ADMINISTRATOR = "administrator"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """The person behind an event, kept in its envelope.

    `person` is None only for the system itself (genesis, the installed vocabulary); `key` is
    the id of the credential that was used; `on_behalf_of` the organisation for which somebody
    else typed it in.
    """

    role: Role
    person: UUID | None = None
    organisation: UUID | None = None
    key: UUID | None = None
    on_behalf_of: UUID | None = None


SYSTEM = Actor(role=Role.SYSTEM)
