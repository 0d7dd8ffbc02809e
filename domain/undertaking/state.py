"""An undertaking as its stream tells it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import assert_never
from uuid import UUID

from rpds import HashTrieMap

from domain.history import Stamp, begun
from domain.moment import Moment
from domain.replacing import replace
from domain.sealed import Sealed
from domain.undertaking.events import (
    Begun,
    Count,
    Counted,
    Ended,
    Joined,
    Left,
    LineAdded,
    LineMoved,
    Linked,
    LinkKind,
    Measure,
    Recounted,
    StepReached,
    StepRevoked,
    TextAdopted,
    UndertakingEvent,
    Way,
)

LinkKey = tuple[LinkKind, UUID, int | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """A step that it has come to, when, by whom, and the SHA-256 of what shows it."""

    step: str
    at: Moment
    party: int | None
    evidence: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Who takes part, since when; `left_at` is None while they do."""

    person: UUID | None
    organisation: UUID | None
    role: str
    skills: tuple[str, ...]
    people: int | None
    since: Moment
    note: Sealed | None
    left_at: Moment | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line; `step` is None before the first, `party` with whom it is, `due` until when."""

    text: Sealed
    unit: str | None
    quantity: int | None
    due: date | None
    since: Moment
    step: str | None = None
    party: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """What took place, and what it came to by the newest count; `counts` by measure."""

    on: date
    counts: Mapping[str, int]
    party: int | None
    line: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class UndertakingState:
    """The folded undertaking. `takers` are those who take part now, each with their number."""

    begun: Begun
    began_at: Moment
    moved_at: Moment
    reached: tuple[Reached, ...] = ()
    parties: "HashTrieMap[int, Party]"
    takers: "HashTrieMap[UUID, int]"
    lines: "HashTrieMap[int, Line]"
    occasions: "HashTrieMap[int, Occasion]"
    totals: "HashTrieMap[str, int]"
    texts: tuple[TextAdopted, ...] = ()
    links: "HashTrieMap[LinkKey, None]"
    ended_at: Moment | None = None

    @property
    def committee(self) -> UUID:
        """Whose it is."""
        return self.begun.committee

    @property
    def compound(self) -> UUID | None:
        """Where it is; None for the whole neighbourhood."""
        return self.begun.compound

    @property
    def way(self) -> Way:
        """How it goes."""
        return self.begun.way

    @property
    def step(self) -> str | None:
        """How far it is; None before the first step."""
        return self.reached[-1].step if self.reached else None

    def measure(self, code: str) -> Measure | None:
        """What is counted under that code here."""
        return next((one for one in self.begun.measures if one.code == code), None)

    def text_on(self, day: date) -> TextAdopted | None:
        """The version that holds on a day."""
        held = (text for text in reversed(self.texts) if text.holds_from <= day)
        return next(held, None)


def evolve(
    state: UndertakingState | None, event: UndertakingEvent, stamp: Stamp
) -> UndertakingState:
    """The state after *event*; never refuses, for history is history."""
    if isinstance(event, Begun):
        return _begun(event, stamp)
    return _moved(begun(state), event, stamp)


def _begun(event: Begun, stamp: Stamp) -> UndertakingState:
    return UndertakingState(
        begun=event,
        began_at=stamp.occurred_at,
        moved_at=stamp.occurred_at,
        parties=HashTrieMap(),
        takers=HashTrieMap(),
        lines=HashTrieMap(),
        occasions=HashTrieMap(),
        totals=HashTrieMap(),
        links=HashTrieMap(),
    )


def _moved(state: UndertakingState, event: UndertakingEvent, stamp: Stamp) -> UndertakingState:
    match event:
        case Begun():
            return state
        case Joined():
            return _joined(state, event, stamp)
        case Left(party=number):
            return _left(state, number, stamp)
        case StepReached() | StepRevoked():
            return _stepped(state, event, stamp)
        case LineAdded() | LineMoved():
            return replace(state, lines=state.lines.insert(event.line, _line(state, event, stamp)))
        case Counted() | Recounted():
            return _counted(state, event)
        case TextAdopted():
            return replace(state, texts=(*state.texts, event))
        case Linked():
            return replace(
                state, links=state.links.insert((event.kind, event.to, event.line), None)
            )
        case Ended():
            return replace(state, ended_at=stamp.occurred_at, moved_at=stamp.occurred_at)
        case _:
            assert_never(event)


def _joined(state: UndertakingState, event: Joined, stamp: Stamp) -> UndertakingState:
    party = Party(
        person=event.person,
        organisation=event.organisation,
        role=event.role,
        skills=event.skills,
        people=event.people,
        since=stamp.occurred_at,
        note=event.note,
    )
    who, takers = event.person or event.organisation, state.takers
    return replace(
        state,
        parties=state.parties.insert(event.party, party),
        takers=takers if who is None else takers.insert(who, event.party),
    )


def _left(state: UndertakingState, number: int, stamp: Stamp) -> UndertakingState:
    party = state.parties[number]
    who, takers = party.person or party.organisation, state.takers
    return replace(
        state,
        parties=state.parties.insert(number, replace(party, left_at=stamp.occurred_at)),
        takers=takers if who is None else takers.discard(who),
    )


def _stepped(
    state: UndertakingState, event: StepReached | StepRevoked, stamp: Stamp
) -> UndertakingState:
    if isinstance(event, StepRevoked):
        kept = tuple(one for one in state.reached if one.step != event.step)
        return replace(state, reached=kept, moved_at=stamp.occurred_at)
    reached = Reached(
        step=event.step, at=stamp.occurred_at, party=event.party, evidence=event.evidence
    )
    return replace(state, reached=(*state.reached, reached), moved_at=stamp.occurred_at)


def _line(state: UndertakingState, event: LineAdded | LineMoved, stamp: Stamp) -> Line:
    when = stamp.occurred_at
    if isinstance(event, LineMoved):
        before = state.lines[event.line]
        return replace(before, step=event.step, party=event.party, due=event.due, since=when)
    return Line(
        text=event.text, unit=event.unit, quantity=event.quantity, due=event.due, since=when
    )


def _counted(state: UndertakingState, event: Counted | Recounted) -> UndertakingState:
    counts = counts_of(event.counts)
    if isinstance(event, Counted):
        before: Mapping[str, int] = {}
        occasion = Occasion(on=event.on, counts=counts, party=event.party, line=event.line)
    else:
        known = state.occasions[event.number]
        before, occasion = known.counts, replace(known, counts=counts)
    totals = state.totals
    for code in {**before, **counts}:
        total = totals.get(code, 0) - before.get(code, 0) + counts.get(code, 0)
        totals = totals.insert(code, total)
    occasions = state.occasions.insert(event.number, occasion)
    return replace(state, occasions=occasions, totals=totals)


def counts_of(counts: Iterable[Count]) -> Mapping[str, int]:
    """What was counted, by measure."""
    return {one.measure: one.number for one in counts}
