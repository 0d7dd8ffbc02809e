"""An organisation as its stream tells it."""

from dataclasses import dataclass

from domain.history import Stamp
from domain.organisation.events import OrganisationKind, Registered


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationState:
    """Public name and kind."""

    name: str
    kind: OrganisationKind


def evolve(_state: OrganisationState | None, event: Registered, _stamp: Stamp) -> OrganisationState:
    """The state after *event*."""
    return OrganisationState(name=event.name, kind=event.kind)


def register(*, name: str, kind: OrganisationKind) -> tuple[Registered]:
    """A new organisation; two may share a name, parties are told apart by id."""
    return (Registered(name=name, kind=kind),)
