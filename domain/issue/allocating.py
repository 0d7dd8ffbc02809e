"""Splitting a line among units (分摊), and what each of them pays of it. Amounts in 分.

By area unless the owners agreed otherwise (Civil Code art. 283).
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from domain.issue.events import AllocationKey, CostAllocated, FundingLine, SharePaid, UnitShare
from domain.issue.guards import admit
from domain.issue.parts import Allocation
from domain.issue.state import IssueState
from domain.refusal import Code, Refused
from domain.register.events import Unit
from domain.register.state import RegisterState, Version
from domain.sealed import Sealed

_MOST_BYTES = 45 * 1024
"""So much of one event at most; the rest stands in the parts behind it."""

_BYTES_BESIDE = 48
"""What a share takes beside the unit's code, as JSON."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Among whom: buildings, entrances (as `building/entrance`) and units; all where empty."""

    buildings: frozenset[str] = frozenset()
    entrances: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()

    @property
    def is_whole(self) -> bool:
        """Whether it is the whole compound."""
        return not (self.buildings or self.entrances or self.units)


ALL_UNITS = Scope()
"""The whole compound."""


def allocate(
    state: IssueState,
    register: RegisterState,
    *,
    stream: UUID,
    line: int,
    key: AllocationKey,
    scope: Scope,
    agreed: Sequence[tuple[str, int]],
    ground: Sealed | None,
) -> Sequence[CostAllocated]:
    """Split a line of the plan among the units of the register in force, to the last 分.

    *stream* is the register's. *agreed* says it for each unit, and for AGREED alone; *ground* is
    what was agreed on, for every key but AREA. Refused: the policies of `CostAllocated`,
    `line-not-approved` (no line of this plan), `register-not-adopted`, `unknown-scope`,
    `allocation-empty`, `allocation-differs` (agreed shares do not sum to the line),
    `share-repeated`, `allocation-ground-missing`.
    """
    admit(CostAllocated, state)
    wanted = _line(state, line)
    version = register.current
    if version is None:
        raise Refused(Code.REGISTER_NOT_ADOPTED)
    if (key is AllocationKey.AREA) is not (ground is None):
        raise Refused(Code.ALLOCATION_GROUND_MISSING, key=str(key))
    shares = _shares(version, wanted.amount, key, scope, agreed)
    return _events(shares, line=line, key=key, stream=stream, version=version.number, ground=ground)


def pay_share(state: IssueState, *, line: int, unit: str, amount: int) -> tuple[SharePaid]:
    """A unit pays of its share, and the line receives it.

    Refused: the policies of `SharePaid`, `line-not-allocated`, `unit-not-allocated`,
    `share-overpaid` (more than is left of the share; the fact is what is left).
    """
    admit(SharePaid, state)
    split = state.allocation(line)
    if split is None:
        raise Refused(Code.LINE_NOT_ALLOCATED)
    share = split.shares.get(unit)
    if share is None:
        raise Refused(Code.UNIT_NOT_ALLOCATED)
    left = share - split.paid.get(unit, 0)
    if amount > left:
        raise Refused(Code.SHARE_OVERPAID, left=left)
    return (SharePaid(line=line, unit=unit, amount=amount),)


def owed(split: Allocation) -> Iterator[tuple[str, int, int]]:
    """Each unit with its share and what it has paid, by the unit's code.

    A unit that a later split left out is told with a share of 0 where it has paid.
    """
    for unit in sorted({*split.shares, *split.paid}):
        yield unit, split.shares.get(unit, 0), split.paid.get(unit, 0)


def shared_out(amount: int, weights: Mapping[str, int]) -> Mapping[str, int]:
    """*amount* by weight, by the largest remainders, so that nothing is left over.

    Of equal remainders the first by code takes one. The weights sum to more than 0.
    """
    total = sum(weights.values())
    shares = {one: amount * weight // total for one, weight in weights.items()}
    left = amount - sum(shares.values())
    by_rest = sorted(weights, key=lambda one: (-(amount * weights[one] % total), one))
    for one in by_rest[:left]:
        shares[one] += 1
    return shares


def _line(state: IssueState, line: int) -> FundingLine:
    lines = state.plan.lines if state.plan else ()
    found = next((one for one in lines if one.number == line), None)
    if found is None:
        raise Refused(Code.LINE_NOT_APPROVED, line=line)
    return found


def _shares(
    version: Version,
    amount: int,
    key: AllocationKey,
    scope: Scope,
    agreed: Sequence[tuple[str, int]],
) -> Mapping[str, int]:
    if key is AllocationKey.AGREED:
        return _agreed(version, amount, agreed)
    units = _within(version, scope)
    by_area = key is AllocationKey.AREA
    weights = {unit.unit: unit.area if by_area else 1 for unit in units}
    if sum(weights.values()) <= 0:
        raise Refused(Code.ALLOCATION_EMPTY)
    return shared_out(amount, weights)


def _agreed(version: Version, amount: int, agreed: Sequence[tuple[str, int]]) -> Mapping[str, int]:
    shares = dict(agreed)
    if len(shares) != len(agreed):
        raise Refused(Code.SHARE_REPEATED)
    if any(unit not in version.units for unit in shares):
        raise Refused(Code.UNKNOWN_SCOPE, version=version.number)
    gap = amount - sum(shares.values())
    if gap:
        raise Refused(Code.ALLOCATION_DIFFERS, gap=gap)
    return shares


def _within(version: Version, scope: Scope) -> Collection[Unit]:
    units = version.units.values()
    buildings = {unit.building for unit in units}
    entrances = {_entrance(unit) for unit in units}
    known = scope.buildings <= buildings and scope.entrances <= entrances
    if not known or any(unit not in version.units for unit in scope.units):
        raise Refused(Code.UNKNOWN_SCOPE, version=version.number)
    return [unit for unit in units if scope.is_whole or _is_in(unit, scope)]


def _is_in(unit: Unit, scope: Scope) -> bool:
    named = unit.unit in scope.units or unit.building in scope.buildings
    return named or _entrance(unit) in scope.entrances


def _entrance(unit: Unit) -> str | None:
    return None if unit.entrance is None else f"{unit.building}/{unit.entrance}"


def _events(
    shares: Mapping[str, int],
    *,
    line: int,
    key: AllocationKey,
    stream: UUID,
    version: int,
    ground: Sealed | None,
) -> Sequence[CostAllocated]:
    parts = _portions([UnitShare(unit=unit, amount=shares[unit]) for unit in sorted(shares)])
    return [
        CostAllocated(
            line=line,
            key=key,
            register=stream,
            version=version,
            part=number,
            parts=len(parts),
            shares=tuple(part),
            ground=ground if number == 1 else None,
        )
        for number, part in enumerate(parts, start=1)
    ]


def _portions(shares: Sequence[UnitShare]) -> Sequence[Sequence[UnitShare]]:
    portions: list[list[UnitShare]] = []
    room = 0
    for share in shares:
        size = len(share.unit.encode()) + _BYTES_BESIDE
        if size > room or not portions:
            portions.append([])
            room = _MOST_BYTES
        portions[-1].append(share)
        room -= size
    return portions
