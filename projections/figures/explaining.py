"""Explaining a figure: the facts that it counts, page by page, and the events that made each."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from itertools import groupby
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, func, select, tuple_

from domain.calendar.days import Day, day_of
from domain.figures.parts import Fact
from domain.replacing import replace
from ledger.catalogue import CATALOGUE
from ledger.envelope import Recorded
from ledger.log import read_streams
from projections.figures.asking import Question, committees_within
from projections.figures.asking_facts import WAITS
from projections.figures.making import changes
from projections.figures.rows import ALWAYS, CourseRow, FactRow, Split
from projections.figures.tables import FACT
from projections.views import course

_F = FACT.c
_BEHIND_ALL = UUID(int=2**128 - 1)

COMMITTEES = 8
"""A page looks into so many committees at most, each of which may have a few facts or none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """The facts of some codes that a question counts, with the values of `told` alone.

    A value is "" where an issue has none. `ever` is for the backlog, which counts what waits
    whenever it was reported.
    """

    question: Question
    codes: Collection[str]
    told: Mapping[Split, str]
    ever: bool = False


class Mark(NamedTuple):
    """Behind which fact a page goes on: committees by id, in each the facts by day."""

    committee: UUID
    day: int
    issue: UUID
    slot: str


class Page(NamedTuple):
    """Some facts, which may be none, and behind what they go on; None at the end."""

    facts: Sequence[FactRow]
    following: Mark | None


class How(StrEnum):
    """What an event did to a fact."""

    STATED = "stated"
    PLACED = "placed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One event that made a fact: it *stated* what it says, or *placed* it where it counts."""

    how: How
    recorded: Recorded[object]


Slot = tuple[UUID, str]
"""An issue, and the slot of one of its facts."""


def page(
    connection: Connection,
    sought: Sought,
    after: Mark | None,
    limit: int,
    *,
    committees: int = COMMITTEES,
) -> Page:
    """At most *limit* facts behind *after*, of no more than so many *committees*."""
    found: list[FactRow] = []
    waiting = [
        one for one in _committees(connection, sought) if after is None or one >= after.committee
    ]
    for committee in waiting[:committees]:
        found += _of_committee(connection, sought, committee, after, limit + 1 - len(found))
        if len(found) > limit:
            return Page(found[:limit], _mark(found[limit - 1]))
    if len(waiting) > committees:
        return Page(found, Mark(waiting[committees - 1], ALWAYS, _BEHIND_ALL, ""))
    return Page(found, None)


def steps(
    connection: Connection, facts: Iterable[FactRow], *, as_of: Day, position: int
) -> Mapping[Slot, Sequence[Step]]:
    """The events that made some facts which hold on the day *as_of*, in order.

    Nothing behind *position*, up to which the facts are folded, is looked at.
    """
    fold = course.VIEW.bound(connection).evolve
    rows = read_streams(connection, {fact.issue for fact in facts})
    known = (CATALOGUE.decode(row) for row in rows if row.position <= position)
    counted = (one for one in known if day_of(one.at) <= as_of)
    told: dict[Slot, Sequence[Step]] = {}
    for issue, events in groupby(counted, key=lambda one: one.stream):
        made = _made(partial(fold, (issue,)), events)
        told.update(((issue, slot), of_slot) for slot, of_slot in made.items())
    return told


def _made(
    fold: Callable[[CourseRow | None, Recorded[object]], CourseRow | None],
    events: Iterable[Recorded[object]],
) -> Mapping[str, Sequence[Step]]:
    """What the events of one issue did to each of its facts since that began."""
    row: CourseRow | None = None
    made: dict[str, list[Step]] = {}
    for one in events:
        before, row = row, fold(row, one)
        _note(made, before, row, one)
    return made


def _committees(connection: Connection, sought: Sought) -> Sequence[UUID]:
    one = sought.told.get(Split.COMMITTEE)
    within = committees_within(connection, sought.question)
    return sorted(within if one is None else {UUID(one)}.intersection(within))


def _of_committee(
    connection: Connection, sought: Sought, committee: UUID, after: Mark | None, limit: int
) -> Iterator[FactRow]:
    query = select(FACT).where(_F.committee == committee, *_conditions(sought))
    # Few wait, whose index has another order; along the days all that ever happened would be read.
    order = (_F.day + 0 if sought.ever else _F.day, _F.issue, _F.slot)
    if after is not None and committee == after.committee:
        query = query.where(tuple_(*order) > tuple_(*after[1:]))
    for found in connection.execute(query.order_by(*order).limit(limit)):
        yield FactRow(**found._mapping)


def _conditions(sought: Sought) -> Iterator[ColumnElement[bool]]:
    question = sought.question
    yield from _counting(sought)
    if question.compound is not None:
        yield _F.compound == question.compound
    for split, value in sought.told.items():
        if split is not Split.COMMITTEE:
            yield func.coalesce(_F[split], "") == value


def _counting(sought: Sought) -> Iterator[ColumnElement[bool]]:
    question = sought.question
    # Looked at, never looked up, as by the statistics: the walk goes along the days.
    yield _F.since + 0 <= question.as_of
    if sought.ever:
        yield WAITS
        yield _F.until > question.as_of
    else:
        yield _F.code.in_(sought.codes)
        yield _F.until + 0 > question.as_of
        yield _F.day.between(question.first, question.last)


def _mark(fact: FactRow) -> Mark:
    return Mark(fact.committee, fact.day, fact.issue, fact.slot)


def _note(
    made: dict[str, list[Step]],
    before: CourseRow | None,
    after: CourseRow | None,
    recorded: Recorded[object],
) -> None:
    """What one event did to the facts of an issue."""
    old = {fact.slot: fact for fact in before.told.facts} if before else {}
    for _, fact, sign in changes(before, after):
        known = old.get(fact.slot)
        if sign < 0:
            continue
        if known is None:
            made[fact.slot] = []
        how = How.PLACED if known and _says_the_same(known, fact) else How.STATED
        made[fact.slot].append(Step(how=how, recorded=recorded))


def _says_the_same(one: Fact, other: Fact) -> bool:
    return replace(one, since=other.since) == other
