"""The first row: which column stands where."""

from collections.abc import Iterator, Mapping, Sequence

from service.register_file.columns import REQUIRED, Column, column_of
from service.register_file.faults import Fault, FaultCode
from service.register_file.tables import Cell, Row

Places = Mapping[Column, int]
"""The place of each column that the file has, counted from 0."""


def headings_in(first: Row) -> tuple[Places, list[Fault]]:
    """Where what stands, and every fault of the headings."""
    row, cells = first
    places: dict[Column, int] = {}
    faults = list(_read(row, cells, places))
    missing = [column for column in REQUIRED if column not in places]
    if Column.UNIT not in places and Column.ROOM not in places:
        missing.append(Column.UNIT)
    faults += [Fault(row, 0, FaultCode.HEADING_MISSING, column) for column in missing]
    if Column.UNIT in places and Column.ROOM in places:
        place = places[Column.ROOM] + 1
        faults.append(Fault(row, place, FaultCode.HEADING_AMBIGUOUS, Column.ROOM))
    return places, faults


def _read(row: int, cells: Sequence[Cell], places: dict[Column, int]) -> Iterator[Fault]:
    for place, cell in enumerate(cells):
        column = column_of(cell.text)
        if cell.fault is not None:
            yield Fault(row, place + 1, cell.fault)
        elif column is None:
            yield Fault(row, place + 1, FaultCode.HEADING_UNKNOWN)
        elif column in places:
            yield Fault(row, place + 1, FaultCode.HEADING_REPEATED, column)
        else:
            places[column] = place
