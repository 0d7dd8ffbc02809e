"""Grids (网格): bodies, and how grids are shown."""

from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, Field, StringConstraints

from api.language import Language, in_language
from api.schemas.fields import (
    Body,
    Named,
    OccurredAt,
    Shown,
    Text,
    Time,
    example,
    moment_or_none,
    one_line,
)
from domain.grid.events import Cell
from domain.grid.state import Head
from service.commands.grids import DrawGrid, NameHead
from service.grids import SeenGrid

_Word = Annotated[
    str,
    StringConstraints(strict=True, strip_whitespace=True, min_length=1, max_length=20),
    AfterValidator(one_line),
]
CellCode = Annotated[_Word, StringConstraints(pattern=r"^[^/]+$")]
"""The code of a part: 1 to 20 characters, without a slash."""
Building = _Word
"""A building, as the register writes it."""
Counted = Annotated[int, Field(strict=True, ge=0, le=10**6)]


class CellBody(Body):
    """One part; `above` is the code of the part it belongs to."""

    code: CellCode
    above: CellCode | None = None
    tier: _Word
    name: Annotated[
        str,
        StringConstraints(strict=True, strip_whitespace=True, min_length=1, max_length=60),
        AfterValidator(one_line),
    ]
    compound: UUID | None = None
    buildings: Annotated[tuple[Building, ...], Field(max_length=30)] = ()

    def cell(self) -> Cell:
        """For the command."""
        return Cell(
            code=self.code,
            above=self.above,
            tier=self.tier,
            name=self.name,
            compound=self.compound,
            buildings=self.buildings,
        )


class DrawingBody(Body):
    """The neighbourhood as it is divided from now on, as a whole."""

    model_config = example(
        cells=[
            {"code": "A", "tier": "党支部", "name": "第一党支部"},
            {"code": "A1", "above": "A", "tier": "微网格", "name": "第一微网格"},
        ]
    )

    cells: Annotated[tuple[CellBody, ...], Field(min_length=1, max_length=400)]

    def command(self, committee: UUID, kind: str) -> DrawGrid:
        """The command."""
        return DrawGrid(
            committee=committee, kind=kind, cells=tuple(one.cell() for one in self.cells)
        )


class HeadBody(Body):
    """Who looks after a part, and how many households (户) and residents (人) it has."""

    model_config = example(
        cell="A1",
        organisation="0199d3a4-7c00-7000-8000-000000000031",
        households=72,
        residents=206,
        note="每周三值班",
    )

    cell: CellCode
    person: UUID | None = None
    organisation: UUID | None = None
    households: Counted | None = None
    residents: Counted | None = None
    note: Text | None = None
    occurred_at: OccurredAt | None = None

    def command(self, committee: UUID, kind: str) -> NameHead:
        """The command."""
        return NameHead(
            committee=committee,
            kind=kind,
            cell=self.cell,
            person=self.person,
            organisation=self.organisation,
            households=self.households,
            residents=self.residents,
            note=self.note,
            occurred_at=moment_or_none(self.occurred_at),
        )


class GridAsked(Body):
    """As of which drawing a grid is asked for; the newest unless told."""

    drawing: Annotated[int, Field(ge=1, le=10**6)] | None = None


class HeadShown(Shown):
    """Who looks after a part; residents are told how large it is alone."""

    person: UUID | None
    organisation: Named | None
    households: int | None
    residents: int | None
    note: str | None
    named_at: Time


class CellShown(Shown):
    """A part; `depth` counts its levels from 1."""

    code: str
    above: str | None
    depth: int
    tier: str
    name: str
    compound: Named | None
    buildings: list[str]
    head: HeadShown | None


class GridShown(Shown):
    """A grid as of a drawing."""

    committee: Named
    kind: str = Field(examples=["party"])
    kind_label: str = Field(examples=["党组织四级网络"])
    version: int
    drawing: int
    drawn_at: Time
    levels: int
    cells: list[CellShown]


class GridList(Shown):
    """All grids of a committee."""

    items: list[GridShown]
    next: str | None


def grid_of(seen: SeenGrid, language: Language) -> GridShown:
    """One grid."""
    state = seen.state
    cells = [_cell(cell, seen) for cell in state.cells.values()]
    return GridShown(
        committee=_named(state.committee, seen),
        kind=state.kind,
        kind_label=in_language(seen.aside.vocabulary.grids[state.kind], language),
        version=seen.version,
        drawing=state.drawing,
        drawn_at=state.drawn_at,
        levels=max(cell.depth for cell in cells),
        cells=cells,
    )


def _cell(cell: Cell, seen: SeenGrid) -> CellShown:
    head = seen.state.head(cell.code)
    return CellShown(
        code=cell.code,
        above=cell.above,
        depth=seen.state.depth(cell.code),
        tier=cell.tier,
        name=cell.name,
        compound=_named(cell.compound, seen) if cell.compound else None,
        buildings=list(cell.buildings),
        head=_head(head, seen) if head else None,
    )


def _head(head: Head, seen: SeenGrid) -> HeadShown:
    organisation = head.organisation if seen.inside else None
    return HeadShown(
        person=head.person if seen.inside else None,
        organisation=_named(organisation, seen) if organisation else None,
        households=head.households,
        residents=head.residents,
        note=seen.aside.texts.of(head.note),
        named_at=head.named_at,
    )


def _named(id: UUID, seen: SeenGrid) -> Named:
    return Named(id=id, name=seen.aside.names.get(id))
