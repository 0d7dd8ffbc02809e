"""A plan of door visits as its stream tells it."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import assert_never
from uuid import UUID

from rpds import HashTrieMap

from domain.calendar.days import midnight, on_date
from domain.history import Stamp, begun
from domain.moment import Moment, local
from domain.replacing import replace
from domain.visit.events import (
    Assigned,
    Attempted,
    ChangesPassed,
    Closed,
    DoorDropped,
    DoorOutcome,
    DoorsListed,
    FindingTaken,
    Found,
    Planned,
    RoundBegun,
    VisitEvent,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorState:
    """One door: who goes there, and what became of it.

    `round` is the newest round in which somebody was there, `outcome` that of the newest attempt;
    `tried_at` is when that was, `opened_round` and `opened_on` are of the newest opening.
    """

    unit: str | None
    person: UUID | None
    visitor: UUID | None = None
    organisation: UUID | None = None
    attempts: int = 0
    round: int = 0
    outcome: DoorOutcome | None = None
    tried_at: Moment | None = None
    opened_round: int | None = None
    opened_on: date | None = None
    dropped: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What was found at a door, and whether it went on; `passed` is the platform's code."""

    door: str
    topic: str
    change: str | None
    issue: UUID | None = None
    undertaking: UUID | None = None
    line: int | None = None
    passed: str | None = None

    @property
    def taken(self) -> bool:
        """Whether something became of it."""
        return self.issue is not None or self.undertaking is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """The attempts of one round, by outcome; `due` is the day by which it is to be done."""

    due: date
    opened: int = 0
    absent: int = 0
    refused: int = 0

    @property
    def attempts(self) -> int:
        """All of them: 成功率 is `opened` out of these."""
        return self.opened + self.absent + self.refused

    def with_one(self, outcome: DoorOutcome) -> "Round":
        """One attempt more."""
        return replace(
            self,
            opened=self.opened + (outcome is DoorOutcome.OPENED),
            absent=self.absent + (outcome is DoorOutcome.ABSENT),
            refused=self.refused + (outcome is DoorOutcome.REFUSED),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitState:
    """The folded plan.

    `doors` by code, in no order, also those that were dropped; `listed` and `opened` are how many
    go on, and how many of these were opened at least once. `named` has each unit or person that
    was ever listed. `visitors` and `organisations` are those who were ever sent.
    """

    committee: UUID
    compound: UUID | None
    kind: str
    group: str | None
    name: str
    first: date
    due: date
    every: int | None
    topics: tuple[str, ...]
    questionnaire: UUID | None
    method: str
    method_version: int
    began_at: Moment
    rounds: tuple[Round, ...]
    doors: "HashTrieMap[str, DoorState]"
    named: "HashTrieMap[str | UUID, str]"
    findings: "HashTrieMap[int, Finding]"
    listed: int = 0
    opened: int = 0
    visitors: frozenset[UUID] = frozenset()
    organisations: frozenset[UUID] = frozenset()
    closed_at: Moment | None = None

    @property
    def round(self) -> int:
        """The round that runs; the first is 1."""
        return len(self.rounds)

    def earliest(self, door: DoorState) -> Moment:
        """Before when nobody can have been there: paper is typed in later, also the plan's."""
        if door.tried_at is not None:
            return door.tried_at
        return min(self.began_at, midnight(on_date(self.first)))

    def due_on(self, door: DoorState) -> date | None:
        """By when a door is to be opened (again); None where nobody has to go there any more."""
        if door.dropped or self.closed_at is not None:
            return None
        if door.opened_on is None:
            return self.rounds[-1].due
        return None if self.every is None else door.opened_on + timedelta(days=self.every)


def evolve(state: VisitState | None, event: VisitEvent, stamp: Stamp) -> VisitState:
    """The state after *event*; never refuses, for history is history."""
    if isinstance(event, Planned):
        return _planned(event, stamp)
    state = begun(state)
    match event:
        case DoorsListed():
            return _listed(state, event)
        case DoorDropped(door=code):
            return _dropped(state, code)
        case Assigned():
            return _assigned(state, event)
        case RoundBegun(due=due):
            return replace(state, rounds=(*state.rounds, Round(due=due)))
        case Attempted():
            return _attempted(state, event, stamp)
        case Found() | FindingTaken() | ChangesPassed():
            return _found(state, event)
        case Closed():
            return replace(state, closed_at=stamp.occurred_at)
        case _:
            assert_never(event)


def _planned(event: Planned, stamp: Stamp) -> VisitState:
    return VisitState(
        committee=event.committee,
        compound=event.compound,
        kind=event.kind,
        group=event.group,
        name=event.name,
        first=event.first,
        due=event.due,
        every=event.every,
        topics=event.topics,
        questionnaire=event.questionnaire,
        method=event.method,
        method_version=event.version,
        began_at=stamp.occurred_at,
        rounds=(Round(due=event.due),),
        doors=HashTrieMap(),
        named=HashTrieMap(),
        findings=HashTrieMap(),
    )


def _listed(state: VisitState, event: DoorsListed) -> VisitState:
    doors, named = state.doors, state.named
    for one in event.doors:
        known = DoorState(unit=one.unit, person=one.person)
        doors = doors.insert(one.code, known)
        for name in (one.unit, one.person):
            named = named if name is None else named.insert(name, one.code)
    return replace(state, doors=doors, named=named, listed=state.listed + len(event.doors))


def _dropped(state: VisitState, code: str) -> VisitState:
    door = state.doors[code]
    return replace(
        state,
        doors=state.doors.insert(code, replace(door, dropped=True)),
        listed=state.listed - 1,
        opened=state.opened - (door.opened_on is not None),
    )


def _assigned(state: VisitState, event: Assigned) -> VisitState:
    doors = state.doors
    for code in event.doors:
        sent = replace(doors[code], visitor=event.visitor, organisation=event.organisation)
        doors = doors.insert(code, sent)
    return replace(
        state,
        doors=doors,
        visitors=state.visitors | ({event.visitor} if event.visitor else set()),
        organisations=state.organisations | ({event.organisation} if event.organisation else set()),
    )


def _attempted(state: VisitState, event: Attempted, stamp: Stamp) -> VisitState:
    before = state.doors[event.door]
    door = replace(
        before,
        tried_at=stamp.occurred_at,
        attempts=before.attempts + 1,
        round=event.round,
        outcome=event.outcome,
    )
    first = False
    if event.outcome is DoorOutcome.OPENED:
        first = before.opened_on is None
        day = local(stamp.occurred_at).date()
        door = replace(door, opened_round=event.round, opened_on=day)
    rounds = list(state.rounds)
    rounds[event.round - 1] = rounds[event.round - 1].with_one(event.outcome)
    return replace(
        state,
        doors=state.doors.insert(event.door, door),
        rounds=tuple(rounds),
        opened=state.opened + first,
    )


def _found(state: VisitState, event: Found | FindingTaken | ChangesPassed) -> VisitState:
    findings = state.findings
    match event:
        case Found():
            made = Finding(door=event.door, topic=event.topic, change=event.change)
            findings = findings.insert(event.number, made)
        case FindingTaken():
            taken = replace(
                findings[event.number],
                issue=event.issue,
                undertaking=event.undertaking,
                line=event.line,
            )
            findings = findings.insert(event.number, taken)
        case ChangesPassed():
            for number in event.numbers:
                findings = findings.insert(number, replace(findings[number], passed=event.to))
        case _:
            assert_never(event)
    return replace(state, findings=findings)
