"""What a grid's stream records: one stream per committee and kind. These are the storage format."""

from dataclasses import dataclass
from uuid import UUID

from domain.sealed import Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One part of a grid under its short code; `above` is the code of the part it belongs to.

    `tier` is the name of its level (党支部、微网格、楼组) and `name` its own; both are public.
    `buildings` are those of the compound's register; none for a part that only has parts below.
    """

    code: str
    above: str | None
    tier: str
    name: str
    compound: UUID | None
    buildings: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """The neighbourhood is divided like this from now on; a drawing replaces the one before.

    `kind` is a code of the vocabulary (党建网格、片区、楼组 …), `drawing` counts from 1. Of many
    `cells` the first are here, and the others in what was added in the same breath.
    """

    committee: UUID
    kind: str
    drawing: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CellsAdded:
    """Further parts of the drawing that was just made."""

    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadNamed:
    """Who looks after a part (片长、楼组长); `person` is None where nobody does any more.

    `households` and `residents` are how many it has (户、人), None where nobody counted.
    """

    cell: str
    person: UUID | None
    organisation: UUID | None
    households: int | None
    residents: int | None
    note: Sealed | None


GridEvent = Drawn | CellsAdded | HeadNamed
