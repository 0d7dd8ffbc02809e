"""A plan of visits is made, and gets its doors: whom to visit, and who goes."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from uuid import UUID

from domain.body.registry import require_committee
from domain.body.state import BodyState
from domain.refusal import Code, Refused
from domain.sealed import Sealed
from domain.visit.events import Assigned, Closed, Door, DoorDropped, DoorsListed, Planned
from domain.visit.state import DoorState, VisitState
from domain.vocabulary.state import Vocabulary

T = TypeVar("T")

MOST_DOORS = 10_000
"""How many doors a plan may have: more than the largest compound."""

CHUNK = 200
"""How many doors one event lists: within 60 KiB whatever the codes are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFacts:
    """The committee, the words that hold, and the method in force, which the plan pins."""

    body: BodyState
    vocabulary: Vocabulary
    method: str
    version: int


def plan(
    facts: PlanFacts,
    *,
    committee: UUID,
    compound: UUID | None,
    kind: str,
    group: str | None,
    name: str,
    first: date,
    due: date,
    every: int | None,
    topics: Sequence[str],
    questionnaire: UUID | None,
) -> tuple[Planned]:
    """A plan of a committee, of every door or of one group that is to be visited (必访).

    Refused: `not-a-committee`, `unknown-compound`, `unknown-visit-kind`, `unknown-group`,
    `unknown-topic`, `period-inverted` (due before it begins).
    """
    require_committee(facts.body)
    if compound is not None and compound not in facts.body.compounds:
        raise Refused(Code.UNKNOWN_COMPOUND)
    if kind not in facts.vocabulary.visits:
        raise Refused(Code.UNKNOWN_VISIT_KIND)
    if group is not None and group not in facts.vocabulary.groups:
        raise Refused(Code.UNKNOWN_GROUP)
    if not set(topics) <= set(facts.vocabulary.topics):
        raise Refused(Code.UNKNOWN_TOPIC)
    if due < first:
        raise Refused(Code.PERIOD_INVERTED)
    planned = Planned(
        committee=committee,
        compound=compound,
        kind=kind,
        group=group,
        name=name,
        first=first,
        due=due,
        every=every,
        topics=tuple(dict.fromkeys(topics)),
        questionnaire=questionnaire,
        method=facts.method,
        version=facts.version,
    )
    return (planned,)


def list_doors(
    state: VisitState,
    register: Collection[str] | None,
    *,
    units: Sequence[str],
    persons: Sequence[UUID],
) -> tuple[DoorsListed, ...]:
    """These are to be visited: units of a plan for all, persons of a plan for a group.

    A person's door has a number for its code, which tells nothing of where they live. *register*
    are the units that the compound has, None where it has no register.

    Refused: `visit-closed`, `door-names-unit` (who belongs to such a group is sensitive: PIPL
    art. 28), `door-names-person`, `no-such-unit`, `door-listed`, `too-many-doors`.
    """
    require_open(state)
    if state.group is not None and units:
        raise Refused(Code.DOOR_NAMES_UNIT)
    if state.group is None and persons:
        raise Refused(Code.DOOR_NAMES_PERSON)
    _require_registered(register, units)
    wanted: tuple[str | UUID, ...] = (*units, *persons)
    if len(set(wanted)) < len(wanted) or any(one in state.named for one in wanted):
        raise Refused(Code.DOOR_LISTED)
    if len(state.doors) + len(wanted) > MOST_DOORS:
        raise Refused(Code.TOO_MANY_DOORS, most=MOST_DOORS)
    doors = [Door(code=unit, unit=unit, person=None) for unit in units]
    numbers = enumerate(persons, start=len(state.doors) + 1)
    doors += [Door(code=str(number), unit=None, person=one) for number, one in numbers]
    return tuple(DoorsListed(doors=chunk) for chunk in _chunks(doors))


def _require_registered(register: Collection[str] | None, units: Sequence[str]) -> None:
    if register is None:
        return
    for unit in units:
        if unit not in register:
            raise Refused(Code.NO_SUCH_UNIT, unit=unit)


def _chunks(whole: Sequence[T]) -> Iterator[tuple[T, ...]]:
    for start in range(0, len(whole), CHUNK):
        yield tuple(whole[start : start + CHUNK])


def drop_door(state: VisitState, *, door: str, reason: Sealed) -> tuple[DoorDropped]:
    """Nobody goes there any more; refused as `require_door` does."""
    require_door(state, door)
    return (DoorDropped(door=door, reason=reason),)


def assign(
    state: VisitState,
    *,
    visitor: UUID | None,
    organisation: UUID | None,
    organisation_known: bool,
    doors: Sequence[str],
) -> tuple[Assigned, ...]:
    """Who is to go to these doors: a person, a team, or one of a team.

    Refused beside `require_door`: `unknown-organisation`.
    """
    require_open(state)
    if organisation is not None and not organisation_known:
        raise Refused(Code.UNKNOWN_ORGANISATION)
    for door in doors:
        require_door(state, door)
    return tuple(
        Assigned(visitor=visitor, organisation=organisation, doors=chunk)
        for chunk in _chunks(tuple(dict.fromkeys(doors)))
    )


def close(state: VisitState, *, note: Sealed | None) -> tuple[Closed]:
    """Nobody goes any more: `visit-closed` where that is so already."""
    require_open(state)
    return (Closed(note=note),)


def require_open(state: VisitState) -> None:
    """Refuse with `visit-closed` what a closed plan takes no more."""
    if state.closed_at is not None:
        raise Refused(Code.VISIT_CLOSED)


def require_door(state: VisitState, code: str) -> DoorState:
    """A door of a plan that goes on; refused: `visit-closed`, `unknown-door` (dropped, too)."""
    require_open(state)
    known = state.doors.get(code)
    if known is None or known.dropped:
        raise Refused(Code.UNKNOWN_DOOR)
    return known
