"""The roll (名册): the papers of those who are asked, taken from a register once and for all.

An owner is one voter with all their units (joint owners once, the developer once: SPC
interpretation of 2009, arts 8, 9). A household and a resident have no area: a count of them is
never an owners' count.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from domain.ballot.events import Electorate, Paper, Parking, Parting, Place, RollListed
from domain.ballot.state import parts_of
from domain.refusal import Code, Refused
from domain.register.events import Unit, UnitKind
from domain.register.state import Version

LARGEST_ROLL = 100_000
"""Papers of a ballot: far beyond any compound, so that a slip in a count fills no ledger."""

LARGEST_PORTION = 300
"""Papers in one event of the roll."""

LARGEST_SIZE = 45 * 1024
"""Bytes of one event of the roll, well within what a ledger takes."""

LARGEST_PARTS = 32 * 1024
"""Bytes of the parts of one paper, which each vote with it repeats beside marks and reasons."""

_PART_SIZE = 20
"""Bytes that a part takes beside its name and its area."""

_PAPER_SIZE, _PERSON_SIZE, _PLACE_SIZE = 50, 40, 60
"""Bytes that a paper, a person and a place take beside their names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Which units decide: of these buildings and entrances (`building/entrance`), or all."""

    buildings: tuple[str, ...] = ()
    entrances: tuple[str, ...] = ()

    @property
    def is_all(self) -> bool:
        """Whether it is the whole compound."""
        return not self.buildings and not self.entrances


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One of a review panel: their code, and the person where they have a credential."""

    code: str
    person: UUID | None


def roll_of(
    version: Version,
    *,
    electorate: Electorate,
    scope: Scope,
    parting: Parting,
    parking: Parking | None,
) -> tuple[Paper, ...]:
    """The papers of owners, households or residents, in the order of their names.

    Refused: `unknown-building`, `unknown-entrance`, `parking-undecided` (titled parking is in
    scope and nobody said whether it counts), `unit-without-entrance` (entrances decide, and it is
    in none), `residents-uncounted`, `paper-repeated`, `roll-empty`, `roll-too-large`, and
    `paper-too-large` (it stands in so many parts that no event holds a vote with it).
    """
    units = within(version, scope)
    if electorate is Electorate.OWNERS:
        units = _counted(units, parking)
        papers = _owners(version, units)
    elif electorate is Electorate.HOUSEHOLDS:
        papers = _households(units)
    else:
        papers = _residents(units)
    return _complete(papers, parting)


def panel_of(members: Iterable[Member]) -> tuple[Paper, ...]:
    """The papers of a panel: `paper-repeated` (a code or a person twice), `roll-empty`."""
    members = tuple(members)
    persons = [member.person for member in members if member.person is not None]
    if len(set(persons)) < len(persons):
        raise Refused(Code.PAPER_REPEATED)
    papers = (
        Paper(
            paper=member.code,
            persons=() if member.person is None else (member.person,),
            places=(),
        )
        for member in members
    )
    return _complete(papers, Parting.WHOLE)


def within(version: Version, scope: Scope) -> tuple[Unit, ...]:
    """The units in *scope*, in the order of their codes: `unknown-building`, `unknown-entrance`."""
    units = tuple(unit for _code, unit in sorted(version.units.items()))
    if scope.is_all:
        return units
    if not set(scope.buildings) <= {unit.building for unit in units}:
        raise Refused(Code.UNKNOWN_BUILDING)
    if not set(scope.entrances) <= {_entrance(unit) for unit in units}:
        raise Refused(Code.UNKNOWN_ENTRANCE)
    chosen = set(scope.buildings), set(scope.entrances)
    return tuple(u for u in units if u.building in chosen[0] or _entrance(u) in chosen[1])


def digest(papers: Iterable[Paper]) -> str:
    """The SHA-256 (hex) of the roll's canonical form."""
    return sha256(canonical(papers).encode()).hexdigest()


def canonical(papers: Iterable[Paper]) -> str:
    """The roll as text that any program can make again.

    UTF-8; one line a paper in the order of their names by code point, each ended by a line feed:
    a JSON list without blanks and without escapes beyond JSON's own, of the paper, the list of
    its persons, and the list of its places, each as unit, building, entrance or null, and area
    (0.01 m²), in the order of their codes.
    """
    return "".join(f"{_line(paper)}\n" for paper in sorted(papers, key=lambda one: one.paper))


def portions(papers: Iterable[Paper]) -> Iterator[RollListed]:
    """The roll in events that a ledger takes; a paper too long for one goes on in the next."""
    held: list[Paper] = []
    size = 0
    for paper in (piece for whole in papers for piece in _pieces(whole)):
        more = _size(paper)
        if held and (len(held) == LARGEST_PORTION or size + more > LARGEST_SIZE):
            yield RollListed(papers=tuple(held))
            held, size = [], 0
        held.append(paper)
        size += more
    if held:
        yield RollListed(papers=tuple(held))


def _counted(units: tuple[Unit, ...], parking: Parking | None) -> tuple[Unit, ...]:
    """Without titled parking where it was decided that it does not count; no law settles it."""
    if not any(unit.kind is UnitKind.PARKING for unit in units):
        return units
    if parking is None:
        raise Refused(Code.PARKING_UNDECIDED)
    if parking.counted:
        return units
    return tuple(unit for unit in units if unit.kind is not UnitKind.PARKING)


def _owners(version: Version, units: tuple[Unit, ...]) -> Iterator[Paper]:
    places: dict[str, list[Place]] = {}
    for unit in units:
        places.setdefault(unit.owner, []).append(_place(unit, unit.area))
    for number in sorted(places):
        owner = version.owners[number]
        yield Paper(paper=number, persons=owner.persons, places=tuple(places[number]))


def _require_small(papers: int) -> None:
    if papers > LARGEST_ROLL:
        raise Refused(Code.ROLL_TOO_LARGE, most=LARGEST_ROLL)


def _households(units: tuple[Unit, ...]) -> Iterator[Paper]:
    _require_small(sum(unit.households for unit in units))
    for unit in units:
        for number in range(1, unit.households + 1):
            name = unit.unit if number == 1 else f"{unit.unit}#{number}"
            yield Paper(paper=name, persons=(), places=(_place(unit, 0),))


def _residents(units: tuple[Unit, ...]) -> Iterator[Paper]:
    _require_small(sum(unit.residents or 0 for unit in units))
    for unit in units:
        if unit.kind is UnitKind.PARKING:
            continue
        if unit.residents is None:
            raise Refused(Code.RESIDENTS_UNCOUNTED)
        for number in range(1, unit.residents + 1):
            yield Paper(paper=f"{unit.unit}/{number}", persons=(), places=(_place(unit, 0),))


def _complete(papers: Iterable[Paper], parting: Parting) -> tuple[Paper, ...]:
    whole = tuple(sorted(papers, key=lambda paper: paper.paper))
    if not whole:
        raise Refused(Code.ROLL_EMPTY)
    if len({paper.paper for paper in whole}) < len(whole):
        raise Refused(Code.PAPER_REPEATED)
    placed = (place for paper in whole for place in paper.places)
    if parting is Parting.ENTRANCE and any(place.entrance is None for place in placed):
        raise Refused(Code.UNIT_WITHOUT_ENTRANCE)
    for paper in whole:
        _require_light(paper, parting)
    return whole


def _require_light(paper: Paper, parting: Parting) -> None:
    parts = parts_of(paper.places, parting)
    size = sum(_PART_SIZE + len(one.part.encode()) + len(str(one.area)) for one in parts)
    if size > LARGEST_PARTS:
        raise Refused(Code.PAPER_TOO_LARGE, paper=paper.paper)


def _place(unit: Unit, area: int) -> Place:
    return Place(unit=unit.unit, building=unit.building, entrance=unit.entrance, area=area)


def _entrance(unit: Unit) -> str | None:
    return None if unit.entrance is None else f"{unit.building}/{unit.entrance}"


def _line(paper: Paper) -> str:
    ordered = sorted(paper.places, key=lambda place: place.unit)
    places = [(place.unit, place.building, place.entrance, place.area) for place in ordered]
    persons = sorted(map(str, paper.persons))
    return json.dumps([paper.paper, persons, places], ensure_ascii=False, separators=(",", ":"))


def _pieces(paper: Paper) -> Iterator[Paper]:
    """The paper, or where its places are too many, several of its name with some of them each."""
    held: list[Place] = []
    bare = Paper(paper=paper.paper, persons=paper.persons, places=())
    size = _size(bare)
    for place in paper.places:
        if held and size + _place_size(place) > LARGEST_SIZE:
            yield Paper(paper=paper.paper, persons=paper.persons, places=tuple(held))
            held, size = [], _size(bare)
        held.append(place)
        size += _place_size(place)
    yield Paper(paper=paper.paper, persons=paper.persons, places=tuple(held))


def _size(paper: Paper) -> int:
    names = len(paper.paper.encode()) + _PERSON_SIZE * len(paper.persons)
    return _PAPER_SIZE + names + sum(map(_place_size, paper.places))


def _place_size(place: Place) -> int:
    names = (place.unit, place.building, place.entrance or "", str(place.area))
    return _PLACE_SIZE + sum(len(name.encode()) for name in names)
