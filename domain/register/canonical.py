"""The canonical form of a version: the text whose SHA-256 is its digest.

UTF-8, each line ended by a line feed, fields parted by tabs, what is absent empty. First
`bihuan-register` and the form's version; then a line for each owner (`owner`, number, `1` for the
developer else `0`, ids of its persons in order, parted by commas); then one for each unit (`unit`,
code, building, entrance, kind, area in 0.01 m², source, owner, households, residents). Owners and
units stand in the order of their codes by code point, so that the order of entry changes nothing,
and any program can make the text again.
"""

from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256

from domain.register.events import Owner, Sums, Unit

_HEAD = "bihuan-register\t1"


def digest_of(units: Mapping[str, Unit], owners: Mapping[str, Owner]) -> str:
    """The SHA-256 of the canonical form, in hex."""
    return sha256(canonical(units, owners).encode()).hexdigest()


def sums_of(units: Mapping[str, Unit], owners: Mapping[str, Owner]) -> Sums:
    """How much they are."""
    area = sum(unit.area for unit in units.values())
    return Sums(units=len(units), owners=len(owners), area=area)


def canonical(units: Mapping[str, Unit], owners: Mapping[str, Owner]) -> str:
    """The canonical form."""
    lines = [_HEAD, *map(_line, _owners(owners)), *map(_line, _units(units))]
    return "".join(f"{line}\n" for line in lines)


def _owners(owners: Mapping[str, Owner]) -> Iterator[Iterable[object]]:
    for _, one in sorted(owners.items()):
        persons = ",".join(sorted(map(str, one.persons)))
        yield "owner", one.owner, int(one.developer), persons


def _units(units: Mapping[str, Unit]) -> Iterator[Iterable[object]]:
    for _, one in sorted(units.items()):
        yield (
            "unit",
            one.unit,
            one.building,
            one.entrance,
            one.kind,
            one.area,
            one.source,
            one.owner,
            one.households,
            one.residents,
        )


def _line(fields: Iterable[object]) -> str:
    return "\t".join("" if field is None else str(field) for field in fields)
