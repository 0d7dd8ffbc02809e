"""Grids: the tree of parts, its buildings, and who looks after each."""

from collections.abc import Sequence
from typing import Any

from hypothesis import given as examples
from hypothesis import strategies as st

from domain.body.events import Level
from domain.grid.decisions import draw, name_head
from domain.grid.events import Cell, CellsAdded, Drawn, HeadNamed
from domain.grid.state import GridState
from domain.refusal import Code
from tests.domain.dsl import Outcome, fold, given
from tests.domain.examples import (
    COMMITTEE,
    COMPOUND,
    MANAGER,
    PROPERTY,
    STEADY,
    STRANGER,
    VOCABULARY,
    body_state,
    registered,
    sealed,
)


def cell(code: str, above: str | None = None, *buildings: str, **other: Any) -> Cell:
    """A part, of the usual compound where it has buildings."""
    fields: dict[str, Any] = {
        "tier": "楼组",
        "name": code,
        "compound": COMPOUND if buildings else None,
    }
    return Cell(code=code, above=above, buildings=buildings, **fields | other)


TREE = (
    cell("A"),
    cell("A1", "A", "1号楼", "2号楼"),
    cell("A2", "A", "3号楼"),
    cell("A11", "A1", "1号楼"),
)
DRAWN = Drawn(committee=COMMITTEE, kind="party", drawing=1, cells=TREE)


def drawing(*cells: Cell, before: GridState | None = None, **other: Any) -> Outcome:
    """Divide the neighbourhood so."""
    words: dict[str, Any] = {
        "body": body_state(),
        "committee": COMMITTEE,
        "kind": "party",
        "vocabulary": VOCABULARY,
        "buildings": {COMPOUND: {"1号楼", "2号楼", "3号楼"}},
    }
    start = given(DRAWN) if before is not None else given()
    return start.when(draw, cells=cells, **words | other)


def naming(**other: Any) -> Outcome:
    """Name who looks after a part."""
    words: dict[str, Any] = {
        "cell": "A1",
        "person": MANAGER,
        "organisation": PROPERTY,
        "organisation_known": True,
        "households": 72,
        "residents": 206,
        "note": None,
    }
    return given(DRAWN, HEAD).when(name_head, **words | other)


HEAD = HeadNamed(
    cell="A1", person=MANAGER, organisation=PROPERTY, households=70, residents=200, note=None
)


def test_it_is_drawn_as_a_tree() -> None:
    drawing(*TREE).then(DRAWN)
    state: GridState = fold((DRAWN,))
    assert [state.depth(code) for code in state.cells] == [1, 2, 2, 3]
    again = drawing(*TREE[:2], before=state)
    again.then(Drawn(committee=COMMITTEE, kind="party", drawing=2, cells=TREE[:2]))
    drawing(*TREE, before=state).refused(Code.GRID_UNCHANGED, drawing=1)


def test_many_parts_are_drawn_in_several_events() -> None:
    cells = [cell(f"C{n:03}") for n in range(45)]
    events = drawing(*cells).value
    assert [type(one) for one in events] == [Drawn, CellsAdded, CellsAdded]
    state: GridState = fold(events)
    assert list(state.cells.values()) == cells


def test_a_tree_has_one_part_of_each_code_and_no_ring() -> None:
    drawing(cell("A"), cell("A")).refused(Code.CELL_REPEATED)
    drawing(cell("A1", "A")).refused(Code.UNKNOWN_CELL)
    drawing(cell("A", "B"), cell("B", "A")).refused(Code.CELLS_IN_A_RING)
    drawing(cell("A", "A")).refused(Code.CELLS_IN_A_RING)


def test_its_buildings_are_those_of_the_register_and_in_one_part_of_a_level() -> None:
    drawing(cell("A", None, "1号楼"), cell("B", None, "1号楼")).refused(Code.BUILDING_REPEATED)
    drawing(cell("A", None, "9号楼")).refused(Code.UNKNOWN_BUILDING)
    assert drawing(cell("A", None, "9号楼"), buildings={}).refusal is None
    drawing(cell("A", None, "1号楼", compound=None)).refused(Code.COMPOUND_UNNAMED)
    drawing(cell("A", None, "1号楼", compound=STRANGER)).refused(Code.UNKNOWN_COMPOUND)


def test_only_a_committee_draws_one_of_a_known_kind() -> None:
    drawing(*TREE, kind="zoo").refused(Code.UNKNOWN_GRID_KIND, vocabulary=VOCABULARY.version)
    street = body_state(registered(Level.SUBDISTRICT))
    drawing(*TREE, body=street).refused(Code.NOT_A_COMMITTEE, level="subdistrict")


def test_somebody_looks_after_a_part() -> None:
    naming().then(
        HeadNamed(
            cell="A1",
            person=MANAGER,
            organisation=PROPERTY,
            households=72,
            residents=206,
            note=None,
        )
    )
    naming(cell="Z").refused(Code.UNKNOWN_CELL)
    naming(organisation_known=False).refused(Code.UNKNOWN_ORGANISATION)
    naming(households=70, residents=200).refused(Code.HEAD_UNCHANGED)
    assert naming(households=70, residents=200, note=sealed()).refusal is None
    vacated = {"person": None, "organisation": None, "households": None, "residents": None}
    assert naming(**vacated).refusal is None


def test_a_head_outlives_a_new_drawing() -> None:
    anew = Drawn(committee=COMMITTEE, kind="party", drawing=2, cells=TREE[:2])
    head = fold((DRAWN, HEAD, anew)).head("A1")
    assert head is not None
    assert head.households == 70


@STEADY
@examples(st.lists(st.integers(min_value=-1, max_value=11), min_size=1, max_size=12))
def test_a_drawing_is_taken_exactly_where_every_part_hangs_on_a_top(above: Sequence[int]) -> None:
    cells = [cell(str(n), None if up < 0 else str(up)) for n, up in enumerate(above)]
    refusal = drawing(*cells).refusal
    assert (refusal is None) == all(_hangs(n, above) for n in range(len(above)))


def _hangs(start: int, above: Sequence[int]) -> bool:
    """By walking no further than there are parts."""
    found = start
    for _ in range(len(above) + 1):
        if found < 0:
            return True
        if found >= len(above):
            return False
        found = above[found]
    return False
