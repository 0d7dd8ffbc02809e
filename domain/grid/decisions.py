"""What is decided of a grid (网格): how it is drawn, and who looks after its parts."""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from domain.body.registry import require_committee
from domain.body.state import BodyState
from domain.grid.events import Cell, CellsAdded, Drawn, GridEvent, HeadNamed
from domain.grid.state import GridState
from domain.refusal import Code, Refused
from domain.sealed import Sealed
from domain.vocabulary.state import Vocabulary

_CHUNK = 20
"""So many parts go into one event: with thirty buildings each that stays below its limit."""


def draw(
    state: GridState | None,
    *,
    body: BodyState,
    committee: UUID,
    kind: str,
    vocabulary: Vocabulary,
    cells: Sequence[Cell],
    buildings: Mapping[UUID, Collection[str]],
) -> tuple[GridEvent, ...]:
    """The neighbourhood is divided like this; *state* is the grid as it was, None at first.

    *buildings* are those of the compounds that have a register; of others any is taken. Refused:
    `not-a-committee`, `unknown-grid-kind`, `grid-unchanged`, and what `_require_tree` and
    `_require_buildings` refuse.
    """
    require_committee(body)
    if kind not in vocabulary.grids:
        raise Refused(Code.UNKNOWN_GRID_KIND, vocabulary=vocabulary.version)
    drawn = {cell.code: cell for cell in cells}
    if len(drawn) < len(cells):
        raise Refused(Code.CELL_REPEATED)
    if state is not None and state.cells == drawn:
        raise Refused(Code.GRID_UNCHANGED, drawing=state.drawing)
    levels = _require_tree(drawn)
    _require_buildings(body, drawn, levels, buildings)
    number = 1 if state is None else state.drawing + 1
    first, *others = (tuple(cells[i : i + _CHUNK]) for i in range(0, len(cells), _CHUNK))
    begun = Drawn(committee=committee, kind=kind, drawing=number, cells=first)
    return (begun, *(CellsAdded(cells=more) for more in others))


def name_head(
    state: GridState,
    *,
    cell: str,
    person: UUID | None,
    organisation: UUID | None,
    organisation_known: bool,
    households: int | None,
    residents: int | None,
    note: Sealed | None,
) -> tuple[HeadNamed]:
    """Who looks after a part, or that nobody does any more.

    Refused: `unknown-cell`, `unknown-organisation`, and `head-unchanged` where
    the same is said without a note.
    """
    if cell not in state.cells:
        raise Refused(Code.UNKNOWN_CELL)
    if organisation is not None and not organisation_known:
        raise Refused(Code.UNKNOWN_ORGANISATION)
    before = state.head(cell)
    said = (person, organisation, households, residents)
    known = before and (before.person, before.organisation, before.households, before.residents)
    if note is None and known == said:
        raise Refused(Code.HEAD_UNCHANGED)
    named = HeadNamed(
        cell=cell,
        person=person,
        organisation=organisation,
        households=households,
        residents=residents,
        note=note,
    )
    return (named,)


def _require_tree(cells: Mapping[str, Cell]) -> Mapping[str, int]:
    """The level of each part; refused: `unknown-cell` above one, `cells-in-a-ring`."""
    levels: dict[str, int] = {}
    for code in cells:
        _level(code, cells, levels)
    return levels


def _level(code: str, cells: Mapping[str, Cell], levels: dict[str, int]) -> None:
    """Find the levels of a part and of all above it."""
    path: list[str] = []
    found: str | None = code
    while found is not None and found not in levels:
        if found not in cells:
            raise Refused(Code.UNKNOWN_CELL)
        if len(path) > len(cells):
            raise Refused(Code.CELLS_IN_A_RING)
        path.append(found)
        found = cells[found].above
    level = 0 if found is None else levels[found]
    levels.update({one: depth for depth, one in enumerate(reversed(path), start=level + 1)})


def _require_buildings(
    body: BodyState,
    cells: Mapping[str, Cell],
    levels: Mapping[str, int],
    known: Mapping[UUID, Collection[str]],
) -> None:
    """Each building stands in its register, and in one part of a level.

    Refused: `unknown-compound`, `compound-unnamed`, `unknown-building`, `building-repeated`.
    """
    placed: set[tuple[int, UUID, str]] = set()
    for code, cell in cells.items():
        if cell.compound is not None and cell.compound not in body.compounds:
            raise Refused(Code.UNKNOWN_COMPOUND)
        if cell.compound is None:
            if cell.buildings:
                raise Refused(Code.COMPOUND_UNNAMED)
            continue
        for building in cell.buildings:
            if cell.compound in known and building not in known[cell.compound]:
                raise Refused(Code.UNKNOWN_BUILDING)
            place = (levels[code], cell.compound, building)
            if place in placed:
                raise Refused(Code.BUILDING_REPEATED)
            placed.add(place)
