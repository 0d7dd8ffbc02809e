"""A grid as its stream tells it: the newest drawing, and who looks after which part."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import assert_never
from uuid import UUID, uuid5

from rpds import HashTrieMap

from domain.grid.events import Cell, CellsAdded, Drawn, GridEvent, HeadNamed
from domain.history import Stamp, begun
from domain.moment import Moment
from domain.replacing import replace
from domain.sealed import Sealed

_NAMESPACE = UUID("67726964-0000-5000-8000-000000000000")


def grid_stream(committee: UUID, kind: str) -> UUID:
    """The stream id of a committee's grid of that kind; the same in every ledger."""
    return uuid5(_NAMESPACE, f"{committee}/{kind}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """Who looks after a part, and how many households and residents it has."""

    person: UUID | None
    organisation: UUID | None
    households: int | None
    residents: int | None
    note: Sealed | None
    named_at: Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class GridState:
    """The folded grid: `cells` by code in the order of the drawing, `heads` by code.

    A head outlives a new drawing that still has the part.
    """

    committee: UUID
    kind: str
    drawing: int
    drawn_at: Moment
    cells: Mapping[str, Cell]
    heads: "HashTrieMap[str, Head]"

    def depth(self, code: str) -> int:
        """At which level a part stands, counted from 1."""
        return sum(1 for _ in self._upwards(code))

    def head(self, code: str) -> Head | None:
        """Who looks after a part, None where nobody ever was named."""
        return self.heads.get(code)

    def _upwards(self, code: str) -> Iterator[str]:
        found: str | None = code
        while found is not None:
            yield found
            found = self.cells[found].above


def evolve(state: GridState | None, event: GridEvent, stamp: Stamp) -> GridState:
    """The state after *event*; never refuses, for history is history."""
    if isinstance(event, Drawn):
        return GridState(
            committee=event.committee,
            kind=event.kind,
            drawing=event.drawing,
            drawn_at=stamp.occurred_at,
            cells={cell.code: cell for cell in event.cells},
            heads=HashTrieMap() if state is None else state.heads,
        )
    state = begun(state)
    match event:
        case CellsAdded(cells=cells):
            return replace(state, cells={**state.cells, **{cell.code: cell for cell in cells}})
        case HeadNamed():
            head = Head(
                person=event.person,
                organisation=event.organisation,
                households=event.households,
                residents=event.residents,
                note=event.note,
                named_at=stamp.occurred_at,
            )
            return replace(state, heads=state.heads.insert(event.cell, head))
        case _:
            assert_never(event)
