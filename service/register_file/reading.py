"""A whole file: every unit and owner in it, or every fault."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from domain.register.events import Unit
from service.register_file.columns import Column
from service.register_file.faults import BadFile, Fault, FaultCode
from service.register_file.headings import headings_in
from service.register_file.lines import Line, LineReader, OwnerLine
from service.register_file.tables import rows_of


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildingSums:
    """What a file says of one building; the area in 0.01 m²."""

    building: str
    units: int
    owners: int
    area: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadFile:
    """What a file says. `digest` is its SHA-256 (hex).

    With `faults`, `lines` are only those rows that are right; without, all.
    """

    digest: str
    lines: Sequence[Line]
    faults: Sequence[Fault]

    @property
    def units(self) -> Sequence[Unit]:
        """The units in the file's order."""
        return [line.unit for line in self.lines]

    @property
    def owners(self) -> Mapping[str, OwnerLine]:
        """The owners by number, with the names and telephones that any of their rows gives."""
        found: dict[str, OwnerLine] = {}
        for said in (line.owner for line in self.lines):
            found[said.owner] = found.get(said.owner, said).completed(said)
        return found

    @property
    def buildings(self) -> Sequence[BuildingSums]:
        """The sums of each building, by its code."""
        by_code: dict[str, list[Unit]] = {}
        for unit in self.units:
            by_code.setdefault(unit.building, []).append(unit)
        return [_sums(building, units) for building, units in sorted(by_code.items())]


def read_file(content: bytes) -> ReadFile:
    """Read it all, however much of it is wrong."""
    lines: list[Line] = []
    faults: list[Fault] = []
    try:
        faults += _read(content, lines)
    except BadFile as bad:
        faults.append(bad.fault)
    return ReadFile(
        digest=sha256(content).hexdigest(), lines=tuple(lines), faults=tuple(sorted(set(faults)))
    )


def _read(content: bytes, lines: list[Line]) -> list[Fault]:
    rows = iter(rows_of(content))
    first = next(rows, None)
    if first is None:
        raise BadFile(FaultCode.NO_ROWS)
    places, faults = headings_in(first)
    if faults:
        # By headings that are not understood, no row can be.
        return faults
    reader = LineReader(places)
    try:
        lines += [line for row in rows if (line := reader.read(*row)) is not None]
    except BadFile as bad:
        reader.faults.append(bad.fault)
    if not lines and not reader.faults:
        reader.faults.append(Fault(first[0], 0, FaultCode.NO_ROWS))
    return [*reader.faults, *_beside_others(lines, reader)]


def _beside_others(lines: Iterable[Line], reader: LineReader) -> Iterator[Fault]:
    """What no row shows alone."""
    seen: set[str] = set()
    owners: dict[str, OwnerLine] = {}
    builder: str | None = None
    for line in lines:
        if line.unit.unit in seen:
            yield _fault(line, reader, Column.UNIT, FaultCode.UNIT_REPEATED)
        seen.add(line.unit.unit)
        known = owners.setdefault(line.owner.owner, line.owner)
        yield from _differing(line, known, reader)
        owners[line.owner.owner] = known.completed(line.owner)
        if line.owner.developer:
            builder = builder or line.owner.owner
            if builder != line.owner.owner:
                yield _fault(line, reader, Column.DEVELOPER, FaultCode.SECOND_DEVELOPER)


def _differing(line: Line, known: OwnerLine, reader: LineReader) -> Iterator[Fault]:
    """One number is one owner: the same names wherever they are given, and the same flag."""
    said = line.owner
    if said.names and known.names and said.names != known.names:
        yield _fault(line, reader, Column.NAMES, FaultCode.OWNER_DIFFERS)
    if said.phones and known.phones and said.phones != known.phones:
        yield _fault(line, reader, Column.PHONE, FaultCode.OWNER_DIFFERS)
    if said.developer != known.developer:
        yield _fault(line, reader, Column.DEVELOPER, FaultCode.OWNER_DIFFERS)


def _fault(line: Line, reader: LineReader, column: Column, code: FaultCode) -> Fault:
    told = column if reader.place(column) else Column.ROOM
    return Fault(line.row, reader.place(told), code, told)


def _sums(building: str, units: Sequence[Unit]) -> BuildingSums:
    owners = Counter(unit.owner for unit in units)
    area = sum(unit.area for unit in units)
    return BuildingSums(building=building, units=len(units), owners=len(owners), area=area)
