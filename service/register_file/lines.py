"""One row of a file: a unit, and what the row says of its owner."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from domain.register.events import Unit, UnitKind
from service.register_file.cells import (
    Unclear,
    area_in,
    code_in,
    count_in,
    names_in,
    phones_in,
    word_in,
)
from service.register_file.columns import FLAGS, KINDS, REQUIRED, SOURCES, Column
from service.register_file.faults import Fault, FaultCode
from service.register_file.headings import Places
from service.register_file.tables import Cell

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class OwnerLine:
    """What is said of an owner; `names` and `phones` are empty where nothing is."""

    owner: str
    names: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    developer: bool = False

    def completed(self, other: "OwnerLine") -> "OwnerLine":
        """With what *other*, a further row of the same owner, says and this does not."""
        return replace(self, names=self.names or other.names, phones=self.phones or other.phones)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A row that was read without a fault."""

    row: int
    unit: Unit
    owner: OwnerLine


class LineReader:
    """Reads rows by the places of their columns, and gathers every fault."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self._row: int = 0
        self._cells: Sequence[Cell] = ()
        self.faults: list[Fault] = []

    def read(self, row: int, cells: Sequence[Cell]) -> Line | None:
        """The row; None where anything in it is wrong."""
        before = len(self.faults)
        self._row, self._cells = row, cells
        if len(cells) > len(self._places):
            place = len(self._places) + 1
            self.faults.append(Fault(row, place, FaultCode.CELL_BEYOND_HEADINGS))
        owner = self._owner()
        unit = self._unit(owner.owner)
        return Line(row=row, unit=unit, owner=owner) if len(self.faults) == before else None

    def place(self, column: Column) -> int:
        """The number of a column from 1; 0 where there is none."""
        return self._places.get(column, -1) + 1

    def _owner(self) -> OwnerLine:
        none: tuple[str, ...] = ()
        names = self._cell(Column.NAMES, names_in, none)
        phones = self._cell(Column.PHONE, phones_in, none)
        if len(phones) > len(names):
            self._fault(Column.PHONE, FaultCode.PHONE_MALFORMED)
        return OwnerLine(
            owner=self._cell(Column.OWNER, code_in, ""),
            names=names,
            phones=phones,
            developer=self._cell(
                Column.DEVELOPER, lambda text: word_in(FLAGS, text, FaultCode.FLAG_UNKNOWN), False
            ),
        )

    def _unit(self, owner: str) -> Unit:
        building = self._cell(Column.BUILDING, code_in, "")
        entrance = self._cell(Column.ENTRANCE, code_in, None)
        kind = self._cell(
            Column.KIND,
            lambda text: word_in(KINDS, text, FaultCode.KIND_UNKNOWN),
            UnitKind.OTHER,
        )
        return Unit(
            unit=self._code(building, entrance),
            building=building,
            entrance=entrance,
            kind=kind,
            area=self._cell(Column.AREA, area_in, 0),
            source=self._cell(
                Column.SOURCE,
                lambda text: word_in(SOURCES, text, FaultCode.SOURCE_UNKNOWN),
                SOURCES["合同"],
            ),
            owner=owner,
            # One household lives in a dwelling unless the file tells otherwise.
            households=self._cell(
                Column.HOUSEHOLDS, count_in, 1 if kind is UnitKind.DWELLING else 0
            ),
            residents=self._cell(Column.RESIDENTS, count_in, None),
        )

    def _code(self, building: str, entrance: str | None) -> str:
        if Column.UNIT in self._places:
            return self._cell(Column.UNIT, code_in, "", required=True)
        room = self._cell(Column.ROOM, code_in, "", required=True)
        code = "-".join(part for part in (building, entrance, room) if part)
        if len(code) > 40:
            self._fault(Column.ROOM, FaultCode.CODE_MALFORMED)
        return code

    def _cell(
        self, column: Column, meant: Callable[[str], T], absent: T, *, required: bool = False
    ) -> T:
        """What a cell means, *absent* where it is empty or a fault."""
        place = self._places.get(column, len(self._cells))
        cell = self._cells[place] if place < len(self._cells) else Cell()
        if cell.fault is not None:
            self._fault(column, cell.fault)
        elif cell.text:
            try:
                return meant(cell.text)
            except Unclear as unclear:
                self._fault(column, unclear.code)
        elif required or column in REQUIRED:
            self._fault(column, FaultCode.CELL_MISSING)
        return absent

    def _fault(self, column: Column, code: FaultCode) -> None:
        self.faults.append(Fault(self._row, self.place(column), code, column))
